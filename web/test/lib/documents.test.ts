import { describe, expect, it } from 'vitest';
import { instant, keyringId, reportId, sha256Text, type Manifest } from '@/crypto/index.ts';
import { contentOf, documentOf, movedDocument } from '@/lib/reports/documents.ts';

const SIGNED = Date.parse('2024-03-05T12:00:00Z');
const keyring = keyringId('a'.repeat(64));

function manifest(document: Readonly<Record<string, unknown>>): Manifest {
  return {
    report: reportId('b'.repeat(32)),
    record: keyring,
    section: keyring,
    author: { keyring, generation: 1, head: 'c'.repeat(64) as never, name: 'Dr\u202e Rao' },
    via: [],
    time: instant('2026-11-23T12:00:00.000Z'),
    document,
    keyCommitment: sha256Text('d'.repeat(64)),
    body: { size: 3 },
    contents: {
      sha256: sha256Text('d'.repeat(64)),
      size: 400,
      files: 1,
      mediaTypes: ['application/dicom'],
    },
  };
}

describe('what a report says of itself', () => {
  it('is read as it was written', () => {
    const written = documentOf({
      title: 'CT of the chest',
      type: { system: 'http://loinc.org', code: '18748-4', display: 'Diagnostic imaging study' },
      specialty: { system: 'http://snomed.info/sct', code: '394914008', display: undefined },
      date: '2026-11-20',
      author: 'Dr Rao',
      subject: 'Ada Example',
      replaces: 'e'.repeat(32),
    });
    const read = contentOf(manifest(written), undefined);
    expect(read).toMatchObject({
      title: 'CT of the chest',
      type: { code: '18748-4', display: 'Diagnostic imaging study' },
      specialty: { code: '394914008' },
      date: '2026-11-20',
      subject: 'Ada Example',
      replaces: 'e'.repeat(32),
      fileCount: 1,
      mediaTypes: ['application/dicom'],
    });
  });

  it('is what the newest correction says, with what its author had said', () => {
    const written = manifest({ description: 'CT of the head', subject: { display: 'Ada' } });
    const corrected = {
      keyring,
      time: instant('2026-11-24T12:00:00.000Z'),
      number: 2,
      document: { description: 'CT of the chest', context: { period: { start: '2026-11-20' } } },
    };
    const read = contentOf({ ...written, corrected }, undefined);
    expect(read).toMatchObject({
      title: 'CT of the chest',
      date: '2026-11-20',
      subject: undefined,
      corrections: 2,
      corrected: { by: keyring, before: { title: 'CT of the head', subject: 'Ada' } },
    });
    expect(contentOf(written, undefined)).toMatchObject({ corrections: 0, corrected: undefined });
  });

  it('has no characters that steer the screen', () => {
    const read = contentOf(manifest({ description: 'a\u0000b\u202ec\u2028d' }), undefined);
    expect(read.title).toBe('a b c d');
    expect(read.authorName).toBe('Dr  Rao');
  });

  it.each([
    [{ description: 5, type: 'x', context: [], relatesTo: {} }],
    [{ type: { coding: {} }, context: { period: { start: '2026-13-40' } } }],
    [{ relatesTo: [{ code: 'replaces', target: { identifier: { value: 'short' } } }] }],
    [JSON.parse('{"__proto__": {"description": "x"}}') as Record<string, unknown>],
  ])('is left out where it has another form: %j', (document) => {
    expect(contentOf(manifest(document), undefined)).toMatchObject({
      title: '',
      type: undefined,
      replaces: undefined,
      date: expect.stringMatching(/^2026-11-2\d$/) as string,
    });
  });

  it('goes to another record without anything that may name the one it leaves', () => {
    const written = {
      ...documentOf({
        title: 'CT of the chest',
        type: { system: 'http://loinc.org', code: '18748-4', display: undefined },
        specialty: undefined,
        date: '2026-11-20',
        author: 'Dr Rao',
        subject: 'Ada Example',
        replaces: 'e'.repeat(32),
      }),
      masterIdentifier: { value: 'of Ada' },
      context: { period: { start: '2026-11-20' }, sourcePatientInfo: { display: 'Ada Example' } },
    };
    const moved = movedDocument(written, SIGNED, 'Dr Sen', 'Berta Example', false);
    expect(JSON.stringify(moved)).not.toMatch(/Ada|Rao|eeee/);
    expect(contentOf(manifest(moved), undefined)).toMatchObject({
      title: 'CT of the chest',
      type: { code: '18748-4' },
      date: '2026-11-20',
      subject: 'Berta Example',
      replaces: undefined,
    });
    const kept = contentOf(
      manifest(movedDocument(written, SIGNED, 'Dr Sen', 'Berta', true)),
      undefined,
    );
    expect(kept).toMatchObject({ subject: 'Ada Example', replaces: 'e'.repeat(32) });
  });

  it('stays of the day on which it was signed where it says no other', () => {
    for (const context of [{}, { period: { start: '2024-05' } }, undefined]) {
      const written = { status: 'current', description: 'A letter', context };
      const moved = movedDocument(written, SIGNED, 'Dr Sen', 'Berta Example', false);
      expect(contentOf(manifest(moved), undefined).date).toBe('2024-03-05');
    }
  });
});
