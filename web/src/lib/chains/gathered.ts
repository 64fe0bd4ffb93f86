import type {
  AskedFor,
  Bytes,
  KeyringId,
  PastName,
  SentChain,
  SentChains,
  SentPast,
} from '@/crypto/index.ts';
import type { Extent } from './chainQueries.ts';

/** What was answered to one question, over several requests. */
export class Gathered {
  readonly #signatures: Bytes[] = [];
  readonly #asked = new Set<string>();
  readonly #named = new Map<KeyringId, Set<string>>();
  readonly #anew = new Set<KeyringId>();
  readonly #whole = new Set<KeyringId>();
  #chains: readonly SentChain[] = [];
  #pasts: readonly SentPast[] = [];

  get answer(): SentChains {
    return { chains: this.#chains, signatures: this.#signatures };
  }

  get pasts(): readonly SentPast[] {
    return this.#pasts;
  }

  /** How those were asked for of which more than what is new is here. */
  get asked(): AskedFor {
    return { anew: [...this.#anew], whole: [...this.#whole] };
  }

  /** From now on, that is how these have been asked for. */
  ask(ids: readonly KeyringId[], extent: Extent) {
    ids.forEach((id) => {
      if (extent === 'whole') {
        this.#whole.add(id);
      }
      if (extent !== 'new') {
        this.#anew.add(id);
      }
    });
  }

  /**
   * Beside what was answered before. What comes along begins a chain anew only where it was begun before, and
   * elsewhere; what was shown of the past of another base counts no more.
   *
   * @param ids what was asked for
   */
  add(answer: SentChains, ids: readonly KeyringId[] = []) {
    this.#take(answer, ids, []);
  }

  addPasts(pasts: readonly SentPast[]) {
    this.#pasts = [...this.#pasts, ...pasts];
  }

  /** As {@link add}, in the place of what was answered of these. */
  replace(ids: readonly KeyringId[], extent: Extent, answer: SentChains) {
    this.ask(ids, extent);
    this.#take(answer, ids, ids);
  }

  #take(
    { chains, signatures }: SentChains,
    ids: readonly KeyringId[],
    replaced: readonly KeyringId[],
  ) {
    const isHere = (id: KeyringId) => this.#chains.some(({ keyring }) => keyring === id);
    const taken = chains.filter((chain) => {
      const id = chain.keyring;
      const here = this.#baseOf(id);
      const isElsewhere = here !== undefined && here !== baseOf(chain);
      return chain.begun === undefined || ids.includes(id) || !isHere(id) || isElsewhere;
    });
    const bases = new Map(taken.map((chain) => [chain.keyring, baseOf(chain)]));
    const isReplaced = (id: KeyringId) => replaced.includes(id) || bases.get(id) !== undefined;
    const isMoved = (id: KeyringId) => isReplaced(id) && this.#baseOf(id) !== bases.get(id);
    this.#pasts = this.#pasts.filter(({ keyring }) => !isMoved(keyring));
    [...this.#named.keys()].filter(isMoved).forEach((id) => this.#named.delete(id));
    this.#chains = this.#chains.filter(({ keyring }) => !isReplaced(keyring));
    this.#push({ chains: taken, signatures });
  }

  /** Its signatures stand behind those that are here. */
  #push({ chains, signatures }: SentChains) {
    const before = this.#signatures.length;
    const behind = (place: number) => place + before;
    this.#chains = [
      ...this.#chains,
      ...chains.map(({ signedBy, begun, ...chain }) => ({
        ...chain,
        signedBy: signedBy.map(behind),
        ...(begun === undefined
          ? {}
          : {
              begun: {
                ...begun,
                line: begun.line.map((one) => ({ ...one, signedBy: behind(one.signedBy) })),
              },
            }),
      })),
    ];
    this.#signatures.push(...signatures);
  }

  /** The statement that a chain is begun at here. */
  #baseOf(id: KeyringId): string | undefined {
    const begun = this.#chains.find((chain) => chain.keyring === id && chain.begun !== undefined);
    return begun && baseOf(begun);
  }

  /** Those that have not been asked for yet, and are from now on. */
  notAsked(names: readonly PastName[]): readonly PastName[] {
    return names.filter((name) => {
      const before = this.#named.get(name.keyring) ?? new Set();
      this.#named.set(name.keyring, before);
      return isNew(before, JSON.stringify(name));
    });
  }

  /** Whether that has not been asked for yet, and is from now on. */
  isFirst(question: string): boolean {
    return isNew(this.#asked, question);
  }
}

/** Whether it is put into the set now. */
export function isNew(all: Set<string>, one: string): boolean {
  return !all.has(one) && all.add(one).size > 0;
}

function baseOf({ begun, statements }: SentChain): string | undefined {
  return begun && statements[0];
}
