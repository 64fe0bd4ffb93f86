import { BodyLayout, checkFileName, CONTENTS_LIMIT, utf8 } from '@/crypto/index.ts';
import { PortalError } from '../contract/errors.ts';
import type { Coding } from '../contract/reports.ts';
import type { NewReport } from '../contract/uploads.ts';
import { isDayReached } from '../days.ts';

const MEDIA_TYPE =
  /^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}\/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}$/;

const LONGEST_TITLE = 1_000;
/** Of a file in contents, at most: the names of its members, and its numbers. */
const AN_ENTRY = 110;
/** Of a part in contents. */
const A_HASH = 67;
/** All that does not grow with them has room in the rest. */
const MOST = CONTENTS_LIMIT - 1_000;

export interface PlannedFile {
  readonly name: string;
  readonly mediaType: string;
  readonly role: 'content' | 'preview' | 'study';
  readonly size: number;
  /** Made here: it can't be chosen again after a reload. */
  readonly isMadeHere: boolean;
}

/** What was told about a report that is being uploaded; kept sealed. */
export interface UploadPlan {
  readonly title: string;
  readonly type: Coding | undefined;
  readonly specialty: Coding | undefined;
  readonly date: string | undefined;
  readonly replaces: string | undefined;
  readonly files: readonly PlannedFile[];
}

/** Refuses what no reader would take. */
export function planOf(report: NewReport): UploadPlan {
  if (report.files.length === 0) {
    throw new PortalError('malformed');
  }
  const names = new Set<string>();
  for (const { name } of report.files) {
    try {
      checkFileName(name);
    } catch (failure) {
      throw new PortalError('file-name-refused', { cause: failure });
    }
    if (names.has(name.toLowerCase())) {
      throw new PortalError('file-name-refused');
    }
    names.add(name.toLowerCase());
  }
  if (report.files.some(({ source }) => source.size === 0)) {
    throw new PortalError('file-empty');
  }
  if (report.date !== undefined && !isDayReached(report.date)) {
    throw new PortalError('day-refused');
  }
  const plan = {
    title: report.title,
    type: report.type,
    specialty: report.specialty,
    date: report.date,
    replaces: report.replaces,
    files: report.files.map(({ name, mediaType, role, source }) => ({
      name,
      mediaType: typeOf(mediaType),
      role,
      size: source.size,
      isMadeHere: !(source instanceof File),
    })),
  };
  requireFits(plan);
  return plan;
}

/** Refuses, before anything is sent, what would not fit in the end (spec/bodies.md section 3). */
function requireFits({ title, files }: UploadPlan) {
  const size = files.reduce((sum, file) => sum + file.size, 0);
  const listed = files.reduce(
    (sum, { name, mediaType }) => sum + utf8(JSON.stringify(name + mediaType)).length + AN_ENTRY,
    0,
  );
  if (title.length > LONGEST_TITLE || listed + new BodyLayout(size).parts * A_HASH > MOST) {
    throw new PortalError('too-large');
  }
}

/** Type and subtype, without parameters; what is none becomes plain bytes. */
function typeOf(mediaType: string): string {
  const [type = ''] = mediaType.split(';');
  return MEDIA_TYPE.test(type.trim()) ? type.trim() : 'application/octet-stream';
}

/**
 * Finds the files of a plan among those chosen again: by their whole path or the end of it, and their
 * size. Rejects with `file-changed` where one is not there.
 *
 * @param made those that were kept, by position
 */
export function matchFiles(
  plan: UploadPlan,
  chosen: readonly File[],
  made: ReadonlyMap<number, Blob>,
): readonly Blob[] {
  const left = new Set(chosen);
  return plan.files.map((file, index) => {
    const kept = made.get(index);
    if (kept !== undefined) {
      return kept;
    }
    const same = [...left].filter(({ size }) => size === file.size);
    const found =
      same.find((one) => pathOf(one) === file.name) ??
      same.find((one) => isTail(pathOf(one), file.name) || isTail(file.name, pathOf(one))) ??
      same.find((one) => one.name === lastSegment(file.name));
    if (found === undefined) {
      throw new PortalError('file-changed');
    }
    left.delete(found);
    return found;
  });
}

function pathOf(file: File): string {
  const { webkitRelativePath: path } = file as Partial<File>; // not everywhere
  return path === undefined || path === '' ? file.name : path;
}

function isTail(path: string, tail: string): boolean {
  return path.endsWith(`/${tail}`);
}

function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
