import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { Study, type StudyState } from '../../src/features/viewer/dicom/loading/study.ts';
import { DicomError } from '../../src/features/viewer/dicom/parsing/problems.ts';
import { indexText } from '../../src/features/viewer/dicom/study/makeIndex.ts';
import { dicomFile, pictureTags, type Tags } from '../fakes/dicomWriter.ts';
import { type Conditions, LocalReader, memoryFile } from '../fakes/localReader.ts';
import { ParserHere } from '../fakes/parserHere.ts';

const INDEX = 'study.index';
const SIDE = 16;

/** A slice of a stack; the files stand in the opposite order of the body. */
function slice(number: number, more: Tags = {}): Uint8Array<ArrayBuffer> {
  return dicomFile(
    pictureTags(SIDE, SIDE, (x, y) => x + y + number, {
      '00080018': ['UI', `1.2.3.4.${number}`],
      '00100020': ['LO', 'P-1'],
      '00200013': ['IS', String(number)],
      '00200032': ['DS', `0\\0\\${number}`],
      '00200037': ['DS', '1\\0\\0\\0\\1\\0'],
      ...more,
    }),
  );
}

const STACK = Array.from({ length: 20 }, (_, file) => slice(20 - file));

async function textOf(files: readonly Uint8Array<ArrayBuffer>[]): Promise<string> {
  const sources = files.map((bytes, file) => ({ file, source: new Blob([bytes]) }));
  return new TextDecoder().decode(await indexText(sources));
}

function world(
  files: readonly Uint8Array<ArrayBuffer>[],
  index: string | Uint8Array | undefined,
  conditions: Partial<Conditions> = {},
) {
  const deflated = typeof index === 'string' ? deflateRawSync(index) : index;
  const reader = new LocalReader(
    [
      ...files.map((bytes, file) => memoryFile(`${file}.dcm`, 'application/dicom', bytes)),
      ...(deflated === undefined
        ? []
        : [memoryFile(INDEX, 'application/vnd.medseal.study', new Uint8Array(deflated))]),
    ],
    conditions,
  );
  const images = reader.files.filter(({ role }) => role === 'content');
  const study = new Study(reader, images, new ParserHere());
  study.start();
  return { study, reader };
}

function settled(study: Study, isSo: (state: StudyState) => boolean): Promise<StudyState> {
  return new Promise((resolve) => {
    const look = () => {
      if (isSo(study.snapshot())) {
        end();
        resolve(study.snapshot());
      }
    };
    const end = study.subscribe(look);
    look();
  });
}

const whole = (state: StudyState) => state.read === state.total;

function filesOf(state: StudyState): number[] {
  return state.series.flatMap((series) =>
    series.kind === 'stack' ? series.slices.map(({ file }) => file) : [],
  );
}

const IN_ORDER = Array.from({ length: 20 }, (_, index) => 19 - index);

