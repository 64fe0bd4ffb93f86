import {
  companionsOf,
  type Companions,
} from '../../src/features/viewer/dicom/series/companions.ts';
import {
  seriesOf,
  type Series,
  type Slice,
} from '../../src/features/viewer/dicom/series/series.ts';
import { dicomFile, joined, pictureTags, type Tags } from './dicomWriter.ts';
import { ParserHere } from './parserHere.ts';

/** A report whose files have been read. */
export interface Opened {
  readonly all: readonly Series[];
  readonly slices: readonly Slice[];
  readonly library: { frame(file: number, frame: number): Promise<Uint8Array<ArrayBuffer>> };
  /** What the other objects say of a picture of its only stack. */
  readonly on: (index: number) => Companions & { readonly slice: Slice };
}

export async function opened(...files: readonly Uint8Array<ArrayBuffer>[]): Promise<Opened> {
  const parser = new ParserHere();
  const objects = await Promise.all(files.map((file, key) => parser.open(key, file)));
  const all = seriesOf(new Map(objects.entries()));
  const stack = all.find((series) => series.kind === 'stack');
  const slices = stack?.kind === 'stack' ? stack.slices : [];
  return {
    all,
    slices,
    library: { frame: (file, frame) => parser.frame(file, frame) },
    on: (index) => {
      const slice = slices[index];
      if (slice === undefined) {
        throw new Error('no slice');
      }
      return { slice, ...companionsOf(slice, all) };
    },
  };
}

/** Of a CT at a height: its first pixel at `(-10, -20)`, pixels of half a millimetre. */
export function slice(side: number, z: number, more: Tags = {}): Uint8Array<ArrayBuffer> {
  return dicomFile(
    pictureTags(side, side, () => 7, {
      '00080018': ['UI', `1.2.${z}`],
      '00200032': ['DS', `-10\\-20\\${z}`],
      '00200037': ['DS', '1\\0\\0\\0\\1\\0'],
      '00200052': ['UI', '1.9'],
      ...more,
    }),
  );
}

export const floats = (...values: number[]) => new Uint8Array(Float32Array.from(values).buffer);
const IMAGE = '1.2.840.10008.5.1.4.1.1.2';

/** Referenced SOP Sequence and the like. */
export const named = (instance: string, frames?: string): Tags => ({
  '00081150': ['UI', IMAGE],
  '00081155': ['UI', instance],
  ...(frames === undefined ? {} : { '00081160': ['IS', frames] as const }),
});

const object = (sopClass: string, modality: string, more: Tags): Uint8Array<ArrayBuffer> =>
  dicomFile({
    '00080016': ['UI', `1.2.840.10008.5.1.4.1.1.${sopClass}`],
    '00080018': ['UI', `1.2.98.${sopClass}`],
    '00080060': ['CS', modality],
    '00100010': ['PN', 'Sample^Anna'],
    '0020000d': ['UI', '1.2.3'],
    '0020000e': ['UI', `1.2.3.98.${sopClass}`],
    ...more,
  });

export interface SegmentFrame {
  readonly z?: number;
  readonly segment: number;
  /** A bit a pixel, the first one lowest. */
  readonly bytes: Uint8Array;
  readonly more?: Tags;
}

/** Of a liver and a white tumour, in the series and the space of {@link slice}. */
export function segmentation(
  side: number,
  frames: readonly SegmentFrame[],
  more: Tags = {},
): Uint8Array<ArrayBuffer> {
  const { '00280030': _spacing, ...picture } = pictureTags(side, side, () => 0);
  return dicomFile({
    ...picture,
    '00080016': ['UI', '1.2.840.10008.5.1.4.1.1.66.4'],
    '00080018': ['UI', '1.2.99'],
    '00080060': ['CS', 'SEG'],
    '0020000e': ['UI', '1.2.3.99'],
    '00081115': ['SQ', [{ '0020000e': ['UI', '1.2.3.4'] }]],
    '00200052': ['UI', '1.9'],
    '00280008': ['IS', String(frames.length)],
    '00280100': ['US', [1]],
    '00280101': ['US', [1]],
    '00280102': ['US', [0]],
    '00620001': ['CS', 'BINARY'],
    '00620002': [
      'SQ',
      [
        { '00620004': ['US', [1]], '00620005': ['LO', 'Liver'] },
        {
          '00620004': ['US', [2]],
          '00620005': ['LO', 'Tumour'],
          '0062000d': ['US', [0xffff, 0x8080, 0x8080]],
        },
      ],
    ],
    '52009229': [
      'SQ',
      [
        {
          '00209116': ['SQ', [{ '00200037': ['DS', '1\\0\\0\\0\\1\\0'] }]],
          '00289110': ['SQ', [{ '00280030': ['DS', '0.5\\0.5'] }]],
        },
      ],
    ],
    '52009230': [
      'SQ',
      frames.map(({ z, segment, more: own }) => ({
        '0062000a': ['SQ', [{ '0062000b': ['US', [segment]] }]] as const,
        ...(z === undefined
          ? {}
          : { '00209113': ['SQ', [{ '00200032': ['DS', `-10\\-20\\${z}`] }]] as const }),
        ...own,
      })),
    ],
    '7fe00010': ['OB', joined(frames.map(({ bytes }) => bytes))],
    ...more,
  });
}

