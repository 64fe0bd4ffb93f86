import { DicomError } from './problems.ts';

/**
 * Unfolds raw deflate data and stops at a limit, so that a small file cannot fill the memory.
 *
 * @param isPadded a byte of padding may stand behind the data (PS3.5 annex A.5)
 */
export async function inflateRaw(
  data: Uint8Array,
  limit: number,
  isPadded = true,
): Promise<Uint8Array> {
  try {
    return await inflated(data, limit);
  } catch (error) {
    if (error instanceof DicomError) {
      throw error;
    }
    // Not every browser gives what it has unfolded before it complains of padding.
    if (isPadded && data.at(-1) === 0) {
      return inflateRaw(data.subarray(0, -1), limit, false);
    }
    throw new DicomError(isCut(error) ? 'cut-off' : 'malformed', error);
  }
}

async function inflated(data: Uint8Array, limit: number): Promise<Uint8Array> {
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
  } finally {
    reader.cancel().catch(() => undefined);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

function isCut(error: unknown): boolean {
  return (
    error instanceof Error &&
    /truncated|unexpected end/iu.test(`${error.message} ${String(error.cause)}`)
  );
}
