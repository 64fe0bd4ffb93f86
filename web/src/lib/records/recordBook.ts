import type { KeyringId, KeyringView } from '@/crypto/index.ts';
import type { KeyringSummary } from '../api/shapes.ts';
import { isLastOwner } from '../sharing/accessList.ts';
import type { TrustedChains } from '../chains/trustedChains.ts';
import { PortalError } from '../contract/errors.ts';
import type { Capability, Patient, Unopened } from '../contract/records.ts';
import type { SignedIn } from '../session/signedIn.ts';
import { listedAs, type Reading } from './listedRecords.ts';
import { readMemberships, undecided } from './memberships.ts';

export interface BookedSection {
  readonly id: KeyringId;
  readonly name: string;
  readonly capabilities: readonly Capability[];
}

export interface BookedMembership {
  readonly id: KeyringId;
  readonly kind: 'record' | 'section' | 'share';
}

/** What does not verify or does not open. */
export interface BookedTrouble {
  readonly id: KeyringId;
  readonly kind: Unopened['kind'];
  readonly problem: PortalError;
  readonly by: KeyringId | undefined;
}

/** A record as its verified chains say. */
export interface BookedRecord {
  readonly id: KeyringId;
  readonly patient: Patient | undefined;
  readonly sections: readonly BookedSection[];
  readonly capabilities: readonly Capability[];
  /** Those of the person itself that it may give up. */
  readonly memberships: readonly BookedMembership[];
  /** Who let the person in, where that is somebody else. */
  readonly sharedBy: KeyringId | undefined;
  /** In milliseconds since 1970. */
  readonly until: number | undefined;
}

/** A record with the keyrings of it that are open, itself first. */
type Parted = Omit<BookedRecord, 'sharedBy'> & { readonly parts: readonly KeyringView[] };

/** The records that a person may see something of. */
export class RecordBook {
  readonly #me: SignedIn;
  readonly #chains: TrustedChains;
  #groups: readonly KeyringId[] = [];
  #troubles: readonly BookedTrouble[] = [];
  #own: ReadonlySet<KeyringId> = new Set();
  #sharers: readonly KeyringId[] = [];
  #reading: Reading | undefined;

  constructor(me: SignedIn) {
    this.#me = me;
    this.#chains = me.chains;
  }

  /** Whether it took part when the records were last read. */
  takesPart(id: KeyringId): boolean {
    return this.#own.has(id);
  }

  /** Who shares something that nothing was decided about, as the service says. */
  get sharers(): readonly KeyringId[] {
    return this.#sharers;
  }

  /** The departments and institutes that the person belongs to. */
  get groups(): readonly KeyringId[] {
    return this.#groups;
  }

  /** What was not believed, or did not open, when the records were last read. */
  get troubles(): readonly BookedTrouble[] {
    return this.#troubles;
  }

  /** What the last reading found, of which records may be missing. */
  get reading(): Reading | undefined {
    return this.#reading;
  }

  /** Brings every chain up to date, and answers what the records are now. */
  async read(): Promise<readonly BookedRecord[]> {
    const { own: summaries, others } = await readMemberships(this.#me);
    const { decisions, keyring: me, vault } = this.#me;
    const waiting = undecided(others, decisions.decisions, me);
    this.#sharers = [...new Set(waiting.flatMap(({ addedBy }) => addedBy ?? []))];
    this.#own = new Set(summaries.map(({ keyring }) => keyring));
    this.#groups = summaries
      .filter(({ kind }) => kind === 'department' || kind === 'institute')
      .map(({ keyring }) => keyring);
    const views = await this.#chains.views(summaries.map(({ keyring }) => keyring));
    this.#troubles = summaries.flatMap((summary) => this.#trouble(summary, views) ?? []);
    // What is around sections and shares is not listed where only those are shared.
    const around = await this.#chains.views(
      [...views.values()].flatMap(({ parent }) => parent ?? []),
    );
    const all = partsOf(new Map([...around, ...views]), new Set(views.keys()));
    const places = [...all].map(([id, own]) => bookedRecord(id, own, me));
    const told = new Map(summaries.map((summary) => [summary.keyring, summary]));
    this.#reading = {
      listed: places.map(({ id, until }) =>
        listedAs(
          id,
          (all.get(id) ?? []).flatMap(({ keyring }) => told.get(keyring) ?? []),
          until,
        ),
      ),
      told: new Set([...summaries, ...others].map(({ keyring }) => keyring)),
      decisions: decisions.decisions,
    };
    const how = await vault.offers.introductions([...views.keys()]);
    const groups = new Set(this.#groups);
    return places.map(({ parts, ...record }) => ({
      ...record,
      sharedBy: sharerOf(parts, me, (id) => how.get(id)?.by, groups),
    }));
  }

