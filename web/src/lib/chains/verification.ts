import type { Accepted, KeyringId, NotShown, PastName, RemoteVault } from '@/crypto/index.ts';
import { hasCode } from '../errors/portalErrors.ts';
import type { ChainQueries, Extent } from './chainQueries.ts';
import { Gathered, isNew } from './gathered.ts';

const MOST_ROUNDS = 12;
/** Each asks for more of what was refused because it was not shown. */
const MOST_TURNS = 20;
/** Questions for one reason before a whole chain is asked for. */
const MOST_ASKED = 60;
/** Of a chain that was begun later, one after the other. */
export const MORE = ['shown', 'whole'] as const;

/**
 * Gets what became of answers.
 *
 * @param first whether what was asked for at first is among them
 */
export type Note = (
  answered: readonly { readonly keyring: KeyringId }[],
  accepted: Pick<Accepted, 'refused'>,
  first: boolean,
) => Promise<void>;

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

  /** Asks for chains, and then for what those are missing. */
  async ask(ids: readonly KeyringId[], closure: boolean, extent: Extent, note: Note) {
    const asked = new Set<KeyringId>();
    const gathered = new Gathered();
    let next: readonly KeyringId[] = ids;
    for (let round = 0; next.length > 0 && round < MOST_ROUNDS; round++) {
      const form = round === 0 ? extent : 'new';
      gathered.ask(next, form);
      gathered.add(await this.#queries.chains(next, closure, form), next);
      const now = new Set(next);
      now.forEach((id) => asked.add(id));
      const { missing, behind } = await this.#accept(gathered, asked, (one) =>
        note(gathered.answer.chains, one, round === 0),
      );
      // Asked for what follows, the service answered again what does not go on from what is known.
      const apart = behind.filter((id) => now.has(id));
      await note(
        [],
        { refused: apart.map((keyring) => ({ keyring, code: 'broken-chain' })) },
        false,
      );
      next = [...new Set([...missing, ...behind])].filter((id) => !asked.has(id));
    }
  }

  /**
   * Verifies what was answered, with what has to be shown of the past. Where that is not enough, it asks
   * once for all that is shown of a chain, and then once for the whole: that is the last word. So is it where
   * something is wrong with a chain that is begun later, once there is nothing else to ask for.
   *
   * @param asked what was asked for: what is missing besides comes first
   * @param note gets what became of it each time
   */
  async #accept(
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
      const ids = await this.#askFirst([...rest], extent, gathered);
      ids.forEach((id) => rest.delete(id));
      isMore ||= ids.length > 0;
    }
    return isMore;
  }

  async #askWhole(ids: readonly KeyringId[], gathered: Gathered): Promise<boolean> {
    return (await this.#askFirst(ids, 'whole', gathered)).length > 0;
  }

  /** Those that have not been asked for so before. */
  async #askFirst(ids: readonly KeyringId[], extent: Extent, gathered: Gathered) {
    const first = ids.filter((id) => gathered.isFirst(`${extent} ${id}`));
    if (first.length > 0) {
      gathered.replace(first, extent, await this.#chains(first, extent));
    }
    return first;
  }

  /** With what comes along, unless that is too much. */
  async #chains(ids: readonly KeyringId[], extent: Extent) {
    try {
      return await this.#queries.chains(ids, true, extent);
    } catch (failure) {
      if (!hasCode(failure, 'history-too-long')) {
        throw failure;
      }
      return this.#queries.chains(ids, false, extent);
    }
  }
}

function doubtedOf(refused: Accepted['refused']): readonly KeyringId[] {
  return [...new Set(refused.flatMap(({ doubted }) => doubted ?? []))];
}
