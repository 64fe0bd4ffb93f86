import type { Keyrings } from '../chains/verifiedChain.ts';
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
  readonly #keyrings: Keyrings;
  #person: Person | undefined;
  #keys = new Map<string, Promise<KeyringKeys>>();

  constructor(keyrings: Keyrings) {
    this.#keyrings = keyrings;
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
    this.#keys.set(cacheKey(person.keyring, person.generation), Promise.resolve(keys));
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
      keys.then(
        (known) => {
          known.wipe();
        },
        () => undefined,
      );
    }
    this.#keys = new Map();
    this.#person = undefined;
  }

  /** Private keys of that generation; refuses as `wrong-key` where the person may not open it. */
  keysOf(id: KeyringId, generation: number): Promise<KeyringKeys> {
    const key = cacheKey(id, generation);
    const known = this.#keys.get(key);
    if (known !== undefined) {
      return known;
    }
    const opening = this.#open(id, generation, new Set()).then(({ secret, keys }) => {
      secret.wipe();
      return keys;
    });
    this.#keys.set(key, opening);
    opening.catch(() => {
      this.#keys.delete(key);
    });
    return opening;
  }

  /** The secret of that generation, to be sealed to somebody and wiped. */
  async secretOf(id: KeyringId, generation: number): Promise<GenerationSecret> {
    const { secret } = await this.#open(id, generation, new Set());
    return secret;
  }

  async #open(
    id: KeyringId,
    generation: number,
    above: ReadonlySet<KeyringId>,
  ): Promise<OpenedGeneration> {
    const state = this.#state(id);
    const wanted = generationOf(state, generation);
    if (wanted === undefined || above.has(id)) {
      throw cannotOpen();
    }
    const inside = new Set(above).add(id);
    let firstFailure: unknown;
    for (const [member, { generation: toGeneration, envelope }] of wanted.sealedTo) {
      try {
        const keys = await this.#memberKeys(member, toGeneration, inside);
        if (keys !== undefined) {
          const binding = keyringBinding(id, generation, member, toGeneration);
          return await this.#openChecked(keys, binding, envelope, state, wanted);
        }
      } catch (failure) {
        firstFailure ??= failure; // one bad envelope does not close the other ways in
      }
    }
    try {
      return await this.#openThroughNext(state, wanted, above);
    } catch (failure) {
      throw firstFailure ?? failure;
    }
  }

  /** A generation's successor carries its secret. */
  async #openThroughNext(
    state: KeyringState,
    wanted: Generation,
    above: ReadonlySet<KeyringId>,
  ): Promise<OpenedGeneration> {
    const next = generationOf(state, wanted.number + 1);
    if (next?.previousSecret === undefined) {
      throw cannotOpen();
    }
    const keys = await this.#tryKeys(state.id, next.number, above);
    if (keys === undefined) {
      throw cannotOpen();
    }
    const binding = previousBinding(state.id, next.number);
    return this.#openChecked(keys, binding, next.previousSecret, state, wanted);
  }

  #openChecked(
    keys: KeyringKeys,
    binding: KeyringBinding,
    envelope: Bytes,
    state: KeyringState,
    wanted: Generation,
  ): Promise<OpenedGeneration> {
    return openGeneration(keys, binding, envelope, state.kind, wanted.keys);
  }

  #memberKeys(member: KeyringId, generation: number, above: ReadonlySet<KeyringId>) {
    return above.has(member) ? undefined : this.#tryKeys(member, generation, above);
  }

  /** Undefined where the person may not open it; what was changed on the way is an error. */
  async #tryKeys(
    id: KeyringId,
    generation: number,
    above: ReadonlySet<KeyringId>,
  ): Promise<KeyringKeys | undefined> {
    const key = cacheKey(id, generation);
    const known = this.#keys.get(key);
    if (known !== undefined) {
      return known;
    }
    if (this.#keyrings.find(id) === undefined) {
      return undefined;
    }
    try {
      const { secret, keys } = await this.#open(id, generation, above);
      secret.wipe();
      this.#keys.set(key, Promise.resolve(keys));
      return keys;
    } catch (failure) {
      if (failure instanceof CannotOpen) {
        return undefined;
      }
      throw failure;
    }
  }

  #state(id: KeyringId): KeyringState {
    const known = this.#keyrings.find(id);
    if (known === undefined) {
      throw cannotOpen();
    }
    return known.state;
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
