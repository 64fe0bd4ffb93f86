import {
  type Bytes,
  fromBase64Url,
  keyringId,
  reportId,
  sha256Text,
  statementHash as readStatementHash,
  toBase64Url,
} from '@/crypto/index.ts';
import type { KeyringId, ReportId, Sha256, StatementHash } from '@/crypto/index.ts';
import { PortalError } from '../contract/errors.ts';

/** Takes one value of an answer apart; refuses one of another form. */
export type Reader<T> = (value: unknown) => T;

function refuse(): PortalError {
  return new PortalError('malformed');
}

export const text: Reader<string> = (value) => {
  if (typeof value !== 'string') {
    throw refuse();
  }
  return value;
};

export const flag: Reader<boolean> = (value) => {
  if (typeof value !== 'boolean') {
    throw refuse();
  }
  return value;
};

/** A whole number from 0 on. */
export const count: Reader<number> = (value) => {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
    throw refuse();
  }
  return value;
};

export const time: Reader<Date> = (value) => {
  const date = new Date(text(value));
  if (Number.isNaN(date.getTime())) {
    throw refuse();
  }
  return date;
};

export const bytes: Reader<Bytes> = (value) => checked(() => fromBase64Url(text(value)));
export const keyring: Reader<KeyringId> = (value) => checked(() => keyringId(text(value)));
export const report: Reader<ReportId> = (value) => checked(() => reportId(text(value)));
export const sha256: Reader<Sha256> = (value) => checked(() => sha256Text(text(value)));
export const statementHash: Reader<StatementHash> = (value) =>
  checked(() => readStatementHash(text(value)));

function checked<T>(read: () => T): T {
  try {
    return read();
  } catch {
    throw refuse();
  }
}

export function oneOf<const T extends string>(...values: readonly T[]): Reader<T> {
  return (value) => {
    const found = values.find((known) => known === value);
    if (found === undefined) {
      throw refuse();
    }
    return found;
  };
}

export function list<T>(read: Reader<T>): Reader<readonly T[]> {
  return (value) => {
    if (!Array.isArray(value)) {
      throw refuse();
    }
    return value.map((element) => read(element));
  };
}

export function optional<T>(read: Reader<T>): Reader<T | undefined> {
  return (value) => (value === undefined || value === null ? undefined : read(value));
}

type Shape = Readonly<Record<string, Reader<unknown>>>;

/** Members that it does not know are ignored, as spec/http-api.md asks of clients. */
export function object<S extends Shape>(
  shape: S,
): Reader<{ readonly [K in keyof S]: ReturnType<S[K]> }> {
  const members = Object.entries(shape);
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw refuse();
    }
    const found = value as Readonly<Record<string, unknown>>;
    return Object.fromEntries(members.map(([name, read]) => [name, read(found[name])])) as {
      readonly [K in keyof S]: ReturnType<S[K]>;
    };
  };
}

/** For answers without content. */
export const nothing: Reader<undefined> = () => undefined;

export type Read<R> = R extends Reader<infer T> ? T : never;

/** How bytes are written in requests. */
export const base64Url = toBase64Url;
