import { functionalGroups } from './functionalGroups.ts';
import { readLut } from './luts.ts';
import type { DisplayFacts, Lut, PixelFacts } from './objects.ts';
import type { Values } from './values.ts';

/** What makes a picture of the values, beyond slope, intercept and windows. */
export function readDisplay(root: Values, pixels: PixelFacts, frames: number): DisplayFacts {
  const isSigned = pixels.pixelRepresentation === 1;
  const highBit = root.uint16('x00280102');
  return {
    highBit:
      highBit !== undefined && highBit >= pixels.bitsStored - 1 && highBit < pixels.bitsAllocated
        ? highBit
        : pixels.bitsStored - 1,
    padding: readPadding(root, isSigned),
    isInverse: root.text('x20500020') === 'INVERSE',
    modalityLut: readLut(root.item('x00283000'), isSigned),
    voiLuts: readVoiLuts(root, frames, isSigned),
  };
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

/** The values before it are those behind the modality LUT, which may be below zero. */
function readVoiLuts(root: Values, frames: number, isSigned: boolean): (Lut | undefined)[] {
  const isRescaledBelowZero = (root.number('x00281052') ?? 0) < 0;
  const lutOf = (sources: readonly Values[]) =>
    readLut(
      sources.map((source) => source.item('x00283010')).find((item) => item !== undefined),
      isSigned || isRescaledBelowZero,
    );
  const shared = functionalGroups(root.item('x52009229'));
  const each = root.items('x52009230').slice(0, frames);
  const own = each.map((frame) => functionalGroups(frame));
  return own.some((groups) => groups.some((group) => group.has('x00283010')))
    ? own.map((groups) => lutOf([...groups, ...shared, root]))
    : [lutOf([...shared, root])];
}
