import type { Instant, KeyringId } from '@/crypto/index.ts';
import { answers } from '../api/shapes.ts';
import { PortalError } from '../contract/errors.ts';
import type { KeyringId as ContractKeyringId } from '../contract/ids.ts';
import type { Party } from '../contract/people.ts';
import type { Capability, Membership, Scope } from '../contract/records.ts';
import {
  type Access,
  type ChangedContact,
  type Contact,
  type Ended,
  isWayOf,
  type Role,
  type Sharing,
  type Standing,
} from '../contract/sharing.ts';
import { asPortal } from '../errors/portalErrors.ts';
import { ids } from '../ids.ts';
import { normalEmail } from '../people/contacts.ts';
import type { RecordBook } from '../records/recordBook.ts';
import type { SignedIn } from '../session/signedIn.ts';
import { AccessList } from './accessList.ts';
import { ReportShares } from './reportShares.ts';

/** What sharing needs of what lies beside it. */
export interface Around {
  readonly records: RecordBook;
  /** Opens a report in the vault, so that its key can be sealed to somebody. */
  openReport(report: string): Promise<void>;
  /** Shares of a report through which the person is a recipient. */
  ownShares(report: string): readonly KeyringId[];
  /** Called before {@link onChange} when the person has left these. */
  onLeft(keyrings: readonly KeyringId[]): Promise<void>;
  /** Those that the person sees, brought up to date. */
  sectionsOf(record: KeyringId): Promise<readonly KeyringId[]>;
  /** Called when somebody's access has changed. */
  onChange(): void;
}

/** Gives and ends access, and tells who has it. */
export class RecordSharing implements Sharing {
  readonly #me: SignedIn;
  readonly #around: Around;
  readonly #shares: ReportShares;

  constructor(me: SignedIn, around: Around) {
    this.#me = me;
    this.#around = around;
    this.#shares = new ReportShares(me, (report) => around.ownShares(report));
  }

