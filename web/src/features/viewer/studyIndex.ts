/**
 * The study index of files of this device that may be images, by their positions in a report
 * (spec/bodies.md section 7). Undefined where none of them is one.
 */
export async function studyIndexOf(
  files: readonly { readonly file: number; readonly source: Blob }[],
): Promise<Blob | undefined> {
  const index = await (await import('./dicom/study/makeIndex.ts')).makeIndex(files);
  return index === undefined ? undefined : new Blob([index]);
}
