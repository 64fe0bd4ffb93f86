import type { KeyringId } from '@/crypto/index.ts';
import type { Backing } from '../contract/institutes.ts';
import type { Party } from '../contract/people.ts';
import type { Patient } from '../contract/records.ts';
import type { BookedReport, WholeReports } from '../reports/reportBook.ts';
import type { Keeper } from '../storage/keeper.ts';
import type { KeptBook } from './recordBook.ts';

/** Everything that lists are made of, as JSON; sealed by the {@link Keeper}. */
export interface CachedLibrary {
  readonly book: KeptBook;
  readonly reports: readonly BookedReport[];
  readonly whole: WholeReports;
  readonly parties: readonly (readonly [KeyringId, Party])[];
  /** Patients of reports that are shared one by one, by report. */
  readonly patients: readonly (readonly [string, Patient])[];
}

const FORMAT = 6;

export async function readLibrary(keeper: Keeper): Promise<CachedLibrary | undefined> {
  const kept = (await keeper.read('library')) as (CachedLibrary & { format: number }) | undefined;
  return kept?.format === FORMAT
    ? { ...kept, parties: kept.parties.map(([id, party]) => [id, revived(party)]) }
    : undefined;
}

export function writeLibrary(keeper: Keeper, library: CachedLibrary): Promise<void> {
  return keeper.write('library', { format: FORMAT, ...library });
}

/** JSON knows no dates. */
function revived(party: Party): Party {
  return {
    ...party,
    backing: party.backing === undefined ? undefined : revivedBacking(party.backing),
    endorsements: party.endorsements.map((endorsement) => ({
      ...endorsement,
      backing: revivedBacking(endorsement.backing),
      until: date(endorsement.until),
    })),
  };
}

function revivedBacking({ domain, operator, you }: Backing): Backing {
  return {
    domain: domain === undefined ? undefined : { ...domain, checked: new Date(domain.checked) },
    operator: date(operator),
    you: date(you),
  };
}

function date(kept: Date | undefined): Date | undefined {
  return kept === undefined ? undefined : new Date(kept);
}
