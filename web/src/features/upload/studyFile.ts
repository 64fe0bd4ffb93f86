import type { NewFile } from '@/lib/portal.ts';
import { freeName } from './names.ts';
import type { PlannedFile } from './planner.ts';

/** Makes the index of images, by their positions in a report. */
export type IndexStudy = (
  files: readonly { readonly file: number; readonly source: Blob }[],
) => Promise<Blob | undefined>;

/**
 * The index of a report's images as a file to be sealed behind all others. Undefined where there is
 * none: it is never a reason to fail.
 */
export async function studyFile(
  files: readonly PlannedFile[],
  indexStudy: IndexStudy,
): Promise<NewFile | undefined> {
  const images = files.flatMap(({ file: source, mediaType }, file) =>
    mediaType === 'application/dicom' ? [{ file, source }] : [],
  );
  const index = images.length === 0 ? undefined : await indexStudy(images).catch(() => undefined);
  return (
    index && {
      name: freeName(files, 'study', 'index'),
      mediaType: 'application/vnd.medseal.study',
      role: 'study',
      source: index,
    }
  );
}
