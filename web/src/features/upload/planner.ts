import type { ChosenFile } from '@/ui/files/chosenFiles.ts';
import { typeOfMedia, typeOfModality } from './codes.ts';
import { lookForDicom, type DicomHeader } from '@/lib/dicom/header.ts';
import { DiscFiles } from './discFiles.ts';
import { mediaTypeOf } from './mediaTypes.ts';
import { byUnits, inNaturalOrder, ReportNames } from './names.ts';
import { patientOf, type NamedPatient } from '@/lib/dicom/patients.ts';

/** A file that was looked at. */
export interface FoundFile {
  readonly file: File;
  /** Below what was chosen, segments joined by `/`. */
  readonly path: string;
  readonly mediaType: string;
  readonly dicom: DicomHeader | undefined;
}

/** Something to be said about the files before they are sent. */
export interface Remark {
  readonly kind: 'left-out-hidden' | 'left-out-empty' | 'damaged';
  readonly count: number;
  /** Of the first of these files. */
  readonly name: string;
}

export interface Findings {
  readonly files: readonly FoundFile[];
  readonly remarks: readonly Remark[];
  /** Paths of what was left out because it belongs to a disc and to no patient. */
  readonly ofDiscs: readonly string[];
}

export interface PlannedFile {
  readonly file: File;
  /** Whom it names: the key of a {@link NamedPatient}. */
  readonly patient?: string | undefined;
  readonly name: string;
  readonly mediaType: string;
}

/** What one report would be, before the person changes it. */
export interface PlannedReport {
  readonly key: string;
  readonly title: string;
  /** A LOINC code. */
  readonly type: string;
  /** A SNOMED CT code; empty: none. */
  readonly specialty: string;
  /** `YYYY-MM-DD`; empty: none. */
  readonly date: string;
  /** Of a study: its modality, or an empty text where it names none. */
  readonly modality: string | undefined;
  readonly patientName: string | undefined;
  readonly files: readonly PlannedFile[];
}

const CLUTTER = new Set(['thumbs.db', 'desktop.ini', 'ehthumbs.db', '__macosx', '$recycle.bin']);
const AT_ONCE = 8;
/** Behind all numbers of series and images. */
const LAST = 0x7fff_ffff;

function isClutter(path: string): boolean {
  return path
    .split('/')
    .some((segment) => segment.startsWith('.') || CLUTTER.has(segment.toLowerCase()));
}

/**
 * Looks at what the files are, in the order of their names. Reads beginnings only.
 *
 * @param options.wholeDiscs also takes what discs bring besides the patient's files
 */
export async function lookAt(
  chosen: readonly ChosenFile[],
  options: {
    readonly wholeDiscs?: boolean;
    readonly onProgress?: (done: number) => void;
  } = {},
): Promise<Findings> {
  const { wholeDiscs = false, onProgress } = options;
  const remarks = new Map<Remark['kind'], Remark>();
  const remark = (kind: Remark['kind'], { name }: File) => {
    const { count, name: first } = remarks.get(kind) ?? { count: 0, name };
    remarks.set(kind, { kind, count: count + 1, name: first });
  };
  const sorted = [...chosen].sort((a, b) => inNaturalOrder(a.path, b.path));
  for (const one of sorted.filter(({ path }) => isClutter(path))) {
    remark('left-out-hidden', one.file);
  }
  const wanted = sorted.filter(({ path }) => !isClutter(path));
  const discs = new DiscFiles(wanted.map(({ path }) => path));
  const files: FoundFile[] = [];
  const ofDiscs: string[] = [];
  const take = ({ found, isDamaged }: Awaited<ReturnType<typeof lookAtOne>>) => {
    const { path, file, dicom } = found;
    if (!wholeDiscs && (DiscFiles.isIndex(path) || (dicom === undefined && discs.isOwn(path)))) {
      ofDiscs.push(path);
    } else if (file.size === 0) {
      remark('left-out-empty', file);
    } else {
      files.push(found);
      if (isDamaged) {
        remark('damaged', file);
      }
    }
  };
  for (let from = 0; from < wanted.length; from += AT_ONCE) {
    (await Promise.all(wanted.slice(from, from + AT_ONCE).map(lookAtOne))).forEach(take);
    onProgress?.(Math.min(wanted.length, from + AT_ONCE));
  }
  return { files, remarks: [...remarks.values()], ofDiscs };
}

async function lookAtOne({ file, path }: ChosenFile) {
  const look = await lookForDicom(file);
  const found: FoundFile =
    look.kind === 'dicom'
      ? { file, path, mediaType: 'application/dicom', dicom: look.header }
      : { file, path, mediaType: await mediaTypeOf(file), dicom: undefined };
  return { found, isDamaged: look.kind === 'damaged' };
}

/**
 * Decides what becomes which report: the DICOM files of a study together become one, titled and dated
 * from their headers, in the order of series and image; every other file becomes one of its own,
 * unless they are joined.
 */
