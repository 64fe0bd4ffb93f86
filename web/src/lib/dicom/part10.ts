import type { ByteArrayParser, ByteStream, DataSet } from 'dicom-parser';
import dicomParser from 'dicom-parser';
import { DICOM_BOUNDS } from './bounds.ts';
import { inflateRaw } from './inflate.ts';
import { DicomError } from './problems.ts';
import {
  EXPLICIT_BIG,
  EXPLICIT_LITTLE,
  guessed,
  IMPLICIT_LITTLE,
  isCompressed,
  isDeflated,
  readStart,
  type Syntax,
  written,
} from './syntax.ts';

const META: Syntax = { isExplicit: true, isBigEndian: false };

/** The types of the library leave its class out. */
const EmptyDataSet = (
  dicomParser as unknown as {
    readonly DataSet: new (
      parser: ByteArrayParser,
      bytes: Uint8Array,
      elements: DataSet['elements'],
    ) => DataSet;
  }
).DataSet;

/** A data set up to its pixels, and the bytes that its offsets point into. */
export interface Part10 {
  readonly data: DataSet;
  readonly bytes: Uint8Array;
  /** A UID: the one that the file names, or the one that it is written in. */
  readonly transferSyntax: string;
  /** The file was deflated: offsets are not those of the file. */
  readonly isFolded: boolean;
  /** The file is written in the syntax that it names. */
  readonly isAsSaid: boolean;
}

/** Where a data set begins, and how it is written. */
export interface Beginning {
  readonly hasPreamble: boolean;
  readonly syntax: Syntax;
  readonly transferSyntax: string;
  readonly position: number;
  readonly isDeflated: boolean;
  readonly isAsSaid: boolean;
}

export function isBigEndian({ transferSyntax }: Part10): boolean {
  return transferSyntax === EXPLICIT_BIG;
}

/** Reads the elements before the pixel data. Throws {@link DicomError} only. */
export async function readPart10(bytes: Uint8Array): Promise<Part10> {
  if (bytes.length > DICOM_BOUNDS.objectBytes) {
    throw new DicomError('too-big');
  }
  const { syntax, transferSyntax, position, isDeflated: isFolded, isAsSaid } = beginningOf(bytes);
  const whole = isFolded ? await unfolded(bytes, position) : bytes;
  try {
    const data = dataSet(whole, position, syntax);
    return { data, bytes: whole, transferSyntax, isFolded, isAsSaid };
  } catch (error) {
    throw faultOf(error);
  }
}

function dataSet(bytes: Uint8Array, position: number, syntax: Syntax) {
  const parser = syntax.isBigEndian
    ? dicomParser.bigEndianByteArrayParser
    : dicomParser.littleEndianByteArrayParser;
  const stream = new dicomParser.ByteStream(parser, bytes, position);
  bound(stream);
  const data = new EmptyDataSet(parser, bytes, {});
  const read = syntax.isExplicit
    ? dicomParser.parseDicomDataSetExplicit
    : dicomParser.parseDicomDataSetImplicit;
  read(data, stream, bytes.length, { untilTag: 'x7fe00010' });
  return data;
}

/** Each element and item begins with two numbers of 16 bits: bounds how many are made of a file. */
function bound(stream: ByteStream): void {
  const read = stream.readUint16.bind(stream);
  let left = 2 * DICOM_BOUNDS.elements;
  stream.readUint16 = () => {
    left -= 1;
    if (left < 0) {
      throw new DicomError('too-big');
    }
    return read();
  };
}

/**
 * Reads the meta information, if any, and looks at what follows. Throws {@link DicomError}:
 * `not-dicom` where nothing looks like DICOM.
 */
export function beginningOf(bytes: Uint8Array): Beginning {
  const hasPreamble = latin(bytes, 128, 132) === 'DICM';
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const start = hasPreamble ? 132 : 0;
  if (bytes.length < start + 8 || (!hasPreamble && !beginsDataSet(view))) {
    throw new DicomError(hasPreamble ? 'cut-off' : 'not-dicom');
  }
  if (view.getUint16(start, true) !== 0x0002) {
    const syntax = guessed(view, start);
    return {
      hasPreamble,
      syntax,
      transferSyntax: uidOf(syntax),
      position: start,
      isDeflated: false,
      isAsSaid: true,
    };
  }
  let position = start;
  let said = '';
  while (position + 8 <= bytes.length && view.getUint16(position, true) === 0x0002) {
    const { tag, at, length } = readStart(view, position, META);
    if (at + length > bytes.length) {
      throw new DicomError('cut-off');
    }
    if (tag === 0x0002_0010 && said === '') {
      said = latin(bytes, at, at + Math.min(length, 64))
        .replaceAll(/[\0-\x20]+/gu, ' ')
        .trim();
    }
    position = at + length;
  }
  const transferSyntax = said === '' ? IMPLICIT_LITTLE : said;
  const isFolded = isDeflated(view, position, transferSyntax);
  const syntax = isFolded ? META : written(view, position, transferSyntax);
  const uid = uidOf(syntax);
  const isAsSaid = isFolded || said === uid || (isCompressed(said) && uid === EXPLICIT_LITTLE);
  return {
    hasPreamble,
    syntax,
    transferSyntax: isAsSaid || isCompressed(said) ? said : uid,
    position,
    isDeflated: isFolded,
    isAsSaid,
  };
}

/** A data set without preamble begins with group 0008, or with meta information. */
function beginsDataSet(view: DataView): boolean {
  const group = view.getUint16(0, true);
  return group === 0x0002 || group === 0x0008 || view.getUint16(0, false) === 0x0008;
}

function uidOf({ isExplicit, isBigEndian: isBig }: Syntax): string {
  return isBig ? EXPLICIT_BIG : isExplicit ? EXPLICIT_LITTLE : IMPLICIT_LITTLE;
}

async function unfolded(bytes: Uint8Array, position: number): Promise<Uint8Array> {
  const before = bytes.slice(0, position);
  return inflateRaw(bytes.subarray(position), DICOM_BOUNDS.inflatedBytes, true, before);
}

function faultOf(error: unknown): DicomError {
  if (error instanceof DicomError) {
    return error;
  }
  if (error instanceof RangeError && /call stack|recursion/iu.test(error.message)) {
    return new DicomError('too-big', error);
  }
  const words = typeof error === 'string' ? error : error instanceof Error ? error.message : '';
  const beyond = /past (?:end|the end)|outside|beyond|eof|overrun/iu.test(words);
  return new DicomError(beyond ? 'cut-off' : 'malformed', error);
}

function latin(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}
