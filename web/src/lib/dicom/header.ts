import { DICOM_BOUNDS } from './bounds.ts';
import { dayOf, wholeNumber } from './days.ts';
import { inflateBeginning, inflateRaw } from './inflate.ts';
import { firstOf, personNames, trimmed } from './names.ts';
import { beginningOf, type Beginning } from './part10.ts';
import { DicomError } from './problems.ts';
import { readStart, type Syntax, tagAt, UNDEFINED_LENGTH } from './syntax.ts';
import { DicomText } from './text.ts';

/** What is read from a DICOM file before it is uploaded. Texts are trimmed; empty ones are absent. */
export interface DicomHeader {
  readonly study: string | undefined;
  readonly series: string | undefined;
  /** `YYYY-MM-DD`. */
  readonly studyDate: string | undefined;
  readonly modality: string | undefined;
  readonly studyDescription: string | undefined;
  readonly seriesDescription: string | undefined;
  readonly seriesNumber: number | undefined;
  readonly instanceNumber: number | undefined;
  /** The one name, as people write it (`Dr Asha Rao`), once for each script that it is written in. */
  readonly patientNames: readonly string[];
  /** `YYYY-MM-DD`. */
  readonly patientBirthDate: string | undefined;
  readonly patientId: string | undefined;
}

export type DicomLook =
  | { readonly kind: 'dicom'; readonly header: DicomHeader }
  /** Says of itself that it is DICOM, and cannot be read as such. */
  | { readonly kind: 'damaged' }
  | { readonly kind: 'other' };

const CHARACTER_SET = 0x0008_0005;
const SOP_CLASS = 0x0008_0016;
const STUDY_DATE = 0x0008_0020;
const MODALITY = 0x0008_0060;
const STUDY_DESCRIPTION = 0x0008_1030;
const SERIES_DESCRIPTION = 0x0008_103e;
const PATIENT_NAME = 0x0010_0010;
const PATIENT_ID = 0x0010_0020;
const PATIENT_BIRTH_DATE = 0x0010_0030;
const STUDY = 0x0020_000d;
const SERIES = 0x0020_000e;
const SERIES_NUMBER = 0x0020_0011;
const INSTANCE_NUMBER = 0x0020_0013;
const WANTED = new Set([
  CHARACTER_SET,
  SOP_CLASS,
  STUDY_DATE,
  MODALITY,
  STUDY_DESCRIPTION,
  SERIES_DESCRIPTION,
  PATIENT_NAME,
  PATIENT_ID,
  PATIENT_BIRTH_DATE,
  STUDY,
  SERIES,
  SERIES_NUMBER,
  INSTANCE_NUMBER,
]);
/** The last tag that is wanted; elements lie in ascending order, pixel data far behind. */
const LAST = INSTANCE_NUMBER;
const ITEM = 0xfffe_e000;
const ITEM_END = 0xfffe_e00d;
const SEQUENCE_END = 0xfffe_e0dd;

/** Bytes read from the beginning of a file, one after the other until the header is complete. */
const BEGINNINGS = [64 * 1024, 1024 * 1024, DICOM_BOUNDS.headerBytes + 1024 * 1024];
const UID = /^\d+(?:\.\d+)+$/u;

/** A file, or what reads like one. */
export interface Sliced {
  readonly size: number;
  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

/** Looks whether a file is DICOM, and reads what is needed of its header. Never the pixels. */
export async function lookForDicom(file: Sliced): Promise<DicomLook> {
  let look: DicomLook = { kind: 'other' };
  for (const length of BEGINNINGS) {
    const bytes = new Uint8Array(await file.slice(0, length).arrayBuffer());
    const found = await lookAtBeginning(bytes);
    look = found.look;
    if (!found.needsMore || file.size <= length) {
      break;
    }
  }
  return look;
}

async function lookAtBeginning(bytes: Uint8Array) {
  let hasPreamble = false;
  let isFolded = false;
  try {
    const beginning = beginningOf(bytes);
    ({ hasPreamble, isDeflated: isFolded } = beginning);
    const { values, isWhole } = await valuesOf(bytes, beginning);
    const sopClass = plain(values.get(SOP_CLASS));
    // Few bytes make an accidental element; an accidental class of objects does not happen.
    const isDicom = hasPreamble || (sopClass !== undefined && UID.test(sopClass));
    const look: DicomLook = isDicom ? { kind: 'dicom', header: of(values) } : { kind: 'other' };
    return { look, needsMore: !isWhole };
  } catch (error) {
    if (!(error instanceof DicomError)) {
      throw error;
    }
    const isMarked = hasPreamble || String.fromCharCode(...bytes.subarray(128, 132)) === 'DICM';
    const look: DicomLook = { kind: isMarked ? 'damaged' : 'other' };
    return { look, needsMore: error.problem === 'cut-off' || isFolded };
  }
}

async function valuesOf(bytes: Uint8Array, { position, syntax, isDeflated }: Beginning) {
  const data = bytes.subarray(position);
  if (!isDeflated) {
    return new HeaderElements(data, syntax).read();
  }
  const beginning = await inflateBeginning(data, DICOM_BOUNDS.headerBytes);
  const read = new HeaderElements(beginning, syntax).read();
  // Elements that are wanted may be behind what was unfolded.
  return read.isWhole
    ? read
    : new HeaderElements(await inflateRaw(data, DICOM_BOUNDS.headerBytes), syntax).read();
}

/**
 * Where the value of an element of a file's top level begins, read as strictly as an upload's headers:
 * undefined where it is not there, or anything before it is written in an odd way.
 */
export function placeOf(tag: number, bytes: Uint8Array): number | undefined {
  try {
    const { position, syntax } = beginningOf(bytes);
    const place = new HeaderElements(bytes.subarray(position), syntax).passTo(tag);
    return place === undefined ? undefined : position + place;
  } catch (error) {
    if (error instanceof DicomError) {
      return undefined;
    }
    throw error;
  }
}

/** The wanted elements of a data set's top level; all others are passed over, whatever is in them. */
class HeaderElements {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #syntax: Syntax;
  #at = 0;

