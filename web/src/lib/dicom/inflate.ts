import { DicomError } from './problems.ts';

/**
 * What may stand behind the data, in bytes: one of padding (PS3.5 annex A.5), and the check and length
 * that end a file of the deflating program.
 */
const BEHIND = [1, 8, 9];

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
  // Not every browser gives what it has unfolded before it complains of what stands behind.
  const attempts = [0, ...(isPadded ? BEHIND : [])].filter((behind) => behind < data.length);
  let fault: unknown;
  for (const behind of attempts) {
    try {
      return await inflated(data.subarray(0, data.length - behind), limit);
    } catch (error) {
      if (error instanceof DicomError) {
        throw error;
      }
      fault ??= error;
    }
  }
  throw new DicomError(isCut(fault) ? 'cut-off' : 'malformed', fault);
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
  return joined(chunks, length);
}

function isCut(error: unknown): boolean {
  return (
    error instanceof Error &&
    /truncated|unexpected end/iu.test(`${error.message} ${String(error.cause)}`)
  );
}

const PIECE = 16 * 1024;

/** Unfolds the beginning of raw deflate data, cut off anywhere; little more than `enough` bytes. */
export async function inflateBeginning(data: Uint8Array, enough: number): Promise<Uint8Array> {
  let at = 0;
  const source = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      if (at >= data.length) {
        controller.close();
        return;
      }
      controller.enqueue(new Uint8Array(data.subarray(at, at + PIECE)));
      at += PIECE;
    },
  });
  const reader = source.pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    while (length <= enough) {
      const { done, value } = await reader.read();
      if (done) {
        break;
      }
      length += value.length;
      chunks.push(value);
    }
  } catch {
    // Cut off, or damaged further on: what came before counts.
  } finally {
    reader.cancel().catch(() => undefined);
  }
  return joined(chunks, length);
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
