import { malformed } from '../errors.ts';
import { fromBase64Url } from '../ids/base64url.ts';
import type { Bytes } from '../ids/bytes.ts';
import * as ids from '../ids/ids.ts';
import { Decimal, type Json, type JsonObject } from './strictJson.ts';

/** Turns a JSON value into a `T`, or refuses it as malformed. */
export type Reader<T> = (value: Json) => T;

const OPTIONAL: unique symbol = Symbol('optional');

/** Reads a member that may be absent; it is never null. */
export interface OptionalReader<T> {
  readonly [OPTIONAL]: Reader<T>;
}

type Shape = Readonly<Record<string, Reader<unknown> | OptionalReader<unknown>>>;

type Required<S extends Shape> = {
  readonly [K in keyof S as S[K] extends Reader<unknown> ? K : never]: S[K] extends Reader<infer T>
    ? T
    : never;
};

type Optional<S extends Shape> = {
  readonly [
    K in keyof S as S[K] extends OptionalReader<unknown> ? K : never
  ]?: S[K] extends OptionalReader<infer T> ? T : never;
};

/** What {@link object} reads with these members. */
export type ObjectOf<S extends Shape> = Required<S> & Optional<S>;

/** Marks a member that may be absent. */
export function optional<T>(reader: Reader<T>): OptionalReader<T> {
  return { [OPTIONAL]: reader };
}

/** Reads an object with exactly these members. */
export function object<S extends Shape>(shape: S): Reader<ObjectOf<S>> {
  return (value) => {
    const members = jsonObject(value);
    for (const name of members.keys()) {
      if (!Object.hasOwn(shape, name)) {
        throw malformed('there is an unknown member');
      }
    }
    const read: Record<string, unknown> = {};
    for (const [name, reader] of Object.entries(shape)) {
      const member = members.get(name);
      if (member !== undefined) {
        read[name] = typeof reader === 'function' ? reader(member) : reader[OPTIONAL](member);
      } else if (typeof reader === 'function') {
        throw malformed('a required member is missing');
      }
    }
    return read as ObjectOf<S>;
  };
}

export function array<T>(element: Reader<T>): Reader<readonly T[]> {
  return (value) => {
    if (!Array.isArray(value)) {
      throw malformed('a member that is an array is something else');
    }
    return (value as readonly Json[]).map(element);
  };
}

/** Reads one of these texts. */
export function oneOf<T extends string>(...texts: readonly T[]): Reader<T> {
  return (value) => {
    const found = texts.find((text) => text === value);
    if (found === undefined) {
      throw malformed('a member has a value that it can’t have');
    }
    return found;
  };
}

/** A whole number from `least` to `most`, written without fraction or exponent. */
export function integer(least: number, most: number): Reader<number> {
  return (value) => {
    if (typeof value !== 'number' || value < least || value > most) {
      throw malformed('a number is missing or out of range');
    }
    return value;
  };
}

export const size = integer(0, Number.MAX_SAFE_INTEGER);
/** A generation, counted from 1. */
export const generation = integer(1, 0x7fffffff);

export const text: Reader<string> = (value) => {
  if (typeof value !== 'string') {
    throw malformed('a member that is text is something else');
  }
  return value;
};

export const bool: Reader<boolean> = (value) => {
  if (typeof value !== 'boolean') {
    throw malformed('a member that is true or false is something else');
  }
  return value;
};

/** `true`; what is false is left out. */
export const onlyTrue: Reader<true> = (value) => {
  if (value !== true) {
    throw malformed('a member that is true, or left out, is something else');
  }
  return value;
};

export const keyringId: Reader<ids.KeyringId> = (value) => ids.keyringId(text(value));
export const reportId: Reader<ids.ReportId> = (value) => ids.reportId(text(value));
export const statementHash: Reader<ids.StatementHash> = (value) => ids.statementHash(text(value));
export const sha256: Reader<ids.Sha256> = (value) => ids.sha256Text(text(value));
export const time: Reader<ids.Instant> = (value) => ids.instant(text(value));
export const bytes: Reader<Bytes> = (value) => fromBase64Url(text(value));

export const jsonObject: Reader<JsonObject> = (value) => {
  if (!(value instanceof Map)) {
    throw malformed('a member that is an object is something else');
  }
  return value as JsonObject;
};

/** Foreign content (FHIR) as plain JavaScript values, with every member kept. */
export function plain(value: Json): unknown {
  if (value instanceof Decimal) {
    return value.value;
  }
  if (Array.isArray(value)) {
    return (value as readonly Json[]).map(plain);
  }
  if (value instanceof Map) {
    // Without a prototype, so that a member named __proto__ is a member like any other.
    const copy = Object.create(null) as Record<string, unknown>;
    for (const [name, member] of value as JsonObject) {
      copy[name] = plain(member);
    }
    return copy;
  }
  return value;
}
