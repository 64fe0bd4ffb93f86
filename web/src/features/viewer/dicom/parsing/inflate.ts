import { DicomError } from './problems.ts';

/**
 * Unfolds raw deflate data and stops at a limit, so that a small file cannot fill the memory.
 *
 * @param isPadded something may stand behind the data
 */
export async function inflateRaw(
  data: Uint8Array,
  limit: number,
  isPadded = true,
): Promise<Uint8Array> {
  const source = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      controller.enqueue(new Uint8Array(data));
      controller.close();
    },
  });
  const reader = source.pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        break;
      }
      length += value.length;
      if (length > limit) {
        throw new DicomError('too-big');
      }
      chunks.push(value);
    }
  } catch (error) {
    reader.cancel().catch(() => undefined);
    // One padding byte behind the data is allowed by the standard and no fault of what came before.
    if (error instanceof DicomError || length === 0 || !isPadded || !isTrailing(error)) {
      throw error instanceof DicomError ? error : new DicomError('malformed', error);
    }
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

function isTrailing(error: unknown): boolean {
  return (
    error instanceof Error && /trailing|junk/iu.test(`${error.message} ${String(error.cause)}`)
  );
}
