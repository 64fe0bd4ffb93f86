import type { IndexedPart, IndexedRecord, KeyringId, ReportId } from '@/crypto/index.ts';
import type { Capability, Patient } from '../contract/records.ts';
import type { SignedIn } from '../session/signedIn.ts';
import { listedAs, type Reading } from './listedRecords.ts';
import { listGroups, type Memberships, settled, undecided } from './memberships.ts';
import { type BookedTrouble, type KeptShelf, RecordShelf, troubleOf } from './recordShelf.ts';

export interface BookedSection {
  readonly id: KeyringId;
  readonly name: string;
  readonly capabilities: readonly Capability[];
}

export interface BookedMembership {
  readonly id: KeyringId;
  readonly kind: 'record' | 'section' | 'share';
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

/** A complete reading is made at least so often: what changes tell nothing of is noticed then. */
const WHOLE_EVERY = 24 * 60 * 60_000;

/** What earlier visits have read. */
export interface KeptBook {
  readonly shelf: KeptShelf;
  /** What the reading depended on besides the records. */
  readonly ground: string;
  /** When everything was read, in milliseconds since 1970. */
  readonly wholeAt: number;
}

/** Where a report lies, and the shares of it that the service names. */
export interface SharedPlace {
  readonly record: KeyringId;
  readonly section: KeyringId;
  readonly report: ReportId;
  readonly shares: readonly KeyringId[];
}

/** The records that a person may see something of. */
export class RecordBook {
  readonly #me: SignedIn;
  readonly #shelf: RecordShelf;
  #groups: Memberships = { own: [], others: [] };
  #groupTroubles: readonly BookedTrouble[] = [];
  #ground = '';
  #wholeAt = 0;
  #reading: Reading | undefined;
  #own: ReadonlySet<KeyringId> = new Set();
  #isReadingAll = false;
  #grounds = '';

  constructor(me: SignedIn) {
    this.#me = me;
    this.#shelf = new RecordShelf(me, () => this.#grounds);
  }

  restore({ shelf, ground, wholeAt }: KeptBook) {
    this.#shelf.restore(shelf);
    this.#ground = ground;
    this.#wholeAt = wholeAt;
    this.#noteOwn();
  }

  /** Whether everything has been read once. */
  get isWhole(): boolean {
    return this.#shelf.isWhole && !this.#isReadingAll;
  }

  /** Until when changes are known, as the service counts; undefined while not everything has been read. */
  get since(): number | undefined {
    return this.isWhole ? this.#shelf.since : undefined;
  }

  get kept(): KeptBook {
    return { shelf: this.#shelf.kept, ground: this.#ground, wholeAt: this.#wholeAt };
  }

  /** Whether it took part when the records were last read. */
  takesPart(id: KeyringId): boolean {
    return this.#own.has(id);
  }

  /** Whether that is a section of that record, and took part when the records were last read. */
  isSection(record: KeyringId, section: KeyringId): boolean {
    return (
      this.#own.has(section) &&
      this.#partsOf(record).some(({ kind, keyring }) => kind === 'section' && keyring === section)
    );
  }

  /** Those among the shares that the service names which are of that report, by their histories. */
  sharesOf({ record, section, report, shares }: SharedPlace): readonly KeyringId[] {
    const own = this.#partsOf(record).filter(
      (part) => part.takesPart && part.section === section && part.report === report,
    );
    return shares.filter((share) => own.some(({ keyring }) => keyring === share));
  }

  #partsOf(record: KeyringId): readonly IndexedPart[] {
    return this.#shelf.records.get(record)?.indexed.parts ?? [];
  }

