/** Writes DICOM objects for tests: explicit VR little endian, sequences of undefined length. */

export type Value = string | number[] | Uint8Array | Tags[];
/** By tag, `ggggeeee`, with its VR. */
export type Tags = Readonly<Record<string, readonly [vr: string, value: Value]>>;

const LONG = new Set(['OB', 'OD', 'OF', 'OW', 'SQ', 'UN', 'UT']);
export const EXPLICIT_LITTLE = '1.2.840.10008.1.2.1';

/** A file with preamble and meta information. */
export function dicomFile(tags: Tags, transferSyntax = EXPLICIT_LITTLE): Uint8Array<ArrayBuffer> {
  return withMeta(dataSet(tags), transferSyntax);
}

/** Puts preamble and meta information before a data set. */
export function withMeta(data: Uint8Array, transferSyntax: string): Uint8Array<ArrayBuffer> {
  const meta = dataSet({ '00020010': ['UI', transferSyntax] });
  return joined([
    new Uint8Array(128),
    ascii('DICM'),
    dataSet({ '00020000': ['UL', [meta.length]] }),
    meta,
    data,
  ]);
}

export function dataSet(tags: Tags): Uint8Array<ArrayBuffer> {
  return joined(
    Object.keys(tags)
      .sort()
      .map((tag) => {
        const [vr, value] = tags[tag] ?? ['UN', ''];
        return element(tag, vr, value);
      }),
  );
}

export function element(tag: string, vr: string, value: Value): Uint8Array<ArrayBuffer> {
  if (Array.isArray(value) && vr === 'SQ') {
    const items = (value as Tags[]).map((item) => {
      const data = dataSet(item);
      return joined([header('fffee000'), uint32(data.length), data]);
    });
    return joined([
      header(tag),
      ascii('SQ\0\0'),
      uint32(0xffffffff),
      ...items,
      header('fffee0dd'),
      uint32(0),
    ]);
  }
  const bytes = padded(encoded(vr, value), vr);
  return joined([
    header(tag),
    ascii(LONG.has(vr) ? `${vr}\0\0` : vr),
    LONG.has(vr) ? uint32(bytes.length) : uint16(bytes.length),
    bytes,
  ]);
}

/** Pixel data in fragments, with an empty offset table. */
export function encapsulatedPixels(fragments: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return joined([
    header('7fe00010'),
    ascii('OB\0\0'),
    uint32(0xffffffff),
    header('fffee000'),
    uint32(0),
    ...fragments.flatMap((fragment) => {
      const even = padded(fragment, 'OB');
      return [header('fffee000'), uint32(even.length), even];
    }),
    header('fffee0dd'),
    uint32(0),
  ]);
}

/** A picture whose pixel `(x, y)` has the value of a function, 16 bits, with tags of its own. */
export function pictureTags(
  rows: number,
  columns: number,
  value: (x: number, y: number, frame: number) => number,
  more: Tags = {},
  frames = 1,
): Tags {
  const pixels = new Uint16Array(rows * columns * frames);
  for (let index = 0; index < pixels.length; index += 1) {
    const inFrame = index % (rows * columns);
    pixels[index] = value(
      inFrame % columns,
      Math.floor(inFrame / columns),
      Math.floor(index / (rows * columns)),
    );
  }
  return {
    '00080016': ['UI', '1.2.840.10008.5.1.4.1.1.2'],
    '00080018': ['UI', '1.2.3.4.5'],
    '00080060': ['CS', 'CT'],
    '00100010': ['PN', 'Sample^Anna'],
    '0020000d': ['UI', '1.2.3'],
    '0020000e': ['UI', '1.2.3.4'],
    '00280002': ['US', [1]],
    '00280004': ['CS', 'MONOCHROME2'],
    '00280008': ['IS', String(frames)],
    '00280010': ['US', [rows]],
    '00280011': ['US', [columns]],
    '00280030': ['DS', '0.5\\0.5'],
    '00280100': ['US', [16]],
    '00280101': ['US', [16]],
    '00280102': ['US', [15]],
    '00280103': ['US', [0]],
    '7fe00010': ['OW', new Uint8Array(pixels.buffer)],
    ...more,
  };
}

function encoded(vr: string, value: Value): Uint8Array {
  if (value instanceof Uint8Array) {
    return value;
  }
  if (typeof value === 'string') {
    return new TextEncoder().encode(value);
  }
  const numbers = value as number[];
  return joined(numbers.map((each) => (vr === 'UL' || vr === 'SL' ? uint32(each) : uint16(each))));
}

function padded(bytes: Uint8Array, vr: string): Uint8Array {
  if (bytes.length % 2 === 0) {
    return bytes;
  }
  const pad = vr === 'UI' || vr === 'OB' || vr === 'UN' ? 0 : 0x20;
  return joined([bytes, Uint8Array.of(pad)]);
}

function header(tag: string): Uint8Array {
  return joined([
    uint16(Number.parseInt(tag.slice(0, 4), 16)),
    uint16(Number.parseInt(tag.slice(4), 16)),
  ]);
}

export function uint16(value: number): Uint8Array {
  return Uint8Array.of(value & 0xff, (value >> 8) & 0xff);
}

export function uint32(value: number): Uint8Array {
  return joined([uint16(value & 0xffff), uint16(Math.floor(value / 0x10000))]);
}

export function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
