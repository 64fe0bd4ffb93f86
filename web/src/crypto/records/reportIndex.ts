import { type Bytes, utf8 } from '../ids/bytes.ts';
import {
  type Instant,
  instantText,
  type ReportId,
  reportIdBytes,
  type Sha256,
} from '../ids/ids.ts';
import * as read from '../json/readers.ts';
import type { Corrected } from '../manifests/correction.ts';
import { authorName, checkMediaTypes, document } from '../manifests/manifestCodec.ts';
import type { Manifest } from '../manifests/manifest.ts';
import { mediaType } from '../manifests/mediaTypes.ts';
import { type IndexOwner, openEntry, sealEntry } from './indexEntries.ts';

/** What a person keeps of one report: what lists show of a manifest that they have verified. */
export type ReportSummary = ReturnType<typeof content>;

/** Whose index it is, and what seals its entries of reports. */
export interface ReportIndexKey extends IndexOwner {
  /** From that generation's secret (spec/accounts.md section 9). */
  readonly reports: CryptoKey;
}

const DOMAIN = utf8('medseal/v1/report-index');

const content = read.object({
  manifest: read.sha256,
  record: read.keyringId,
  section: read.keyringId,
  author: read.object({ keyring: read.keyringId, name: read.optional(authorName) }),
  time: read.time,
  document,
  contents: read.object({
    files: read.integer(0, 0x7fffffff),
    mediaTypes: read.array(mediaType),
  }),
  body: read.object({ size: read.size }),
  unawareSince: read.optional(read.time),
  corrected: read.optional(
    read.object({
      keyring: read.keyringId,
      time: read.time,
      number: read.integer(1, 0x7fffffff),
      document,
    }),
  ),
});

/**
 * Of a manifest that has been verified.
 *
 * @param sealed SHA-256 of it as it was sealed
 * @param unawareSince the time of the first statement that its author did not know and should have
 * @param corrected by the section’s chain
 */
export function summaryOf(
  sealed: Sha256,
  { record, section, author, time, document: said, contents, body }: Manifest,
  unawareSince: Instant | undefined,
  corrected: Corrected | undefined,
): ReportSummary {
  const { keyring, name } = author;
  return {
    manifest: sealed,
    record,
    section,
    author: { keyring, ...(name === undefined ? {} : { name }) },
    time,
    document: said,
    contents: { files: contents.files, mediaTypes: contents.mediaTypes },
    body: { size: body.size },
    ...(unawareSince === undefined ? {} : { unawareSince }),
    ...(corrected === undefined ? {} : { corrected }),
  };
}

/** Seals an entry for the person alone; `malformed` where it would be too long. */
export function sealReportEntry(
  key: ReportIndexKey,
  report: ReportId,
  { time, unawareSince, corrected, ...rest }: ReportSummary,
): Promise<Bytes> {
  const text = JSON.stringify({
    v: 1,
    suite: 1,
    ...rest,
    time: instantText(time),
    ...(unawareSince === undefined ? {} : { unawareSince: instantText(unawareSince) }),
    ...(corrected === undefined
      ? {}
      : { corrected: { ...corrected, time: instantText(corrected.time) } }),
  });
  return sealEntry(key, kindOf(key, report), text);
}

/** Opens what {@link sealReportEntry} made. */
export async function openReportEntry(
  key: ReportIndexKey,
  report: ReportId,
  entry: Bytes,
): Promise<ReportSummary> {
  const opened = content(await openEntry(key, kindOf(key, report), entry));
  checkMediaTypes(opened.contents.mediaTypes);
  return opened;
}

function kindOf({ reports }: ReportIndexKey, report: ReportId) {
  return { key: reports, domain: DOMAIN, of: reportIdBytes(report) };
}