  /** Who shares something that nothing was decided about, as the service says. */
  get sharers(): readonly KeyringId[] {
    const { decisions, keyring: me } = this.#me;
    const waiting = undecided(
      [...this.#groups.others, ...this.#parts.filter(({ takesPart }) => !takesPart)],
      decisions.decisions,
      me,
    );
    return [...new Set(waiting.flatMap(({ addedBy }) => addedBy ?? []))];
  }

  /** The departments and institutes that the person belongs to. */
  get groups(): readonly KeyringId[] {
    return this.#groups.own.map(({ keyring }) => keyring);
  }

  /** What was not believed, or did not open, when the records were last read. */
  get troubles(): readonly BookedTrouble[] {
    return [
      ...this.#groupTroubles,
      ...[...this.#shelf.records.values()].flatMap(({ troubles }) => troubles),
    ];
  }

  /** What the last reading found, of which records may be missing. */
  get reading(): Reading | undefined {
    return this.#reading;
  }

  /** As far as they are known. */
  get records(): readonly BookedRecord[] {
    return [...this.#shelf.records.values()].flatMap(
      ({ indexed }) => bookedRecord(indexed, this.#me.keyring) ?? [],
    );
  }

  /**
   * Brings the records up to date: everything at first, what changed later.
   *
   * @param onPage called after each page, when more records are known
   * @returns those that are others than before; undefined for all
   */
  async read(onPage: () => Promise<void>): Promise<ReadonlySet<KeyringId> | undefined> {
    const ground = await this.#readGroups();
    const isWhole =
      this.#shelf.isWhole &&
      ground === this.#ground &&
      Date.now() < this.#wholeAt + WHOLE_EVERY &&
      this.#wholeAt <= Date.now();
    if (isWhole) {
      const changed = await this.#shelf.readChanges();
      this.#note();
      return changed;
    }
    if (this.#isReadingAll) {
      await this.#shelf.readNewest();
      this.#noteOwn();
      return undefined;
    }
    this.#isReadingAll = true;
    try {
      await this.#shelf.readAll(async () => {
        this.#noteOwn();
        await onPage();
      });
    } finally {
      this.#isReadingAll = false;
    }
    this.#ground = ground;
    this.#wholeAt = Date.now();
    this.#note();
    return undefined;
  }

  /** The groups that the person comes through; answers what a reading of records depends on. */
  async #readGroups(): Promise<string> {
    const { decisions, ownInstitutes, chains } = this.#me;
    const made = await decisions.read();
    const told = await listGroups(this.#me);
    await ownInstitutes.follow(told);
    this.#groups = await settled(this.#me, made, told);
    const views = await chains.views(this.groups);
    this.#groupTroubles = this.#groups.own.flatMap(
      ({ keyring }) => troubleOf(chains, keyring, 'group', views.get(keyring)) ?? [],
    );
    const groups = [...views.values()].map(({ keyring, capabilities }) =>
      ['group', keyring, ...[...capabilities].sort()].join(' '),
    );
    const relied = [...decisions.relied].map((id) => `institute ${id}`);
    this.#grounds = [made.version, ...[...relied, ...groups].sort()].join('\n');
    return [this.#grounds, ...this.#others()].join('\n');
  }

  #others(): readonly string[] {
    return this.#groups.others.map(({ keyring }) => keyring).sort();
  }

  #noteOwn() {
    const all = [...this.#shelf.records.values()];
    this.#own = new Set([...this.groups, ...all.flatMap(({ own }) => own)]);
  }

  #note() {
    this.#noteOwn();
    const { decisions } = this.#me;
    const all = [...this.#shelf.records.values()];
    this.#reading = {
      listed: all.flatMap(({ indexed }) => {
        const booked = bookedRecord(indexed, this.#me.keyring);
        const own = indexed.parts.filter(({ takesPart }) => takesPart);
        return booked === undefined ? [] : [listedAs(indexed.record, own, booked.until)];
      }),
      told: new Set([
        ...[...this.#groups.own, ...this.#groups.others].map(({ keyring }) => keyring),
        ...this.#parts.map(({ keyring }) => keyring),
      ]),
      decisions: decisions.decisions,
    };
  }

  get #parts(): readonly IndexedPart[] {
    return [...this.#shelf.records.values()].flatMap(({ indexed }) => indexed.parts);
  }

  /** Which of these are closed, by what is known of their histories. */
  async closed(records: readonly KeyringId[]): Promise<ReadonlySet<KeyringId>> {
    await this.#me.chains.load(records);
    const views = await this.#me.chains.views(records);
    return new Set(
      [...views.values()].filter(({ closed }) => closed).map(({ keyring }) => keyring),
    );
  }

  /** What a report that is shared by itself says of its patient, by its shares alone. */
  patientOf(place: SharedPlace): Patient | undefined {
    const shares = this.sharesOf(place);
    return this.#partsOf(place.record)
      .filter(({ keyring }) => shares.includes(keyring))
      .map(({ names }) => patientOf(names.patient))
      .find((patient) => patient !== undefined);
  }
}

/** A record as it is listed; undefined where no part of it takes part. */
export function bookedRecord(
  { record: id, sharedBy, parts }: IndexedRecord,
  me: KeyringId,
): BookedRecord | undefined {
  const own = parts.filter(({ takesPart }) => takesPart);
  if (own.length === 0) {
    return undefined;
  }
  const record = own.find(({ kind }) => kind === 'record');
  const open = own.filter(({ capabilities }) => capabilities.length > 0);
  const capabilities = record?.capabilities ?? [];
  return {
    id,
    patient: own
      .map(({ names }) => patientOf(names.patient))
      .find((patient) => patient !== undefined),
    sections: open
      .filter(({ kind }) => kind === 'section')
      .map((section) => ({
        id: section.keyring,
        name: section.names.name ?? '',
        capabilities: section.capabilities,
      })),
    capabilities,
    memberships: own.flatMap(({ keyring, kind, role, soleOwner }) =>
      role === undefined || soleOwner ? [] : [{ id: keyring, kind }],
    ),
    sharedBy: sharedBy === me ? undefined : sharedBy,
    until: capabilities.length > 0 ? record?.until : latest(open.map(({ until }) => until)),
  };
}

/** Where every way ends, the last of them; else there is no end. */
function latest(ends: readonly (number | undefined)[]): number | undefined {
  const known = ends.filter((end) => end !== undefined);
  return known.length > 0 && known.length === ends.length ? Math.max(...known) : undefined;
}

export function patientOf(patient: IndexedPart['names']['patient']): Patient | undefined {
  return patient === undefined
    ? undefined
    : {
        name: patient.name,
        birthDate: patient.birthDate,
        identifiers: patient.identifiers ?? [],
      };
}
