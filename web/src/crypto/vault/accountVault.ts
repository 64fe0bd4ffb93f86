import { FormatError } from '../errors.ts';
import { type Bytes, utf8 } from '../ids/bytes.ts';
import type { KeyringId } from '../ids/ids.ts';
import { currentGeneration } from '../keyrings/keyringState.ts';
import { KeyringKeys } from '../keys/keyringKeys.ts';
import { openBox, sealBox } from '../secrets/aesGcm.ts';
import { GenerationSecret, UnlockKey } from '../secrets/secret.ts';
import { type PasswordParameters, passwordUnlockKey } from '../slots/passwordKeys.ts';
import {
  judgePassword,
  type PasswordJudgement,
  type PasswordOwner,
} from '../slots/passwordRules.ts';
import { RecoveryCode } from '../slots/recoveryCode.ts';
import { authenticationKey, type SlotKind } from '../slots/slots.ts';
import type { ChainStore } from './chainStore.ts';
import { Draft } from './draft.ts';
import { type Person, personKeys } from './heldPerson.ts';
import type { KeyChest } from './keyChest.ts';
import { openProfile, readProfile, sealProfile } from './profiles.ts';
import {
  makeSlots,
  type MadeSlots,
  type NewWays,
  openOneOf,
  type StoredSlot,
} from './slotMaker.ts';

/** Something that a person knows or has, to open a slot with. */
export type WayIn =
  | {
      readonly kind: 'password';
      readonly password: string;
      readonly parameters: PasswordParameters;
    }
  | { readonly kind: 'recovery'; readonly code: string }
  | { readonly kind: 'passkey'; readonly prf: Bytes };

/** An unlock key that the vault holds until it is used or forgotten. */
export interface Unlocking {
  readonly handle: number;
  readonly kind: SlotKind;
  /** What proves to the service that the slot's key is at hand; it opens nothing. */
  readonly authenticationKey: Bytes;
}

/** What a new person is to be. */
export interface NewPerson {
  readonly ways: NewWays;
  /** Sealed to the person only. */
  readonly name?: string;
  /** Published and signed. */
  readonly card?: { readonly name: string; readonly specialty?: string };
}

/** A person that the service does not know yet. */
export interface MadePerson extends MadeSlots {
  readonly keyring: KeyringId;
  readonly statements: readonly Bytes[];
}

/** The person's own secret and the ways in to it. */
export class AccountVault {
  readonly #chains: ChainStore;
  readonly #chest: KeyChest;
  readonly #unlocking = new Map<number, UnlockKey>();
  readonly #wipeOthers: () => void;
  #handles = 0;

  /** @param wipeOthers wipes what other parts of the vault hold for the person */
  constructor(chains: ChainStore, chest: KeyChest, wipeOthers: () => void) {
    this.#chains = chains;
    this.#chest = chest;
    this.#wipeOthers = wipeOthers;
  }

