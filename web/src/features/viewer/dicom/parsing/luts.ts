import { LIMITS } from './limits.ts';
import type { ImageContent, Lut } from './objects.ts';
import { DicomError } from './problems.ts';
import type { Values } from './values.ts';

interface Descriptor {
  readonly length: number;
  readonly first: number;
  readonly bits: number;
}

/** A lookup table of an item with LUT Descriptor and LUT Data; undefined where there is none. */
export function readLut(item: Values | undefined, isSigned: boolean): Lut | undefined {
  if (item === undefined) {
    return undefined;
  }
  const descriptor = readDescriptor(item, 'x00283002', isSigned);
  return {
    first: descriptor.first,
    bits: descriptor.bits,
    entries: plainEntries(item, 'x00283006', descriptor),
  };
}

/** One colour of a palette: `1` red, `2` green, `3` blue; its entries may be written as segments. */
export function readPaletteLut(root: Values, colour: '1' | '2' | '3'): Lut {
  const isSigned = root.uint16('x00280103') === 1;
  const descriptor = readDescriptor(root, `x0028110${colour}`, isSigned);
  const segments = `x0028122${colour}`;
  return {
    first: descriptor.first,
    bits: descriptor.bits,
    entries: root.has(segments)
      ? segmented(words(root, segments, descriptor.bits), descriptor)
      : plainEntries(root, `x0028120${colour}`, descriptor),
  };
}

/** Number of entries (0: 65,536), value of the first one, bits of each (PS3.3 C.11.1.1.1). */
function readDescriptor(values: Values, tag: string, isSigned: boolean): Descriptor {
  const [length, first, bits] = [0, 1, 2].map((index) => values.uint16(tag, index));
  if (length === undefined || first === undefined || bits === undefined || bits < 8 || bits > 16) {
    throw new DicomError('malformed');
  }
  return {
    length: length === 0 ? LIMITS.lutEntries : length,
    first: isSigned && first > 0x7fff ? first - 0x10000 : first,
    bits,
  };
}

function plainEntries(values: Values, tag: string, { length, bits }: Descriptor): Uint16Array {
  const size = values.bytes(tag)?.length ?? 0;
  // Entries of 8 bits stand in words of their own or two in one.
  const found = size < 2 * length ? words(values, tag, bits) : words(values, tag, 16);
  if (found.length < length) {
    throw new DicomError('malformed');
  }
  return found.slice(0, length);
}

/** All numbers of a value, each of 8 or 16 bits. */
function words(values: Values, tag: string, bits: number): Uint16Array {
  const size = Math.min(values.bytes(tag)?.length ?? 0, 4 * LIMITS.lutEntries);
  const whole = Uint16Array.from({ length: size >> 1 }, (_, at) => values.uint16(tag, at) ?? 0);
  return bits > 8
    ? whole
    : Uint16Array.from({ length: 2 * whole.length }, (_, at) => {
        const word = whole[at >> 1] ?? 0;
        return at % 2 === 0 ? word & 0xff : word >> 8;
      });
}

/** Segments of entries, of lines between them, and of what was said before (PS3.3 C.7.9.2). */
function segmented(codes: Uint16Array, { length, bits }: Descriptor): Uint16Array {
  const entries = new Uint16Array(length);
  let filled = 0;
  const put = (value: number) => {
    entries[filled] = value;
    filled += 1;
  };
  const starts = new Set<number>();
  const code = (at: number) => {
    const value = codes[at];
    if (value === undefined) {
      throw new DicomError('malformed');
    }
    return value;
  };
  /** Reads one segment; gives where the next begins. */
  const read = (at: number): number => {
    const count = code(at + 1);
    if (count === 0) {
      throw new DicomError('malformed');
    }
    switch (code(at)) {
      case 0:
        for (let index = 0; index < count && filled < length; index += 1) {
          put(code(at + 2 + index));
        }
        return at + 2 + count;
      case 1: {
        const from = entries[filled - 1];
        if (from === undefined) {
          throw new DicomError('malformed');
        }
        const to = code(at + 2);
        for (let step = 1; step <= count && filled < length; step += 1) {
          put(Math.round(from + ((to - from) * step) / count));
        }
        return at + 3;
      }
      default:
        throw new DicomError('malformed');
    }
  };
  // The place of what is said again is given in bytes.
  const [wordBytes, wordsOfPlace] = bits > 8 ? [2, 2] : [1, 4];
  for (let at = 0; at < codes.length && filled < length;) {
    if (code(at) === 2) {
      let place = 0;
      for (let word = wordsOfPlace - 1; word >= 0; word -= 1) {
        place = place * 2 ** (8 * wordBytes) + code(at + 2 + word);
      }
      let again = starts.has(place / wordBytes) ? place / wordBytes : codes.length;
      for (let count = code(at + 1); count > 0 && filled < length; count -= 1) {
        again = read(again);
      }
      at += 2 + wordsOfPlace;
    } else {
      starts.add(at);
      at = read(at);
    }
  }
  if (filled < length) {
    throw new DicomError('malformed');
  }
  return entries;
}

/** Bytes that the tables and overlays of an image take in memory. */
export function tableBytes({ pixels, display }: ImageContent): number {
  const { red, green, blue } = pixels.palette ?? {};
  const luts = [red, green, blue, display.modalityLut, ...display.voiLuts].map(
    (lut) => lut?.entries.byteLength ?? 0,
  );
  const planes = display.overlays.planes.map(({ bits }) => bits?.length ?? 0);
  return [...luts, ...planes].reduce((sum, bytes) => sum + bytes, 0);
}
