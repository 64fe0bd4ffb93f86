import type { DicomHeader } from './header.ts';
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
    id !== undefined &&
    patient.identifiers.some(({ value }) => value.trim().toLowerCase() === id.toLowerCase());
  if (named.names.length === 0) {
    return id === undefined || patient.identifiers.length === 0 || isSameNumber;
  }
  return isCalled(named, patient.name) || (isSameNumber && areBothBorn);
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

/** Accents, and the points of Hebrew and Arabic, which most people leave out. */
const ACCENTS: readonly (readonly [from: number, to: number])[] = [
  [0x300, 0x36f],
  [0x1ab0, 0x1aff],
  [0x1dc0, 0x1dff],
  [0x20d0, 0x20ff],
  [0x591, 0x5c7],
  [0x64b, 0x65f],
  [0x670, 0x670],
];

function isAccent(mark: string): boolean {
  const code = mark.codePointAt(0) ?? 0;
  return ACCENTS.some(([from, to]) => code >= from && code <= to);
}

/** Say how letters join, and are no letters. */
const JOINERS = /[\u00ad\u200c\u200d]/gu;

/**
 * Whether two names have the same words, in any order, case and accents aside, and with letters that
 * old machines don't have written as two; what has no word is nobody's name. Marks that are letters of
 * their script, such as the vowels of Devanagari or the voicing of kana, are never left out.
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
]);

function wordsOf(name: string): string {
  return (
    name
      .replaceAll(JOINERS, '')
      .normalize('NFKD')
      .replaceAll(/\p{M}/gu, (mark) => (isAccent(mark) ? '' : mark))
      .toLowerCase()
      .replaceAll(/[ßæœøłđı]/gu, (letter) => LETTERS.get(letter) ?? letter)
      // Müller is Mueller where there is no ü: both are compared as Muller.
      .replaceAll(/([aou])e/gu, '$1')
      .split(/[^\p{L}\p{M}\p{N}]+/u)
      .filter((word) => word !== '')
      .sort()
      .join(' ')
  );
}
