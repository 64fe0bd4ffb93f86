import type { ByteArrayParser, DataSet } from 'dicom-parser';
import dicomParser from 'dicom-parser';
import { inflateRaw } from './inflate.ts';
import { LIMITS } from './limits.ts';
import { DicomError } from './problems.ts';

const DEFLATED = new Set(['1.2.840.10008.1.2.1.99', '1.2.840.10008.1.2.4.95']);
const REPRESENTATION =
  /^(?:A[EST]|CS|D[AST]|F[DL]|IS|L[OT]|O[BDFLVW]|PN|S[HLQSTV]|TM|U[CILNRSTV])$/u;
const IMPLICIT_LITTLE = '1.2.840.10008.1.2';
const EXPLICIT_LITTLE = '1.2.840.10008.1.2.1';
export const EXPLICIT_BIG = '1.2.840.10008.1.2.2';

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
  readonly transferSyntax: string;
  /** The file was deflated: offsets are not those of the file. */
  readonly isFolded: boolean;
}

export function isBigEndian({ transferSyntax }: Part10): boolean {
  return transferSyntax === EXPLICIT_BIG;
}

/** Reads the elements before the pixel data. Throws {@link DicomError} only. */
export async function readPart10(bytes: Uint8Array): Promise<Part10> {
  if (bytes.length > LIMITS.objectBytes) {
    throw new DicomError('too-big');
  }
  const hasPreamble = latin(bytes, 128, 132) === 'DICM';
  const guessed = hasPreamble ? undefined : guess(bytes);
  const { transferSyntax, position } = meta(bytes, guessed);
  const isFolded = DEFLATED.has(transferSyntax);
  const whole = isFolded ? await unfolded(bytes, position) : bytes;
  try {
    const data = dataSet(whole, position, transferSyntax);
    return { data, bytes: whole, transferSyntax, isFolded };
  } catch (error) {
    throw faultOf(error);
  }
}

function dataSet(bytes: Uint8Array, position: number, transferSyntax: string) {
  const parser =
    transferSyntax === EXPLICIT_BIG
      ? dicomParser.bigEndianByteArrayParser
      : dicomParser.littleEndianByteArrayParser;
  const stream = new dicomParser.ByteStream(parser, bytes, position);
  const data = new EmptyDataSet(parser, bytes, {});
  const read = isImplicit(bytes, position, transferSyntax)
    ? dicomParser.parseDicomDataSetImplicit
    : dicomParser.parseDicomDataSetExplicit;
  read(data, stream, bytes.length, { untilTag: 'x7fe00010' });
  return data;
}

/**
 * Whether value representations are left out. The first element tells where the transfer syntax is
 * mistaken: it has a representation behind its tag, or a length that the file has room for.
 */
function isImplicit(bytes: Uint8Array, position: number, transferSyntax: string): boolean {
  const isSaid = transferSyntax === IMPLICIT_LITTLE;
  if (transferSyntax === EXPLICIT_BIG || position + 8 > bytes.length) {
    return isSaid;
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset + position, 8);
  const hasRepresentation = REPRESENTATION.test(latin(bytes, position + 4, position + 6));
  const hasLength = view.getUint32(4, true) <= bytes.length - position - 8;
  return hasRepresentation === hasLength ? isSaid : hasLength;
}

function meta(bytes: Uint8Array, guessed: string | undefined) {
  if (guessed !== undefined && bytes[0] === 0x08) {
    return { transferSyntax: guessed, position: 0 };
  }
  const position = { at: guessed === undefined ? 132 : 0 };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let transferSyntax = '';
  while (position.at + 8 <= bytes.length && view.getUint16(position.at, true) === 0x0002) {
    const long = /^(?:OB|OW|UN|UT|SQ)$/u.test(latin(bytes, position.at + 4, position.at + 6));
    if (long && position.at + 12 > bytes.length) {
      throw new DicomError('cut-off');
    }
    const length = long
      ? view.getUint32(position.at + 8, true)
      : view.getUint16(position.at + 6, true);
    const start = position.at + (long ? 12 : 8);
    if (start + length > bytes.length) {
      throw new DicomError('cut-off');
    }
    if (view.getUint16(position.at + 2, true) === 0x0010) {
      transferSyntax = latin(bytes, start, start + Math.min(length, 64)).replace(/[\0 ]+$/u, '');
    }
    position.at = start + length;
  }
  if (transferSyntax === '') {
    throw new DicomError('malformed');
  }
  return { transferSyntax, position: position.at };
}

async function unfolded(bytes: Uint8Array, position: number): Promise<Uint8Array> {
  const data = await inflateRaw(bytes.subarray(position), LIMITS.inflatedBytes);
  const whole = new Uint8Array(position + data.length);
  whole.set(bytes.subarray(0, position));
  whole.set(data, position);
  return whole;
}

/** The transfer syntax of a data set without preamble; refuses what does not look like one. */
function guess(bytes: Uint8Array): string {
  const group = (bytes[0] ?? 0) | ((bytes[1] ?? 0) << 8);
  if (bytes.length < 16 || (group !== 0x0002 && group !== 0x0008)) {
    throw new DicomError('not-dicom');
  }
  return /^[A-Z]{2}$/u.test(latin(bytes, 4, 6)) ? EXPLICIT_LITTLE : IMPLICIT_LITTLE;
}

function faultOf(error: unknown): DicomError {
  if (error instanceof DicomError) {
    return error;
  }
  const words = typeof error === 'string' ? error : error instanceof Error ? error.message : '';
  const beyond = /past (?:end|the end)|outside|beyond|eof|overrun/iu.test(words);
  return new DicomError(beyond ? 'cut-off' : 'malformed', error);
}

function latin(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}
