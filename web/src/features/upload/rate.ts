import type { Upload } from '@/lib/portal.ts';

/** Of 0 to 1; an upload without a byte is complete when it is done. */
export function fractionOf(upload: Upload): number {
  if (upload.phase === 'done') {
    return 1;
  }
  return upload.totalBytes === 0 ? 0 : Math.min(1, upload.doneBytes / upload.totalBytes);
}

/** Seconds that are left at the rate of the last seconds, where one is known. */
export function secondsLeft(upload: Upload): number | undefined {
  if (
    upload.phase !== 'running' ||
    upload.bytesPerSecond === undefined ||
    upload.bytesPerSecond <= 0
  ) {
    return undefined;
  }
  return Math.max(0, upload.totalBytes - upload.doneBytes) / upload.bytesPerSecond;
}

/** Of all uploads together, weighed by their bytes. */
export function togetherOf(uploads: readonly Upload[]): number {
  const total = uploads.reduce((sum, upload) => sum + upload.totalBytes, 0);
  const done = uploads.reduce((sum, upload) => sum + fractionOf(upload) * upload.totalBytes, 0);
  return total === 0 ? 0 : done / total;
}

/** Whether something is still to be sent. */
export function isUnderWay(upload: Upload): boolean {
  return upload.phase !== 'done' && upload.phase !== 'failed';
}
