import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { FormatError } from '@/crypto/errors.ts';
import { fromBase64Url } from '@/crypto/ids/base64url.ts';
import { type Bytes, utf8 } from '@/crypto/ids/bytes.ts';
import { instant, keyringId, type KeyringId, reportId } from '@/crypto/ids/ids.ts';
import { type PublicKeys, publicKeys } from '@/crypto/keyrings/publicKeys.ts';
import { KEYRING_KINDS, type KeyringKind } from '@/crypto/keyrings/kinds.ts';
import { parseStrictJson } from '@/crypto/json/strictJson.ts';

/** The folder spec/vectors. */
export const VECTORS = join(import.meta.dirname, '../../../spec/vectors');

const MEMBERS = new Set([
  'name',
  'spec',
  'operation',
  'expect',
  'fault',
  'madeBy',
  'input',
  'output',
]);

/** One vector file (spec/vectors/README.md). */
export interface Vector {
  readonly name: string;
  readonly spec: string;
  readonly operation: string;
  readonly expect: string;
  readonly fault?: string;
  readonly madeBy: string;
  readonly input: object;
  readonly output?: unknown;
}

/** Gives an operation's output; `output` is what the case expects, for what is asked there. */
export type Operation = (input: Input, output: unknown) => unknown;

/** The members of an input; each must be asked for. */
export class Input {
  readonly #members: ReadonlyMap<string, unknown>;
  readonly #asked = new Set<string>();

  constructor(input: object) {
    this.#members = new Map(Object.entries(input));
  }

  get neverAskedFor(): readonly string[] {
    return [...this.#members.keys()].filter((name) => !this.#asked.has(name));
  }

  value(name: string): unknown {
    this.#asked.add(name);
    return this.#members.get(name);
  }

  text(name: string): string {
    return this.value(name) as string;
  }

  number(name: string): number {
    return this.value(name) as number;
  }

  bytes(name: string): Bytes {
    return fromBase64Url(this.text(name));
  }

  keyring(name: string): KeyringId {
    return keyringId(this.text(name));
  }

  report() {
    return reportId(this.text('report'));
  }

  time(name: string) {
    return instant(this.text(name));
  }

  keys(): PublicKeys {
    return publicKeys(parseStrictJson(utf8(JSON.stringify(this.value('keys')))));
  }

  kind(): KeyringKind {
    const text = this.text('kind');
    const found = KEYRING_KINDS.find((kind) => kind === text);
    if (found === undefined) {
      throw new Error(`unknown kind ${text}`);
    }
    return found;
  }

  optional<T>(name: string, read: (text: string) => T): T | undefined {
    const text = this.value(name) as string | undefined;
    return text === undefined ? undefined : read(text);
  }
}

export function readVectorFile(folder: string, file: string): unknown {
  return JSON.parse(readFileSync(join(VECTORS, folder, file), 'utf8'));
}

export function readVector(folder: string, file: string): Vector {
  return readVectorFile(folder, file) as Vector;
}

/** Every file of a folder; folders in it are left out. */
export function vectorFiles(folder: string): readonly string[] {
  return readdirSync(join(VECTORS, folder), { withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/** Runs a case, and compares the answer and the case's own form. */
export async function checkVector(file: string, vector: Vector, run: Operation) {
  expect(Object.keys(vector).filter((name) => !MEMBERS.has(name))).toEqual([]);
  expect(`${vector.name}.json`).toBe(file);
  expect(vector.madeBy).toMatch(/\S/);
  expect(existsSync(join(VECTORS, '..', vector.spec.split(' ')[0] ?? ''))).toBe(true);
  const input = new Input(vector.input);
  if (vector.expect === 'ok') {
    expect(vector).not.toHaveProperty('fault');
    expect(await run(input, vector.output)).toEqual(vector.output);
    expect(input.neverAskedFor).toEqual([]);
  } else {
    expect(vector.fault).toMatch(/\S/);
    expect(vector).not.toHaveProperty('output');
    const refusal: unknown = await Promise.resolve()
      .then(() => run(input, undefined))
      .then(
        () => undefined,
        (failure: unknown) => failure,
      );
    expect(refusal).toBeInstanceOf(FormatError);
    expect(refusal).toHaveProperty('code', vector.expect);
  }
}
