/** Of attributes in DICOM JSON (PS3.18 annex F). */
export type Representation =
  'AS' | 'CS' | 'DA' | 'DS' | 'IS' | 'LO' | 'PN' | 'SH' | 'ST' | 'TM' | 'UI' | 'US';

/** Available Transfer Syntax UID: stands for the one in the file's meta information. */
export const TRANSFER_SYNTAX = '00083002';

/** The attributes that a description has, in the order in which they are written (spec/bodies.md section 7). */
export const DESCRIBED: ReadonlyMap<string, Representation> = new Map([
  ['00080016', 'UI'],
  ['00080018', 'UI'],
  ['00080020', 'DA'],
  ['00080030', 'TM'],
  ['00080050', 'SH'],
  ['00080060', 'CS'],
  ['00080080', 'LO'],
  ['00081030', 'LO'],
  ['0008103E', 'LO'],
  ['00082144', 'IS'],
  [TRANSFER_SYNTAX, 'UI'],
  ['00100010', 'PN'],
  ['00100020', 'LO'],
  ['00100030', 'DA'],
  ['00100040', 'CS'],
  ['00101010', 'AS'],
  ['00180015', 'CS'],
  ['00180040', 'IS'],
  ['00180050', 'DS'],
  ['00181063', 'DS'],
  ['00181065', 'DS'],
  ['00181164', 'DS'],
  ['0020000D', 'UI'],
  ['0020000E', 'UI'],
  ['00200011', 'IS'],
  ['00200013', 'IS'],
  ['00200032', 'DS'],
  ['00200037', 'DS'],
  ['00280002', 'US'],
  ['00280004', 'CS'],
  ['00280006', 'US'],
  ['00280008', 'IS'],
  ['00280010', 'US'],
  ['00280011', 'US'],
  ['00280030', 'DS'],
  ['00280100', 'US'],
  ['00280101', 'US'],
  ['00280103', 'US'],
  ['00281050', 'DS'],
  ['00281051', 'DS'],
  ['00281052', 'DS'],
  ['00281053', 'DS'],
  ['00281056', 'CS'],
  ['00420010', 'ST'],
  ['00700081', 'LO'],
]);

export const NAME_GROUPS = ['Alphabetic', 'Ideographic', 'Phonetic'] as const;

/** A description, as DICOM JSON. */
export type Description = Readonly<
  Record<string, { readonly vr: Representation; readonly Value: readonly Value[] }>
>;
export type Value = string | number | null | Readonly<Partial<Record<string, string>>>;

/** One image of an index. */
export interface Instance {
  /** Position of its file in the report. */
  readonly file: number;
  /** Of the file, in bytes. */
  readonly size: number;
  /** Offset and length of the value of its pixel data in the file. */
  readonly pixels: readonly [offset: number, length: number];
  /** Where they lie in fragments: of each frame, offset and length of each fragment in turn. */
  readonly frames?: readonly (readonly number[])[];
  readonly dicom?: Description;
}

/** Bounds of an index, in both directions. */
export const BOUNDS = {
  /** As it stands in the pack. */
  deflatedBytes: 16 * 1024 * 1024,
  /** Its text. */
  textBytes: 16 * 1024 * 1024,
  /** One value as it stands in a file. */
  valueBytes: 1_024,
  values: 64,
  /** Pixels begin no later than that. */
  headerBytes: 16 * 1024 * 1024,
  /** Of one file. */
  fragments: 100_000,
  /** Of all files. */
  fragmentsInAll: 200_000,
} as const;

/** Control characters, spaces of other kinds, marks of direction, what stands for no text. */
const DOUBTFUL =
  /[\0-\x1f\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\ufeff\ufffd]|^\u3000|\u3000$/u;

/** Whether every reader finds the same in a text. */
export function isPlain(text: string): boolean {
  return !DOUBTFUL.test(text);
}

/** How many fragments one image is in; none where its frames follow one another. */
export function fragmentsIn({ frames = [] }: Instance): number {
  return frames.reduce((sum, frame) => sum + frame.length / 2, 0);
}
