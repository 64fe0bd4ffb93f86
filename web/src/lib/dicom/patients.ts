import type { DicomHeader } from './header.ts';
import { trimmed } from './names.ts';
import type { Patient } from '../portal.ts';

/** Somebody whom DICOM headers name. */
export interface NamedPatient {
  /** Tells whether two are the same. */
  readonly key: string;
  /** The one name, once for each script that it is written in. */
  readonly names: readonly string[];
  /** `YYYY-MM-DD`. */
  readonly birthDate: string | undefined;
  /** In the numbering of the hospital that made the files. */
  readonly id: string | undefined;
}

/** Whom a header names; undefined where it names nobody. */
export function patientOf(header: DicomHeader | undefined): NamedPatient | undefined {
  if (
    header === undefined ||
    (header.patientNames.length === 0 && header.patientId === undefined)
  ) {
    return undefined;
  }
  const { patientNames: names, patientBirthDate: birthDate, patientId: id } = header;
  return { key: JSON.stringify([names, birthDate ?? null, id ?? null]), names, birthDate, id };
}

/** Whom files name, each once, in the order of the files. */
export function patientsIn(
  files: readonly { readonly dicom: DicomHeader | undefined }[],
): NamedPatient[] {
  const patients = new Map<string, NamedPatient>();
  for (const { dicom } of files) {
    const patient = patientOf(dicom);
    if (patient !== undefined && !patients.has(patient.key)) {
      patients.set(patient.key, patient);
    }
  }
  return [...patients.values()];
}

/**
 * Whom the files name though the record is another one's: their files belong into it only if somebody
 * says so of each. Where nobody knows whose record it is, the files may name one.
 */
export function strangersIn(
  patients: readonly NamedPatient[],
  patient: Patient | undefined,
): readonly NamedPatient[] {
  if (patient === undefined) {
    return patients.length > 1 ? patients : [];
  }
  return patients.filter((named) => !mayBe(named, patient));
}

/**
 * Whether that may be the same person: the name is the same, order, case and accents aside, or a number
 * together with the day of birth, and the days of birth don't differ. Who has no name in the files may
 * be anybody, but for another number.
 */
function mayBe(named: NamedPatient, patient: Patient): boolean {
  const { id, birthDate } = named;
  const areBothBorn = birthDate !== undefined && patient.birthDate !== undefined;
  if (areBothBorn && birthDate !== patient.birthDate) {
    return false;
  }
  const isSameNumber =
    id !== undefined && patient.identifiers.some(({ value }) => folded(value) === folded(id));
  if (named.names.length === 0) {
    return id === undefined || patient.identifiers.length === 0 || isSameNumber;
  }
  return isCalled(named, patient.name) || (isSameNumber && areBothBorn);
}

/** A number without spaces around it and in lower case. */
function folded(number: string): string {
  return (trimmed(number) ?? '').toLowerCase();
}

/** One number, two names: a typing error, or two people. */
export function twoNamesIn(
  patients: readonly NamedPatient[],
): (readonly [one: NamedPatient, other: NamedPatient])[] {
  const first = new Map<string, NamedPatient>();
  const found: [NamedPatient, NamedPatient][] = [];
  for (const patient of patients) {
    if (patient.id === undefined || patient.names.length === 0) {
      continue;
    }
    const before = first.get(patient.id);
    if (before === undefined) {
      first.set(patient.id, patient);
    } else if (!patient.names.some((name) => isCalled(before, name))) {
      found.push([before, patient]);
    }
  }
  return found;
}

function isCalled({ names }: NamedPatient, name: string): boolean {
  return names.some((own) => sameName(own, name));
}

/**
 * Whether two names have the same words, in any order, case and accents aside, and with letters that
 * old machines don't have written as two; what has no word is nobody's name.
 */
export function sameName(one: string, other: string): boolean {
  const words = wordsOf(one);
  return words !== '' && words === wordsOf(other);
}

const LETTERS: ReadonlyMap<string, string> = new Map([
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['ø', 'o'],
  ['ł', 'l'],
  ['đ', 'd'],
  ['ı', 'i'],
  ['ς', 'σ'],
]);
/**
 * Letters whose marks are accents or points, which people leave out. In any other script they are letters
 * themselves: the vowels of Devanagari, the voiced sounds of Japanese.
 */
const ACCENTED =
  /((?=\p{L})[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Arabic}])\p{M}+/gu;
/** How a letter is to be drawn: forms of ideographs, joiners beside a mark. */
const FORMS =
  /[\u180b-\u180d\u180f\ufe00-\ufe0f\u{e0100}-\u{e01ef}]|(?<=\p{M})[\u200c\u200d]+|[\u200c\u200d]+(?=\p{M})/gu;

function wordsOf(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(FORMS, '')
    .replaceAll(ACCENTED, '$1')
    .toLowerCase()
    .replaceAll(/[ßæœøłđıς]/gu, (letter) => LETTERS.get(letter) ?? letter)
    // Müller is Mueller where there is no ü: both are compared as Muller.
    .replaceAll(/([aou])e/gu, '$1');
  return (plain.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu) ?? []).sort().join(' ');
}
