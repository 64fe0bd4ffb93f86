import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { isNative } from '../../src/features/viewer/dicom/pixels/samples.ts';
import { openObject } from '../../src/features/viewer/dicom/parsing/readObject.ts';
import { DicomError } from '../../src/features/viewer/dicom/parsing/problems.ts';
import { pictureOf, plainSamples } from '../../src/features/viewer/dicom/pixels/picture.ts';
import { cautionsOf } from '../../src/features/viewer/dicom/screen/cautions.ts';
import { seriesOf } from '../../src/features/viewer/dicom/series/series.ts';
import { en } from '../../src/ui/texts/en/index.ts';
import {
  decodedHere,
  encoded,
  evenJpeg,
  losslessJpeg,
  runLengths,
  type Raw,
} from '../fakes/codecs.ts';
import { pictureTags, type Tags } from '../fakes/dicomWriter.ts';
import { greysOf } from '../fakes/shown.ts';
import { compressedFile, plainFile } from '../fakes/syntaxes.ts';

/** `MEDSEAL_WRITE=1 npx vitest run test/viewer/conformance.test.ts` writes it anew. */
const TABLE = fileURLToPath(new URL('../../../docs/conformance.md', import.meta.url));
const SIDE = 8;

const SYNTAXES: readonly (readonly [uid: string, name: string])[] = [
  ['1.2.840.10008.1.2', 'Implicit little endian'],
  ['1.2.840.10008.1.2.1', 'Explicit little endian'],
  ['1.2.840.10008.1.2.1.99', 'Deflated'],
  ['1.2.840.10008.1.2.2', 'Explicit big endian'],
  ['1.2.840.10008.1.2.5', 'RLE'],
  ['1.2.840.10008.1.2.4.50', 'JPEG baseline'],
  ['1.2.840.10008.1.2.4.51', 'JPEG extended'],
  ['1.2.840.10008.1.2.4.57', 'JPEG lossless'],
  ['1.2.840.10008.1.2.4.70', 'JPEG lossless, first order'],
  ['1.2.840.10008.1.2.4.80', 'JPEG-LS lossless'],
  ['1.2.840.10008.1.2.4.81', 'JPEG-LS near lossless'],
  ['1.2.840.10008.1.2.4.90', 'JPEG 2000 lossless'],
  ['1.2.840.10008.1.2.4.91', 'JPEG 2000'],
  ['1.2.840.10008.1.2.4.201', 'HTJ2K lossless'],
  ['1.2.840.10008.1.2.4.203', 'HTJ2K'],
];

type Pixels = 'grey12' | 'grey8' | 'colour' | 'float' | 'bit' | 'none';

const flat: Tags = { '00200037': ['DS', '1\\0\\0\\0\\1\\0'] };
const atDetector: Tags = { '00280030': ['DS', ''], '00181164': ['DS', '0.1\\0.1'] };
const noScale: Tags = { '00280030': ['DS', ''] };

const CLASSES: readonly (readonly [
  name: string,
  uid: string,
  modality: string,
  pixels: Pixels,
  more: Tags,
])[] = [
  ['CT', '2', 'CT', 'grey12', flat],
  ['Enhanced CT', '2.1', 'CT', 'grey12', flat],
  ['MR', '4', 'MR', 'grey12', flat],
  ['Enhanced MR', '4.1', 'MR', 'grey12', flat],
  ['PET', '128', 'PT', 'grey12', flat],
  ['Computed radiography', '1', 'CR', 'grey12', atDetector],
  ['Digital X-ray', '1.1', 'DX', 'grey12', atDetector],
  ['Digital mammography', '1.2', 'MG', 'grey12', atDetector],
  ['Breast tomosynthesis', '13.1.3', 'MG', 'grey12', flat],
  ['X-ray angiography', '12.1', 'XA', 'grey8', atDetector],
  ['Fluoroscopy', '12.2', 'RF', 'grey8', atDetector],
  ['Ultrasound', '6.1', 'US', 'colour', noScale],
  ['Ultrasound, several frames', '3.1', 'US', 'grey8', noScale],
  ['Nuclear medicine', '20', 'NM', 'grey12', {}],
  ['Secondary capture', '7', 'OT', 'colour', noScale],
  ['Secondary capture, grey words', '7.3', 'OT', 'grey12', noScale],
  ['Secondary capture, single bits', '7.1', 'OT', 'bit', noScale],
  ['Photograph', '77.1.4', 'XC', 'colour', noScale],
  ['Endoscopy', '77.1.1', 'ES', 'colour', noScale],
  ['Ophthalmic photograph', '77.1.5.1', 'OP', 'colour', noScale],
  ['Parametric map', '30', 'MR', 'float', flat],
  ['RT dose', '481.2', 'RTDOSE', 'grey12', flat],
  ['RT image', '481.1', 'RTIMAGE', 'grey12', noScale],
  ['Segmentation', '66.4', 'SEG', 'bit', {}],
  ['Presentation state', '11.1', 'PR', 'none', {}],
  ['RT structure set', '481.3', 'RTSTRUCT', 'none', {}],
  ['RT plan', '481.5', 'RTPLAN', 'none', {}],
  ['Spatial registration', '66.1', 'REG', 'none', {}],
];

