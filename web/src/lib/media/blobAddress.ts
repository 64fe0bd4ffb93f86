import { RECORDING_TYPES } from './recordings.ts';

/** Types under which bytes may lie behind an address: what a browser then does is draw, play or save. */
const SHOWN: ReadonlySet<string> = new Set([
  'application/octet-stream',
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/bmp',
  'image/avif',
  'video/quicktime',
  'video/x-matroska',
  ...RECORDING_TYPES,
]);

/**
 * The one place where bytes get an address: opened in a tab, a blob runs as the portal, so its type is
 * one of a short list or says nothing. Revoke it when it is not shown any more.
 */
export function blobAddress(blob: Blob): string {
  return URL.createObjectURL(
    SHOWN.has(blob.type) ? blob : blob.slice(0, blob.size, 'application/octet-stream'),
  );
}
