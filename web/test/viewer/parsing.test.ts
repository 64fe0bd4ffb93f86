import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { inflateRaw } from '@/lib/dicom/inflate.ts';
import { personNames } from '@/lib/dicom/names.ts';
import { DicomError } from '../../src/features/viewer/dicom/parsing/problems.ts';
import { openHeader, openObject } from '../../src/features/viewer/dicom/parsing/readObject.ts';
import {
  ascii,
  dataSet,
  dicomFile,
  element,
  encapsulatedPixels,
  joined,
  pictureTags,
  uint16,
  uint32,
  withMeta,
  type Tags,
} from '../fakes/dicomWriter.ts';

const JPEG_LOSSLESS = '1.2.840.10008.1.2.4.70';
const JPEG_2000 = '1.2.840.10008.1.2.4.90';
const DEFLATED = '1.2.840.10008.1.2.1.99';

const small = pictureTags(4, 6, (x, y) => 100 * y + x, {
  '00080005': ['CS', 'ISO_IR 192'],
  '00100010': ['PN', 'Müller^Jürgen^^Dr.'],
  '00200013': ['IS', '7'],
  '00200032': ['DS', '1\\2\\3'],
  '00200037': ['DS', '1\\0\\0\\0\\1\\0'],
  '00281050': ['DS', '40\\-600'],
  '00281051': ['DS', '400\\1500'],
});

/** The same without some tags. */
function without(tags: Tags, ...left: string[]): Tags {
  return Object.fromEntries(Object.entries(tags).filter(([tag]) => !left.includes(tag)));
}

async function problemOf(bytes: Uint8Array): Promise<string> {
  try {
    const opened = await openObject(bytes);
    for (let frame = 0; frame < (opened.frames?.count ?? 0); frame += 1) {
      opened.frames?.frame(frame);
    }
    return 'none';
  } catch (error) {
    return error instanceof DicomError ? error.problem : `not declared: ${String(error)}`;
  }
}

describe('A DICOM object', () => {
  it('gives facts, geometry, windows and its stored pixels', async () => {
    const { object, frames } = await openObject(dicomFile(small));
    expect(object.facts.patientName).toBe('Dr. Jürgen Müller');
    expect(object.facts.instanceNumber).toBe(7);
    expect(object.content).toMatchObject({
      kind: 'image',
      frames: 1,
      frameFacts: [
        {
          position: [1, 2, 3],
          spacing: [0.5, 0.5],
          windows: [
            { center: 40, width: 400 },
            { center: -600, width: 1500 },
          ],
        },
      ],
    });
    const pixels = frames?.frame(0) ?? new Uint8Array();
    expect(new Uint16Array(pixels.buffer)[6 * 2 + 5]).toBe(205);
  });

  it('is read without preamble, and from a header alone', async () => {
    const { object } = await openObject(dataSet(small));
    expect(object.facts.modality).toBe('CT');
    const head = dicomFile(pictureTags(64, 64, () => 1)).subarray(0, 1024);
    expect((await openHeader(head))?.facts.modality).toBe('CT');
    expect(await openHeader(head.subarray(0, 300))).toBeUndefined();
  });

  it('is read deflated', async () => {
    const file = withMeta(new Uint8Array(deflateRawSync(dataSet(small))), DEFLATED);
    expect((await openObject(file)).object.facts.instanceNumber).toBe(7);
  });

  it('finds each frame of several, native and in fragments', async () => {
    const film = pictureTags(2, 2, (_x, _y, frame) => frame, {}, 3);
    const native = await openObject(dicomFile(film));
    expect([...(native.frames?.frame(2) ?? [])]).toEqual([2, 0, 2, 0, 2, 0, 2, 0]);
    const fragments = withMeta(
      joined([
        dataSet(without(film, '7fe00010')),
        encapsulatedPixels([ascii('aa'), ascii('bb'), ascii('cc')]),
      ]),
      JPEG_LOSSLESS,
    );
    const { frames } = await openObject(fragments);
    expect(new TextDecoder().decode(frames?.frame(1))).toBe('bb');
  });

  it('embeds a document of exactly its length', async () => {
    const { object, embedded } = await openObject(
      dicomFile({
        '00080016': ['UI', '1.2.840.10008.5.1.4.1.1.104.1'],
        '00420011': ['OB', ascii('%PDF-1.7 x')],
        '00420012': ['LO', 'application/pdf'],
        '00420015': ['UL', [9]],
      }),
    );
    expect(object.content.kind).toBe('embedded');
    expect(new TextDecoder().decode(embedded())).toBe('%PDF-1.7 ');
  });

  it('without anything to show is called so', async () => {
    const { object } = await openObject(
      dicomFile({
        '00080016': ['UI', '1.2.840.10008.5.1.4.1.1.481.5'],
        '00080060': ['CS', 'RTPLAN'],
      }),
    );
    expect(object.content).toMatchObject({ kind: 'other', companion: { kind: 'plan' } });
  });
});

