import type { Tags } from './dicomWriter.ts';

/** One direction of a region of an ultrasound image: unit (PS3.3 C.8.5.5.1.15), and how much a pixel is. */
export type Axis = readonly [unit: number, delta: number];
/** Left, top, right, bottom. */
export type Box = readonly [number, number, number, number];

export function ultrasoundRegion([left, top, right, bottom]: Box, x: Axis, y: Axis): Tags {
  const double = (value: number) => new Uint8Array(Float64Array.of(value).buffer);
  return {
    '00186012': ['US', [1]],
    '00186014': ['US', [1]],
    '00186018': ['UL', [left]],
    '0018601a': ['UL', [top]],
    '0018601c': ['UL', [right]],
    '0018601e': ['UL', [bottom]],
    '00186024': ['US', [x[0]]],
    '00186026': ['US', [y[0]]],
    '0018602c': ['FD', double(x[1])],
    '0018602e': ['FD', double(y[1])],
  };
}

/** Centimetres, seconds and centimetres a second. */
export const [CM, SECONDS, SPEED] = [3, 4, 7] as const;
const none: Tags = { '00280030': ['DS', ''] };
const modality = (name: string): Tags => ({ '00080060': ['CS', name] });
const imager = (spacing: string): Tags => ({ ...none, '00181164': ['DS', spacing] });
const regions = (...items: Tags[]): Tags => ({
  ...none,
  ...modality('US'),
  '00186011': ['SQ', items],
});

/** A way in which an image of 64 by 64 pixels says how large it is, or does not. */
export interface Calibration {
  readonly what: string;
  readonly tags: Tags;
  /** What stands beside a line from `(16, 16)`, as PS3.3 10.7.1.3 and C.8.5.5 have it. */
  readonly lines: readonly string[];
  /** Where the line ends: `(48, 16)` if nothing is said. */
  readonly to?: readonly [column: number, row: number];
  /** Its shape on the screen; square if nothing is said. */
  readonly wideToTall?: number;
}

export const CALIBRATIONS: readonly Calibration[] = [
  {
    what: 'Pixel Spacing across',
    tags: { '00280030': ['DS', '0.25\\0.5'] },
    lines: ['16 mm'],
    wideToTall: 2,
  },
  {
    what: 'Pixel Spacing down',
    tags: { '00280030': ['DS', '0.25\\0.5'] },
    lines: ['8 mm'],
    to: [16, 48],
    wideToTall: 2,
  },
  {
    what: 'Imager Pixel Spacing',
    tags: { ...modality('DX'), ...imager('0.1\\0.1') },
    lines: ['3.2 mm at the detector'],
  },
  {
    what: 'Magnification',
    tags: { ...modality('MG'), ...imager('0.15\\0.15'), '00181114': ['DS', '1.5'] },
    lines: ['3.2 mm, estimated'],
  },
  {
    what: 'Equal spacings',
    tags: { ...modality('DX'), ...imager('0.1\\0.1'), '00280030': ['DS', '0.1\\0.1'] },
    lines: ['3.2 mm at the detector'],
  },
  {
    what: 'Calibrated',
    tags: {
      ...modality('DX'),
      ...imager('0.1\\0.1'),
      '00280030': ['DS', '0.08\\0.08'],
      '00280a02': ['CS', 'FIDUCIAL'],
    },
    lines: ['2.56 mm'],
  },
  {
    what: 'Uncertain spacing',
    tags: { ...modality('CR'), '00280030': ['DS', '0.1\\0.1'] },
    lines: ['3.2 mm, perhaps at the detector'],
  },
  {
    what: 'Scanned film',
    tags: { ...none, '00182010': ['DS', '0.2\\0.2'] },
    lines: ['6.4 mm on the film'],
  },
  {
    what: 'Aspect Ratio',
    tags: { ...none, '00280034': ['IS', '2\\1'] },
    lines: ['32 px'],
    wideToTall: 0.5,
  },
  { what: 'No scale', tags: none, lines: ['32 px'] },
  {
    what: 'B-mode',
    tags: regions(ultrasoundRegion([0, 0, 63, 63], [CM, 0.02], [CM, 0.03])),
    lines: ['6.4 mm'],
  },
  {
    what: 'Doppler',
    tags: regions(ultrasoundRegion([0, 0, 63, 63], [SECONDS, 0.01], [SPEED, -2])),
    lines: ['↔ 0.32 s', '↕ 64 cm/s'],
    to: [48, 48],
  },
  {
    what: 'M-mode',
    tags: regions(ultrasoundRegion([0, 0, 63, 63], [SECONDS, 0.02], [CM, 0.05])),
    lines: ['↔ 0.64 s', '↕ 1.6 cm'],
    to: [48, 48],
  },
  {
    what: 'Across regions',
    tags: regions(
      ultrasoundRegion([0, 0, 31, 63], [CM, 0.02], [CM, 0.02]),
      ultrasoundRegion([32, 0, 63, 63], [CM, 0.02], [CM, 0.02]),
    ),
    lines: ['32 px'],
  },
  {
    what: 'Beyond a region',
    tags: regions(ultrasoundRegion([0, 0, 40, 63], [CM, 0.02], [CM, 0.02])),
    lines: ['32 px'],
  },
];
