import type { FrameSources } from './functionalGroups.ts';
import { LIMITS } from './limits.ts';
import { readLut } from './luts.ts';
import type { DisplayFacts, Lut, PixelFacts, Sides, ValueUnit } from './objects.ts';
import { readOverlays } from './overlays.ts';
import { readUnit } from './valueUnits.ts';
import type { Values } from './values.ts';

/** Pixel Spacing Calibration Type (PS3.3 10.7.1.3). */
const CALIBRATED = new Set(['GEOMETRY', 'FIDUCIAL']);
const VOI_LUTS = 'x00283010';

/** What makes a picture of the values, beyond slope, intercept and windows. */
export function readDisplay(root: Values, pixels: PixelFacts, sources: FrameSources): DisplayFacts {
  const isSigned = pixels.pixelRepresentation === 1;
  const highBit = root.uint16('x00280102');
  return {
    highBit:
      highBit !== undefined && highBit >= pixels.bitsStored - 1 && highBit < pixels.bitsAllocated
        ? highBit
        : pixels.bitsStored - 1,
    padding: readPadding(root, isSigned),
    aspect: positivePair(root.numbers('x00280034')),
    isCalibrated: CALIBRATED.has(root.text('x00280a02')) && hasSpacing(sources),
    onFilm: positivePair(root.numbers('x00182010')),
    magnification: readMagnification(root),
    overlays: readOverlays(root),
    frameOfReference: root.fact('x00200052').replace(/\0/gu, ''),
    unit: unitOf(root, sources),
    sides: readSides(sources),
    isQuadruped: root.fact('x00102210') === 'QUADRUPED',
    dimensions: readDimensions(sources),
    isInverse: root.text('x20500020') === 'INVERSE',
    modalityLut: readLut(root.item('x00283000'), isSigned),
    voiLuts: readVoiLuts(sources, isSigned),
  };
}

/** Without Pixel Spacing there is nothing that was calibrated. */
function hasSpacing({ said }: FrameSources): boolean {
  return said.every((sources) =>
    sources.some((source) => positivePair(source.numbers('x00280030')) !== undefined),
  );
}

/** Of all frames; plain numbers where they differ. */
function unitOf(root: Values, { said }: FrameSources): ValueUnit {
  const [first = { name: '', factor: 1 }, ...others] = said.map((each) => readUnit(root, each));
  const isOne = others.every(({ name, factor }) => name === first.name && factor === first.factor);
  return isOne ? first : { name: '', factor: 1 };
}

function readPadding(root: Values, isSigned: boolean): [number, number] | undefined {
  const number = (tag: string) => {
    const value = root.uint16(tag);
    return value !== undefined && isSigned && value > 0x7fff ? value - 0x10000 : value;
  };
  const one = number('x00280120');
  const other = number('x00280121') ?? one;
  return one === undefined || other === undefined
    ? undefined
    : [Math.min(one, other), Math.max(one, other)];
}

function positivePair([vertical, horizontal]: readonly number[]): [number, number] | undefined {
  return vertical !== undefined && horizontal !== undefined && vertical > 0 && horizontal > 0
    ? [vertical, horizontal]
    : undefined;
}

/** Estimated Radiographic Magnification Factor, which is 1 at least. */
function readMagnification(root: Values): number | undefined {
  const factor = root.number('x00181114');
  return factor !== undefined && factor >= 1 ? factor : undefined;
}

/** Dimension Index Values of each frame; else its In-Stack Position Number (PS3.3 C.7.6.16 and C.7.6.17). */
function readDimensions({ contents }: FrameSources): number[][] {
  const places = contents.map((content) => {
    const indices: number[] = [];
    for (let at = 0; at < LIMITS.dimensions; at += 1) {
      const index = content?.uint32('x00209157', at);
      if (index === undefined) {
        break;
      }
      indices.push(index);
    }
    const inStack = content?.uint32('x00209057');
    return indices.length > 0 || inStack === undefined ? indices : [inStack];
  });
  const [first] = places;
  return first !== undefined &&
    first.length > 0 &&
    places.every(({ length }) => length === first.length)
    ? places
    : [];
}

/** One for all frames, unless they differ. */
function readSides({ frames }: FrameSources): Sides[] {
  const sides = frames.map(sidesOf);
  const [first] = sides;
  const isOne = sides.every((side) => JSON.stringify(side) === JSON.stringify(first));
  return isOne ? sides.slice(0, 1) : sides;
}

/** Frame Laterality, else Image Laterality, else Laterality; View Position, else its code. */
function sidesOf(sources: readonly Values[]): Sides {
  const said = (tag: string) =>
    sources.map((source) => source.fact(tag)).find((text) => text !== '') ?? '';
  const codes = sources.find((source) => source.has('x00540220'));
  const modifiers = codes?.item('x00540220')?.code('x00540222') ?? '';
  return {
    orientation:
      sources.map((source) => source.words('x00200020')).find((words) => words.length > 0) ?? [],
    laterality: said('x00209072') || said('x00200062') || said('x00200060'),
    view:
      said('x00185101') ||
      [codes?.code('x00540220') ?? '', modifiers].filter((part) => part !== '').join(', '),
  };
}

/** One for all frames, unless one has its own. */
function readVoiLuts({ frames }: FrameSources, isSigned: boolean): (Lut | undefined)[] {
  const items = frames.map((sources) =>
    sources.slice(0, -1).find((source) => source.has(VOI_LUTS)),
  );
  const isOne = items.every((item) => item === items[0]);
  return (isOne ? frames.slice(0, 1) : frames).map((sources) => voiLut(sources, isSigned));
}

/** The values before it are those behind slope and intercept, which may be below zero. */
function voiLut(sources: readonly Values[], isSigned: boolean): Lut | undefined {
  const number = (tag: string) =>
    sources.map((source) => source.number(tag)).find((value) => value !== undefined) ?? 0;
  return readLut(
    sources.find((source) => source.has(VOI_LUTS))?.item(VOI_LUTS),
    isSigned || number('x00281052') < 0 || number('x00281053') < 0,
  );
}
