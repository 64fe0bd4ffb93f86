import { FormatError, malformed } from '../errors.ts';
import { type Bytes, concat, utf8 } from '../ids/bytes.ts';
import { type Instant, type KeyringId, type ReportId, reportIdBytes } from '../ids/ids.ts';
import { sha256 } from '../ids/sha256.ts';
import * as read from '../json/readers.ts';
import { parseStrictJson } from '../json/strictJson.ts';
import { checkBox, openBox, sealBox } from '../secrets/aesGcm.ts';
import { deriveAesKey } from '../secrets/hkdf.ts';
import {
  CORRECTION_OVERHEAD,
  MAX_CORRECTION_TEXT,
  takeSuiteAndVersion,
} from '../statements/statementCodec.ts';
import type { FhirDocument, Manifest } from './manifest.ts';
import { checkDate, document } from './manifestCodec.ts';

const INFO = utf8('medseal/v1/correction-key');
const DOMAIN = utf8('medseal/v1/correction');

/** The newest correction of a report, opened. */
export interface Corrected {
  /** Who signed it. */
  readonly keyring: KeyringId;
  readonly time: Instant;
  /** How many there were with this one, from 1. */
  readonly number: number;
  /** In place of the manifest’s. */
  readonly document: FhirDocument;
}

const shape = read.object({ document });

/**
 * Seals what a report says of itself by now (spec/bodies.md section 8).
 *
 * @param reportKey can only be derived from
 * @param manifest as it is sealed
 */
export async function sealCorrection(
  reportKey: CryptoKey,
  report: ReportId,
  manifest: Bytes,
  said: FhirDocument,
): Promise<Bytes> {
  const text = textOf(said);
  if (text.length > MAX_CORRECTION_TEXT) {
    throw malformed('a correction has a text of at most 16,384 bytes');
  }
  const key = await deriveAesKey(reportKey, INFO, 'encrypt');
  return sealBox(key, associatedData(report, manifest), text);
}

/** Whether it is short enough to be sealed. */
export function isCorrection(said: FhirDocument): boolean {
  return textOf(said).length <= MAX_CORRECTION_TEXT;
}

function textOf(said: FhirDocument): Bytes {
  return utf8(JSON.stringify({ v: 1, suite: 1, document: said }));
}

/** What is corrected; all else stays. */
export interface Words {
  readonly title?: string;
  /** Of what the report shows, `YYYY-MM-DD`. */
  readonly date?: string;
}

/** A document with these words in the place of its own. */
export function withWords(said: FhirDocument, { title, date }: Words): FhirDocument {
  const titled = title === undefined ? said : { ...said, description: title };
  if (date === undefined) {
    return titled;
  }
  const context = members(said['context']);
  const period = { ...members(context['period']), start: date };
  return { ...titled, context: { ...context, period } };
}

function members(foreign: unknown): Readonly<Record<string, unknown>> {
  return typeof foreign === 'object' && foreign !== null && !Array.isArray(foreign)
    ? (foreign as Readonly<Record<string, unknown>>)
    : {};
}

/**
 * Opens what {@link sealCorrection} made; who signed it is the chain’s to say, which report it replaces
 * stays the manifest’s.
 *
 * @param reportKey the one that opened the manifest
 * @param opened the manifest
 * @param manifest as it is sealed
 */
export async function openCorrection(
  reportKey: CryptoKey,
  opened: Pick<Manifest, 'report' | 'time' | 'document'>,
  manifest: Bytes,
  sealed: Bytes,
): Promise<FhirDocument> {
  checkBox(sealed);
  if (sealed.length <= CORRECTION_OVERHEAD) {
    throw malformed('too short for a correction');
  }
  const key = await deriveAesKey(reportKey, INFO, 'decrypt');
  const text = await openBox(
    key,
    associatedData(opened.report, manifest),
    sealed,
    new FormatError('tampered', 'the correction does not open'),
  );
  const members = new Map(read.jsonObject(parseStrictJson(text)));
  takeSuiteAndVersion(members);
  const { document: said } = shape(members);
  checkDate(said, opened.time);
  const { relatesTo: _, ...words } = said;
  const { relatesTo } = opened.document;
  return relatesTo === undefined ? words : { ...words, relatesTo };
}

function associatedData(report: ReportId, manifest: Bytes): Bytes {
  return concat(DOMAIN, reportIdBytes(report), sha256(manifest));
}
