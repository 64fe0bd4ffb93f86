import { type NewWays, toBase64Url } from '@/crypto/index.ts';
import { isTemporary } from '../api/connection.ts';
import { answers, type Slot } from '../api/shapes.ts';
import type {
  Account,
  AccountNotice,
  AccountSettings,
  DeviceSession,
  Passkey,
  Proof,
  RecoveryCode,
  Usage,
} from '../contract/account.ts';
import { PortalError } from '../contract/errors.ts';
import type { Card } from '../contract/people.ts';
import { asPortal, hasCode, toPortalError } from '../errors/portalErrors.ts';
import type { SignedIn } from '../session/signedIn.ts';
import { keepPerson } from '../storage/sessionStore.ts';
import { AccountApi } from './accountApi.ts';
import { cardIn } from './cardIn.ts';
import { ownedAlone } from './ownedAlone.ts';
import { makePasskey } from './passkeys.ts';
import { asCredentials, refuseWeak, wayOf, withUnlockKey } from './waysIn.ts';

/** The person's own account. */
export class Settings implements AccountSettings {
  readonly #me: SignedIn;
  readonly #api: AccountApi;
  readonly #onCard: () => Promise<void>;

  /** @param onCard called when the published name has changed */
  constructor(me: SignedIn, onCard: () => Promise<void>) {
    this.#me = me;
    this.#api = new AccountApi(me.connection);
    this.#onCard = onCard;
  }

  account(): Promise<Account> {
    return asPortal(async () => {
      const [{ email, created, slots }, view] = await Promise.all([
        this.#api.account(),
        this.#me.chains.view(this.#me.keyring),
      ]);
      const passkeys = await Promise.all(
        slots.filter(({ kind }) => kind === 'passkey').map((slot) => this.#passkey(slot)),
      );
      const { card } = view;
      return {
        email,
        created,
        safetyNumber: view.safetyNumber,
        card:
          card === undefined || card.name === ''
            ? undefined
            : { name: card.name, specialty: card.specialty },
        hasPassword: slots.some(({ kind }) => kind === 'password'),
        passkeys,
        recoverySheetMade: slots.find(({ kind }) => kind === 'recovery')?.created,
      };
    });
  }

  usage(): Promise<Usage> {
    return asPortal(async () => {
      const { storedBytes, inBytes, outBytes, requests, since } = await this.#me.connection.get(
        '/usage',
        answers.usage,
      );
      return { storedBytes, receivedBytes: inBytes, sentBytes: outBytes, requests, since };
    });
  }

