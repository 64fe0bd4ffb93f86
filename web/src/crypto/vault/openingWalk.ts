import { authorityPath } from '../chains/authority.ts';
import type { Keyrings } from '../chains/verifiedChain.ts';
import { keyringBinding } from '../envelopes/binding.ts';
import type { Commitment } from '../envelopes/commitment.ts';
import { openGeneration, type OpenedGeneration } from '../envelopes/generations.ts';
import { FormatError, NotShownError } from '../errors.ts';
import type { Bytes } from '../ids/bytes.ts';
import { type KeyringId, now } from '../ids/ids.ts';
import type { KeyringKeys } from '../keys/keyringKeys.ts';
import {
  directCapabilities,
  type Generation,
  generationOf,
  type KeyringState,
} from '../keyrings/keyringState.ts';
import {
  announcedKey,
  type EnvelopeBook,
  type EnvelopeName,
  WithheldError,
} from './envelopeBook.ts';

/**
 * One way to a secret, through whatever leads there: envelopes of a generation, and newer generations
 * that lead back to it. What does not open closes that way alone. No generation is tried again before
 * another one has opened meanwhile, so that what others write can't make this endless.
 */
export class OpeningWalk {
  readonly #keyrings: Keyrings;
  readonly #envelopes: EnvelopeBook;
  /** Those that are open; what is still being opened is not waited for, so walks never wait in a ring. */
  readonly #keys: Map<string, KeyringKeys>;
  /** By envelope. This is waited for: it needs nothing but the envelope and keys that are there. */
  readonly #unsealing: Map<string, Promise<KeyringKeys>>;
  readonly #failed = new Set<string>();
  /** What one walk is not given, it does not ask for again. */
  readonly #withheld = new Map<string, FormatError>();
  readonly #me: KeyringId;

  constructor(
    keyrings: Keyrings,
    envelopes: EnvelopeBook,
    keys: Map<string, KeyringKeys>,
    unsealing: Map<string, Promise<KeyringKeys>>,
    me: KeyringId,
  ) {
    this.#keyrings = keyrings;
    this.#envelopes = envelopes;
    this.#keys = keys;
    this.#unsealing = unsealing;
    this.#me = me;
  }

  async keysOf(
    id: KeyringId,
    generation: number,
    above: ReadonlySet<string>,
  ): Promise<KeyringKeys> {
    const key = cacheKey(id, generation);
    const keys = await this.open(id, generation, above, (way, unseal) => this.#once(way, unseal));
    this.#failed.clear();
    const known = this.#keys.get(key);
    if (known === undefined) {
      this.#keys.set(key, keys);
      return keys;
    }
    if (known !== keys) {
      keys.wipe(); // another walk was quicker, by another way
    }
    return known;
  }

  /** @param take gets the first way whose envelope is there, and what unseals that */
  async open<T>(
    id: KeyringId,
    generation: number,
    above: ReadonlySet<string>,
    take: (way: WayIn, unseal: () => Promise<OpenedGeneration>) => Promise<T>,
  ): Promise<T> {
    const key = cacheKey(id, generation);
    const state = this.#keyrings.find(id)?.state;
    const wanted = state === undefined ? undefined : generationOf(state, generation);
    if (state === undefined || wanted === undefined || above.has(key) || this.#failed.has(key)) {
      throw cannotOpen();
    }
    const inside = new Set(above).add(key);
    let closed: unknown;
    for (const way of this.#waysTo(state, wanted)) {
      const { recipient, recipientGeneration } = way.name;
      const ahead = this.#askedAhead(way, inside);
      try {
        const keys = await this.#tryKeys(recipient, recipientGeneration, inside);
        if (keys !== undefined) {
          const envelope = await (ahead ?? this.#envelope(way));
          return await take(way, () => unsealed(way, keys, envelope, state, wanted));
        }
      } catch (failure) {
        closed = moreTelling(closed, failure); // one bad envelope does not close the other ways in
      }
    }
    this.#failed.add(key);
    throw closed instanceof Error ? closed : cannotOpen();
  }

  /** What is not shown may be the way that opens; it is asked for when all others have been tried. */
  *#waysTo({ id, generations }: KeyringState, wanted: Generation): Iterable<WayIn> {
    const generation = wanted.number;
    for (const [recipient, sealed] of wanted.sealedTo.shown()) {
      const name = { keyring: id, generation, recipient, recipientGeneration: sealed.generation };
      yield { name, announced: sealed.envelope, sealedBy: sealed.sealedBy };
    }
    for (const { number, previous, announcedBy } of generations.since(generation)) {
      if (previous?.generation === generation) {
        const name = { keyring: id, generation, recipient: id, recipientGeneration: number };
        yield { name, announced: previous.secret, sealedBy: announcedBy };
      }
    }
    const mayOpen = () => authorityPath(this.#keyrings, this.#me, id, 'open', now()) !== undefined;
    if (!wanted.sealedTo.isWhole && mayOpen()) {
      throw new NotShownError({ of: id }, 'to whom a generation was sealed is not shown');
    }
  }

  /**
   * The envelope of a way whose recipient is still to be opened, where that will most likely open: so
   * that one request has the envelopes of a whole way.
   */
  #askedAhead(way: WayIn, inside: ReadonlySet<string>): Promise<Bytes> | undefined {
    const recipient = cacheKey(way.name.recipient, way.name.recipientGeneration);
    const isToBeOpened =
      !this.#keys.has(recipient) && !this.#failed.has(recipient) && !inside.has(recipient);
    if (!isToBeOpened || !this.#isOwed(way.name)) {
      return undefined;
    }
    const ahead = this.#envelope(way);
    ahead.catch(() => undefined); // it counts only where the way leads there
    return ahead;
  }

  async #envelope({ name, announced }: WayIn): Promise<Bytes> {
    const key = announcedKey(name, announced);
    const withheld = this.#withheld.get(key);
    if (withheld !== undefined) {
      throw withheld;
    }
    try {
      return await this.#envelopes.find(name, announced);
    } catch (failure) {
      if (!(failure instanceof WithheldError)) {
        throw failure;
      }
      const counted = this.#isOwed(name) ? failure : cannotOpen();
      this.#withheld.set(key, counted);
      throw counted;
    }
  }

