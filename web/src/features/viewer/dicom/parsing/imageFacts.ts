import type {
  FrameFacts,
  ImageContent,
  PixelFacts,
  Triple,
  UltrasoundRegion,
  WindowFunction,
} from './objects.ts';
import { readDisplay } from './displayFacts.ts';
import { frameSources } from './functionalGroups.ts';
import { LIMITS } from './limits.ts';
import { emptyUnder } from './overlays.ts';
import { readPixels } from './pixelFacts.ts';
import { DicomError } from './problems.ts';
import { firstSaid, type Values } from './values.ts';

const SLOPE = 'x00281053';
const INTERCEPT = 'x00281052';

/** How the object's pixels are stored and shown; throws where that cannot be. */
export function readImage(root: Values): ImageContent {
  return imageOf(root, readPixels(root), root.whole('x00280008') ?? 1);
}

/** An object that has no pixels but overlays; undefined for others. */
export function readOverlaysAlone(root: Values): ImageContent | undefined {
  const empty = emptyUnder(root);
  return empty && imageOf(root, empty.pixels, empty.frames);
}

function imageOf(root: Values, pixels: PixelFacts, count: number): ImageContent {
  const frames = Math.max(1, count);
  if (frames > LIMITS.frames) {
    throw new DicomError('too-big');
  }
  const regions = root.items('x00186011');
  if (regions.length > LIMITS.regions) {
    throw new DicomError('too-big');
  }
  const sources = frameSources(root, frames);
  return {
    kind: 'image',
    pixels,
    frames,
    frameFacts: sources.frames.map(frameFacts),
    framesPerSecond: framesPerSecond(root),
    regions: regions.map(readRegion),
    display: readDisplay(root, pixels, sources),
  };
}

/** The first of the data sets that says something about a fact is believed. */
export function frameFacts(sources: readonly Values[]): FrameFacts {
  const numbers = (tag: string, count: number): number[] | undefined =>
    enough(firstSaid(sources, tag), count);
  // Centre and width belong together.
  const windowed = sources.find((source) => source.text('x00281050') !== '');
  const centers = windowed?.numbers('x00281050') ?? [];
  const widths = windowed?.numbers('x00281051') ?? [];
  const inBody = positivePair(numbers('x00280030', 2));
  const atDetector = positivePair(numbers('x00181164', 2));
  const isUnscaled = [SLOPE, INTERCEPT].some((tag) => firstSaid(sources, tag)?.length === 0);
  return {
    position: triple(numbers('x00200032', 3)),
    orientation: numbers('x00200037', 6)?.slice(0, 6),
    spacing: inBody ?? atDetector,
    // The same as at the detector, it was not corrected (PS3.3 10.7.1.3).
    atDetector:
      atDetector !== undefined &&
      (inBody === undefined || atDetector.every((each, at) => isSame(each, inBody[at]))),
    thickness: numbers('x00180050', 1)?.[0],
    slope: numbers(SLOPE, 1)?.[0],
    intercept: numbers(INTERCEPT, 1)?.[0],
    ...(isUnscaled ? { isUnscaled: true } : {}),
    // Of values that are not known no window holds.
    windows: (isUnscaled ? [] : centers).slice(0, LIMITS.windows).flatMap((center, index) => {
      const width = widths[index];
      return width !== undefined && width > 0 ? [{ center, width }] : [];
    }),
    windowFunction: windowFunction(
      sources.map((source) => source.text('x00281056')).find((text) => text !== ''),
    ),
  };
}

function enough(values: number[] | undefined, count: number): number[] | undefined {
  return values !== undefined && values.length >= count ? values : undefined;
}

/** But for how many digits are written. */
function isSame(one: number, other = 0): boolean {
  return Math.abs(one - other) <= 1e-4 * one;
}

function windowFunction(text = ''): WindowFunction {
  return text === 'SIGMOID' || text === 'LINEAR_EXACT' ? text : 'LINEAR';
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
