import { isNative } from '../../src/features/viewer/dicom/pixels/samples.ts';
import { encoded, losslessJpeg, runLengths, type Raw } from './codecs.ts';
import { pictureTags, type Tags } from './dicomWriter.ts';
import { evenBlocks } from './jpeg.ts';
import { compressedFile, plainFile } from './syntaxes.ts';

/** Rows and columns of the pictures, and of the even tiles that they are made of. */
const SIDE = 32;
export const TILES = 8;
/** A codestream of JPEG has blocks of so many samples. */
const BLOCK = 8;

export const SYNTAXES: readonly (readonly [uid: string, name: string])[] = [
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

/** A storage class, as its objects are made here. */
export type Kind = readonly [
  name: string,
  uid: string,
  modality: string,
  pixels: Pixels,
  more: Tags,
];

const flat: Tags = { '00200037': ['DS', '1\\0\\0\\0\\1\\0'] };
const atDetector: Tags = { '00280030': ['DS', ''], '00181164': ['DS', '0.1\\0.1'] };
const noScale: Tags = { '00280030': ['DS', ''] };

export const KINDS: readonly Kind[] = [
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

/** A file, and what the standard says that is seen of it. */
export interface Made {
  readonly file: Uint8Array<ArrayBuffer>;
  /** Red, green and blue of each of its tiles, from 0 to 255. */
  readonly colours: readonly number[];
}

/**
 * An image of a kind in a transfer syntax; undefined where the standard has none, or nothing here
 * makes one.
 *
 * @param place in its series, in which no two have the same values or the same window
 */
export async function made(
  kind: Kind,
  uid: string,
  place: number,
  more: Tags,
): Promise<Made | undefined> {
  const [, , , pixels] = kind;
  const isBlocks = uid.endsWith('.4.50') || uid.endsWith('.4.51');
  const raw = rawOf(pixels, place, isBlocks);
  const tags = { ...tagsOf(kind, raw, place, isBlocks), ...more };
  const colours = coloursOf(raw, pixels, place, isBlocks);
  if (isNative(uid)) {
    return { file: plainFile(tags, uid), colours };
  }
  if (pixels === 'none' || pixels === 'float' || pixels === 'bit') {
    return undefined;
  }
  const frame = await compressed(raw, uid);
  return frame && { file: compressedFile(tags, [frame], uid), colours };
}

/** Even tiles; those of JPEG as large as its blocks, and in colours luminance and chrominances. */
function rawOf(pixels: Pixels, place: number, isBlocks: boolean): Raw {
  const size = isBlocks ? BLOCK : SIDE / TILES;
  const of = (
    components: 1 | 3,
    bits: number,
    sample: (tile: number, component: number) => number,
  ): Raw => ({
    rows: SIDE,
    columns: SIDE,
    components,
    bits,
    samples: Array.from({ length: components * SIDE * SIDE }, (_, index) => {
      const pixel = Math.floor(index / components);
      const [x, y] = [pixel % SIDE, Math.floor(pixel / SIDE)];
      const tile = Math.floor(y / size) * (SIDE / size) + Math.floor(x / size);
      return sample(tile, index % components);
    }),
  });
  const level = (tile: number, component = 0) => (37 * tile + 29 * place + 83 * component) % 256;
  switch (pixels) {
    case 'grey12':
      return of(1, 12, (tile) => (isBlocks ? 1024 + 8 * level(tile) : 16 * level(tile)));
    case 'grey8':
      return of(1, 8, level);
    case 'colour':
      return of(3, 8, (tile, component) =>
        isBlocks ? 96 + (level(tile, component) >> 2) : level(tile, component),
      );
    case 'bit':
      return of(1, 1, (tile) => level(tile) & 1);
    case 'float':
      return of(1, 32, (tile) => 1e-3 * level(tile));
    case 'none':
      return of(1, 8, () => 0);
  }
}

/** Another one for each image. */
function windowOf(pixels: Pixels, place: number): readonly [center: number, width: number] {
  return pixels === 'grey12' ? [2048 + 32 * place, 4096 - 64 * place] : [128, 256 - 4 * place];
}

function tagsOf(
  [, uid, modality, pixels, more]: Kind,
  raw: Raw,
  place: number,
  isBlocks: boolean,
): Tags {
  const allocated = pixels === 'float' ? 32 : raw.bits > 8 ? 16 : raw.bits;
  const [center, width] = windowOf(pixels, place);
  const window: Tags =
    pixels === 'grey12' || pixels === 'grey8'
      ? { '00281050': ['DS', String(center)], '00281051': ['DS', String(width)] }
      : {};
  const isEnhanced = uid === '2.1' || uid === '4.1';
  const { '7fe00010': _words, ...rest } = pictureTags(SIDE, SIDE, () => 0, {
    '00080016': ['UI', `1.2.840.10008.5.1.4.1.1.${uid}`],
    '00080060': ['CS', modality],
    '00280002': ['US', [raw.components]],
    '00280004': ['CS', raw.components === 1 ? 'MONOCHROME2' : isBlocks ? 'YBR_FULL_422' : 'RGB'],
    ...(raw.components === 3 ? { '00280006': ['US', [0]] as const } : {}),
    '00280100': ['US', [allocated]],
    '00280101': ['US', [raw.bits]],
    '00280102': ['US', [raw.bits - 1]],
    ...(isEnhanced ? { '52009229': ['SQ', [{ '00289132': ['SQ', [window]] }]] as const } : window),
    ...more,
  });
  switch (pixels) {
    case 'none':
      return Object.fromEntries(Object.entries(rest).filter(([tag]) => !tag.startsWith('0028')));
    case 'float':
      return { ...rest, '7fe00008': ['OF', new Uint8Array(Float32Array.from(raw.samples).buffer)] };
    case 'grey12':
      return { ...rest, '7fe00010': ['OW', new Uint8Array(Uint16Array.from(raw.samples).buffer)] };
    case 'bit':
      return { ...rest, '7fe00010': ['OB', packed(raw.samples)] };
    case 'grey8':
    case 'colour':
      return { ...rest, '7fe00010': ['OB', Uint8Array.from(raw.samples)] };
  }
}

/** A bit each, the lowest of a byte first. */
export function packed(bits: readonly number[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Math.ceil(bits.length / 8));
  bits.forEach((bit, at) => {
    bytes[at >> 3] = (bytes[at >> 3] ?? 0) | (bit << (at & 7));
  });
  return bytes;
}

async function compressed(raw: Raw, uid: string): Promise<Uint8Array | undefined> {
  switch (uid.replace('1.2.840.10008.1.2.', '')) {
    case '5':
      return runLengths(raw);
    case '4.50':
      return raw.bits === 8 ? evenBlocks(raw) : undefined;
    case '4.51':
      return raw.bits === 12 ? evenBlocks(raw) : undefined;
    case '4.57':
    case '4.70':
      return losslessJpeg(raw);
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

/** By the formulas of PS3.3 C.11.2 and C.7.6.3.1.2, written down once more. */
function coloursOf(raw: Raw, pixels: Pixels, place: number, isBlocks: boolean): number[] {
  const [center, width] = windowOf(pixels, place);
  const [least, most] = [Math.min(...raw.samples), Math.max(...raw.samples)];
  const size = SIDE / TILES;
  return Array.from({ length: TILES * TILES }, (_, tile) => {
    const [x, y] = [size * (tile % TILES), size * Math.floor(tile / TILES)];
    const at = raw.components * (y * SIDE + x);
    const [one = 0, two = 0, three = 0] = raw.samples.slice(at, at + 3);
    switch (pixels) {
      case 'grey12':
      case 'grey8': {
        const grey = 255 * ((one - (center - 0.5)) / (width - 1) + 0.5);
        return grey3(Math.max(0, Math.min(grey, 255)));
      }
      case 'float':
        return grey3((255 * (one - least)) / (most - least));
      case 'bit':
        return grey3(255 * one);
      case 'colour': {
        const [cb, cr] = [two - 128, three - 128];
        return isBlocks
          ? [one + 1.402 * cr, one - 0.344136 * cb - 0.714136 * cr, one + 1.772 * cb]
          : [one, two, three];
      }
      case 'none':
        return grey3(0);
    }
  }).flat();
}

function grey3(grey: number): number[] {
  return [grey, grey, grey];
}