  /** Whether it is the person's to have now: nothing is withheld from who may not open it any more. */
  #isOwed({ keyring, recipient }: EnvelopeName): boolean {
    const at = now();
    const state = this.#keyrings.find(keyring)?.state;
    const isMine =
      recipient === this.#me ||
      authorityPath(this.#keyrings, this.#me, recipient, 'open', at) !== undefined;
    return (
      isMine &&
      state !== undefined &&
      (recipient === keyring || directCapabilities(state, recipient, at).has('open'))
    );
  }

  /** The keys behind an envelope, which walks that want it at the same time unseal together. */
  #once({ name, announced }: WayIn, unseal: () => Promise<OpenedGeneration>): Promise<KeyringKeys> {
    const key = announcedKey(name, announced);
    const running =
      this.#unsealing.get(key) ??
      unseal()
        .then(({ secret, keys }) => {
          secret.wipe();
          return keys;
        })
        .finally(() => this.#unsealing.delete(key));
    this.#unsealing.set(key, running);
    return running;
  }

  /** Undefined where the person may not open it; what was changed on the way is an error. */
  async #tryKeys(
    id: KeyringId,
    generation: number,
    above: ReadonlySet<string>,
  ): Promise<KeyringKeys | undefined> {
    const known = this.#keys.get(cacheKey(id, generation));
    if (known !== undefined && (id === this.#me || this.#keyrings.find(id) !== undefined)) {
      return known;
    }
    try {
      return await this.keysOf(id, generation, above);
    } catch (failure) {
      if (failure instanceof CannotOpen) {
        return undefined;
      }
      throw failure;
    }
  }
}

/** An envelope with a generation's secret, and what opens it. */
interface WayIn {
  readonly name: EnvelopeName;
  readonly announced: Commitment;
  /** Who signed the statement that announced it. */
  readonly sealedBy: KeyringId;
}

async function unsealed(
  { name, sealedBy }: WayIn,
  keys: KeyringKeys,
  envelope: Bytes,
  { kind }: KeyringState,
  wanted: Generation,
): Promise<OpenedGeneration> {
  const { keyring, generation, recipient, recipientGeneration } = name;
  const binding = keyringBinding(keyring, generation, recipient, recipientGeneration);
  try {
    return await openGeneration(keys, binding, envelope, kind, wanted.keys);
  } catch (failure) {
    throw failure instanceof FormatError ? new SealedBadlyError(failure, sealedBy) : failure;
  }
}

/** An envelope is the one that was announced, and does not open, or to another secret. */
export class SealedBadlyError extends FormatError {
  /** Who signed the statement that announced it. */
  readonly by: KeyringId;

  constructor({ code, message }: FormatError, by: KeyringId) {
    super(code, message);
    this.by = by;
  }
}

/** Whether it follows that something does not open here, rather than that it was not handed out. */
export function doesNotOpen(failure: unknown): boolean {
  return (
    failure instanceof FormatError &&
    !(failure instanceof WithheldError) &&
    !(failure instanceof NotShownError)
  );
}

/**
 * Of two reasons why something does not open, the one that counts: a key that is not here says least.
 * What is withheld may open yet, whatever else does not; what could not be found out stands above all.
 */
export function moreTelling(before: unknown, failure: unknown): unknown {
  return weight(failure) > weight(before) ? failure : before;
}

function weight(failure: unknown): number {
  if (failure === undefined) {
    return 0;
  }
  if (failure instanceof CannotOpen) {
    return 1;
  }
  return doesNotOpen(failure) ? 2 : failure instanceof WithheldError ? 3 : 4;
}

class CannotOpen extends FormatError {
  constructor() {
    super('wrong-key', 'nothing here opens that keyring');
  }
}

export function cannotOpen() {
  return new CannotOpen();
}

/** Of a keyring's generation. */
export function cacheKey(id: KeyringId, generation: number): string {
  return `${id}:${generation}`;
}