  find(typed: string): Promise<Contact> {
    return asPortal(async () => {
      const email = normalEmail(typed);
      const { contacts, parties } = this.#me;
      if (email === this.#me.email) {
        return { party: await parties.one(this.#me.keyring), acquaintance: 'known' };
      }
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
    return asPortal(() => this.#access(scope));
  }

  share(scope: Scope, party: ContractKeyringId, role: Role, until?: Date): Promise<Standing> {
    return asPortal(async () => {
      const to = ids.toKeyring(party);
      const end = endOf(until);
      if (to === this.#me.keyring) {
        throw new PortalError('invalid-change');
      }
      const keyring =
        scope.kind === 'report'
          ? await this.#shareReport(scope, to, role, end)
          : await this.#set(keyringOf(scope), to, role, end);
      return this.#reached(to, keyring, scope);
    });
  }

  change({ party, keyring, grantedOn }: Access, role: Role, until?: Date): Promise<Standing> {
    return asPortal(async () => {
      const to = ids.toKeyring(party.keyring);
      const on = await this.#set(ids.toKeyring(keyring), to, role, endOf(until));
      return this.#reached(to, on, grantedOn);
    });
  }

  stop({ party, keyring, grantedOn }: Access): Promise<Ended> {
    return asPortal(async () => {
      const { changes, chains, parties, vault } = this.#me;
      const member = ids.toKeyring(party.keyring);
      try {
        const places = await this.#within(ids.toKeyring(keyring), grantedOn);
        const shared: KeyringId[] = [];
        for (const on of places) {
          await chains.complete([on]);
          const { members, parent } = await chains.view(on);
          if (parent !== member && members.some((one) => one.keyring === member)) {
            shared.push(on);
          }
        }
        await vault.sharing.requireRemovable(shared, member);
        for (const on of shared) {
          await changes.commit([on], () => vault.sharing.remove(on, member));
        }
        const left = await this.#access(grantedOn);
        await chains.refresh(places); // where one does not verify, nothing can be said of it
        return {
          party: await parties.one(member),
          remaining: left.filter((access) => isWayOf(access, party.keyring)),
        };
      } finally {
        this.#around.onChange();
      }
    });
  }

  #access(scope: Scope): Promise<readonly Access[]> {
    const { chains, parties } = this.#me;
    return new AccessList(chains, parties, {
      sectionsOf: (record) => this.#around.sectionsOf(record),
      sharesOf: (place) => this.#shares.of(place),
    }).of(scope);
  }

  /** The keyring itself first, then those in it that the person manages; as far as they verify, up to date. */
  async #within(on: KeyringId, grantedOn: Scope): Promise<readonly KeyringId[]> {
    const { chains } = this.#me;
    const { record } = grantedOn;
    const sections: readonly KeyringId[] =
      grantedOn.kind === 'record'
        ? await this.#around.sectionsOf(on)
        : grantedOn.kind === 'section'
          ? [on]
          : [];
    await chains.refresh([on]);
    await chains.tryRefresh(sections);
    const views = await chains.views(sections);
    const managed = sections.filter((id) => views.get(id)?.capabilities.has('manage') === true);
    const shares =
      grantedOn.kind === 'report'
        ? await this.#shares.of(grantedOn)
        : await Promise.all(
            managed.map((id) =>
              this.#shares.of({ kind: 'section', record, section: ids.section(id) }),
            ),
          );
    return [...new Set([on, ...managed, ...shares.flat()])];
  }

  leave(memberships: readonly Pick<Membership, 'keyring'>[]): Promise<ReadonlySet<Capability>> {
    return asPortal(async () => {
      const { changes, vault, keyring: me } = this.#me;
      const left = memberships.map(({ keyring }) => ids.toKeyring(keyring));
      try {
        for (const on of left) {
          await changes.commit([on], () => vault.sharing.leave(on));
          await this.#around.onLeft([on]);
        }
        // By the chains that the leaving was appended to: to ask for them again would be refused.
        const remaining = await Promise.all(left.map((on) => vault.chains.standing(me, on)));
        return new Set(remaining.flatMap(({ capabilities }) => [...capabilities]));
      } finally {
        this.#around.onChange();
      }
    });
  }

  async #set(keyring: KeyringId, to: KeyringId, role: Role, until: Instant | undefined) {
    const { changes, vault } = this.#me;
    await changes.commit([keyring, to], () => vault.sharing.set(keyring, to, role, until));
    return keyring;
  }

  /** Answers the share that the report's recipient has become a member of. */
  async #shareReport(
    scope: Extract<Scope, { kind: 'report' }>,
    to: KeyringId,
    role: Role,
    until: Instant | undefined,
  ): Promise<KeyringId> {
    if (role !== 'reader') {
      throw new PortalError('invalid-change');
    }
    const { changes, vault } = this.#me;
    const section = ids.toKeyring(scope.section);
    await this.#around.openReport(scope.report);
    const shares = await this.#shares.of(scope);
    return changes.commit([section, to], () =>
      vault.sharing.shareReport(section, ids.toReport(scope.report), shares, to, until),
    );
  }

  /** What the chains say now, asked for anew; not what was meant to become of them. */
  async #reached(who: KeyringId, on: KeyringId, scope: Scope): Promise<Standing> {
    const { chains, parties, vault } = this.#me;
    const around = keyringOf(scope);
    const shares = scope.kind === 'report' ? await this.#shares.of(scope) : [];
    await chains.refresh([on, around, who]);
    const places = [...new Set([on, around, ...shares])].filter((id) => chains.knows(id));
    const standings = await Promise.all(places.map((id) => vault.chains.standing(who, id)));
    const here = standings[places.indexOf(on)];
    this.#around.onChange();
    return {
      party: await parties.one(who),
      role: here?.role,
      until: here?.until === undefined ? undefined : new Date(here.until),
      capabilities: new Set(standings.flatMap(({ capabilities }) => [...capabilities])),
    };
  }
}

function endOf(until: Date | undefined): Instant | undefined {
  const end = until?.getTime() as Instant | undefined;
  if (end !== undefined && !(end > Date.now())) {
    throw new PortalError('invalid-change');
  }
  return end;
}

/** The keyring in whose chain a change to this is written. */
function keyringOf(scope: Scope): KeyringId {
  return ids.toKeyring(scope.kind === 'record' ? scope.record : scope.section);
}
