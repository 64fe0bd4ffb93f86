import type {
  Bytes,
  KeyringId,
  PastName,
  SentChain,
  SentChains,
  SentPast,
} from '@/crypto/index.ts';

/** What was answered to one question, over several requests. */
export class Gathered {
  readonly #signatures: Bytes[] = [];
  readonly #asked = new Set<string>();
  readonly #named = new Map<KeyringId, Set<string>>();
  #chains: readonly SentChain[] = [];
  #pasts: readonly SentPast[] = [];

  get answer(): SentChains {
    return { chains: this.#chains, signatures: this.#signatures };
  }

  get pasts(): readonly SentPast[] {
    return this.#pasts;
  }

  /** Its signatures stand behind those that are here. */
  add({ chains, signatures }: SentChains) {
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

  addPasts(pasts: readonly SentPast[]) {
    this.#pasts = [...this.#pasts, ...pasts];
  }

  /** In the place of what was answered of these, whose base may be another one now. */
  replace(ids: readonly KeyringId[], answer: SentChains) {
    this.#chains = this.#chains.filter(({ keyring }) => !ids.includes(keyring));
    this.#pasts = this.#pasts.filter(({ keyring }) => !ids.includes(keyring));
    ids.forEach((id) => this.#named.delete(id));
    this.add(answer);
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
