import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { accountOperations } from './accountOperations.ts';
import { bodyOperations } from './bodyOperations.ts';
import { decisionsOperations } from './decisionsOperations.ts';
import { indexOperations } from './indexOperations.ts';
import {
  contentsOperations,
  envelopeOperations,
  keyOperations,
  manifestOperations,
  noteOperations,
} from './sealedOperations.ts';
import { slotOperations } from './slotOperations.ts';
import { checkVector, type Operation, readVector, vectorFiles, VECTORS } from './vectors.ts';

/** Sealed files and their keys are for the command line: the portal neither makes nor opens any. */
const NOT_HERE = new Set(['parse-secret-key', 'parse-public-key']);

/** Every folder but files/, and statements/ and study/, which have tests of their own. */
const FOLDERS: Readonly<Record<string, Readonly<Record<string, Operation>>>> = {
  accounts: accountOperations,
  bodies: bodyOperations,
  contents: contentsOperations,
  decisions: decisionsOperations,
  envelopes: envelopeOperations,
  index: indexOperations,
  keys: keyOperations,
  manifests: manifestOperations,
  notes: noteOperations,
  slots: slotOperations,
};

const BINDING = ['generationSecret', 'binding'];

/** What the input of each operation may have; an `ok` must have been asked for all that it has. */
const INPUTS: Readonly<Record<string, readonly string[]>> = {
  'derive-keys': ['generationSecret', 'kind'],
  'keyring-id': ['kind', 'creator', 'parent', 'keys'],
  'safety-number': ['keyring', 'generation', 'keys'],
  'open-envelope': [...BINDING, 'envelope'],
  'open-generation': [...BINDING, 'envelope', 'kind', 'keys'],
  'open-note': [...BINDING, 'note'],
  'password-key': ['password', 'salt', 'memoryKib', 'passes', 'lanes'],
  'check-password': ['password', 'email', 'name'],
  'canonical-email': ['typed'],
  'recovery-code': ['typed'],
  'passkey-input': [],
  'open-decisions': ['generationSecret', 'keyring', 'generation', 'document'],
  'open-index-entry': ['generationSecret', 'keyring', 'generation', 'record', 'entry'],
  'open-report-entry': ['generationSecret', 'keyring', 'generation', 'report', 'entry'],
  'record-tag': ['generationSecret', 'name'],
  'open-slot': ['unlockKey', 'kind', 'keyring', 'generation', 'slot'],
  'open-manifest': ['reportKey', 'report', 'sealed', 'keys'],
  'parse-manifest': ['payload'],
  'key-commitment': ['reportKey'],
  'open-correction': ['reportKey', 'manifest', 'sealedManifest', 'sealed'],
  'open-contents': ['reportKey', 'manifest', 'sealed'],
  'parse-contents': ['text'],
  'read-body': ['reportKey', 'report', 'size', 'body', 'sealed', 'edits', 'signed', 'lists'],
  'read-hash-list': ['size', 'signed', 'list'],
  'seal-body': ['reportKey', 'report', 'sealed'],
};

describe('The folders of spec/vectors', () => {
  it('are all run, and each operation has a case', () => {
    expect(readdirSync(VECTORS).sort()).toEqual(
      ['README.md', 'dicom', 'files', 'statements', 'study', ...Object.keys(FOLDERS)].sort(),
    );
    for (const [folder, operations] of Object.entries(FOLDERS)) {
      const vectors = runHere(folder).map((file) => readVector(folder, file));
      const used = new Set(vectors.map(({ operation }) => operation));
      expect([...used].sort()).toEqual(Object.keys(operations).sort());
      expect(new Set(vectors.map(({ expect: answer }) => answer === 'ok'))).toEqual(
        new Set([true, false]),
      );
    }
  });
});

describe.each(Object.entries(FOLDERS))('The vectors of spec/vectors/%s', (folder, operations) => {
  it.each(runHere(folder))('%s', async (file) => {
    const vector = readVector(folder, file);
    const run = operations[vector.operation];
    if (run === undefined) {
      throw new Error(`unknown operation ${vector.operation}`);
    }
    expect(INPUTS[vector.operation]).toEqual(expect.arrayContaining(Object.keys(vector.input)));
    await checkVector(file, vector, run);
  });
});

function runHere(folder: string): string[] {
  return vectorFiles(folder).filter((file) => !NOT_HERE.has(readVector(folder, file).operation));
}
