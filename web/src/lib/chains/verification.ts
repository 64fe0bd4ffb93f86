import type { Accepted, KeyringId, NotShown, PastName, RemoteVault } from '@/crypto/index.ts';
import type { ChainQueries, Extent } from './chainQueries.ts';
import { type Gathered, isNew } from './gathered.ts';

/** Each asks for more of what was refused because it was not shown. */
const MOST_TURNS = 20;
/** Questions for one reason before a whole chain is asked for. */
const MOST_ASKED = 60;
/** Of a chain that was begun later, one after the other. */
export const MORE = ['shown', 'whole'] as const;

/** Has the vault verify answers, and asks for what that takes of chains that begin later. */
export class Verification {
  readonly #vault: Pick<RemoteVault, 'chains'>;
  readonly #queries: ChainQueries;
  #anyBegun = false;

  constructor(vault: Pick<RemoteVault, 'chains'>, queries: ChainQueries) {
    this.#vault = vault;
    this.#queries = queries;
  }

  /** Whether any chain was begun later. */
  get anyBegun(): boolean {
    return this.#anyBegun;
  }

  /**
   * Verifies what was answered, with what has to be shown of the past. Where that is not enough, it asks
   * once for all that is shown of a chain, and then once for the whole: that is the last word. So is it where
   * something is wrong with a chain that is begun later, once there is nothing else to ask for.
   *
   * @param asked what was asked for: what is missing besides comes first
   * @param note gets what became of it each time
   */
  async accept(
    gathered: Gathered,
    asked: ReadonlySet<KeyringId>,
    note: (accepted: Accepted) => Promise<void>,
  ): Promise<Accepted> {
    const { chains } = this.#vault;
    for (let turn = 0; ; turn++) {
      this.#anyBegun ||= gathered.answer.chains.some(({ begun }) => begun !== undefined);
      if (this.#anyBegun) {
        const needed = await chains.pastsOfAnswer(gathered.answer, gathered.asked);
        gathered.addPasts(await this.#queries.pasts(gathered.notAsked(needed)));
      }
      const accepted = await chains.acceptSent(gathered.answer, gathered.pasts, gathered.asked);
      await note(accepted);
      const { refused, missing, behind } = accepted;
      const wanted = refused.flatMap(({ notShown }) => notShown ?? []);
      const isAll = [...missing, ...behind].every((id) => asked.has(id));
      const isMore =
        turn < MOST_TURNS &&
        ((wanted.length > 0 && (await this.#showMore(wanted, gathered))) ||
          (isAll && (await this.#askWhole(doubtedOf(refused), gathered))));
      if (!isMore) {
        return accepted;
      }
    }
  }

  /**
   * What may show that: itself, then all that is shown of the chain, then the whole; undefined after that.
   *
   * @param asked what was asked before for the same reason
   */
  async nextFor(wanted: NotShown, asked: Set<string>): Promise<PastName | Extent | undefined> {
    const name = await this.#vault.chains.pastNameOf(wanted);
    return name !== undefined && asked.size < MOST_ASKED && isNew(asked, JSON.stringify(name))
      ? name
      : MORE.find((extent) => isNew(asked, `${extent} ${wanted.of}`));
  }

  /** Whether something was asked for that was not asked for before. */
  async #showMore(wanted: readonly NotShown[], gathered: Gathered): Promise<boolean> {
    const named = await Promise.all(wanted.map((one) => this.#vault.chains.pastNameOf(one)));
    const names = gathered.notAsked(named.filter((name) => name !== undefined));
    const rest = new Set(
      wanted.filter((_, index) => !names.some((name) => name === named[index])).map(({ of }) => of),
    );
    gathered.addPasts(await this.#queries.pasts(names));
    let isMore = names.length > 0;
    for (const extent of MORE) {
      const ids = await this.#ask([...rest], extent, gathered);
      ids.forEach((id) => rest.delete(id));
      isMore ||= ids.length > 0;
    }
    return isMore;
  }

  async #askWhole(ids: readonly KeyringId[], gathered: Gathered): Promise<boolean> {
    return (await this.#ask(ids, 'whole', gathered)).length > 0;
  }

  /** Those that have not been asked for so before. */
  async #ask(ids: readonly KeyringId[], extent: Extent, gathered: Gathered) {
    const first = ids.filter((id) => gathered.isFirst(`${extent} ${id}`));
    if (first.length > 0) {
      gathered.replace(first, extent, await this.#queries.chains(first, true, extent));
    }
    return first;
  }
}

function doubtedOf(refused: Accepted['refused']): readonly KeyringId[] {
  return [...new Set(refused.flatMap(({ doubted }) => doubted ?? []))];
}
