/**
 * A small picture of a file of this device whose kind the browser does not draw by itself: the
 * middle of a DICOM object, the first page of a PDF. Rejects where there is none to be drawn.
 */
export async function pictureOf(
  file: Blob,
  mediaType: string,
  longestSide: number,
): Promise<OffscreenCanvas> {
  switch (mediaType) {
    case 'application/dicom':
      return (await import('./dicom/screen/picture.ts')).pictureOfObject(file, longestSide);
    case 'application/pdf':
      return (await import('./documents/picture.ts')).pictureOfPdf(file, longestSide);
    default:
      throw new Error('no picture of this kind');
  }
}