  constructor(bytes: Uint8Array, syntax: Syntax) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#syntax = syntax;
  }

  /** The values; they are whole where something behind them was seen. */
  read() {
    const kept = new Map<number, Uint8Array>();
    while (this.#at < this.#bytes.length) {
      const isTag = this.#at + 8 <= this.#bytes.length;
      if (isTag && tagAt(this.#view, this.#at, this.#syntax) > LAST) {
        return { values: kept, isWhole: true };
      }
      const { tag, representation, length, at } = this.#start(this.#syntax);
      if (length === UNDEFINED_LENGTH) {
        this.#passSequence(representation, this.#syntax, 0);
        continue;
      }
      this.#pass(length);
      // What stands twice breaks the standard; the last counts, as in the viewer.
      if (WANTED.has(tag) && length <= DICOM_BOUNDS.valueBytes) {
        kept.set(tag, this.#bytes.subarray(at, at + length));
      }
    }
    return { values: kept, isWhole: false };
  }

  /**
   * Passes over all elements before one, each higher than the one before it; gives where its value begins,
   * undefined if it is not there.
   */
  passTo(end: number): number | undefined {
    let before = 0;
    while (this.#at < this.#bytes.length) {
      const { tag, representation, length, at } = this.#start(this.#syntax);
      if (tag <= before || tag >= end) {
        return tag === end ? at : undefined;
      }
      before = tag;
      if (length === UNDEFINED_LENGTH) {
        this.#passSequence(representation, this.#syntax, 0);
      } else {
        this.#pass(length);
      }
    }
    return undefined;
  }

  #start(syntax: Syntax) {
    const start = readStart(this.#view, this.#at, syntax);
    this.#at = start.at;
    return start;
  }

  #pass(length: number) {
    this.#at += length;
    if (this.#at > DICOM_BOUNDS.headerBytes) {
      throw new DicomError('malformed');
    }
    if (this.#at > this.#bytes.length) {
      throw new DicomError('cut-off');
    }
  }

  /** A sequence, or encapsulated content, whose end is marked instead of its length given. */
  #passSequence(representation: string, outside: Syntax, depth: number) {
    if (depth > DICOM_BOUNDS.depth) {
      throw new DicomError('malformed');
    }
    // Content of unknown representation is implicit little endian inside (PS3.5 section 6.2.2).
    const inside =
      outside.isExplicit && representation === 'UN'
        ? { isExplicit: false, isBigEndian: false }
        : outside;
    for (;;) {
      const item = this.#start(inside);
      if (item.tag === SEQUENCE_END) {
        return;
      }
      if (item.tag !== ITEM) {
        throw new DicomError('malformed');
      }
      if (item.length !== UNDEFINED_LENGTH) {
        this.#pass(item.length);
        continue;
      }
      for (
        let element = this.#start(inside);
        element.tag !== ITEM_END;
        element = this.#start(inside)
      ) {
        if (element.length === UNDEFINED_LENGTH) {
          this.#passSequence(element.representation, inside, depth + 1);
        } else {
          this.#pass(element.length);
        }
      }
    }
  }
}

function of(values: ReadonlyMap<number, Uint8Array>): DicomHeader {
  const texts = new DicomText(latin(values.get(CHARACTER_SET)));
  const text = (tag: number) => {
    const value = values.get(tag);
    return value === undefined ? undefined : trimmed(firstOf(texts.decode(value)));
  };
  const name = values.get(PATIENT_NAME);
  return {
    study: plain(values.get(STUDY)),
    series: plain(values.get(SERIES)),
    studyDate: dayOf(plain(values.get(STUDY_DATE))),
    modality: plain(values.get(MODALITY)),
    studyDescription: text(STUDY_DESCRIPTION),
    seriesDescription: text(SERIES_DESCRIPTION),
    seriesNumber: wholeNumber(plain(values.get(SERIES_NUMBER))),
    instanceNumber: wholeNumber(plain(values.get(INSTANCE_NUMBER))),
    patientNames: name === undefined ? [] : personNames(texts.decode(name, true)),
    patientBirthDate: dayOf(plain(values.get(PATIENT_BIRTH_DATE))),
    patientId: text(PATIENT_ID),
  };
}

/** The first of values that are in no character set of the file. */
function plain(value: Uint8Array | undefined): string | undefined {
  return value === undefined ? undefined : trimmed(firstOf(latin(value) ?? ''));
}

function latin(value: Uint8Array | undefined): string | undefined {
  return value === undefined ? undefined : String.fromCharCode(...value);
}
