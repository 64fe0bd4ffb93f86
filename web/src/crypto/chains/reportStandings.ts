import { FormatError } from '../errors.ts';
import type { ReportId } from '../ids/ids.ts';
import type { KeyringState } from '../keyrings/keyringState.ts';
import type { CorrectReport, DeleteReport, Header } from '../statements/statement.ts';

type Changed = Pick<KeyringState, 'reports'>;

/** The first deletion of a report counts. */
export function deleteReport(
  before: KeyringState,
  { report }: DeleteReport,
  header: Header,
): Changed {
  const said = before.reports.get(report);
  if (said?.deletion !== undefined) {
    return { reports: before.reports };
  }
  const deletion = { by: header.signer.keyring, at: header.time };
  return { reports: before.reports.with(report, { ...said, deletion }) };
}

/** How often it was corrected. */
export function correctionsOf(section: KeyringState | undefined, report: ReportId): number {
  return section?.reports.get(report)?.correction?.number ?? 0;
}

/** The newest correction counts. */
export function correctReport(
  before: KeyringState,
  change: CorrectReport,
  header: Header,
): Changed {
  const said = before.reports.get(change.report);
  if (said?.deletion !== undefined) {
    throw new FormatError('invalid-change', 'what was deleted is not corrected');
  }
  const correction = {
    by: header.signer.keyring,
    at: header.time,
    number: (said?.correction?.number ?? 0) + 1,
    sealed: change.correction,
  };
  return { reports: before.reports.with(change.report, { ...said, correction }) };
}
