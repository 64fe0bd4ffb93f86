import type { Keyrings } from '../chains/verifiedChain.ts';
import { type ChangingChains, Participation } from '../decisions/participation.ts';
import { NOTHING_DECIDED } from '../decisions/decisions.ts';
import { checkedGeneration } from '../envelopes/generations.ts';
import { FormatError, LockedError } from '../errors.ts';
import type { KeyringId } from '../ids/ids.ts';
import type { KeyringKeys } from '../keys/keyringKeys.ts';
import { currentGeneration, generationOf, type KeyringState } from '../keyrings/keyringState.ts';
import type { GenerationSecret } from '../secrets/secret.ts';
import { EnvelopeBook, type EnvelopeSource } from './envelopeBook.ts';
import { openHeld, type Person, personKeys } from './heldPerson.ts';
import { cacheKey, cannotOpen, OpeningWalk } from './openingWalk.ts';

/**
 * Opens keyrings' private keys: the person's own, and through memberships those of every keyring that
 * the person may open, in every generation. Keys are kept until {@link wipe}; a generation's secret
 * itself is opened anew each time and handed out once.
 */
export class KeyChest {
  /** What takes part in what the person does; nothing else is opened. */
  readonly participation: Participation;
  readonly #keyrings: Keyrings;
  readonly #source: EnvelopeSource;
  #person: Person | undefined;
  #keys = new Map<string, KeyringKeys>();
  #envelopes: EnvelopeBook;
  #unsealing = new Map<string, Promise<KeyringKeys>>();
  #opening = new Map<string, Promise<KeyringKeys>>();

  constructor(chains: ChangingChains, envelopes: EnvelopeSource) {
    this.#source = envelopes;
    this.#envelopes = new EnvelopeBook(envelopes);
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
    this.#unsealing = new Map();
    this.#opening = new Map();
    this.#envelopes.end();
    this.#envelopes = new EnvelopeBook(this.#source);
    this.#person = undefined;
    this.participation.decide(NOTHING_DECIDED, new Set());
  }

  /**
   * Private keys of that generation; refuses as `wrong-key` where the person may not open it, with a
   * {@link SealedBadlyError} what was sealed so that it does not open, and with a {@link WithheldError}
   * what the service does not hand out.
   */
  async keysOf(id: KeyringId, generation: number): Promise<KeyringKeys> {
    const { person } = this;
    const key = cacheKey(id, generation);
    if (id !== person.keyring && this.#keyrings.find(id) === undefined) {
      throw cannotOpen(); // perhaps opened before it was declined
    }
    const known = this.#keys.get(key);
    if (known !== undefined) {
      return known;
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
    const { secret, keys } = await this.#walk().open(id, generation, new Set(), (_, unseal) =>
      unseal(),
    );
    keys.wipe();
    return secret;
  }

  #walk(): OpeningWalk {
    return new OpeningWalk(
      this.#keyrings,
      this.#envelopes,
      this.#keys,
      this.#unsealing,
      this.person.keyring,
    );
  }
}
