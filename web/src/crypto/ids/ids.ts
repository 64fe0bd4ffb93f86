import { malformed } from '../errors.ts';
import { type Bytes, fromHex, toHex } from './bytes.ts';

declare const kind: unique symbol;

/** Names a keyring; bound to its first keys and its creator (spec/keyrings.md section 3). */
export type KeyringId = string & { readonly [kind]: 'KeyringId' };
/** Names a report: 16 random bytes. */
export type ReportId = string & { readonly [kind]: 'ReportId' };
/** Names a statement in a chain: the SHA-256 of its bytes. */
export type StatementHash = string & { readonly [kind]: 'StatementHash' };
/** The SHA-256 of some bytes. */
export type Sha256 = string & { readonly [kind]: 'Sha256' };
/** A moment, as milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number & { readonly [kind]: 'Instant' };

export function keyringId(hex: string): KeyringId {
  fromHex(hex, 32, 'a keyring id');
  return hex as KeyringId;
}

export function reportId(hex: string): ReportId {
  fromHex(hex, 16, 'a report id');
  return hex as ReportId;
}

export function statementHash(hex: string): StatementHash {
  fromHex(hex, 32, 'a statement hash');
  return hex as StatementHash;
}

export function sha256Text(hex: string): Sha256 {
  fromHex(hex, 32, 'a SHA-256');
  return hex as Sha256;
}

/** The `previous` of a chain's first statement. */
export const NO_STATEMENT = statementHash('0'.repeat(64));

export function keyringIdOf(bytes: Uint8Array): KeyringId {
  return keyringId(toHex(bytes));
}

export function keyringIdBytes(id: KeyringId): Bytes {
  return fromHex(id, 32, 'a keyring id');
}

/** The 32 bytes. */
export function statementHashBytes(hash: StatementHash): Bytes {
  return fromHex(hash, 32, 'a statement hash');
}

export function reportIdOf(bytes: Uint8Array): ReportId {
  return reportId(toHex(bytes));
}

export function reportIdBytes(id: ReportId): Bytes {
  return fromHex(id, 16, 'a report id');
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Reads a time in the one form `2026-11-23T12:00:00.000Z`. */
export function instant(text: string): Instant {
  const millis = TIME.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(millis) || new Date(millis).toISOString() !== text) {
    throw malformed('a time is written like 2026-11-23T12:00:00.000Z');
  }
  return millis as Instant;
}

/** The form that {@link instant} reads. */
export function instantText(time: Instant): string {
  return new Date(time).toISOString();
}

export function now(): Instant {
  return Date.now() as Instant;
}

const DATE = /^\d{4}-\d\d-\d\d$/;

/** Whether this is a date as `YYYY-MM-DD` that exists. */
export function isDate(text: string): boolean {
  const millis = DATE.test(text) ? Date.parse(`${text}T00:00:00.000Z`) : Number.NaN;
  return !Number.isNaN(millis) && new Date(millis).toISOString().startsWith(text);
}
