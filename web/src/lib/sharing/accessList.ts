import type { KeyringId, KeyringView, Member } from '@/crypto/index.ts';
import type { TrustedChains } from '../chains/trustedChains.ts';
import type { Party } from '../contract/people.ts';
import type { Scope } from '../contract/records.ts';
import type { Access, Role } from '../contract/sharing.ts';
import { ids } from '../ids.ts';
import type { Parties } from '../people/parties.ts';

const MOST_HOPS = 6;
const PLACES: readonly Scope['kind'][] = ['record', 'section', 'report'];
const ROLES: readonly Role[] = ['owner', 'manager', 'collaborator', 'reader', 'contributor'];

/** One membership, in the keyring where it was given. */
interface Grant {
  readonly member: Member;
  readonly on: Scope;
  readonly view: KeyringView;
}

interface Reached {
  readonly person: KeyringId;
  readonly path: readonly KeyringId[];
}

type SectionScope = Extract<Scope, { kind: 'section' }>;

/** What lies in a scope, as far as the person may know of it. */
export interface Inside {
  /** Brought up to date. */
  sectionsOf(record: KeyringId): Promise<readonly KeyringId[]>;
  /** Loaded and up to date. */
  sharesOf(scope: Extract<Scope, { kind: 'section' | 'report' }>): Promise<readonly KeyringId[]>;
}

/** Works out from verified chains who may open or add to something. */
export class AccessList {
  readonly #chains: TrustedChains;
  readonly #parties: Parties;
  readonly #inside: Inside;

  constructor(chains: TrustedChains, parties: Parties, inside: Inside) {
    this.#chains = chains;
    this.#parties = parties;
    this.#inside = inside;
  }

  /** Whose chain does not verify stands in the list too: it was given, whoever it is. */
  async of(scope: Scope): Promise<readonly Access[]> {
    const grants = await this.#grants(scope);
    const reached = new Map<KeyringId, readonly Reached[]>();
    for (const { member } of grants) {
      if (!reached.has(member.keyring)) {
        reached.set(member.keyring, await this.#through(member.keyring, [], new Set()));
      }
    }
    const parties = await this.#parties.named([
      ...grants.flatMap(({ member }) => [member.keyring, member.setBy]),
      ...[...reached.values()].flat().flatMap(({ person, path }) => [person, ...path]),
    ]);
    return grants
      .flatMap((grant) => accessOf(grant, reached.get(grant.member.keyring) ?? [], parties))
      .sort(
        (one, other) =>
          PLACES.indexOf(one.grantedOn.kind) - PLACES.indexOf(other.grantedOn.kind) ||
          ROLES.indexOf(one.role) - ROLES.indexOf(other.role) ||
          one.givenAt.getTime() - other.givenAt.getTime(),
      );
  }

  /** Those of the scope itself, of what is around it and of what lies in it. */
  async #grants(scope: Scope): Promise<readonly Grant[]> {
    const { record } = scope;
    const recordId = ids.toKeyring(record);
    const innermost = scope.kind === 'record' ? recordId : ids.toKeyring(scope.section);
    await this.#chains.tryRefresh([recordId, innermost]);
    // It must be there; what does not verify around or in it is not shown, which the page says.
    await this.#chains.view(innermost);
    const sections: readonly SectionScope[] =
      scope.kind === 'record'
        ? (await this.#inside.sectionsOf(recordId)).map((id) => ({
            kind: 'section',
            record,
            section: ids.section(id),
          }))
        : [{ kind: 'section', record, section: scope.section }];
    const sectionIds = sections.map(({ section }) => ids.toKeyring(section));
    await this.#chains.tryRefresh(sectionIds);
    const shares = (
      await Promise.all(
        scope.kind === 'report'
          ? [this.#inside.sharesOf(scope)]
          : sections.map((section) => this.#inside.sharesOf(section)),
      )
    ).flat();
    await this.#chains.complete([recordId, ...sectionIds, ...shares]);
    const views = await this.#chains.views([recordId, ...sectionIds, ...shares]);
    return [...views.values()].flatMap((view) => {
      const on = placeOf(view, record);
      // What lies around is a member too, and is listed by its own members.
      const members = view.members.filter(({ keyring }) => keyring !== view.parent);
      return on === undefined ? [] : members.map((member) => ({ member, on, view }));
    });
  }

  /** People who can open a group, each by every way. */
  async #through(
    group: KeyringId,
    path: readonly KeyringId[],
    above: ReadonlySet<KeyringId>,
  ): Promise<readonly Reached[]> {
    await this.#chains.load([group]);
    await this.#chains.complete([group]);
    const view = (await this.#chains.views([group])).get(group);
    const isGroup = view?.kind === 'department' || view?.kind === 'institute';
    if (!isGroup || above.has(group) || path.length > MOST_HOPS) {
      return [];
    }
    const reached: Reached[] = [];
    const inside = new Set(above).add(group);
    for (const { keyring } of view.members.filter(({ role }) => role !== 'contributor')) {
      await this.#chains.load([keyring]);
      const kind = (await this.#chains.views([keyring])).get(keyring)?.kind;
      if (kind === 'department' || kind === 'institute') {
        reached.push(...(await this.#through(keyring, [keyring, ...path], inside)));
      } else {
        reached.push({ person: keyring, path });
      }
    }
    return reached;
  }
}

function placeOf(
  { keyring, kind, parent, report }: KeyringView,
  record: Scope['record'],
): Scope | undefined {
  switch (kind) {
    case 'record':
      return { kind, record };
    case 'section':
      return { kind, record, section: ids.section(keyring) };
    default:
      return parent === undefined || report === undefined
        ? undefined
        : { kind: 'report', record, section: ids.section(parent), report: ids.report(report) };
  }
}

function accessOf(
  { member, on, view }: Grant,
  reached: readonly Reached[],
  parties: ReadonlyMap<KeyringId, Party>,
): readonly Access[] {
  const party = parties.get(member.keyring);
  const givenBy = parties.get(member.setBy);
  if (party === undefined || givenBy === undefined) {
    return [];
  }
  const settable = settableRoles(view, member);
  return [
    {
      party,
      role: member.role,
      until: member.until === undefined ? undefined : new Date(member.until),
      grantedOn: on,
      keyring: ids.keyring(view.keyring),
      sectionName: view.kind === 'section' ? view.names.name : undefined,
      givenBy,
      givenAt: new Date(member.setAt),
      through: reached.flatMap(({ person, path }) => {
        const known = parties.get(person);
        return known === undefined
          ? []
          : [{ person: known, path: path.flatMap((id) => parties.get(id) ?? []) }];
      }),
      stoppable: settable.length > 0,
      settable: party.me || party.refusal !== undefined ? [] : settable,
      leavable: party.me && !isLastOwner(view, member),
    },
  ];
}

/** Changing an owner, or making one, takes an owner, and one without end always stays. */
function settableRoles(view: KeyringView, member: Member): readonly Role[] {
  const rights = view.capabilities;
  if (!rights.has(member.role === 'owner' ? 'own' : 'manage') || isLastOwner(view, member)) {
    return [];
  }
  return view.kind === 'share'
    ? ['reader']
    : ROLES.filter((role) => role !== 'owner' || rights.has('own'));
}

/** Whether a keyring would be left without an owner who stays. */
export function isLastOwner({ members }: KeyringView, { keyring }: Member): boolean {
  return !members.some(
    ({ keyring: other, role, until }) =>
      other !== keyring && role === 'owner' && until === undefined,
  );
}