describe('A malformed DICOM object', () => {
  it.each([
    ['that is a web page', 'not-dicom', ascii('<!doctype html><script>alert(1)</script>')],
    ['that is empty', 'not-dicom', new Uint8Array()],
    ['with nothing behind its preamble', 'cut-off', joined([new Uint8Array(128), ascii('DICM')])],
    ['that ends within its pixels', 'cut-off', dicomFile(small).subarray(0, -10)],
    ['that ends within its header', 'cut-off', dicomFile(small).subarray(0, 330)],
    [
      'whose element claims four gigabytes',
      'cut-off',
      withMeta(
        joined([
          uint16(0x0008),
          uint16(0x0070),
          ascii('UT\0\0'),
          uint32(0xfffffff0),
          ascii('abcd'),
        ]),
        '1.2.840.10008.1.2.1',
      ),
    ],
    ['whose pictures have no rows', 'malformed', dicomFile({ ...small, '00280010': ['US', [0]] })],
    [
      'whose picture is larger than its pixels',
      'cut-off',
      dicomFile({ ...small, '00280010': ['US', [60_000]] }),
    ],
    [
      'whose picture would fill the memory',
      'too-big',
      dicomFile({ ...small, '00280010': ['US', [65_535]], '00280011': ['US', [65_535]] }),
    ],
    [
      'with a thousand million frames',
      'too-big',
      dicomFile({ ...small, '00280008': ['IS', '1000000000'] }),
    ],
    [
      'with a palette that is not there',
      'malformed',
      dicomFile({ ...small, '00280004': ['CS', 'PALETTE COLOR'] }),
    ],
    [
      'whose codestream claims another size than its header',
      'malformed',
      withMeta(
        joined([
          dataSet(without(small, '7fe00010')),
          encapsulatedPixels([jpeg2000Of(60_000, 60_000)]),
        ]),
        JPEG_2000,
      ),
    ],
  ])('%s is refused: %s', async (_what, problem, bytes) => {
    expect(await problemOf(bytes)).toBe(problem);
  });

  it('nested ten thousand times is refused and breaks nothing', async () => {
    let nested: Uint8Array = element('00080104', 'LO', 'deep');
    const open = joined([
      uint16(0x0040),
      uint16(0xa730),
      ascii('SQ\0\0'),
      uint32(0xffffffff),
      uint16(0xfffe),
      uint16(0xe000),
      uint32(0xffffffff),
    ]);
    nested = joined([...Array.from({ length: 10_000 }, () => open), nested]);
    expect(['malformed', 'cut-off', 'too-big']).toContain(
      await problemOf(withMeta(nested, '1.2.840.10008.1.2.1')),
    );
  });

  it('is refused with a declared problem wherever it is cut', async () => {
    const whole = dicomFile(small);
    for (let length = 0; length < whole.length; length += 1) {
      expect(await problemOf(whole.subarray(0, length))).toMatch(
        /^(not-dicom|malformed|cut-off|none)$/u,
      );
    }
  });

  it('is refused or read, but never breaks the parser, whichever byte is changed', async () => {
    const whole = dicomFile(small);
    for (let at = 128; at < whole.length; at += 1) {
      const changed = whole.slice();
      changed[at] = (changed[at] ?? 0) ^ 0xff;
      expect(await problemOf(changed)).not.toContain('not declared');
    }
  });
});

describe('Deflated data', () => {
  it('is given up where it unfolds beyond the bound, however small it is', async () => {
    const bomb = new Uint8Array(deflateRawSync(new Uint8Array(8 * 1024 * 1024)));
    expect(bomb.length).toBeLessThan(10_000);
    await expect(inflateRaw(bomb, 1024 * 1024)).rejects.toMatchObject({ problem: 'too-big' });
    expect((await inflateRaw(bomb, 8 * 1024 * 1024)).length).toBe(8 * 1024 * 1024);
  });

  it('that is none is refused', async () => {
    await expect(inflateRaw(ascii('no deflate data at all'), 1024)).rejects.toMatchObject({
      problem: 'malformed',
    });
  });
});

describe('A name of a person', () => {
  it.each([
    ['Doe^Jane', 'Jane Doe'],
    ['Doe^Jane^M^Dr.^PhD', 'Dr. Jane M Doe PhD'],
    ['Yamada^Tarou=山田^太郎=やまだ^たろう', 'Tarou Yamada'],
    ['=山田^太郎', '太郎 山田'],
    ['', ''],
  ])('%s reads %s', (written, read) => {
    expect(personNames(written)[0] ?? '').toBe(read);
  });
});

function jpeg2000Of(rows: number, columns: number): Uint8Array {
  const bytes = new Uint8Array(64);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0xff4fff51);
  view.setUint32(8, columns);
  view.setUint32(12, rows);
  return bytes;
}
