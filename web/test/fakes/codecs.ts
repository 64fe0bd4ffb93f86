import { createRequire } from 'node:module';
import { ascii, joined } from './dicomWriter.ts';

/** What is compressed: whole samples of up to 16 bits, those of a pixel side by side. */
export interface Raw {
  readonly rows: number;
  readonly columns: number;
  readonly components: 1 | 3;
  readonly bits: number;
  readonly samples: readonly number[];
}

interface Coder {
  getDecodedBuffer(info?: object): Uint8Array;
  getEncodedBuffer(length?: number): Uint8Array;
  setNearLossless?(most: number): void;
  setInterleaveMode?(mode: number): void;
  setQuality?(isLossless: boolean, step: number): void;
  setDecompositions?(count: number): void;
  encode(): void;
  decode(): void;
}
type Codec = Readonly<Record<string, new () => Coder>>;

const require = createRequire(import.meta.url);

const codecs = new Map<string, Promise<Codec>>();

/** The library's codecs as it brings them for Node, made of the same sources as those of browsers. */
function codec(name: string): Promise<Codec> {
  let known = codecs.get(name);
  if (known === undefined) {
    const make = require(`@cornerstonejs/codec-${name}`) as (options: object) => Promise<Codec>;
    const silent = () => undefined;
    known = make({ print: silent, printErr: silent });
    codecs.set(name, known);
  }
  return known;
}

const NAMES = {
  charls: 'JpegLS',
  openjpeg: 'J2K',
  openjph: 'HTJ2K',
} as const;

export async function encoded(name: keyof typeof NAMES, raw: Raw): Promise<Uint8Array> {
  const Encoder = (await codec(name))[`${NAMES[name]}Encoder`];
  if (Encoder === undefined) {
    throw new Error('no encoder');
  }
  const encoder = new Encoder();
  const { rows: height, columns: width, bits, components } = raw;
  encoder
    .getDecodedBuffer({
      width,
      height,
      bitsPerSample: bits,
      componentCount: components,
      isSigned: false,
      isUsingColorTransform: false,
    })
    .set(bytesOf(raw));
  encoder.setNearLossless?.(0);
  encoder.setInterleaveMode?.(components === 3 ? 2 : 0);
  encoder.setQuality?.(true, 0);
  encoder.setDecompositions?.(1);
  encoder.encode();
  return Uint8Array.from(encoder.getEncodedBuffer());
}

function bytesOf({ bits, samples }: Raw): Uint8Array {
  return bits > 8 ? new Uint8Array(Uint16Array.from(samples).buffer) : Uint8Array.from(samples);
}

/** JPEG lossless, each sample by the one before it (ITU-T T.81 annex H, predictor 1). */
export function losslessJpeg({
  rows,
  columns,
  components,
  bits,
  samples,
}: Raw): Uint8Array<ArrayBuffer> {
  let code = '';
  samples.forEach((sample, at) => {
    const pixel = Math.floor(at / components);
    const above = at - components * columns;
    const before =
      pixel === 0
        ? 2 ** (bits - 1)
        : (samples[pixel % columns === 0 ? above : at - components] ?? 0);
    const difference = sample - before;
    const size = difference === 0 ? 0 : Math.floor(Math.log2(Math.abs(difference))) + 1;
    const value = difference < 0 ? difference + 2 ** size - 1 : difference;
    // Each of 15 categories has a code of four bits.
    code += size.toString(2).padStart(4, '0');
    code += size === 0 ? '' : value.toString(2).padStart(size, '0');
  });
  const padded = code.padEnd(Math.ceil(code.length / 8) * 8, '1');
  const data = (padded.match(/.{8}/gu) ?? []).flatMap((eight) => {
    const byte = Number.parseInt(eight, 2);
    return byte === 0xff ? [0xff, 0] : [byte];
  });
  const segment = (marker: number, bytes: readonly number[]) =>
    Uint8Array.from([0xff, marker, 0, bytes.length + 2, ...bytes]);
  const each = (bytes: (component: number) => number[]) =>
    Array.from({ length: components }, (_, component) => bytes(component + 1)).flat();
  return joined([
    Uint8Array.of(0xff, 0xd8),
    segment(0xe1, [...ascii('none')]),
    segment(0xc3, [
      bits,
      ...[rows >> 8, rows & 255, columns >> 8, columns & 255, components],
      ...each((component) => [component, 0x11, 0]),
    ]),
    segment(0xc4, [
      0,
      ...[0, 0, 0, 15],
      ...Array.from({ length: 12 }, () => 0),
      ...Array.from({ length: 15 }, (_, at) => at),
    ]),
    segment(0xda, [components, ...each((component) => [component, 0]), 1, 0, 0]),
    Uint8Array.from(data),
    Uint8Array.of(0xff, 0xd9),
  ]);
}

/** Run lengths of each byte of a sample, the most significant first (PS3.5 annex G). */
export function runLengths(raw: Raw): Uint8Array<ArrayBuffer> {
  const bytes = raw.bits > 8 ? 2 : 1;
  const segments = Array.from({ length: raw.components * bytes }, (_, segment) => {
    const component = Math.floor(segment / bytes);
    const shift = 8 * (bytes - 1 - (segment % bytes));
    const plane = raw.samples
      .filter((_sample, at) => at % raw.components === component)
      .map((sample) => (sample >> shift) & 255);
    const packed: number[] = [];
    for (let at = 0; at < plane.length; at += 128) {
      const part = plane.slice(at, at + 128);
      packed.push(part.length - 1, ...part);
    }
    return Uint8Array.from(packed.length % 2 === 0 ? packed : [...packed, 0]);
  });
  const header = new DataView(new ArrayBuffer(64));
  header.setUint32(0, segments.length, true);
  let at = 64;
  segments.forEach((segment, index) => {
    header.setUint32(4 + 4 * index, at, true);
    at += segment.length;
  });
  return joined([new Uint8Array(header.buffer), ...segments]);
}