/** Of each pixel; of colours red, green and blue. */
function rawOf(pixels: Pixels, isEven: boolean): Raw {
  const count = SIDE * SIDE;
  const at = (index: number) => (isEven ? 0.75 : index / count);
  const of = (components: 1 | 3, bits: number, sample: (index: number) => number): Raw => ({
    rows: SIDE,
    columns: SIDE,
    components,
    bits,
    samples: Array.from({ length: components * count }, (_, index) => sample(index)),
  });
  switch (pixels) {
    case 'grey12':
      return of(1, 12, (index) => Math.floor(4096 * at(index)));
    case 'grey8':
      return of(1, 8, (index) => Math.floor(256 * at(index)));
    case 'colour':
      return of(3, 8, (index) => (37 * index) % 256);
    case 'bit':
      return of(1, 1, (index) => ((index * 5) % 3) & 1);
    case 'float':
      return of(1, 32, (index) => 100 * at(index));
    case 'none':
      return of(1, 8, () => 0);
  }
}

function tagsOf([, uid, modality, pixels, more]: (typeof CLASSES)[number], raw: Raw): Tags {
  const allocated = pixels === 'float' ? 32 : raw.bits > 8 ? 16 : raw.bits;
  const { '7fe00010': _words, ...rest } = pictureTags(SIDE, SIDE, () => 0, {
    '00080016': ['UI', `1.2.840.10008.5.1.4.1.1.${uid}`],
    '00080060': ['CS', modality],
    '00280002': ['US', [raw.components]],
    '00280004': ['CS', raw.components === 3 ? 'RGB' : 'MONOCHROME2'],
    ...(raw.components === 3 ? { '00280006': ['US', [0]] as const } : {}),
    '00280100': ['US', [allocated]],
    '00280101': ['US', [raw.bits]],
    '00280102': ['US', [raw.bits - 1]],
    ...(pixels === 'grey12'
      ? { '00281050': ['DS', '2048'] as const, '00281051': ['DS', '4096'] as const }
      : {}),
    ...more,
  });
  const packed = () =>
    Uint8Array.from({ length: (SIDE * SIDE) / 8 }, (_, byte) =>
      Array.from({ length: 8 }, (_bit, bit) => (raw.samples[8 * byte + bit] ?? 0) << bit).reduce(
        (sum, bit) => sum | bit,
        0,
      ),
    );
  switch (pixels) {
    case 'none':
      return Object.fromEntries(Object.entries(rest).filter(([tag]) => !tag.startsWith('0028')));
    case 'float':
      return { ...rest, '7fe00008': ['OF', new Uint8Array(Float32Array.from(raw.samples).buffer)] };
    case 'grey12':
      return { ...rest, '7fe00010': ['OW', new Uint8Array(Uint16Array.from(raw.samples).buffer)] };
    case 'bit':
      return { ...rest, '7fe00010': ['OB', packed()] };
    case 'grey8':
    case 'colour':
      return { ...rest, '7fe00010': ['OB', Uint8Array.from(raw.samples)] };
  }
}

/** The file, and the samples in it; undefined where the standard or this test has none. */
async function fileOf(
  kind: (typeof CLASSES)[number],
  uid: string,
): Promise<{ file: Uint8Array; raw: Raw } | undefined> {
  const [, , , pixels] = kind;
  const isEven = uid.endsWith('.4.50') || uid.endsWith('.4.51');
  const raw = rawOf(pixels, isEven);
  const tags = tagsOf(kind, raw);
  if (isNative(uid)) {
    return { file: plainFile(tags, uid), raw };
  }
  if (pixels === 'none' || pixels === 'float' || pixels === 'bit') {
    return undefined;
  }
  const frame = await compressed(raw, uid);
  return frame && { file: compressedFile(tags, [frame], uid), raw };
}