export interface Contour {
  readonly points: readonly (readonly [number, number, number])[];
  readonly shape?: string;
  readonly more?: Tags;
}

/** A set of one structure, a red liver, in the series and the space of {@link slice}. */
export function structures(contours: readonly Contour[], more: Tags = {}, structure: Tags = {}) {
  return object('481.3', 'RTSTRUCT', {
    '30060010': [
      'SQ',
      [
        {
          '00200052': ['UI', '1.9'],
          '30060012': ['SQ', [{ '30060014': ['SQ', [{ '0020000e': ['UI', '1.2.3.4'] }]] }]],
        },
      ],
    ],
    '30060020': [
      'SQ',
      [
        {
          '30060022': ['IS', '1'],
          '30060024': ['UI', '1.9'],
          '30060026': ['LO', 'Liver'],
          ...structure,
        },
      ],
    ],
    '30060039': [
      'SQ',
      [
        {
          '3006002a': ['IS', '255\\0\\0'],
          '30060084': ['IS', '1'],
          '30060040': [
            'SQ',
            contours.map(({ points, shape = 'CLOSED_PLANAR', more: own }) => ({
              '30060042': ['CS', shape] as const,
              '30060046': ['IS', String(points.length)] as const,
              '30060050': ['DS', points.flat().join('\\')] as const,
              ...own,
            })),
          ],
        },
      ],
    ],
    ...more,
  });
}

const concept = (meaning: string): Tags => ({
  '0040a043': ['SQ', [{ '00080100': ['SH', 'X'], '00080104': ['LO', meaning] }]],
});
const children = (items: readonly Tags[]): Tags =>
  items.length === 0 ? {} : { '0040a730': ['SQ', [...items]] };

export const container = (...items: Tags[]): Tags => ({
  '0040a040': ['CS', 'CONTAINER'],
  ...concept('Measurement Group'),
  ...children(items),
});
export const number = (what: string, value: string, unit: string, ...items: Tags[]): Tags => ({
  '0040a040': ['CS', 'NUM'],
  ...concept(what),
  '0040a300': [
    'SQ',
    [{ '0040a30a': ['DS', value], '004008ea': ['SQ', [{ '00080100': ['SH', unit] }]] }],
  ],
  ...children(items),
});
export const image = (instance: string, frames?: string): Tags => ({
  '0040a040': ['CS', 'IMAGE'],
  '00081199': ['SQ', [named(instance, frames)]],
});
export const drawn = (type: string, points: readonly number[], ...items: Tags[]): Tags => ({
  '0040a040': ['CS', 'SCOORD'],
  '00700022': ['FL', floats(...points)],
  '00700023': ['CS', type],
  ...children(items),
});
export const inSpace = (type: string, points: readonly number[], space = '1.9'): Tags => ({
  '0040a040': ['CS', 'SCOORD3D'],
  '00700022': ['FL', floats(...points)],
  '00700023': ['CS', type],
  '30060024': ['UI', space],
});

export const report = (...items: Tags[]) =>
  object('88.33', 'SR', { ...container(...items), '0040a493': ['CS', 'UNVERIFIED'] });

/** A presentation state of pictures of the series of {@link slice}. */
export const state = (images: readonly Tags[], more: Tags = {}) =>
  object('11.1', 'PR', {
    '00081115': ['SQ', [{ '0020000e': ['UI', '1.2.3.4'], '00081140': ['SQ', [...images]] }]],
    '00700081': ['LO', 'As the surgeon saw it'],
    '20500020': ['CS', 'IDENTITY'],
    ...more,
  });
