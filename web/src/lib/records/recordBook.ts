import type { KeyringId, KeyringView, RemoteVault, ReportId } from '@/crypto/index.ts';
import type { Connection } from '../api/connection.ts';
import { answers, type KeyringSummary } from '../api/shapes.ts';
import type { TrustedChains } from '../chains/trustedChains.ts';
import type { PortalError } from '../contract/errors.ts';
import type { Capability, Patient } from '../contract/records.ts';

export interface BookedSection {
  readonly id: KeyringId;
  readonly name: string;
  readonly capabilities: readonly Capability[];
}

/** A record as its verified chains say. */
export interface BookedRecord {
  readonly id: KeyringId;
  readonly patient: Patient | undefined;
  readonly sections: readonly BookedSection[];
  readonly capabilities: readonly Capability[];
  /** In milliseconds since 1970. */
  readonly until: number | undefined;
}

/** All keyrings that the account is a member of, directly or through others. */
export async function listKeyrings(connection: Connection): Promise<readonly KeyringSummary[]> {
  const all: KeyringSummary[] = [];
  let next: string | undefined;
  do {
    const after = next === undefined ? '' : `&after=${encodeURIComponent(next)}`;
    const page = await connection.get(`/keyrings?limit=200${after}`, answers.keyringPage);
    all.push(...page.keyrings);
    next = page.next;
  } while (next !== undefined);
  return all;
}

/** The records that a person may see something of. */
export class RecordBook {
  readonly #vault: RemoteVault;
  readonly #connection: Connection;
  readonly #chains: TrustedChains;
  #groups: readonly KeyringId[] = [];
  #refusal: PortalError | undefined;

  constructor(vault: RemoteVault, connection: Connection, chains: TrustedChains) {
    this.#vault = vault;
    this.#connection = connection;
    this.#chains = chains;
  }

  /** The departments and institutes that the person belongs to. */
  get groups(): readonly KeyringId[] {
    return this.#groups;
  }

  /** Why the chain of one of the records or sections was not believed when they were last read. */
  get refusal(): PortalError | undefined {
    return this.#refusal;
  }

  /** Brings every chain up to date, and answers what the records are now. */
  async read(): Promise<readonly BookedRecord[]> {
    const summaries = await listKeyrings(this.#connection);
    this.#groups = summaries
      .filter(({ kind }) => kind === 'department' || kind === 'institute')
      .map(({ keyring }) => keyring);
    await this.#chains.tryRefresh(
      summaries
        .filter(({ keyring, head }) => this.#chains.head(keyring) !== head)
        .map(({ keyring }) => keyring),
    );
    const wanted = summaries.filter(({ kind }) => kind === 'record' || kind === 'section');
    // Of a record first: that its sections are refused may only follow from it.
    this.#refusal = wanted
      .toSorted((a, b) => Number(b.kind === 'record') - Number(a.kind === 'record'))
      .map(({ keyring }) => this.#chains.refusal(keyring))
      .find((refusal) => refusal !== undefined);
    const records = new Set(
      wanted.map(({ kind, keyring, parent }) => (kind === 'section' ? parent : keyring)),
    );
    const views = await this.#chains.views([
      ...wanted.map(({ keyring }) => keyring),
      ...[...records].filter((id) => id !== undefined),
    ]);
    return booked(views);
  }

  /** What a report shared by itself says of its patient. */
  async patientOfShare(section: KeyringId, report: ReportId): Promise<Patient | undefined> {
    if (!this.#chains.knows(section)) {
      return undefined;
    }
    const { patient } = await this.#vault.chains.namesOfShare(section, report);
    return patientOf(patient);
  }
}

function booked(views: ReadonlyMap<KeyringId, KeyringView>): readonly BookedRecord[] {
  const sections = new Map<KeyringId, KeyringView[]>();
  for (const view of views.values()) {
    if (view.kind === 'record') {
      sections.set(view.keyring, sections.get(view.keyring) ?? []);
    } else if (view.kind === 'section' && view.parent !== undefined) {
      const siblings = sections.get(view.parent) ?? [];
      siblings.push(view);
      sections.set(view.parent, siblings);
    }
  }
  return [...sections].map(([id, own]) => bookedRecord(id, views.get(id), own));
}

function bookedRecord(
  id: KeyringId,
  record: KeyringView | undefined,
  sections: readonly KeyringView[],
): BookedRecord {
  const open = sections
    .filter(({ capabilities }) => capabilities.size > 0)
    .sort((one, other) => one.created - other.created || (one.keyring < other.keyring ? -1 : 1));
  const patients = [record, ...open].map((view) => patientOf(view?.names.patient));
  const capabilities = [...(record?.capabilities ?? [])];
  return {
    id,
    patient: patients.find((patient) => patient !== undefined),
    sections: open.map((section) => ({
      id: section.keyring,
      name: section.names.name ?? '',
      capabilities: [...section.capabilities],
    })),
    capabilities,
    until: capabilities.length > 0 ? record?.until : latest(open.map(({ until }) => until)),
  };
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
