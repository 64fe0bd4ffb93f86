import { describe, expect, it } from 'vitest';
import { ReportNames } from '../../src/features/upload/names.ts';
import { patientsIn } from '../../src/lib/dicom/patients.ts';
import { lookAt, plan, withoutPatient } from '../../src/features/upload/planner.ts';
import type { ChosenFile } from '../../src/ui/files/chosenFiles.ts';

const WORDS = { study: 'DICOM study', studyOf: (modality: string) => `${modality} study` };
const OPTIONS = { join: false };
const encoder = new TextEncoder();

interface Tags {
  readonly study: string;
  readonly characterSet?: string;
  readonly series?: string;
  readonly seriesNumber?: string;
  readonly instance: string;
  readonly description?: string;
  readonly date?: string;
  readonly modality?: string;
  readonly patient?: string;
  readonly patientId?: string;
}

/** An element in explicit little endian, with an even length. */
function element(group: number, number: number, vr: string, value: string, pad = ' '): Uint8Array {
  const text = encoder.encode(value);
  const even = text.length % 2 === 0 ? text : Uint8Array.of(...text, pad.charCodeAt(0));
  const head = new DataView(new ArrayBuffer(8));
  head.setUint16(0, group, true);
  head.setUint16(2, number, true);
  head.setUint8(4, vr.charCodeAt(0));
  head.setUint8(5, vr.charCodeAt(1));
  head.setUint16(6, even.length, true);
  return Uint8Array.of(...new Uint8Array(head.buffer), ...even);
}

function dataSet(tags: Tags): Uint8Array[] {
  return [
    element(0x0008, 0x0005, 'CS', tags.characterSet ?? 'ISO_IR 192'),
    element(0x0008, 0x0016, 'UI', '1.2.840.10008.5.1.4.1.1.2', '\0'),
    element(0x0008, 0x0020, 'DA', tags.date ?? '20261120'),
    element(0x0008, 0x0060, 'CS', tags.modality ?? 'CT'),
    element(0x0008, 0x1030, 'LO', tags.description ?? ''),
    element(0x0010, 0x0010, 'PN', tags.patient ?? 'Demo^Ravi^^Dr.'),
    element(0x0010, 0x0020, 'LO', tags.patientId ?? 'DEMO-000017'),
    element(0x0020, 0x000d, 'UI', tags.study, '\0'),
    element(0x0020, 0x000e, 'UI', tags.series ?? '1.2.3', '\0'),
    element(0x0020, 0x0011, 'IS', tags.seriesNumber ?? '1'),
    element(0x0020, 0x0013, 'IS', tags.instance),
    element(0x7fe0, 0x0010, 'OW', 'pixels'),
  ];
}

function dicom(path: string, tags: Tags, preamble = true): ChosenFile {
  const syntax = element(0x0002, 0x0010, 'UI', '1.2.840.10008.1.2.1', '\0');
  const length = element(0x0002, 0x0000, 'UL', '');
  const meta = [length.slice(0, 6), Uint8Array.of(4, 0, syntax.length, 0, 0, 0), syntax];
  const parts = preamble
    ? [new Uint8Array(128), encoder.encode('DICM'), ...meta, ...dataSet(tags)]
    : dataSet(tags);
  return chosen(path, parts);
}

function chosen(path: string, content: readonly (Uint8Array | string)[]): ChosenFile {
  const parts = content.map((part) => (typeof part === 'string' ? part : part.slice()));
  return { path, file: new File(parts, path.split('/').at(-1) ?? '') };
}

