import { DicomError } from './problems.ts';

/** How elements are written (PS3.5 sections 7.1 and 7.3). */
export interface Syntax {
  /** Each element names its value representation. */
  readonly isExplicit: boolean;
  readonly isBigEndian: boolean;
}

export const IMPLICIT_LITTLE = '1.2.840.10008.1.2';
export const EXPLICIT_LITTLE = '1.2.840.10008.1.2.1';
export const EXPLICIT_BIG = '1.2.840.10008.1.2.2';
const DEFLATED = new Set(['1.2.840.10008.1.2.1.99', '1.2.840.10008.1.2.4.95']);
const NATIVE = new Set(['', IMPLICIT_LITTLE, EXPLICIT_LITTLE, EXPLICIT_BIG]);

const LONG_FORM = /^(?:O[BDFLVW]|S[QV]|U[CNRTV])$/u;
const SHORT_FORM = /^(?:A[EST]|CS|D[AST]|F[DL]|IS|L[OT]|PN|S[HLST]|TM|U[ILS])$/u;
const LETTERS = /^[A-Z]{2}$/u;
/** Written by some devices in place of a representation; the length is where it belongs. */
const NO_REPRESENTATION = /^[\0 ?-]/u;
/** No first element is longer; read as a length, the letters of a representation are. */
const LONGEST_FIRST = 0x1_0000;

/** An element's beginning: everything before its value. */
export interface Start {
  readonly tag: number;
  readonly representation: string;
  readonly length: number;
  /** Where the value begins. */
  readonly at: number;
}

/** The length of what has its end marked instead. */
export const UNDEFINED_LENGTH = 0xffff_ffff;

/**
 * Reads an element's beginning. Throws {@link DicomError} where the bytes end before it does, or where
 * it has none.
 */
export function readStart(view: DataView, at: number, syntax: Syntax): Start {
  const isLittle = !syntax.isBigEndian;
  require(view, at, 8);
  const tag = tagAt(view, at, syntax);
  const plain = (representation: string, length: number, size: number): Start => ({
    tag,
    representation,
    length,
    at: at + size,
  });
  if (tag >>> 16 === 0xfffe || !syntax.isExplicit) {
    return plain('UN', view.getUint32(at + 4, isLittle), 8);
  }
  const representation = representationAt(view, at);
  if (SHORT_FORM.test(representation)) {
    return plain(representation, view.getUint16(at + 6, isLittle), 8);
  }
  // A representation of a later edition has the long form (PS3.5 section 6.2).
  if (LETTERS.test(representation)) {
    require(view, at, 12);
    const known = LONG_FORM.test(representation) ? representation : 'UN';
    return plain(known, view.getUint32(at + 8, isLittle), 12);
  }
  if (NO_REPRESENTATION.test(representation)) {
    return plain('UN', view.getUint16(at + 6, isLittle), 8);
  }
  throw new DicomError('malformed');
}

/** A tag is two 16-bit numbers, each in the byte order of the data set. */
export function tagAt(view: DataView, at: number, { isBigEndian }: Syntax): number {
  return view.getUint16(at, !isBigEndian) * 0x1_0000 + view.getUint16(at + 2, !isBigEndian);
}

function require(view: DataView, at: number, length: number) {
  if (at + length > view.byteLength) {
    throw new DicomError('cut-off');
  }
}

function representationAt(view: DataView, at: number): string {
  return String.fromCharCode(view.getUint8(at + 4), view.getUint8(at + 5));
}

function isKnown(view: DataView, at: number): boolean {
  const representation = representationAt(view, at);
  return LONG_FORM.test(representation) || SHORT_FORM.test(representation);
}

/** Every syntax but three, compressed ones and those to come, is explicit little endian. */
function named(transferSyntax: string): Syntax {
  return {
    isExplicit: transferSyntax !== IMPLICIT_LITTLE,
    isBigEndian: transferSyntax === EXPLICIT_BIG,
  };
}

/** Of a data set that says nothing of it, by its first element. */
export function guessed(view: DataView, at: number): Syntax {
  const isExplicit = isKnown(view, at);
  return { isExplicit, isBigEndian: isExplicit && view.getUint16(at, false) === 0x0008 };
}

/**
 * How a data set is written: some files name one syntax and are written in another; the first element
 * tells. Group 0008 comes first, which in the other byte order is 0800.
 */
export function written(view: DataView, at: number, transferSyntax: string): Syntax {
  const said = named(transferSyntax);
  if (at + 8 > view.byteLength) {
    return said;
  }
  const looksExplicit = isKnown(view, at);
  const isLittle = view.getUint16(at, true) === 0x0008;
  const isBigEndian =
    view.getUint16(at, false) === 0x0008 && looksExplicit ? true : said.isBigEndian && !isLittle;
  if (isBigEndian || looksExplicit) {
    return { isExplicit: true, isBigEndian };
  }
  const isShort = view.getUint32(at + 4, true) < LONGEST_FIRST;
  return { isExplicit: said.isExplicit && !isShort, isBigEndian };
}

/** Whether only the pixels are written otherwise than in explicit little endian. */
export function isCompressed(transferSyntax: string): boolean {
  return !NATIVE.has(transferSyntax) && !DEFLATED.has(transferSyntax);
}

/** Whether the data set behind the meta information is deflated, which some files only say. */
export function isDeflated(view: DataView, at: number, transferSyntax: string): boolean {
  const isPlain =
    at + 8 <= view.byteLength && view.getUint16(at, true) === 0x0008 && isKnown(view, at);
  return DEFLATED.has(transferSyntax) && !isPlain;
}