describe('A study with an index', () => {
  it('knows the whole stack in its order after one picture was fetched', async () => {
    const { study, reader } = world(STACK, await textOf(STACK));
    const state = await settled(study, whole);
    expect(filesOf(state)).toEqual(IN_ORDER);
    expect(state.misled).toBeUndefined();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(reader.asked.map(({ file }) => file).sort()).toEqual(['0.dcm', INDEX]);
    await study.library.open(7, 'now');
    expect(study.snapshot().misled).toBeUndefined();
  });

  it('is read from its files where there is none', async () => {
    const { study, reader } = world(STACK, undefined);
    const state = await settled(study, whole);
    expect(filesOf(state)).toEqual(IN_ORDER);
    expect(reader.asked).toHaveLength(20);
  });

  it('reads what the index leaves out, so that nothing is missing', async () => {
    const { study, reader } = world(STACK, await textOf(STACK.slice(0, 12)));
    const state = await settled(study, whole);
    expect(filesOf(state)).toEqual(IN_ORDER);
    expect(state.misled).toBeUndefined();
    expect(reader.asked.filter(({ file }) => file !== INDEX)).toHaveLength(9);
  });

  it('believes an index that says nothing of how the pixels are displayed', async () => {
    const table = {
      '00283002': ['US', [2, 0, 8]],
      '00283006': ['OW', Uint8Array.of(0, 0, 255, 0)],
    };
    const files = STACK.map((_, file) =>
      slice(20 - file, {
        '00280102': ['US', [15]],
        '00280120': ['US', [7]],
        '00283010': ['SQ', [table as unknown as Tags]],
        '20500020': ['CS', 'INVERSE'],
      }),
    );
    const { study } = world(files, await textOf(files));
    await settled(study, whole);
    const { content } = await study.library.open(7, 'now');
    expect(study.snapshot().misled).toBeUndefined();
    expect(content).toMatchObject({
      display: { isInverse: true, padding: [7, 7], voiLuts: [{ first: 0, bits: 8 }] },
    });
  });

  it.each<[string, Tags]>([
    ['rows', { '00280010': ['US', [8]], '00280011': ['US', [32]] }],
    ['bits', { '00280101': ['US', [12]] }],
    ['signs', { '00280103': ['US', [1]] }],
    ['inverted grey', { '00280004': ['CS', 'MONOCHROME1'] }],
    ['the position', { '00200032': ['DS', '0\\0\\11.5'] }],
    ['the orientation', { '00200037': ['DS', '1\\0\\0\\0\\0\\-1'] }],
    ['the spacing', { '00280030': ['DS', '0.6\\0.5'] }],
    ['the rescale', { '00281052': ['DS', '-1000'], '00281053': ['DS', '2'] }],
    ['the window', { '00281050': ['DS', '40'], '00281051': ['DS', '400'] }],
    ['the patient’s name', { '00100010': ['PN', 'Sample^Berta'] }],
    ['the patient’s number', { '00100020': ['LO', 'P-2'] }],
    ['the series', { '0020000e': ['UI', '1.2.3.5'] }],
    ['the study', { '0020000d': ['UI', '1.2.9'] }],
    ['the instance', { '00080018': ['UI', '1.2.3.4.99'] }],
    ['a thickness', { '00180050': ['DS', '3'] }],
  ])('believes a file that says otherwise of %s, and then the index in nothing', async (_, lie) => {
    const told = STACK.map((bytes, file) => (file === 9 ? slice(11, lie) : bytes));
    // The index of other files of the same sizes: each entry names the size of the true file.
    const sizes = (text: string) =>
      told.reduce(
        (all, bytes, file) =>
          all.replace(
            `"file":${file},"size":${bytes.length}`,
            `"file":${file},"size":${STACK[file]?.length ?? 0}`,
          ),
        text,
      );
    const text = sizes(await textOf(told)).replace(
      `"pixels":[${(told[9]?.length ?? 0) - 512},512]`,
      `"pixels":[${(STACK[9]?.length ?? 0) - 512},512]`,
    );
    const { study } = world(STACK, text);
    await settled(study, whole);
    await expect(study.library.open(9, 'now')).rejects.toEqual(new DicomError('contradicted'));
    const state = await settled(study, whole);
    expect(state.misled).toBeInstanceOf(DicomError);
    expect(filesOf(state)).toEqual(IN_ORDER);
    expect(
      state.series.flatMap((series) => (series.kind === 'stack' ? series.slices : [])),
    ).toSatisfy((slices: { announced: unknown }[]) =>
      slices.every(({ announced }) => announced === undefined),
    );
    // Asked for again, the picture is shown as its own file has it.
    expect((await study.library.open(9, 'now')).facts.sopInstance).toBe('1.2.3.4.11');
  });

  it('notices at once where the first file says otherwise', async () => {
    const told = [slice(20, { '00100020': ['LO', 'P-2'] }), ...STACK.slice(1)];
    const { study } = world(STACK, await textOf(told));
    const state = await settled(study, (now) => whole(now) && now.misled !== undefined);
    expect(state.misled).toEqual(new DicomError('contradicted'));
    expect(filesOf(state)).toEqual(IN_ORDER);
  });

  it('refuses an index of another report, and one that is none', async () => {
    const text = await textOf(STACK);
    const other = await textOf(
      STACK.map((_, file) => slice(20 - file, { '00081030': ['LO', 'x'] })),
    );
    for (const index of [
      other,
      text.replace('"v":1', '"v":2'),
      text.replace('"file":3,', '"file":20,'),
      new Uint8Array([0xff, 0xff, 0xff]),
      deflateRawSync(text).subarray(0, 500),
    ]) {
      const { study } = world(STACK, index);
      const state = await settled(study, (now) => whole(now) && now.misled !== undefined);
      expect(state.misled).toBeInstanceOf(DicomError);
      expect(filesOf(state)).toEqual(IN_ORDER);
    }
  });

  it('refuses one that unfolds to more than an index may be', async () => {
    const bomb = deflateRawSync(new Uint8Array(80 * 1024 * 1024));
    expect(bomb.length).toBeLessThan(100_000);
    const { study } = world(STACK, bomb);
    const state = await settled(study, (now) => whole(now) && now.misled !== undefined);
    expect(state.misled).toEqual(new DicomError('too-big'));
    expect(filesOf(state)).toEqual(IN_ORDER);
  });

  it('says so where its bytes are not those that were signed, and reads the files', async () => {
    const { study } = world(STACK, await textOf(STACK), {
      failures: new Map([[INDEX, 'tampered']]),
    });
    const state = await settled(study, (now) => whole(now) && now.misled !== undefined);
    expect(state.misled).toHaveProperty('code', 'tampered');
    expect(filesOf(state)).toEqual(IN_ORDER);
  });
});
