import type { Instant, KeyringId } from '@/crypto/index.ts';
import { answers } from '../api/shapes.ts';
import { PortalError } from '../contract/errors.ts';
import type { KeyringId as ContractKeyringId } from '../contract/ids.ts';
import type { Party } from '../contract/people.ts';
import type { Scope } from '../contract/records.ts';
import type { Access, ChangedContact, Contact, Role, Sharing } from '../contract/sharing.ts';
import { asPortal } from '../errors/portalErrors.ts';
import { ids } from '../ids.ts';
import { normalEmail } from '../people/contacts.ts';
import type { RecordBook } from '../records/recordBook.ts';
import type { SignedIn } from '../session/signedIn.ts';
import { AccessList } from './accessList.ts';

/** What sharing needs of what lies beside it. */
export interface Around {
  readonly records: RecordBook;
  /** Opens a report in the vault, so that its key can be sealed to somebody. */
  openReport(report: string): Promise<void>;
  /** Called when somebody's access has changed. */
  onChange(): void;
}

/** Gives and ends access, and tells who has it. */
export class RecordSharing implements Sharing {
  readonly #me: SignedIn;
  readonly #around: Around;

  constructor(me: SignedIn, around: Around) {
    this.#me = me;
    this.#around = around;
  }

  find(typed: string): Promise<Contact> {
    return asPortal(async () => {
      const email = normalEmail(typed);
      const { contacts, parties } = this.#me;
      const keyring = await this.#named(email);
      const acquaintance = contacts.check(email, keyring);
      if (!(await this.#isSomebody(keyring))) {
        throw new PortalError('contact-changed');
      }
      await contacts.pin(email, keyring);
      return { party: await parties.one(keyring), acquaintance };
    });
  }

  changed(typed: string): Promise<ChangedContact | undefined> {
    return asPortal(async () => {
      const email = normalEmail(typed);
      const { contacts, chains, parties } = this.#me;
      const keyring = await this.#named(email);
      const pinned = contacts.pinnedTo(email);
      if (pinned === undefined || pinned === keyring || !(await this.#isSomebody(keyring))) {
        return undefined;
      }
      await chains.tryRefresh([pinned]);
      const before = (await parties.all([pinned])).get(pinned);
      return { email, before, now: { ...(await parties.one(keyring)), email } };
    });
  }

  accept({ email, now }: ChangedContact): Promise<Contact> {
    return asPortal(async () => {
      const { contacts, parties } = this.#me;
      const keyring = ids.toKeyring(now.keyring);
      // What the person compared, and nothing that the service names since.
      if ((await this.#named(email)) !== keyring || !(await this.#isSomebody(keyring))) {
        throw new PortalError('contact-changed');
      }
      await contacts.accept(email, keyring);
      return { party: await parties.one(keyring), acquaintance: 'known' };
    });
  }

  /** The service's word for an address. */
  async #named(email: string): Promise<KeyringId> {
    const { keyring } = await this.#me.connection.post(
      '/directory/query',
      { email },
      answers.directory,
      { mayRepeat: true },
    );
    return keyring;
  }

  /** Verifies the newest chain; false where it is not one of somebody with an address. */
  async #isSomebody(keyring: KeyringId): Promise<boolean> {
    const { chains } = this.#me;
    await chains.refresh([keyring]);
    const { kind } = await chains.view(keyring);
    return kind === 'person' || kind === 'service';
  }

  known(): Promise<readonly Party[]> {
    return asPortal(async () => {
      const known = new Set([...this.#me.contacts.pinned(), ...this.#around.records.groups]);
      known.delete(this.#me.keyring);
      return [...(await this.#me.parties.all(known)).values()];
    });
  }

  setCompared(keyring: ContractKeyringId, compared: boolean): Promise<void> {
    return asPortal(() => this.#me.contacts.setCompared(ids.toKeyring(keyring), compared));
  }

  access(scope: Scope): Promise<readonly Access[]> {
    return asPortal(() => new AccessList(this.#me.chains, this.#me.parties).of(scope));
  }

  share(scope: Scope, party: ContractKeyringId, role: Role, until?: Date): Promise<void> {
    return asPortal(async () => {
      const to = ids.toKeyring(party);
      const end = until?.getTime() as Instant | undefined;
      if (end !== undefined && !(end > Date.now())) {
        throw new PortalError('invalid-change');
      }
      if (to === this.#me.keyring) {
        throw new PortalError('invalid-change');
      }
      await (scope.kind === 'report'
        ? this.#shareReport(scope, to, role, end)
        : this.#shareKeyring(keyringOf(scope), to, role, end));
      this.#around.onChange();
    });
  }

  stop({ party, grantedOn }: Access): Promise<void> {
    return asPortal(async () => {
      const { changes, vault } = this.#me;
      const member = ids.toKeyring(party.keyring);
      const keyring = keyringOf(grantedOn);
      await changes.commit([keyring], () =>
        grantedOn.kind === 'report'
          ? vault.sharing.unshareReport(keyring, ids.toReport(grantedOn.report), member)
          : vault.sharing.unshare(keyring, member),
      );
      this.#around.onChange();
    });
  }

  #shareKeyring(keyring: KeyringId, to: KeyringId, role: Role, until: Instant | undefined) {
    const { changes, vault } = this.#me;
    return changes.commit([keyring, to], () => vault.sharing.share(keyring, to, role, until));
  }

  async #shareReport(
    scope: Extract<Scope, { kind: 'report' }>,
    to: KeyringId,
    role: Role,
    until: Instant | undefined,
  ) {
    if (role !== 'reader') {
      throw new PortalError('invalid-change');
    }
    const { changes, vault } = this.#me;
    const section = ids.toKeyring(scope.section);
    await this.#around.openReport(scope.report);
    await changes.commit([section, to], () =>
      vault.sharing.shareReport(section, ids.toReport(scope.report), to, until),
    );
  }
}

/** The keyring in whose chain a change to this is written. */
function keyringOf(scope: Scope): KeyringId {
  return ids.toKeyring(scope.kind === 'record' ? scope.record : scope.section);
}
