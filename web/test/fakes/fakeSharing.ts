import {
  PortalError,
  type Access,
  type Capability,
  type ChangedContact,
  type Contact,
  type Ended,
  type KeyringId,
  type Membership,
  type Party,
  type Role,
  type Scope,
  type Sharing,
  type Standing,
} from '../../src/lib/portal.ts';
import { department, party, radiologist, rosa } from './world.ts';

const CHANGED = 'changed@demo.invalid';

/** Shares in memory. `changed@demo.invalid` is somebody else than before. */
export class FakeSharing implements Sharing {
  readonly #me: Party;
  shares: { scope: Scope; to: KeyringId; role: Role; until: Date | undefined }[] = [];
  compared: { keyring: KeyringId; compared: boolean }[] = [];
  accepted: ChangedContact | undefined;
  list: readonly Access[] | undefined;

  constructor(me: Party) {
    this.#me = me;
  }

  find(email: string): Promise<Contact> {
    if (email === CHANGED) {
      return this.accepted === undefined
        ? Promise.reject(new PortalError('contact-changed'))
        : Promise.resolve(this.#accepted(this.accepted));
    }
    const found = [this.#me, rosa, radiologist].find((one) => one.email === email);
    return found === undefined
      ? Promise.reject(new PortalError('not-found'))
      : Promise.resolve({ party: found, acquaintance: 'new' });
  }

  changed(email: string): Promise<ChangedContact | undefined> {
    const card = { name: 'Dr. Ines Demo', specialty: 'Dermatology' };
    const endorsements = radiologist.endorsements.map((one) => ({ ...one, name: card.name }));
    const before = { ...party(4, { email, card }), endorsements };
    const safetyNumber = '71530 02846 93317 58020 16649 37758';
    return Promise.resolve(
      email === CHANGED
        ? { email, before, now: party(5, { email, card, safetyNumber }) }
        : undefined,
    );
  }

  accept(changed: ChangedContact): Promise<Contact> {
    this.accepted = changed;
    return Promise.resolve(this.#accepted(changed));
  }

  #accepted({ now }: ChangedContact): Contact {
    return { party: { ...now, compared: true }, acquaintance: 'known' };
  }

  known = () => Promise.resolve([rosa, department]);

  setCompared(keyring: KeyringId, compared: boolean): Promise<void> {
    this.compared.push({ keyring, compared });
    return Promise.resolve();
  }

  access(scope: Scope): Promise<readonly Access[]> {
    this.asked++;
    this.list ??= this.#first(scope);
    return Promise.resolve(this.list);
  }

  /** What the chain says after a change, where that is not what was asked for. */
  reached: Partial<Standing> = {};
  left: KeyringId[] = [];
  /** What becomes of the records when somebody leaves. */
  onLeave = () => {};
  /** How often somebody asked who has access. */
  asked = 0;

  share(scope: Scope, to: KeyringId, role: Role, until?: Date): Promise<Standing> {
    this.shares.push({ scope, to, role, until });
    const party = [rosa, radiologist].find(({ keyring }) => keyring === to) ?? this.#me;
    return this.#standing(party, role, until);
  }

  change(access: Access, role: Role, until?: Date): Promise<Standing> {
    this.list = this.list?.map((one) => (one === access ? { ...one, role, until } : one));
    return this.#standing(access.party, role, until);
  }

  leave(memberships: readonly Pick<Membership, 'keyring'>[]) {
    this.left.push(...memberships.map(({ keyring }) => keyring));
    setTimeout(this.onLeave);
    return Promise.resolve(this.reached.capabilities ?? new Set<Capability>());
  }

  #standing(party: Party, role: Role | undefined, until: Date | undefined): Promise<Standing> {
    return Promise.resolve({
      party,
      role,
      until,
      capabilities: new Set<Capability>(),
      ...this.reached,
    });
  }

  /** What the chains say is left after an access was ended. */
  remaining: readonly Access[] = [];

  stop(access: Access): Promise<Ended> {
    this.list = this.list?.filter((one) => one !== access);
    return Promise.resolve({ party: access.party, remaining: this.remaining });
  }

  #first(scope: Scope): Access[] {
    const onRecord: Scope = { kind: 'record', record: scope.record };
    const given = { givenBy: this.#me, givenAt: new Date('2026-10-01T12:00:00Z') };
    const common = {
      ...given,
      until: undefined,
      sectionName: undefined,
      through: [],
      keyring: scope.record,
      settable: ['manager', 'collaborator', 'reader', 'contributor'] as const,
      leavable: false,
    };
    return [
      {
        ...common,
        party: this.#me,
        role: 'owner',
        grantedOn: onRecord,
        stoppable: false,
        settable: [],
      },
      {
        ...common,
        party: department,
        role: 'reader',
        grantedOn: onRecord,
        through: [
          { person: radiologist, path: [department] },
          { person: rosa, path: [department] },
        ],
        stoppable: true,
      },
      {
        ...common,
        party: radiologist,
        role: 'manager',
        until: new Date('2027-01-31T12:00:00Z'),
        grantedOn: scope,
        sectionName: 'Radiology',
        stoppable: true,
      },
    ];
  }
}
