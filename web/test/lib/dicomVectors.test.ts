import { describe, expect, it } from 'vitest';
import { lookAt, plan } from '../../src/features/upload/planner.ts';
import {
  type NamedPatient,
  patientsIn,
  sameName,
  strangersIn,
  twoNamesIn,
} from '../../src/lib/dicom/patients.ts';
import { Elements } from '../../src/features/viewer/dicom/parsing/elements.ts';
import { readFacts } from '../../src/features/viewer/dicom/parsing/facts.ts';
import { LIMITS } from '../../src/features/viewer/dicom/parsing/limits.ts';
import { fromBase64Url } from '@/crypto/ids/base64url.ts';
import { isDayReached } from '@/lib/days.ts';
import { type DicomHeader, lookForDicom } from '@/lib/dicom/header.ts';
import { personNames } from '@/lib/dicom/names.ts';
import { readPart10 } from '@/lib/dicom/part10.ts';
import { DicomText } from '@/lib/dicom/text.ts';
import { en } from '@/ui/texts/en/index.ts';
import { readVector, type Vector, vectorFiles } from '../crypto/vectors.ts';

interface Inputs {
  readonly file: string;
  readonly characterSet?: string;
  readonly value: string;
  readonly one: string;
  readonly other: string;
  readonly files: readonly { readonly path: string; readonly content: string }[];
  readonly wholeDiscs?: boolean;
  readonly patient?: {
    readonly name: string;
    readonly birthDate?: string;
    readonly identifiers: readonly string[];
  };
}

const RUNS: Readonly<Record<string, (input: Inputs) => unknown>> = {
  'read-header': async ({ file }) => {
    const look = await lookForDicom(new Blob([fromBase64Url(file)]));
    if (look.kind === 'damaged') {
      throw new Error('malformed');
    }
    return look.kind === 'other' ? { dicom: false } : { dicom: true, ...there(look.header) };
  },
  'decode-text': ({ characterSet, value }) => ({
    text: new DicomText(characterSet).decode(fromBase64Url(value)),
  }),
  'person-name': ({ characterSet, value }) => ({
    names: personNames(new DicomText(characterSet).decode(fromBase64Url(value), true)),
  }),
  'same-name': ({ one, other }) => ({ same: sameName(one, other) }),
  'plan-upload': planned,
};

async function planned({ files, wholeDiscs = false, patient }: Inputs) {
  const found = await lookAt(
    files.map(({ path, content }) => ({
      path,
      file: new File([fromBase64Url(content)], path.split('/').at(-1) ?? ''),
    })),
    { wholeDiscs },
  );
  const patients = patientsIn(found.files);
  const late = found.files
    .flatMap(({ dicom }) => dicom?.studyDate ?? [])
    .find((day) => !isDayReached(day));
  return {
    reports: plan(found.files, en.upload, { join: false }).map((report) => ({
      title: report.title,
      ...(report.date === '' ? {} : { date: report.date }),
      type: report.type,
      files: report.files.map(({ name }) => name),
    })),
    strangers: strangersIn(
      patients,
      patient && {
        name: patient.name,
        birthDate: patient.birthDate,
        identifiers: patient.identifiers.map((value) => ({ system: 'urn:x', value })),
      },
    ).map(written),
    twoNames: twoNamesIn(patients).map((pair) => pair.map(written)),
    ofDiscs: [...found.ofDiscs].sort(),
    ...(late === undefined ? {} : { notYet: late }),
  };
}

function written({ names, birthDate, id }: NamedPatient) {
  return there({ names, birthDate, id });
}

function there(values: object): object {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

const VECTORS = vectorFiles('dicom').map((file) => [file, readVector('dicom', file)] as const);

describe('The vectors of spec/vectors/dicom', () => {
  it('are of all operations, and of no other', () => {
    const operations = new Set(VECTORS.map(([, { operation }]) => operation));
    expect([...operations].sort()).toEqual(Object.keys(RUNS).sort());
  });

  it.each(VECTORS)('%s', async (file, vector: Vector) => {
    expect(`${vector.name}.json`).toBe(file);
    const run = RUNS[vector.operation];
    const input = vector.input as Inputs;
    if (vector.expect === 'ok') {
      expect(await run?.(input)).toEqual(vector.output);
    } else {
      expect(vector.expect).toBe('malformed');
      await expect(run?.(input)).rejects.toThrow('malformed');
    }
  });

  const good = VECTORS.filter(
    ([, { name, operation, output }]) =>
      operation === 'read-header' &&
      (output as { dicom?: boolean } | undefined)?.dicom === true &&
      // Of what is longer than any title the viewer shows the beginning.
      name !== 'header-description-too-long' &&
      // What is damaged behind its header has no picture to be looked at.
      name !== 'header-deflated-damaged-behind',
  );

  it.each(good)('%s says the same in the viewer', async (_, { input, output }: Vector) => {
    const bytes = fromBase64Url((input as Inputs).file);
    const meant = output as Partial<DicomHeader>;
    const part10 = await readPart10(bytes);
    const facts = readFacts(new Elements(part10.data), part10.transferSyntax);
    expect(facts).toMatchObject({
      patientName: meant.patientNames?.[0] ?? '',
      patientId: meant.patientId ?? '',
      birthDate: (meant.patientBirthDate ?? '').replaceAll('-', ''),
      studyUid: meant.study ?? '',
      seriesUid: meant.series ?? '',
      modality: meant.modality ?? '',
      studyDescription: (meant.studyDescription ?? '').slice(0, LIMITS.fact),
    });
  });
});
