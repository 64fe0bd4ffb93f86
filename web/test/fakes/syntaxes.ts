import { deflateRawSync } from 'node:zlib';
import {
  ascii,
  dataSet,
  encapsulatedPixels,
  joined,
  withMeta,
  type Tags,
  type Value,
} from './dicomWriter.ts';

const LONG = new Set(['OB', 'OD', 'OF', 'OW', 'SQ', 'UN', 'UT']);

/** A file in a transfer syntax that does not compress its pixels. */
export function plainFile(tags: Tags, transferSyntax: string): Uint8Array<ArrayBuffer> {
  switch (transferSyntax) {
    case '1.2.840.10008.1.2':
      return withMeta(written(tags, false, true), transferSyntax);
    case '1.2.840.10008.1.2.2':
      return withMeta(written(tags, true, false), transferSyntax);
    case '1.2.840.10008.1.2.1.99':
      return withMeta(new Uint8Array(deflateRawSync(dataSet(tags))), transferSyntax);
    default:
      return withMeta(dataSet(tags), transferSyntax);
  }
}

/** A file whose frames are compressed. */
export function compressedFile(
  tags: Tags,
  frames: readonly Uint8Array[],
  transferSyntax: string,
): Uint8Array<ArrayBuffer> {
  const { '7fe00010': _pixels, ...rest } = tags;
  return withMeta(joined([dataSet(rest), encapsulatedPixels(frames)]), transferSyntax);
}

function written(tags: Tags, isBig: boolean, isImplicit: boolean): Uint8Array<ArrayBuffer> {
  const number = (value: number, bytes: 2 | 4) => {
    const view = new DataView(new ArrayBuffer(bytes));
    if (bytes === 2) {
      view.setUint16(0, value & 0xffff, !isBig);
    } else {
      view.setUint32(0, value, !isBig);
    }
    return new Uint8Array(view.buffer);
  };
  const head = (tag: string, vr: string, length: number) =>
    joined([
      number(Number.parseInt(tag.slice(0, 4), 16), 2),
      number(Number.parseInt(tag.slice(4), 16), 2),
      ...(isImplicit
        ? [number(length, 4)]
        : LONG.has(vr)
          ? [ascii(`${vr}\0\0`), number(length, 4)]
          : [ascii(vr), number(length, 2)]),
    ]);
  const item = (tag: string, length: number) =>
    joined([
      number(Number.parseInt(tag.slice(0, 4), 16), 2),
      number(Number.parseInt(tag.slice(4), 16), 2),
      number(length, 4),
    ]);
  const value = (vr: string, own: Value): Uint8Array => {
    if (vr === 'SQ') {
      return joined(
        (own as Tags[]).map((each) => {
          const data = written(each, isBig, isImplicit);
          return joined([item('fffee000', data.length), data]);
        }),
      );
    }
    if (typeof own === 'string') {
      const padded = own.length % 2 === 0 ? own : `${own}${vr === 'UI' ? '\0' : ' '}`;
      return ascii(padded);
    }
    if (own instanceof Uint8Array) {
      const size = vr === 'OW' ? 2 : vr === 'OF' ? 4 : vr === 'FD' ? 8 : 1;
      return isBig ? turned(own, size) : own;
    }
    const bytes = vr === 'UL' || vr === 'SL' ? 4 : 2;
    return joined((own as number[]).map((each) => number(each, bytes)));
  };
  return joined(
    Object.keys(tags)
      .sort()
      .map((tag) => {
        const [vr, own] = tags[tag] ?? ['UN', ''];
        const bytes = value(vr, own);
        return joined([head(tag, vr, bytes.length), bytes]);
      }),
  );
}

function turned(bytes: Uint8Array, size: number): Uint8Array {
  const copy = bytes.slice();
  for (let at = 0; at + size <= copy.length; at += size) {
    copy.subarray(at, at + size).reverse();
  }
  return copy;
}
