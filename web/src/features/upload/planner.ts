import type { ChosenFile } from '@/ui/files/chosenFiles.ts';
import { typeOfMedia, typeOfModality } from './codes.ts';
import { lookForDicom, type DicomHeader } from './dicom.ts';
import { mediaTypeOf } from './mediaTypes.ts';
import { naturally, ReportNames } from './names.ts';

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
  readonly kind: 'left-out-hidden' | 'left-out-index' | 'left-out-empty' | 'damaged';
  readonly count: number;
  /** Of the first of these files. */
  readonly name: string;
}

export interface Findings {
  readonly files: readonly FoundFile[];
  readonly remarks: readonly Remark[];
}

export interface PlannedFile {
  readonly file: File;
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
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** Of a study: its modality, or an empty text where it names none. */
  readonly modality: string | undefined;
  readonly patientName: string | undefined;
  readonly files: readonly PlannedFile[];
}

const CLUTTER = new Set(['thumbs.db', 'desktop.ini', 'ehthumbs.db', '__macosx', '$recycle.bin']);
const AT_ONCE = 8;

function isClutter(path: string): boolean {
  return path
    .split('/')
    .some((segment) => segment.startsWith('.') || CLUTTER.has(segment.toLowerCase()));
}

/** Looks at what the files are, in the order of their names. Reads beginnings only. */
export async function lookAt(
  chosen: readonly ChosenFile[],
  onProgress: (done: number) => void = () => undefined,
): Promise<Findings> {
  const wanted: ChosenFile[] = [];
  const remarks = new Map<Remark['kind'], Remark>();
  const remark = (kind: Remark['kind'], { name }: File) => {
    const { count, name: first } = remarks.get(kind) ?? { count: 0, name };
    remarks.set(kind, { kind, count: count + 1, name: first });
  };
  for (const one of [...chosen].sort((a, b) => naturally(a.path, b.path))) {
    if (isClutter(one.path)) {
      remark('left-out-hidden', one.file);
    } else if (one.file.name.toUpperCase() === 'DICOMDIR') {
      remark('left-out-index', one.file);
    } else if (one.file.size === 0) {
      remark('left-out-empty', one.file);
    } else {
      wanted.push(one);
    }
  }
  const files: FoundFile[] = [];
  for (let from = 0; from < wanted.length; from += AT_ONCE) {
    const some = await Promise.all(wanted.slice(from, from + AT_ONCE).map(lookAtOne));
    for (const { found, damaged } of some) {
      files.push(found);
      if (damaged) {
        remark('damaged', found.file);
      }
    }
    onProgress(Math.min(wanted.length, from + AT_ONCE));
  }
  return { files, remarks: [...remarks.values()] };
}

async function lookAtOne({ file, path }: ChosenFile) {
  const look = await lookForDicom(file);
  const found: FoundFile =
    look.kind === 'dicom'
      ? { file, path, mediaType: 'application/dicom', dicom: look.header }
      : { file, path, mediaType: await mediaTypeOf(file), dicom: undefined };
  return { found, damaged: look.kind === 'damaged' };
}

/**
 * Decides what becomes which report: the DICOM files of a study together become one, titled and dated
 * from their headers, in the order of series and image; every other file becomes one of its own,
 * unless they are joined.
 */
export function plan(
  files: readonly FoundFile[],
  words: { readonly study: string; readonly studyOf: (modality: string) => string },
  options: { readonly join: boolean; readonly today: string },
): PlannedReport[] {
  const studies = new Map<string, FoundFile[]>();
  const others: FoundFile[] = [];
  for (const file of files) {
    const study = file.dicom?.study;
    if (study === undefined) {
      others.push(file);
    } else {
      studies.set(study, [...(studies.get(study) ?? []), file]);
    }
  }
  const [first] = files;
  if (options.join && first !== undefined) {
    return [joined(files.length > 1 ? folderOf(first) : titleOf(first), files, options.today)];
  }
  return [
    ...[...studies].map(([study, ofStudy]) => ofStudies(study, ofStudy, words, options.today)),
    ...others.map((file) => joined(titleOf(file), [file], options.today)),
  ];
}

function ofStudies(
  study: string,
  files: readonly FoundFile[],
  words: { readonly study: string; readonly studyOf: (modality: string) => string },
  today: string,
): PlannedReport {
  const sorted = [...files].sort(
    (a, b) =>
      byNumber(a.dicom?.seriesNumber, b.dicom?.seriesNumber) ||
      naturally(a.dicom?.series ?? '', b.dicom?.series ?? '') ||
      byNumber(a.dicom?.instanceNumber, b.dicom?.instanceNumber) ||
      naturally(a.path, b.path),
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
    date: first((header) => header.studyDate) ?? today,
    modality,
    patientName: first((header) => header.patientName),
    files: planned(sorted),
  };
}

function joined(title: string, files: readonly FoundFile[], today: string): PlannedReport {
  const [first] = files;
  const media = first?.mediaType ?? '';
  return {
    key: files.map((file) => file.path).join('\n'),
    title,
    type:
      first?.dicom === undefined ? typeOfMedia(media) : typeOfModality(first.dicom.modality ?? ''),
    specialty: '',
    date: first?.dicom?.studyDate ?? today,
    modality: undefined,
    patientName: first?.dicom?.patientName,
    files: planned(files),
  };
}

function planned(files: readonly FoundFile[]): PlannedFile[] {
  const names = new ReportNames();
  return files.map(({ file, path, mediaType }) => ({ file, name: names.unique(path), mediaType }));
}

function byNumber(a: number | undefined, b: number | undefined): number {
  return (a ?? Number.MAX_SAFE_INTEGER) - (b ?? Number.MAX_SAFE_INTEGER);
}

function titleOf({ file }: FoundFile): string {
  const dot = file.name.lastIndexOf('.');
  return dot > 0 ? file.name.slice(0, dot) : file.name;
}

function folderOf(found: FoundFile): string {
  const [folder, ...below] = found.path.split('/');
  return folder !== undefined && below.length > 0 ? folder : titleOf(found);
}

/** How many different patients the files name. */
export function patientsIn(files: readonly FoundFile[]): number {
  return new Set(
    files.flatMap(({ dicom }) => {
      const patient = dicom?.patientId ?? dicom?.patientName;
      return patient === undefined ? [] : [patient];
    }),
  ).size;
}
