import { type Commitment, isAnnounced } from '../envelopes/commitment.ts';
import { FormatError, LockedError } from '../errors.ts';
import type { Bytes } from '../ids/bytes.ts';
import type { KeyringId, Sha256 } from '../ids/ids.ts';

/** Most names of one request. */
export const NAMES_A_REQUEST = 200;

const MOST_KEPT = 20_000;

/** Which envelope: that of a keyring's generation, sealed to a generation of its recipient. */
export interface EnvelopeName {
  readonly keyring: KeyringId;
  readonly generation: number;
  readonly recipient: KeyringId;
  readonly recipientGeneration: number;
}

/** An envelope as the service hands it out: not checked yet. */
export interface FoundEnvelope extends EnvelopeName {
  readonly envelope: Bytes;
  /** What its leaf is hashed with, from the leaf up. */
  readonly path: readonly Sha256[];
}

/** Whoever asks the service for envelopes. */
export interface EnvelopeSource {
  /**
   * Those that the service hands out, in any order.
   *
   * @param wanted at most 200
   */
  fetch(wanted: readonly EnvelopeName[]): Promise<readonly FoundEnvelope[]>;
}

/**
 * The service does not hand out an envelope that was announced (`keys-withheld`), or another one in
 * its place (`tampered`). Nothing follows from it about who sealed it.
 */
export class WithheldError extends FormatError {
  constructor(code: 'keys-withheld' | 'tampered') {
    super(code, 'the service does not hand out the envelope that was announced');
  }
}

/** Envelopes, as their statements announced them. Those that were checked are kept, the newest 20,000. */
export class EnvelopeBook {
  readonly #kept = new Map<string, Bytes>();
  readonly #questions: Questions;

  constructor(source: EnvelopeSource) {
    this.#questions = new Questions(source);
  }

  /** Refuses with a {@link WithheldError} what is not handed out; it is asked for again next time. */
  async find(name: EnvelopeName, announced: Commitment): Promise<Bytes> {
    const key = announcedKey(name, announced);
    const kept = this.#kept.get(key);
    if (kept !== undefined) {
      return kept;
    }
    const found = await this.#questions.ask(name);
    if (found === undefined) {
      throw new WithheldError('keys-withheld');
    }
    const { envelope, path } = found;
    if (!isAnnounced(announced, name.recipient, name.recipientGeneration, envelope, path)) {
      throw new WithheldError('tampered');
    }
    this.#keep(key, envelope);
    return envelope;
  }

  /** Asks for nothing more. */
  end() {
    this.#questions.end();
  }

  #keep(key: string, envelope: Bytes) {
    this.#kept.set(key, envelope);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MOST_KEPT && oldest !== undefined) {
      this.#kept.delete(oldest);
    }
  }
}

interface Question {
  readonly name: EnvelopeName;
  readonly answer: (found: FoundEnvelope | undefined) => void;
  readonly refuse: (failure: unknown) => void;
}

/**
 * Asks for what is wanted in the same turn together, and for what is wanted while a request is on its
 * way together in the next: opening much at once takes few requests.
 */
class Questions {
  readonly #source: EnvelopeSource;
  readonly #asked = new Map<string, Promise<FoundEnvelope | undefined>>();
  #waiting: Question[] = [];
  #isAsking = false;
  #isOver = false;

  constructor(source: EnvelopeSource) {
    this.#source = source;
  }

  ask(name: EnvelopeName): Promise<FoundEnvelope | undefined> {
    const key = nameKey(name);
    const before = this.#asked.get(key);
    if (before !== undefined) {
      return before;
    }
    if (this.#isOver) {
      return Promise.reject(new LockedError());
    }
    const asked = new Promise<FoundEnvelope | undefined>((answer, refuse) => {
      this.#waiting.push({ name, answer, refuse });
    }).finally(() => this.#asked.delete(key));
    this.#asked.set(key, asked);
    void this.#askAll();
    return asked;
  }

  end() {
    this.#isOver = true;
    this.#waiting.splice(0).forEach(({ refuse }) => {
      refuse(new LockedError());
    });
  }

  async #askAll() {
    if (this.#isAsking) {
      return;
    }
    this.#isAsking = true;
    while (this.#waiting.length > 0) {
      await new Promise((resolve) => setTimeout(resolve));
      await this.#send(this.#waiting.splice(0, NAMES_A_REQUEST));
    }
    this.#isAsking = false;
  }

  async #send(questions: readonly Question[]) {
    try {
      const found = await this.#source.fetch(questions.map(({ name }) => name));
      const byName = new Map(found.map((one) => [nameKey(one), one]));
      questions.forEach(({ name, answer }) => {
        answer(byName.get(nameKey(name)));
      });
    } catch (failure) {
      questions.forEach(({ refuse }) => {
        refuse(failure);
      });
    }
  }
}

/** Tells apart what was announced under one name at different times. */
export function announcedKey(name: EnvelopeName, { root, index, size }: Commitment): string {
  return `${nameKey(name)}:${root}:${index}:${size}`;
}

function nameKey({ keyring, generation, recipient, recipientGeneration }: EnvelopeName): string {
  return `${keyring}:${generation}:${recipient}:${recipientGeneration}`;
}
