import { describe, expect, it } from 'vitest';
import type { Patient } from '../../src/lib/portal.ts';
import { otherPatient } from '../../src/features/viewer/dicom/screen/cautions.ts';
import { en } from '../../src/ui/texts/en/index.ts';
import { dicomFile, pictureTags, type Tags } from '../fakes/dicomWriter.ts';
import { pictureIn } from '../fakes/shown.ts';

const ravi: Patient = { name: 'Ravi Demo', birthDate: '1950-03-02', identifiers: [] };

async function said(more: Tags, patient: Patient | undefined) {
  const { slice } = await pictureIn(dicomFile(pictureTags(2, 2, () => 0, more, 1)), 0);
  return otherPatient(slice.facts, patient, en.viewer);
}

describe('Images in a record', () => {
  it.each<[string, Tags]>([
    ['the patient', { '00100010': ['PN', 'Demo^Ravi'] }],
    [
      'the patient with a day of birth as older editions write it',
      { '00100010': ['PN', 'Demo^Ravi'], '00100030': ['DA', '1950.03.02'] },
    ],
    ['the patient in a second script', { '00100010': ['PN', 'X^Y=Demo^Ravi'] }],
    ['nobody', { '00100010': ['PN', ''], '00100020': ['LO', ''] }],
  ])('that name %s say nothing more', async (_who, tags) => {
    expect(await said(tags, ravi)).toEqual([]);
  });

  it.each([
    ['1950.03.02', false],
    ['1950-03-02', false],
    ['1951.03.02', true],
    ['1950.02.30', false],
  ])('whose day of birth is written %s name somebody else: %s', async (day, isOther) => {
    const tags: Tags = { '00100010': ['PN', 'Demo^Ravi'], '00100030': ['DA', day] };
    expect((await said(tags, ravi)).length > 0).toBe(isOther);
  });

  it('of nobody known say nothing more', async () => {
    expect(await said({ '00100010': ['PN', 'Muster^Max'] }, undefined)).toEqual([]);
  });

  it.each<[string, Tags]>([
    [
      'another day of birth, with dots',
      { '00100010': ['PN', 'Demo^Ravi'], '00100030': ['DA', '1950.03.03'] },
    ],
    ['another name', { '00100010': ['PN', 'Muster^Max'] }],
    [
      'the name with another day of birth',
      { '00100010': ['PN', 'Demo^Ravi'], '00100030': ['DA', '19500303'] },
    ],
  ])('that have %s say so', async (_what, tags) => {
    expect(await said(tags, ravi)).toEqual([
      'These images name somebody else than “Ravi Demo”, whose record this is',
    ]);
  });
});