  /** Which of these are closed, by what is known of their histories. */
  async closed(records: readonly KeyringId[]): Promise<ReadonlySet<KeyringId>> {
    const views = await this.#chains.views(records);
    return new Set(
      [...views.values()].filter(({ closed }) => closed).map(({ keyring }) => keyring),
    );
  }

  /** What reports shared by themselves say of their patient. */
  async patientOfShares(shares: readonly KeyringId[]): Promise<Patient | undefined> {
    const views = await this.#chains.views(shares);
    return [...views.values()]
      .map(({ names }) => patientOf(names.patient))
      .find((patient) => patient !== undefined);
  }

  #trouble(
    { keyring, kind }: KeyringSummary,
    views: ReadonlyMap<KeyringId, KeyringView>,
  ): BookedTrouble | undefined {
    const unopened = views.get(keyring)?.unopened;
    const problem =
      this.#chains.refusal(keyring) ??
      (unopened === undefined ? undefined : new PortalError(unopened.code));
    return problem === undefined
      ? undefined
      : {
          id: keyring,
          kind: kind === 'record' || kind === 'section' || kind === 'share' ? kind : 'group',
          problem,
          by: unopened?.by,
        };
  }
}

/** What is listed of each record. */
function partsOf(
  views: ReadonlyMap<KeyringId, KeyringView>,
  listed: ReadonlySet<KeyringId>,
): ReadonlyMap<KeyringId, readonly KeyringView[]> {
  const parts = new Map<KeyringId, KeyringView[]>();
  for (const view of views.values()) {
    const record = recordOf(view, views);
    if (record !== undefined && listed.has(view.keyring)) {
      parts.set(record, [...(parts.get(record) ?? []), view]);
    }
  }
  return parts;
}

function recordOf(
  { kind, keyring, parent }: KeyringView,
  views: ReadonlyMap<KeyringId, KeyringView>,
): KeyringId | undefined {
  switch (kind) {
    case 'record':
      return keyring;
    case 'section':
      return parent;
    case 'share':
      return parent === undefined ? undefined : views.get(parent)?.parent;
    default:
      return undefined;
  }
}

/** Of a record itself, else of the first of its parts that somebody let the person or a group of theirs into. */
function sharerOf(
  parts: readonly KeyringView[],
  me: KeyringId,
  introducedBy: (id: KeyringId) => KeyringId | undefined,
  groups: ReadonlySet<KeyringId>,
): KeyringId | undefined {
  const by = parts
    .map(
      ({ keyring, members }) =>
        introducedBy(keyring) ?? members.find((member) => groups.has(member.keyring))?.setBy,
    )
    .find((id) => id !== undefined);
  return by === me ? undefined : by;
}

function bookedRecord(id: KeyringId, parts: readonly KeyringView[], me: KeyringId): Parted {
  const record = parts.find(({ kind }) => kind === 'record');
  const open = parts
    .filter(({ capabilities }) => capabilities.size > 0)
    .sort((one, other) => one.created - other.created || (one.keyring < other.keyring ? -1 : 1));
  const capabilities = [...(record?.capabilities ?? [])];
  return {
    id,
    parts: record === undefined ? open : [record, ...open.filter((part) => part !== record)],
    patient: [record, ...open]
      .map((view) => patientOf(view?.names.patient))
      .find((patient) => patient !== undefined),
    sections: open
      .filter(({ kind }) => kind === 'section')
      .map((section) => ({
        id: section.keyring,
        name: section.names.name ?? '',
        capabilities: [...section.capabilities],
      })),
    capabilities,
    memberships: parts.flatMap((view) => membership(view, me)),
    until: capabilities.length > 0 ? record?.until : latest(open.map(({ until }) => until)),
  };
}

function membership(view: KeyringView, me: KeyringId): readonly BookedMembership[] {
  const own = view.members.find(({ keyring }) => keyring === me);
  const { kind, keyring } = view;
  const isPlace = kind === 'record' || kind === 'section' || kind === 'share';
  return own === undefined || !isPlace || isLastOwner(view, own) ? [] : [{ id: keyring, kind }];
}

/** Where every way ends, the last of them; else there is no end. */
function latest(ends: readonly (number | undefined)[]): number | undefined {
  const known = ends.filter((end) => end !== undefined);
  return known.length > 0 && known.length === ends.length ? Math.max(...known) : undefined;
}

export function patientOf(patient: KeyringView['names']['patient']): Patient | undefined {
  return patient === undefined
    ? undefined
    : {
        name: patient.name,
        birthDate: patient.birthDate,
        identifiers: patient.identifiers ?? [],
      };
}
