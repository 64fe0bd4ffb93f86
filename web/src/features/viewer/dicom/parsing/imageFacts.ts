import type {
  FrameFacts,
  ImageContent,
  Palette,
  PixelFacts,
  Triple,
  UltrasoundRegion,
} from './objects.ts';
import { LIMITS } from './limits.ts';
import type { Values } from './values.ts';
import { DicomError } from './problems.ts';

const FLAT = new Set(['MONOCHROME1', 'MONOCHROME2', 'PALETTE COLOR']);
const COLOUR = new Set([
  'RGB',
  'YBR_FULL',
  'YBR_FULL_422',
  'YBR_PARTIAL_422',
  'YBR_PARTIAL_420',
  'YBR_ICT',
  'YBR_RCT',
]);

/** How the object's pixels are stored and shown; throws where that cannot be. */
export function readImage(root: Values): ImageContent {
  const pixels = readPixels(root);
  const frames = Math.max(1, Math.round(root.number('x00280008') ?? 1));
  if (frames > LIMITS.frames) {
    throw new DicomError('malformed');
  }
  const regions = root.items('x00186011');
  if (regions.length > LIMITS.regions) {
    throw new DicomError('too-big');
  }
  return {
    kind: 'image',
    pixels,
    frames,
    frameFacts: readFrameFacts(root, frames),
    framesPerSecond: framesPerSecond(root),
    regions: regions.map(readRegion),
  };
}

function readPixels(root: Values): PixelFacts {
  const rows = root.uint16('x00280010') ?? 0;
  const columns = root.uint16('x00280011') ?? 0;
  const samplesPerPixel = root.uint16('x00280002') ?? 1;
  const bitsAllocated = root.uint16('x00280100') ?? 0;
  const bitsStored = root.uint16('x00280101') ?? bitsAllocated;
  const photometric = root.text('x00280004') || 'MONOCHROME2';
  const fits =
    (samplesPerPixel === 1 && FLAT.has(photometric)) ||
    (samplesPerPixel === 3 && COLOUR.has(photometric) && bitsAllocated === 8);
  if (
    rows === 0 ||
    columns === 0 ||
    !fits ||
    ![8, 16, 32].includes(bitsAllocated) ||
    bitsStored < 1 ||
    bitsStored > bitsAllocated
  ) {
    throw new DicomError('malformed');
  }
  if ((rows * columns * samplesPerPixel * bitsAllocated) / 8 > LIMITS.frameBytes) {
    throw new DicomError('too-big');
  }
  return {
    rows,
    columns,
    samplesPerPixel,
    photometricInterpretation: photometric,
    planarConfiguration: root.uint16('x00280006') ?? 0,
    bitsAllocated,
    bitsStored,
    pixelRepresentation: root.uint16('x00280103') === 1 ? 1 : 0,
    palette: photometric === 'PALETTE COLOR' ? readPalette(root) : undefined,
  };
}

function readPalette(root: Values): Palette {
  const descriptors = ['x00281101', 'x00281102', 'x00281103'].map((tag) => [
    root.uint16(tag, 0) || 65_536,
    root.uint16(tag, 1) ?? 0,
    root.uint16(tag, 2) ?? 0,
  ]);
  const tables = ['x00281201', 'x00281202', 'x00281203'].map((tag, index) => {
    const [length = 0, , bits = 0] = descriptors[index] ?? [];
    const bytes = root.bytes(tag);
    if (bytes === undefined || (bits !== 8 && bits !== 16) || bytes.length < (length * bits) / 8) {
      throw new DicomError('malformed');
    }
    return bits === 8
      ? bytes.slice(0, length)
      : Uint16Array.from({ length }, (_, entry) => root.uint16(tag, entry) ?? 0);
  });
  return { descriptors, tables };
}

/** Facts of each frame; one entry if they are the same for all. */
function readFrameFacts(root: Values, frames: number): FrameFacts[] {
  const shared = root.item('x52009229');
  const each = root.items('x52009230');
  if (each.length === 0) {
    return [frameFacts([...groups(shared), root])];
  }
  return each
    .slice(0, frames)
    .map((frame) => frameFacts([...groups(frame), ...groups(shared), root]));
}

/** The data sets of one frame's functional groups that say where and how. */
function groups(frame: Values | undefined): Values[] {
  return frame === undefined
    ? []
    : ['x00209113', 'x00209116', 'x00289110', 'x00289145', 'x00289132'].flatMap(
        (tag) => frame.item(tag) ?? [],
      );
}

/** The first of the data sets that says something about a fact is believed. */
function frameFacts(sources: readonly Values[]): FrameFacts {
  const numbers = (tag: string, count: number): number[] | undefined =>
    sources.map((source) => source.numbers(tag)).find((values) => values.length >= count);
  const centers = numbers('x00281050', 1) ?? [];
  const widths = numbers('x00281051', 1) ?? [];
  const inBody = numbers('x00280030', 2);
  const spacing = inBody ?? numbers('x00181164', 2);
  return {
    position: triple(numbers('x00200032', 3)),
    orientation: numbers('x00200037', 6)?.slice(0, 6),
    spacing: positivePair(spacing),
    atDetector: inBody === undefined && spacing !== undefined,
    thickness: numbers('x00180050', 1)?.[0],
    slope: numbers('x00281053', 1)?.[0],
    intercept: numbers('x00281052', 1)?.[0],
    windows: centers.slice(0, LIMITS.windows).flatMap((center, index) => {
      const width = widths[index];
      return width !== undefined && width > 0 ? [{ center, width }] : [];
    }),
    sigmoid: sources.some((source) => source.text('x00281056') === 'SIGMOID'),
  };
}

function triple(values: readonly number[] | undefined): Triple | undefined {
  const [x, y, z] = values ?? [];
  return x === undefined || y === undefined || z === undefined ? undefined : [x, y, z];
}

function positivePair(values: readonly number[] | undefined): [number, number] | undefined {
  const [rows, columns] = values ?? [];
  return rows !== undefined && columns !== undefined && rows > 0 && columns > 0
    ? [rows, columns]
    : undefined;
}

function framesPerSecond(root: Values): number | undefined {
  const time = root.number('x00181063') ?? root.numbers('x00181065')[1];
  const rate =
    time !== undefined && time > 0
      ? 1000 / time
      : (root.number('x00180040') ?? root.number('x00082144'));
  return rate !== undefined && rate > 0 && rate <= 1000 ? rate : undefined;
}

function readRegion(item: Values): UltrasoundRegion {
  return {
    regionSpatialFormat: item.uint16('x00186012') ?? 0,
    regionDataType: item.uint16('x00186014') ?? 0,
    regionLocationMinX0: item.uint32('x00186018') ?? 0,
    regionLocationMinY0: item.uint32('x0018601a') ?? 0,
    regionLocationMaxX1: item.uint32('x0018601c') ?? 0,
    regionLocationMaxY1: item.uint32('x0018601e') ?? 0,
    physicalUnitsXDirection: item.uint16('x00186024') ?? 0,
    physicalUnitsYDirection: item.uint16('x00186026') ?? 0,
    physicalDeltaX: item.double('x0018602c') ?? 0,
    physicalDeltaY: item.double('x0018602e') ?? 0,
  };
}