async function compressed(raw: Raw, uid: string): Promise<Uint8Array | undefined> {
  const [first = 0] = raw.samples;
  switch (uid.replace('1.2.840.10008.1.2.', '')) {
    case '5':
      return runLengths(raw);
    // The JPEG of this test is one even block of greys.
    case '4.50':
      return raw.components === 1 && raw.bits === 8 ? evenJpeg(first, 8) : undefined;
    case '4.51':
      return raw.components === 1 && raw.bits === 12 ? evenJpeg(first, 12) : undefined;
    case '4.57':
    case '4.70':
      return raw.components === 1 ? losslessJpeg(raw) : undefined;
    case '4.80':
    case '4.81':
      return encoded('charls', raw);
    case '4.90':
    case '4.91':
      return encoded('openjpeg', raw);
    default:
      return encoded('openjph', raw);
  }
}

/** What the viewer does with a file, its picture compared with the samples that were put into it. */
async function outcome(file: Uint8Array, raw: Raw, pixels: Pixels): Promise<string> {
  const { object, frames } = await openObject(file);
  const [series] = seriesOf(new Map([[0, object]]));
  if (series?.kind !== 'stack') {
    return 'saved';
  }
  const [slice] = series.slices;
  const bytes = slice && frames?.frame(slice.frame);
  if (slice === undefined || bytes === undefined) {
    throw new Error('no picture');
  }
  const samples =
    plainSamples(bytes, slice) ??
    (await decodedHere(bytes, slice.facts.transferSyntax, slice.image.pixels));
  const picture = pictureOf(samples, slice);
  const found = picture.kind === 'colour' ? [...picture.rgb] : greysOf(picture);
  const expected = raw.samples.map((sample) => greyOf(sample, raw, pixels));
  const differs = found.findIndex((grey, at) => Math.abs(grey - (expected[at] ?? -9)) > 1);
  if (differs >= 0 || found.length !== expected.length) {
    throw new Error(`pixel ${differs}: ${found[differs]}, not ${expected[differs]}`);
  }
  return cautionsOf(slice, en.viewer).length > 0 ? 'caution' : 'shown';
}

/** By the formulas of PS3.3 C.11.2, written down once more. */
function greyOf(sample: number, { samples }: Raw, pixels: Pixels): number {
  switch (pixels) {
    case 'grey12':
      return Math.max(0, Math.min(255 * ((sample - 2047.5) / 4095 + 0.5), 255));
    case 'float':
      return (255 * sample) / Math.max(...samples);
    case 'bit':
      return 255 * sample;
    case 'grey8':
    case 'colour':
    case 'none':
      return sample;
  }
}

it('The table of what is shown is what comes of files of each kind', async () => {
  const rows: string[] = [];
  for (const kind of CLASSES) {
    const cells: string[] = [];
    for (const [uid] of SYNTAXES) {
      const made = await fileOf(kind, uid);
      cells.push(
        made === undefined
          ? ''
          : await outcome(made.file, made.raw, kind[3]).catch(why(kind[0], uid)),
      );
    }
    rows.push(`| ${kind[0]} | ${cells.join(' | ')} |`);
  }
  const table = [
    `| | ${SYNTAXES.map(([, name]) => name).join(' | ')} |`,
    `|${' --- |'.repeat(SYNTAXES.length + 1)}`,
    ...rows,
  ].join('\n');
  const text = `${HEAD}\n${table}\n`;
  if (process.env['MEDSEAL_WRITE'] !== undefined) {
    writeFileSync(TABLE, text);
  }
  expect(readFileSync(TABLE, 'utf8')).toBe(text);
});

function why(kind: string, uid: string) {
  return (error: unknown): never => {
    const words = error instanceof DicomError ? error.problem : String(error);
    throw new Error(`${kind} in ${uid}: ${words}`);
  };
}

const HEAD = `# What the viewer shows

Each cell is what came of a file of that storage class in that transfer syntax, made by \`web/test/viewer/conformance.test.ts\` and read by the viewer's own code: *shown* where every pixel was within one grey value of 255 of what the standard's formulas give; *caution* where it was, and the picture says besides what a person has to know, for instance that its lengths are those at the detector; *saved* where nothing is drawn of it, and the viewer says what it is and offers it for download. Empty cells were not tried: the standard knows no such file, or the test cannot make one. The test fails where this table is not what comes of it.

Compressed frames are decoded by the library's codecs in their builds for Node; browsers get the same codecs as WebAssembly. JPEG in colours is decoded by the browser and is not in this test; nor are films (MPEG-2, H.264, HEVC), which are handed to the browser's player.

A segmentation of single bits is drawn over the pictures of its series whose pixels it shares; on others, the picture says that it is not drawn. Presentation states and outlines are not drawn, and the pictures that they belong to say so. Structured reports are shown as a tree, waveforms as curves, and embedded PDFs, texts and films as what they are.
`;
