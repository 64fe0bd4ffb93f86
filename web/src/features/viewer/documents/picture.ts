import { openPdf } from './pdf.ts';

/** A longer document is not read whole for a small picture. */
const MOST_BYTES = 64 * 1024 * 1024;

/** The first page of a document. */
export async function pictureOfPdf(file: Blob, longestSide: number): Promise<OffscreenCanvas> {
  if (file.size > MOST_BYTES) {
    throw new Error('too long a document for a picture');
  }
  const end = new AbortController();
  try {
    const pdf = await openPdf(new Uint8Array(await file.arrayBuffer()), end.signal);
    const page = await pdf.getPage(1);
    const { width, height } = page.getViewport({ scale: 1 });
    const viewport = page.getViewport({ scale: longestSide / Math.max(width, height) });
    const drawn = document.createElement('canvas');
    drawn.width = Math.max(1, Math.round(viewport.width));
    drawn.height = Math.max(1, Math.round(viewport.height));
    await page.render({ canvas: drawn, viewport }).promise;
    const picture = new OffscreenCanvas(drawn.width, drawn.height);
    picture.getContext('2d')?.drawImage(drawn, 0, 0);
    return picture;
  } finally {
    end.abort();
  }
}
