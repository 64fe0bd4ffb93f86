import type { KeyringId, KeyringView, Member } from '@/crypto/index.ts';
import type { TrustedChains } from '../chains/trustedChains.ts';
import type { Party } from '../contract/people.ts';
import type { Scope } from '../contract/records.ts';
import type { Access, Role } from '../contract/sharing.ts';
import { ids } from '../ids.ts';
import type { Parties } from '../people/parties.ts';

const MOST_HOPS = 6;
const ORDER: readonly Role[] = ['owner', 'manager', 'reader', 'contributor'];

/** One membership or share, in the place where it was given. */
interface Grant {
  readonly to: KeyringId;
  readonly role: Role;
  readonly until: number | undefined;
  readonly by: KeyringId;
  readonly at: number;
  readonly on: Scope;
  readonly view: KeyringView;
  readonly sectionName: string | undefined;
}

interface Reached {
  readonly person: KeyringId;
  readonly path: readonly KeyringId[];
}

/** Works out from verified chains who may open or add to something. */
export class AccessList {
  readonly #chains: TrustedChains;
  readonly #parties: Parties;

  constructor(chains: TrustedChains, parties: Parties) {
    this.#chains = chains;
    this.#parties = parties;
  }

  async of(scope: Scope): Promise<readonly Access[]> {
    const grants = await this.#grants(scope);
    const reached = new Map<KeyringId, readonly Reached[]>();
    for (const { to } of grants) {
      if (!reached.has(to)) {
        reached.set(to, await this.#through(to, [], new Set()));
      }
    }
    const named = [
      ...grants.flatMap(({ to, by }) => [to, by]),
      ...[...reached.values()].flat().flatMap(({ person, path }) => [person, ...path]),
    ];
    const parties = await this.#parties.all(named);
    return grants
      .flatMap((grant) => {
        const party = parties.get(grant.to);
        const givenBy = parties.get(grant.by);
        return party === undefined || givenBy === undefined
          ? []
          : [accessOf(grant, party, givenBy, reached.get(grant.to) ?? [], parties)];
      })
      .sort(
        (one, other) =>
          ORDER.indexOf(one.role) - ORDER.indexOf(other.role) ||
          one.givenAt.getTime() - other.givenAt.getTime(),
      );
  }

  /** Those of the scope itself and of what is around it. */
  async #grants(scope: Scope): Promise<readonly Grant[]> {
    const record = ids.toKeyring(scope.record);
    const section = scope.kind === 'record' ? undefined : ids.toKeyring(scope.section);
    const wanted = [record, ...(section === undefined ? [] : [section])];
    await this.#chains.refresh(wanted);
    const views = await this.#chains.views(wanted);
    const grants: Grant[] = [];
    const recordView = views.get(record);
    if (recordView !== undefined) {
      const on: Scope = { kind: 'record', record: scope.record };
      grants.push(...recordView.members.map((member) => ofMember(member, recordView, on)));
    }
    const sectionView = section === undefined ? undefined : await this.#chains.view(section);
    if (sectionView === undefined || scope.kind === 'record') {
      return grants;
    }
    const on: Scope = { kind: 'section', record: scope.record, section: scope.section };
    grants.push(
      ...sectionView.members
        .filter(({ keyring }) => keyring !== record)
        .map((member) => ofMember(member, sectionView, on)),
    );
    if (scope.kind === 'report') {
      grants.push(
        ...sectionView.shares
          .filter(({ report }) => report === ids.toReport(scope.report))
          .map(({ to, until, sharedBy, sharedAt }) => ({
            to,
            role: 'reader' as const,
            until,
            by: sharedBy,
            at: sharedAt,
            on: scope,
            view: sectionView,
            sectionName: sectionView.names.name,
          })),
      );
    }
    return grants;
  }

  /** People who can open a group, each by every way. */
  async #through(
    group: KeyringId,
    path: readonly KeyringId[],
    above: ReadonlySet<KeyringId>,
  ): Promise<readonly Reached[]> {
    await this.#chains.load([group]);
    const view = (await this.#chains.views([group])).get(group);
    const isGroup = view?.kind === 'department' || view?.kind === 'institute';
    if (!isGroup || above.has(group) || path.length > MOST_HOPS) {
      return [];
    }
    const reached: Reached[] = [];
    const inside = new Set(above).add(group);
    const openers = view.members.filter(({ role }) => role !== 'contributor');
    for (const member of new Set(openers.map(({ keyring }) => keyring))) {
      await this.#chains.load([member]);
      const kind = (await this.#chains.views([member])).get(member)?.kind;
      if (kind === 'department' || kind === 'institute') {
        reached.push(...(await this.#through(member, [member, ...path], inside)));
      } else {
        reached.push({ person: member, path });
      }
    }
    return reached;
  }
}

function ofMember(member: Member, view: KeyringView, on: Scope): Grant {
  return {
    to: member.keyring,
    role: member.role,
    until: member.until,
    by: member.addedBy,
    at: member.addedAt,
    on,
    view,
    sectionName: view.kind === 'section' ? view.names.name : undefined,
  };
}

function accessOf(
  grant: Grant,
  party: Party,
  givenBy: Party,
  reached: readonly Reached[],
  parties: ReadonlyMap<KeyringId, Party>,
): Access {
  return {
    party,
    role: grant.role,
    until: grant.until === undefined ? undefined : new Date(grant.until),
    grantedOn: grant.on,
    sectionName: grant.sectionName,
    givenBy,
    givenAt: new Date(grant.at),
    through: reached.flatMap(({ person, path }) => {
      const known = parties.get(person);
      return known === undefined
        ? []
        : [{ person: known, path: path.flatMap((id) => parties.get(id) ?? []) }];
    }),
    stoppable: isStoppable(grant),
  };
}

/** Removing an owner takes an owner, and one without end always stays. */
function isStoppable({ on, to, view }: Grant): boolean {
  if (on.kind === 'report') {
    return view.capabilities.has('manage');
  }
  const roles = view.members.filter(({ keyring }) => keyring === to);
  if (!roles.some(({ role }) => role === 'owner')) {
    return view.capabilities.has('manage') && view.capabilities.has('open');
  }
  const isOtherLasting = view.members.some(
    ({ keyring, role, until }) => keyring !== to && role === 'owner' && until === undefined,
  );
  return view.capabilities.has('own') && isOtherLasting;
}