export function plan(
  files: readonly FoundFile[],
  words: { readonly study: string; readonly studyOf: (modality: string) => string },
  options: { readonly join: boolean },
): PlannedReport[] {
  const studies = new Map<string, FoundFile[]>();
  const others: FoundFile[] = [];
  for (const file of files) {
    if (file.dicom === undefined) {
      others.push(file);
    } else {
      const study = studyOf(file, file.dicom);
      const ofStudy = studies.get(study);
      if (ofStudy === undefined) {
        studies.set(study, [file]);
      } else {
        ofStudy.push(file);
      }
    }
  }
  for (const [study, [first, ...rest]] of studies) {
    // Who names no study, and has nobody to be one with, is alone.
    if (first !== undefined && rest.length === 0 && first.dicom?.study === undefined) {
      studies.delete(study);
      others.push(first);
    }
  }
  const [first] = files;
  if (options.join && first !== undefined) {
    return [joined(files.length > 1 ? folderOf(first) : titleOf(first), files)];
  }
  return [
    ...[...studies].map(([study, ofStudy]) => ofStudies(study, ofStudy, words)),
    ...others.map((file) => joined(titleOf(file), [file])),
  ];
}

/** What a file belongs to: its study, or what else images have in common that name none. */
function studyOf({ path }: FoundFile, header: DicomHeader): string {
  return (
    header.study ??
    JSON.stringify([
      path.slice(0, Math.max(0, path.lastIndexOf('/'))),
      header.patientNames,
      header.patientBirthDate ?? '',
      header.patientId ?? '',
      header.modality ?? '',
      header.studyDate ?? '',
    ])
  );
}

function ofStudies(
  study: string,
  files: readonly FoundFile[],
  words: { readonly study: string; readonly studyOf: (modality: string) => string },
): PlannedReport {
  const sorted = [...files].sort(
    (a, b) =>
      byNumber(a.dicom?.seriesNumber, b.dicom?.seriesNumber) ||
      byUnits(a.dicom?.series ?? '', b.dicom?.series ?? '') ||
      byNumber(a.dicom?.instanceNumber, b.dicom?.instanceNumber) ||
      inNaturalOrder(a.path, b.path),
  );
  const first = <Value>(read: (header: DicomHeader) => Value | undefined) => {
    for (const { dicom } of sorted) {
      const value = dicom === undefined ? undefined : read(dicom);
      if (value !== undefined) {
        return value;
      }
    }
    return undefined;
  };
  const modality = first((header) => header.modality) ?? '';
  return {
    key: study,
    title:
      first((header) => header.studyDescription) ??
      first((header) => header.seriesDescription) ??
      (modality === '' ? words.study : words.studyOf(modality)),
    type: typeOfModality(modality),
    specialty: modality === 'ECG' ? '394579002' : '394914008',
    date: first((header) => header.studyDate) ?? '',
    modality,
    patientName: first((header) => header.patientNames[0]),
    files: planned(sorted),
  };
}

/**
 * The reports without the files that name a patient; one that has no other is gone.
 *
 * @param patients whom the files name
 */
export function withoutPatient(
  reports: readonly PlannedReport[],
  { key }: NamedPatient,
  patients: readonly NamedPatient[],
): PlannedReport[] {
  return reports.flatMap((report) => {
    const files = report.files.filter(({ patient }) => patient !== key);
    if (files.length === report.files.length) {
      return [report];
    }
    const named = patients.find((one) => files.some(({ patient }) => patient === one.key));
    return files.length === 0 ? [] : [{ ...report, files, patientName: named?.names[0] }];
  });
}

function joined(title: string, files: readonly FoundFile[]): PlannedReport {
  const [first] = files;
  const media = first?.mediaType ?? '';
  return {
    key: files.map((file) => file.path).join('\n'),
    title,
    type:
      first?.dicom === undefined ? typeOfMedia(media) : typeOfModality(first.dicom.modality ?? ''),
    specialty: '',
    date: first?.dicom?.studyDate ?? '',
    modality: undefined,
    patientName: first?.dicom?.patientNames[0],
    files: planned(files),
  };
}

function planned(files: readonly FoundFile[]): PlannedFile[] {
  const names = new ReportNames();
  return files.map(({ file, path, mediaType, dicom }) => ({
    file,
    patient: patientOf(dicom)?.key,
    name: names.unique(path),
    mediaType,
  }));
}

function byNumber(a: number | undefined, b: number | undefined): number {
  return (a ?? LAST) - (b ?? LAST);
}

/** What an image that names no study says of itself; else the file's name. */
function titleOf({ file, dicom }: FoundFile): string {
  const dot = file.name.lastIndexOf('.');
  return (
    dicom?.studyDescription ??
    dicom?.seriesDescription ??
    (dot > 0 ? file.name.slice(0, dot) : file.name)
  );
}

function folderOf(found: FoundFile): string {
  const [folder, ...below] = found.path.split('/');
  return folder !== undefined && below.length > 0 ? folder : titleOf(found);
}
