import {
  getDocument,
  GlobalWorkerOptions,
  type PDFDocumentProxy,
} from 'pdfjs-dist/legacy/build/pdf.mjs';
import workerAddress from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';

export type Pdf = PDFDocumentProxy;

/** A page whose bitmap would take more than so many pixels is drawn coarser. */
export const MOST_PIXELS = 24_000_000;

/**
 * Parses a document in a worker. Its scripts are never run: they live in annotations and actions,
 * whose layer and sandbox the portal does not have; forms written in XFA are not rendered either.
 */
export function openPdf(
  bytes: Uint8Array<ArrayBuffer>,
  signal: AbortSignal,
): Promise<PDFDocumentProxy> {
  GlobalWorkerOptions.workerSrc = workerAddress;
  const at = (folder: string) => new URL(`/pdf/${folder}/`, document.baseURI).href;
  const task = getDocument({
    // pdf.js takes the bytes away; the caller may need them again.
    data: bytes.slice(),
    cMapUrl: at('cmaps'),
    standardFontDataUrl: at('standard_fonts'),
    wasmUrl: at('wasm'),
    iccUrl: at('iccs'),
    useWorkerFetch: true,
    enableXfa: false,
    disableAutoFetch: true,
    maxImageSize: 64_000_000,
    canvasMaxAreaInBytes: 4 * MOST_PIXELS,
    verbosity: 0,
  });
  signal.addEventListener('abort', () => {
    void task.destroy();
  });
  return task.promise;
}

export function needsPassword(error: unknown): boolean {
  return error instanceof Error && error.name === 'PasswordException';
}
