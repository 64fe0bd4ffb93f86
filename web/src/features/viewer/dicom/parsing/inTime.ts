import { DicomError } from './problems.ts';

/**
 * What work gives that ends in time; else rejects with `too-slow`.
 *
 * @param giveUp ends the work, where it can be ended
 */
export async function inTime<T>(
  work: Promise<T>,
  milliseconds: number,
  giveUp?: () => void,
): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooSlow = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      giveUp?.();
      reject(new DicomError('too-slow'));
    }, milliseconds);
  });
  try {
    return await Promise.race([work, tooSlow]);
  } finally {
    clearTimeout(timer);
  }
}
