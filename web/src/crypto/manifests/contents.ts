import { BodyLayout } from '../bodies/bodyLayout.ts';
import { FormatError, malformed } from '../errors.ts';
import { type Bytes, concat, toHex, utf8 } from '../ids/bytes.ts';
import { type ReportId, reportIdBytes, type Sha256, sha256Text } from '../ids/ids.ts';
import { sha256Async } from '../ids/sha256.ts';
import * as read from '../json/readers.ts';
import { parseStrictJson } from '../json/strictJson.ts';
import { checkBox, openBox, sealBox } from '../secrets/aesGcm.ts';
import { deriveAesKey } from '../secrets/hkdf.ts';
import { takeSuiteAndVersion } from '../statements/statementCodec.ts';
import { checkFileName } from './fileNames.ts';
import { type KeyCommitment, keyCommitmentBytes } from './keyCommitment.ts';
import { CONTENTS_LIMIT, MOST_TYPES, STUDY_LIMIT } from './limits.ts';
import type { ContentsSummary, Manifest, ManifestFile } from './manifest.ts';
import { mediaType } from './mediaTypes.ts';

const INFO = utf8('medseal/v1/contents-key');
const DOMAIN = utf8('medseal/v1/contents');

/**
 * A report's table of contents: what is only needed when the report is opened (spec/bodies.md section
 * 4). One that was parsed has passed every check of its own content.
 */
export interface Contents {
  readonly report: ReportId;
  /** In the order of the pack; at least one. */
  readonly files: readonly ManifestFile[];
  /** The hash of each part of the body. */
  readonly parts: readonly Sha256[];
}

const fileName: read.Reader<string> = (value) => {
  const name = read.text(value);
  checkFileName(name);
  return name;
};

const contentsShape = read.object({
  report: read.reportId,
  files: read.array(
    read.object({
      name: fileName,
      mediaType,
      offset: read.size,
      size: read.size,
      role: read.oneOf('content', 'preview', 'study'),
    }),
  ),
  parts: read.array(read.sha256),
});

/** The bytes to seal. */
export function contentsText(contents: Contents): Bytes {
  checkContents(contents);
  return utf8(JSON.stringify({ v: 1, suite: 1, ...contents }));
}

/** Reads what {@link contentsText} wrote and makes every check of its content. */
export function parseContents(text: Bytes): Contents {
  const members = new Map(read.jsonObject(parseStrictJson(text)));
  takeSuiteAndVersion(members);
  const contents = contentsShape(members);
  checkContents(contents);
  return contents;
}

/** Of all files, in bytes. */
export function contentsSize({ files }: Contents): number {
  const last = files.at(-1);
  return last === undefined ? 0 : last.offset + last.size;
}

/**
 * Seals contents (spec/bodies.md section 3), and says of them what stands in the manifest.
 *
 * @param reportKey can only be derived from
 */
export async function sealContents(
  reportKey: CryptoKey,
  commitment: KeyCommitment,
  contents: Contents,
): Promise<{ readonly sealed: Bytes; readonly summary: ContentsSummary }> {
  const key = await deriveAesKey(reportKey, INFO, 'encrypt');
  const associated = associatedData(contents.report, commitment);
  const sealed = await sealBox(key, associated, contentsText(contents));
  if (sealed.length > CONTENTS_LIMIT) {
    throw malformed('sealed contents have at most 16 MiB');
  }
  const sha256 = sha256Text(toHex(await sha256Async(sealed)));
  return { sealed, summary: { sha256, size: sealed.length, ...shownOf(contents) } };
}

/**
 * Opens what the service answers, and compares it with what the author signed.
 *
 * @param reportKey the one that opened the manifest
 */
export async function openContents(
  reportKey: CryptoKey,
  manifest: Manifest,
  sealed: Bytes,
): Promise<Contents> {
  const { report, keyCommitment, body, contents: summary } = manifest;
  if (sealed.length < summary.size) {
    throw new FormatError('truncated', 'the contents are shorter than their manifest says');
  }
  const isNamed =
    sealed.length === summary.size && toHex(await sha256Async(sealed)) === summary.sha256;
  if (!isNamed) {
    throw new FormatError('tampered', 'the contents are not those that their manifest names');
  }
  checkBox(sealed);
  const key = await deriveAesKey(reportKey, INFO, 'decrypt');
  const failure = new FormatError('tampered', 'the sealed contents do not open');
  const text = await openBox(key, associatedData(report, keyCommitment), sealed, failure);
  const contents = parseContents(text);
  const { files, mediaTypes } = shownOf(contents);
  if (contents.report !== report || contentsSize(contents) !== body.size) {
    throw malformed('contents are of their manifest’s report and size');
  }
  if (files !== summary.files || mediaTypes.join() !== summary.mediaTypes.join()) {
    throw malformed('a manifest says of its contents what is not so');
  }
  return contents;
}

function shownOf({ files }: Contents): Pick<ContentsSummary, 'files' | 'mediaTypes'> {
  const shown = files.filter(({ role }) => role === 'content');
  const types = [...new Set(shown.map(({ mediaType: type }) => type))];
  return { files: shown.length, mediaTypes: types.slice(0, MOST_TYPES) };
}

function checkContents({ files, parts }: Contents) {
  if (files.length === 0) {
    throw malformed('a report has at least one file');
  }
  const names = new Set<string>();
  let end = 0;
  for (const [index, file] of files.entries()) {
    const isLast = index > 0 && index === files.length - 1;
    if (file.role === 'study' && (!isLast || file.size < 1 || file.size > STUDY_LIMIT)) {
      throw malformed('a study index is the last of several files, of at most 16 MiB');
    }
    if (file.offset !== end) {
      throw malformed('a file begins where the one before it ends');
    }
    end += file.size;
    names.add(file.name.toLowerCase());
  }
  if (names.size !== files.length) {
    throw malformed('two files of one name');
  }
  if (parts.length !== new BodyLayout(end).parts) {
    throw malformed('a body has as many parts as its size says');
  }
}

function associatedData(report: ReportId, commitment: KeyCommitment): Bytes {
  return concat(DOMAIN, reportIdBytes(report), keyCommitmentBytes(commitment));
}