describe('files become reports', () => {
  it('puts a study together, in the order of series and image, whatever the files are called', async () => {
    const { files } = await lookAt([
      dicom('cd/a', { study: '1.2', seriesNumber: '2', series: '1.9', instance: '1' }),
      dicom('cd/b', { study: '1.2', instance: '10' }),
      dicom('cd/c', { study: '1.2', instance: '9' }),
    ]);
    const [study, ...others] = plan(files, WORDS, OPTIONS);
    expect(others).toEqual([]);
    expect(study?.files.map(({ name }) => name)).toEqual(['cd/c', 'cd/b', 'cd/a']);
    expect(study).toMatchObject({
      title: 'CT study',
      date: '2026-11-20',
      type: '18748-4',
      specialty: '394914008',
      modality: 'CT',
      patientName: 'Dr. Ravi Demo',
    });
  });

  it('takes the title from the study’s description, in its character set', async () => {
    const { files } = await lookAt([
      dicom('x.dcm', { study: '1.2', instance: '1', description: 'Schädel' }),
    ]);
    expect(plan(files, WORDS, OPTIONS)[0]?.title).toBe('Schädel');
  });

  it('reads DICOM without a preamble', async () => {
    const { files } = await lookAt([dicom('x', { study: '1.2', instance: '4' }, false)]);
    expect(files[0]).toMatchObject({
      mediaType: 'application/dicom',
      dicom: { study: '1.2', instanceNumber: 4 },
    });
  });

  it('keeps two studies and other files apart', async () => {
    const { files } = await lookAt([
      dicom('1.dcm', { study: '1.2', instance: '1' }),
      dicom('2.dcm', { study: '1.3', instance: '1', modality: 'ECG' }),
      chosen('letter.pdf', ['%PDF-1.7']),
      chosen('photo', [Uint8Array.of(0xff, 0xd8, 0xff, 0xe0)]),
    ]);
    expect(plan(files, WORDS, OPTIONS).map(({ title, type }) => [title, type])).toEqual([
      ['CT study', '18748-4'],
      ['ECG study', '11524-6'],
      ['letter', '47045-0'],
      ['photo', '72170-4'],
    ]);
  });

  it('joins everything into one report where that is wanted, named after the folder', async () => {
    const { files } = await lookAt([chosen('Visit/10.txt', ['x']), chosen('Visit/9.txt', ['x'])]);
    const [joined, ...others] = plan(files, WORDS, { ...OPTIONS, join: true });
    expect(others).toEqual([]);
    expect(joined?.title).toBe('Visit');
    expect(joined?.files.map(({ name }) => name)).toEqual(['Visit/9.txt', 'Visit/10.txt']);
  });

  it('leaves out hidden files and what belongs to a disc, and says so', async () => {
    const chosenFiles = [
      chosen('.DS_Store', ['x']),
      chosen('__MACOSX/a.txt', ['x']),
      chosen('DICOMDIR', ['x']),
      chosen('readme.txt', ['x']),
      chosen('empty.dll', []),
      chosen('a.txt', ['x']),
    ];
    const { files, remarks, ofDiscs } = await lookAt(chosenFiles);
    expect(files.map(({ path }) => path)).toEqual(['a.txt']);
    expect(remarks.map(({ kind, count }) => [kind, count])).toEqual([['left-out-hidden', 2]]);
    expect(ofDiscs).toEqual(['DICOMDIR', 'empty.dll', 'readme.txt']);
    const whole = await lookAt(chosenFiles, { wholeDiscs: true });
    expect(whole.files.map(({ path }) => path)).toEqual(['a.txt', 'DICOMDIR', 'readme.txt']);
    expect(whole.ofDiscs).toEqual([]);
  });

  it('leaves out empty files, and names the first of them', async () => {
    const found = await lookAt([chosen('a.pdf', []), chosen('b.pdf', ['%PDF-1.7'])]);
    expect(found.files.map(({ path }) => path)).toEqual(['b.pdf']);
    expect(found.remarks).toEqual([{ kind: 'left-out-empty', count: 1, name: 'a.pdf' }]);
  });

  it('says each thing once, however many files it is about', async () => {
    const { remarks } = await lookAt([
      ...[1, 2, 3, 4, 5, 6].map((folder) => chosen(`${folder}/a.pdf`, [])),
      ...[1, 2].map((one) => chosen(`bad${one}`, [new Uint8Array(128), 'DICM', '???'])),
      chosen('.DS_Store', ['x']),
    ]);
    expect(remarks.map(({ kind, count }) => [kind, count]).sort()).toEqual([
      ['damaged', 2],
      ['left-out-empty', 6],
      ['left-out-hidden', 1],
    ]);
  });

  it('of an ending or a character set like `constructor` stops nothing', async () => {
    const named = dicom('1', { study: '1', instance: '1', characterSet: 'constructor' });
    const { files } = await lookAt([named, chosen('x.constructor', ['x'])]);
    expect(files.map(({ mediaType }) => mediaType)).toEqual([
      'application/dicom',
      'application/octet-stream',
    ]);
  });

  it('uploads damaged DICOM as it is, and says so', async () => {
    const { files, remarks } = await lookAt([
      chosen('bad.dcm', [new Uint8Array(128), 'DICM', Uint8Array.of(9, 9, 9)]),
    ]);
    expect(files[0]?.dicom).toBeUndefined();
    expect(remarks).toEqual([{ kind: 'damaged', count: 1, name: 'bad.dcm' }]);
  });

  it('without those of one patient keep the others of a study', async () => {
    const { files } = await lookAt([
      dicom('1', { study: '1', instance: '1', patient: 'Muster^Max', patientId: 'A' }),
      dicom('2', { study: '1', instance: '2', patientId: 'B' }),
      dicom('3', { study: '2', instance: '1', patient: 'Muster^Max', patientId: 'A' }),
    ]);
    const patients = patientsIn(files);
    expect(patients.map(({ names, id }) => [names[0], id])).toEqual([
      ['Max Muster', 'A'],
      ['Dr. Ravi Demo', 'B'],
    ]);
    const [max, ravi] = patients;
    const reports = plan(files, WORDS, OPTIONS);
    const left = max === undefined ? [] : withoutPatient(reports, max, patients);
    expect(left.map((one) => [one.patientName, one.files.map(({ name }) => name)])).toEqual([
      ['Dr. Ravi Demo', ['2']],
    ]);
    expect(ravi === undefined ? [] : withoutPatient(left, ravi, patients)).toEqual([]);
  });
});

describe('names in a report', () => {
  it.each([
    ['a/b.txt', 'a/b.txt'],
    ['../../etc/passwd', 'passwd'],
    ['/abs', 'abs'],
    ['tab\there\\x', 'tab_here_x'],
    ['..', 'file'],
    ['', 'file'],
  ])('makes %j a name that a manifest allows', (raw, name) => {
    expect(new ReportNames().unique(raw)).toBe(name);
  });

  it('gives no name twice, without regard to case', () => {
    const names = new ReportNames();
    expect(['a.txt', 'A.TXT', 'a.txt', 'd/x', 'd/x'].map((raw) => names.unique(raw))).toEqual([
      'a.txt',
      'A (2).TXT',
      'a (3).txt',
      'd/x',
      'd/x (2)',
    ]);
  });

  it('shortens what is too long and keeps the ending', () => {
    const name = new ReportNames().unique(`${'ü'.repeat(900)}.pdf`);
    expect(encoder.encode(name).length).toBeLessThanOrEqual(512);
    expect(name.endsWith('.pdf')).toBe(true);
  });
});