  sessions(): Promise<readonly DeviceSession[]> {
    return asPortal(() => this.#api.sessions());
  }

  notices(): Promise<readonly AccountNotice[]> {
    return asPortal(() => this.#api.notices());
  }

  endSession(id: string): Promise<void> {
    return asPortal(() => this.#api.endSession(id));
  }

  endOtherSessions(): Promise<void> {
    return asPortal(async () => {
      const others = (await this.#api.sessions()).filter(({ current }) => !current);
      await Promise.all(others.map(({ id }) => this.#end(id)));
    });
  }

  async #end(id: string) {
    try {
      await this.#api.endSession(id);
    } catch (failure) {
      if (!hasCode(failure, 'not-found')) {
        throw failure; // it may have ended by itself meanwhile
      }
    }
  }

  setPassword(proof: Proof, password: string): Promise<void> {
    return asPortal(async () => {
      const owner = { email: this.#me.email, name: await this.#me.ownName() };
      await refuseWeak(this.#me.vault, password, owner);
      await this.#change(proof, { password }, ({ kind }) => kind !== 'password');
    });
  }

  addPasskey(proof: Proof, label: string): Promise<void> {
    return asPortal(async () => {
      // The proof first: nobody makes a passkey for an account that they can't open.
      const { slots } = await this.#api.account();
      const way = await wayOf(proof, slots);
      await withUnlockKey(this.#me.vault, way, async (unlocking) => {
        const { vault } = this.#me;
        const { proof: slot } = await asCredentials(() =>
          vault.accounts.rewrite(unlocking, slots, {}),
        );
        const passkey = await makePasskey(this.#me.email);
        const made = await vault.accounts.rewrite(unlocking, slots, {
          passkey: { ...passkey, label },
        });
        const kept = slots.map(({ id }) => id);
        await this.#api.changeSlots({ ...unlocking, slot }, made, kept);
      });
      await this.#notePasskeys();
    });
  }

  removePasskey(proof: Proof, id: string): Promise<void> {
    return asPortal(async () => {
      const { slots } = await this.#api.account();
      const isOther = (slot: Slot) => toBase64Url(slot.id) !== id;
      if (!slots.some((slot) => slot.kind !== 'recovery' && isOther(slot))) {
        throw new PortalError('denied');
      }
      await this.#change(proof, {}, isOther);
      await this.#notePasskeys();
    });
  }

  newRecoveryCode(proof: Proof): Promise<RecoveryCode> {
    return asPortal(async () => {
      const code = await this.#change(proof, { recovery: true }, ({ kind }) => kind !== 'recovery');
      if (code === undefined) {
        throw new Error('a new recovery slot comes with its code');
      }
      return { text: code, email: this.#me.email, made: new Date() };
    });
  }

  ownedAlone(): Promise<readonly string[]> {
    return asPortal(async () => ownedAlone(this.#me, await this.#api.leftBehind()));
  }

  deleteAccount(proof: Proof): Promise<void> {
    return asPortal(async () => {
      const { slots } = await this.#api.account();
      const way = await wayOf(proof, slots);
      await withUnlockKey(this.#me.vault, way, async (unlocking) => {
        // The proof first: nothing is left by who may not delete the account.
        const { proof: slot } = await asCredentials(() =>
          this.#me.vault.accounts.rewrite(unlocking, slots, {}),
        );
        if ((await ownedAlone(this.#me, await this.#api.leftBehind())).length > 0) {
          throw new PortalError('still-owner');
        }
        await this.#leaveAll();
        await this.#api.delete({ ...unlocking, slot });
      });
    });
  }

  /** What can't be left goes on without this person all the same: nobody can log in as them. */
  async #leaveAll() {
    const tried = new Set<string>();
    for (;;) {
      const { memberships } = await this.#api.leftBehind();
      const next = memberships.filter((id) => !tried.has(id));
      if (next.length === 0) {
        return;
      }
      for (const id of next) {
        tried.add(id);
        const { changes, vault } = this.#me;
        await changes
          .commit([id], () => vault.sharing.leave(id))
          .catch((failure: unknown) => {
            if (isTemporary(toPortalError(failure))) {
              throw failure;
            }
          });
      }
    }
  }

  publishCard(card: Card): Promise<void> {
    return asPortal(async () => {
      const signed = cardIn(card);
      await this.#me.changes.commit([], () => this.#me.vault.records.publishCard(signed));
      await this.#onCard();
    });
  }

  /** Makes slots and keeps those that `isKept` says; answers a new recovery code, if one was made. */
  async #change(
    proof: Proof,
    ways: NewWays,
    isKept: (slot: Slot) => boolean,
  ): Promise<string | undefined> {
    const { slots } = await this.#api.account();
    const way = await wayOf(proof, slots);
    return withUnlockKey(this.#me.vault, way, async (unlocking) => {
      const made = await asCredentials(() =>
        this.#me.vault.accounts.rewrite(unlocking, slots, ways),
      );
      const kept = slots.filter(isKept).map(({ id }) => id);
      await this.#api.changeSlots({ ...unlocking, slot: made.proof }, made, kept);
      return made.recoveryCode;
    });
  }

  async #passkey({ id, label, created }: Slot): Promise<Passkey> {
    const name = label === undefined ? undefined : await this.#me.vault.accounts.openLabel(label);
    return { id: toBase64Url(id), label: name ?? '', created };
  }

  async #notePasskeys() {
    const { slots } = await this.#api.account();
    const person = await this.#me.vault.accounts.hold();
    await keepPerson(
      person,
      slots.some(({ kind }) => kind === 'passkey'),
    );
  }
}