  /** Makes a person and unlocks the vault with them. */
  async create({ ways, name, card }: NewPerson): Promise<MadePerson> {
    const secret = GenerationSecret.random();
    try {
      const draft = new Draft(this.#chains, this.#chest);
      const { id } = await draft.create(secret, { kind: 'person' }, () =>
        Promise.resolve({ members: [], envelopes: [] }),
      );
      const keys = await KeyringKeys.derive(secret, 'person');
      const kept = await personKeys(secret);
      this.#chest.setPerson({ keyring: id, generation: 1, ...kept }, keys);
      if (name !== undefined) {
        const note = await sealProfile(draft.state(id), { name });
        await draft.append(id, { type: 'profile', note });
      }
      if (card !== undefined) {
        await draft.append(id, { type: 'card', ...card });
      }
      const made = await makeSlots(draft.state(id), secret, { ...ways, recovery: true });
      const appends = await draft.finish();
      await this.#chains.accept(appends);
      draft.wipe();
      return {
        ...made,
        keyring: id,
        statements: appends.flatMap(({ statements }) => statements),
      };
    } finally {
      secret.wipe();
    }
  }

  /** Derives the unlock key of a way in. Refuses a mistyped recovery code and weak parameters. */
  async begin(way: WayIn): Promise<Unlocking> {
    const unlock = await unlockKeyOf(way);
    const handle = ++this.#handles;
    this.#unlocking.set(handle, unlock);
    return { handle, kind: way.kind, authenticationKey: await authenticationKey(unlock) };
  }

  forget(handle: number): Promise<void> {
    this.#unlocking.get(handle)?.wipe();
    this.#unlocking.delete(handle);
    return Promise.resolve();
  }

  /** Judges a new password; here, because it can take the better part of a second. */
  judgePassword(password: string, owner: PasswordOwner): Promise<PasswordJudgement> {
    return judgePassword(password, owner);
  }

  recoveryCodeIsWellTyped(code: string): Promise<boolean> {
    try {
      RecoveryCode.parse(code).wipe();
      return Promise.resolve(true);
    } catch {
      return Promise.resolve(false);
    }
  }

  /** Opens one of the slots and with it the vault. The keyring's chain must be known. */
  async unlock({ handle, kind }: Unlocking, keyring: KeyringId, slots: readonly StoredSlot[]) {
    const { state } = this.#chains.require(keyring);
    const { number } = currentGeneration(state);
    const { secret } = await openOneOf(this.#held(handle), kind, keyring, number, slots);
    await this.#chest.unlock(state, secret);
  }

  /** Proves a way in by opening its slot, and makes slots for others. */
  async rewrite(
    { handle, kind }: Unlocking,
    slots: readonly StoredSlot[],
    ways: NewWays,
  ): Promise<MadeSlots & { readonly proof: Bytes }> {
    const { state } = this.#chains.require(this.#chest.person.keyring);
    const { number } = currentGeneration(state);
    const opened = await openOneOf(this.#held(handle), kind, state.id, number, slots);
    try {
      return { ...(await makeSlots(state, opened.secret, ways)), proof: opened.id };
    } finally {
      opened.secret.wipe();
    }
  }

  /** What to keep of an unlocked vault over a reload: nothing in it can be read out. */
  hold(): Promise<Person> {
    return Promise.resolve(this.#chest.person);
  }

  /** Unlocks the vault with what {@link hold} gave. The keyring's chain must be known. */
  async resume(person: Person) {
    await this.#chest.resume(this.#chains.require(person.keyring).state, person);
  }

  /** What a passkey's owner called it, or a person's own name; undefined where it does not open. */
  async openLabel(note: Bytes): Promise<string | undefined> {
    const { keyring, generation } = this.#chest.person;
    for (let number = generation; number >= 1; number--) {
      try {
        const keys = await this.#chest.keysOf(keyring, number);
        return readProfile(await openProfile(keys, keyring, { generation: number, note })).name;
      } catch (failure) {
        if (!(failure instanceof FormatError)) {
          throw failure;
        }
      }
    }
    return undefined;
  }

  /** Seals something for this device only; `name` is bound to it. */
  async sealLocal(name: string, content: Bytes): Promise<Bytes> {
    return sealBox(this.#chest.person.local, utf8(name), content);
  }

  async openLocal(name: string, sealed: Bytes): Promise<Bytes> {
    const failure = new FormatError('tampered', 'what this device kept does not open');
    return openBox(this.#chest.person.local, utf8(name), sealed, failure);
  }

  /** Wipes every secret. */
  lock(): Promise<void> {
    this.#unlocking.forEach((unlock) => {
      unlock.wipe();
    });
    this.#unlocking.clear();
    this.#chest.wipe();
    this.#wipeOthers();
    return Promise.resolve();
  }

  #held(handle: number): UnlockKey {
    const unlock = this.#unlocking.get(handle);
    if (unlock === undefined) {
      throw new Error('this unlock key has been used up');
    }
    return unlock;
  }
}

async function unlockKeyOf(way: WayIn): Promise<UnlockKey> {
  switch (way.kind) {
    case 'password':
      return passwordUnlockKey(way.password, way.parameters);
    case 'recovery': {
      const code = RecoveryCode.parse(way.code);
      try {
        return code.unlockKey();
      } finally {
        code.wipe();
      }
    }
    case 'passkey':
      return new UnlockKey(way.prf);
  }
}
