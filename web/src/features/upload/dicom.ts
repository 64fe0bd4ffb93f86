import { lookUp } from '@/ui/lookUp.ts';
import { parseDicom, type DataSet } from 'dicom-parser';

/** What the portal reads from a DICOM file. Texts are trimmed; empty ones are absent. */
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
  /** As people write it: `Asha Rao`. */
  readonly patientName: string | undefined;
  readonly patientId: string | undefined;
}

export type DicomLook =
  | { readonly kind: 'dicom'; readonly header: DicomHeader }
  /** Says of itself that it is DICOM, and cannot be read as such. */
  | { readonly kind: 'damaged' }
  | { readonly kind: 'other' };

/** Bytes read from the beginning of a file, one after the other until the header is complete. */
const BEGINNINGS = [64 * 1_024, 1_024 * 1_024, 16 * 1_024 * 1_024];
const IMPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2';
const EXPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2.1';
/** Longer texts are cut: no name or description is. */
const MOST_TEXT_BYTES = 4_096;
/** The last tag that is wanted; elements lie in ascending order, pixel data far behind. */
const INSTANCE_NUMBER = 'x00200013';

/** Looks whether a file is DICOM, and reads what is needed of its header. Never the pixels. */
export async function lookForDicom(file: Blob): Promise<DicomLook> {
  let damaged = false;
  for (const length of BEGINNINGS) {
    const bytes = new Uint8Array(await file.slice(0, length).arrayBuffer());
    const marked = hasPreamble(bytes);
    if (!marked && !looksLikeBareDataSet(bytes)) {
      return { kind: 'other' };
    }
    const header = marked ? read(bytes, undefined) : readBare(bytes);
    if (header !== undefined) {
      return { kind: 'dicom', header };
    }
    damaged = marked;
    if (file.size <= length) {
      break;
    }
  }
  return { kind: damaged ? 'damaged' : 'other' };
}

function hasPreamble(bytes: Uint8Array): boolean {
  return String.fromCharCode(...bytes.subarray(128, 132)) === 'DICM';
}

/** A data set without preamble begins with group 0008, sometimes 0002. */
function looksLikeBareDataSet(bytes: Uint8Array): boolean {
  return (bytes[0] === 0x08 || bytes[0] === 0x02) && bytes[1] === 0 && bytes[3] === 0;
}

function readBare(bytes: Uint8Array): DicomHeader | undefined {
  const vr = String.fromCharCode(...bytes.subarray(4, 6));
  const explicit = /^[A-Z]{2}$/.test(vr);
  const header = read(bytes, explicit ? EXPLICIT_LITTLE_ENDIAN : IMPLICIT_LITTLE_ENDIAN);
  // Without a mark, only a study proves that it was DICOM.
  return header?.study === undefined ? undefined : header;
}

function read(bytes: Uint8Array, transferSyntax: string | undefined): DicomHeader | undefined {
  try {
    return headerOf(
      parseDicom(bytes, {
        untilTag: INSTANCE_NUMBER,
        ...(transferSyntax === undefined ? {} : { TransferSyntaxUID: transferSyntax }),
      }),
    );
  } catch {
    // Cut off before the wanted tags, or not DICOM: more of the file tells.
    return undefined;
  }
}

function headerOf(data: DataSet): DicomHeader {
  const decoder = decoderFor(data.string('x00080005'));
  const text = (tag: string) => {
    const element = data.elements[tag];
    if (element === undefined) {
      return undefined;
    }
    const value = decoder
      .decode(
        data.byteArray.subarray(
          element.dataOffset,
          element.dataOffset + Math.min(element.length, MOST_TEXT_BYTES),
        ),
      )
      .replaceAll('\0', ' ')
      .trim();
    return value === '' ? undefined : value;
  };
  const whole = (tag: string) => {
    const value = Number(text(tag));
    return text(tag) !== undefined && Number.isInteger(value) ? value : undefined;
  };
  return {
    study: text('x0020000d'),
    series: text('x0020000e'),
    studyDate: dayOf(text('x00080020')),
    modality: text('x00080060'),
    studyDescription: text('x00081030'),
    seriesDescription: text('x0008103e'),
    seriesNumber: whole('x00200011'),
    instanceNumber: whole('x00200013'),
    patientName: nameOf(text('x00100010')),
    patientId: text('x00100020'),
  };
}

const CHARACTER_SETS: Readonly<Record<string, string>> = {
  'ISO_IR 192': 'utf-8',
  'ISO_IR 100': 'iso-8859-1',
  'ISO_IR 101': 'iso-8859-2',
  'ISO_IR 109': 'iso-8859-3',
  'ISO_IR 110': 'iso-8859-4',
  'ISO_IR 144': 'iso-8859-5',
  'ISO_IR 127': 'iso-8859-6',
  'ISO_IR 126': 'iso-8859-7',
  'ISO_IR 138': 'iso-8859-8',
  'ISO_IR 148': 'windows-1254',
  'ISO_IR 166': 'windows-874',
  GB18030: 'gb18030',
  GBK: 'gbk',
};

function decoderFor(characterSet: string | undefined): TextDecoder {
  const [first = ''] = (characterSet ?? '').split('\\');
  return new TextDecoder(lookUp(CHARACTER_SETS, first.trim()) ?? 'utf-8');
}

function dayOf(value: string | undefined): string | undefined {
  const parts = /^(\d{4})\.?(\d{2})\.?(\d{2})$/.exec(value ?? '');
  if (parts === null) {
    return undefined;
  }
  const day = `${parts[1] ?? ''}-${parts[2] ?? ''}-${parts[3] ?? ''}`;
  const parsed = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== day
    ? undefined
    : day;
}

/** `RAO^ASHA^^DR` becomes `DR ASHA RAO`. */
function nameOf(value: string | undefined): string | undefined {
  const [alphabetic = ''] = (value ?? '').split('=');
  const [family = '', given = '', middle = '', prefix = '', suffix = ''] = alphabetic.split('^');
  const name = [prefix, given, middle, family, suffix]
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join(' ');
  return name === '' ? undefined : name;
}
