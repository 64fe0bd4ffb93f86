import type { Keyrings } from '../chains/verifiedChain.ts';
import { type ChangingChains, Participation } from '../decisions/participation.ts';
import { NOTHING_DECIDED } from '../decisions/decisions.ts';
import { type KeyringBinding, keyringBinding } from '../envelopes/binding.ts';
import {
  checkedGeneration,
  openGeneration,
  type OpenedGeneration,
  previousBinding,
} from '../envelopes/generations.ts';
import { FormatError, LockedError } from '../errors.ts';
import type { Bytes } from '../ids/bytes.ts';
import type { KeyringId } from '../ids/ids.ts';
import type { KeyringKeys } from '../keys/keyringKeys.ts';
import {
  currentGeneration,
  type Generation,
  generationOf,
  type KeyringState,
} from '../keyrings/keyringState.ts';
import type { GenerationSecret } from '../secrets/secret.ts';
import { openHeld, type Person, personKeys } from './heldPerson.ts';

/**
 * Opens keyrings' private keys: the person's own, and through memberships those of every keyring that
 * the person may open, in every generation. Keys are kept until {@link wipe}; a generation's secret
 * itself is opened anew each time and handed out once.
 */
export class KeyChest {
  /** What takes part in what the person does; nothing else is opened. */
  readonly participation: Participation;
  readonly #keyrings: Keyrings;
  #person: Person | undefined;
  #keys = new Map<string, KeyringKeys>();
  #opening = new Map<string, Promise<KeyringKeys>>();

  constructor(chains: ChangingChains) {
    this.participation = new Participation(chains, () => this.#person?.keyring);
    this.#keyrings = this.participation.among(chains);
  }

  get person(): Person {
    if (this.#person === undefined) {
      throw new LockedError();
    }
    return this.#person;
  }

  get isOpen(): boolean {
    return this.#person !== undefined;
  }

  /** From now on these are the person's keys. `keys` belong to that secret. */
  setPerson(person: Person, keys: KeyringKeys) {
    this.wipe();
    this.#person = person;
    this.#keys.set(cacheKey(person.keyring, person.generation), keys);
  }

  /** Takes the person's secret over from an unlocked slot; refuses one that is not the keyring's. */
  async unlock(state: KeyringState, secret: GenerationSecret) {
    const { number, keys } = currentGeneration(state);
    const opened = await checkedGeneration(secret, state.kind, keys);
    const kept = await personKeys(opened.secret);
    this.setPerson({ keyring: state.id, generation: number, ...kept }, opened.keys);
    opened.secret.wipe();
  }

  /** As {@link unlock}, from what was kept of an unlocked vault. */
  async resume(state: KeyringState, person: Person) {
    const announced = generationOf(state, person.generation);
    if (announced === undefined || person.held === undefined) {
      throw new FormatError('tampered', 'nothing was held of an announced generation');
    }
    this.setPerson(person, await openHeld(person.held, announced.keys));
  }

  wipe() {
    for (const keys of this.#keys.values()) {
      keys.wipe();
    }
    this.#keys = new Map();
    this.#opening = new Map();
    this.#person = undefined;
    this.participation.decide(NOTHING_DECIDED, new Set());
  }

  /** Private keys of that generation; refuses as `wrong-key` where the person may not open it. */
  keysOf(id: KeyringId, generation: number): Promise<KeyringKeys> {
    const { person } = this;
    const key = cacheKey(id, generation);
    if (id !== person.keyring && this.#keyrings.find(id) === undefined) {
      return Promise.reject(cannotOpen()); // perhaps opened before it was declined
    }
    const known = this.#keys.get(key);
    if (known !== undefined) {
      return Promise.resolve(known);
    }
    const opening =
      this.#opening.get(key) ??
      this.#walk()
        .keysOf(id, generation, new Set())
        .finally(() => {
          if (this.#person === person) {
            this.#opening.delete(key);
          }
        });
    this.#opening.set(key, opening);
    return opening;
  }

  /** The secret of that generation, to be sealed to somebody and wiped. */
  async secretOf(id: KeyringId, generation: number): Promise<GenerationSecret> {
    const { secret } = await this.#walk().open(id, generation, new Set());
    return secret;
  }

  #walk(): OpeningWalk {
    return new OpeningWalk(this.#keyrings, this.#keys, this.person.keyring);
  }
}

/**
 * One way to a secret, through whatever leads there: envelopes of a generation, and newer generations
 * that lead back to it. What does not open closes that way alone. No generation is tried again before
 * another one has opened meanwhile, so that what others write can't make this endless.
 */
class OpeningWalk {
  readonly #keyrings: Keyrings;
  /** Those that are open; what is still being opened is not waited for, so walks never wait in a ring. */
  readonly #keys: Map<string, KeyringKeys>;
  readonly #failed = new Set<string>();
  readonly #me: KeyringId;

  constructor(keyrings: Keyrings, keys: Map<string, KeyringKeys>, me: KeyringId) {
    this.#keyrings = keyrings;
    this.#keys = keys;
    this.#me = me;
  }

  async keysOf(
    id: KeyringId,
    generation: number,
    above: ReadonlySet<string>,
  ): Promise<KeyringKeys> {
    const key = cacheKey(id, generation);
    const { secret, keys } = await this.open(id, generation, above);
    secret.wipe();
    this.#failed.clear();
    const known = this.#keys.get(key);
    if (known !== undefined) {
      keys.wipe(); // another walk was quicker
      return known;
    }
    this.#keys.set(key, keys);
    return keys;
  }

  async open(
    id: KeyringId,
    generation: number,
    above: ReadonlySet<string>,
  ): Promise<OpenedGeneration> {
    const key = cacheKey(id, generation);
    const state = this.#keyrings.find(id)?.state;
    const wanted = state === undefined ? undefined : generationOf(state, generation);
    if (state === undefined || wanted === undefined || above.has(key) || this.#failed.has(key)) {
      throw cannotOpen();
    }
    const inside = new Set(above).add(key);
    let firstFailure: unknown;
    for (const { through, throughGeneration, binding, envelope } of waysTo(state, wanted)) {
      try {
        const keys = await this.#tryKeys(through, throughGeneration, inside);
        if (keys !== undefined) {
          return await openGeneration(keys, binding, envelope, state.kind, wanted.keys);
        }
      } catch (failure) {
        firstFailure ??= failure; // one bad envelope does not close the other ways in
      }
    }
    this.#failed.add(key);
    throw firstFailure instanceof Error ? firstFailure : cannotOpen();
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
  readonly through: KeyringId;
  readonly throughGeneration: number;
  readonly binding: KeyringBinding;
  readonly envelope: Bytes;
}

function* waysTo({ id, generations }: KeyringState, wanted: Generation): Iterable<WayIn> {
  for (const [member, { generation, envelope }] of wanted.sealedTo) {
    const binding = keyringBinding(id, wanted.number, member, generation);
    yield { through: member, throughGeneration: generation, binding, envelope };
  }
  for (const { number, previous } of generations) {
    if (previous?.generation === wanted.number) {
      const binding = previousBinding(id, wanted.number, number);
      yield { through: id, throughGeneration: number, binding, envelope: previous.secret };
    }
  }
}

class CannotOpen extends FormatError {
  constructor() {
    super('wrong-key', 'nothing here opens that keyring');
  }
}

function cannotOpen() {
  return new CannotOpen();
}

function cacheKey(id: KeyringId, generation: number): string {
  return `${id}:${generation}`;
}
