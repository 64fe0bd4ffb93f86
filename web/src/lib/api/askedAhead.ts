/** Longer ago, the answer may be another one by now. */
const LASTS = 20_000;

export interface Answered {
  readonly content: unknown;
  readonly tag: string;
}

interface Asked {
  readonly at: number;
  readonly answer: Promise<Answered | undefined>;
}

/** Answers that were asked for before anybody needed them, each for whoever needs it first. */
export class AskedAhead {
  readonly #asked = new Map<string, Asked>();

  note(path: string, answer: Promise<Answered>) {
    this.#asked.set(path, { at: Date.now(), answer: answer.catch(() => undefined) });
  }

  /** Resolves to undefined where it failed, and is undefined where there is none that still counts. */
  take(path: string): Promise<Answered | undefined> | undefined {
    const asked = this.#asked.get(path);
    this.#asked.delete(path);
    return asked !== undefined && Date.now() < asked.at + LASTS ? asked.answer : undefined;
  }

  drop() {
    this.#asked.clear();
  }
}
