import type {
  KeyringId as VerifiedKeyringId,
  ReportId as VerifiedReportId,
} from '@/crypto/index.ts';
import { keyringId, reportId } from '@/crypto/index.ts';
import type { KeyringId, RecordId, ReportId, SectionId } from './contract/ids.ts';

/** Pages and formats name the same ids by types of their own; here they meet. */
export const ids = {
  keyring: (id: VerifiedKeyringId) => id as string as KeyringId,
  record: (id: VerifiedKeyringId) => id as string as RecordId,
  section: (id: VerifiedKeyringId) => id as string as SectionId,
  report: (id: VerifiedReportId) => id as string as ReportId,
  toKeyring: (id: KeyringId) => keyringId(id),
  toReport: (id: ReportId) => reportId(id),
} as const;
