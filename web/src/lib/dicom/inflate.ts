import { DicomError } from './problems.ts';

/**
 * What may stand behind the data, in bytes: one of padding (PS3.5 annex A.5), and the check and length
 * that end a file of the deflating program.
 */
const BEHIND = [1, 8, 9];

/** So small a piece unfolds to 16 MiB at most, which is what an engine may hold before we count it. */
const PIECE = 16 * 1024;

/**
 * Unfolds raw deflate data and stops at a limit, so that a small file cannot fill the memory. Nothing
 * is kept before all of it is known to be good and within the limit: damaged data holds no memory, and
 * good data is held once.
 *
 * @param isPadded something may stand behind the data
 * @param before to be put before what was unfolded
 */
export async function inflateRaw(
  data: Uint8Array,
  limit: number,
  isPadded = true,
  before = new Uint8Array(),
): Promise<Uint8Array> {
  // Not every browser gives what it has unfolded before it complains of what stands behind.
  const attempts = [0, ...(isPadded ? BEHIND : [])].filter((behind) => behind < data.length);
  let fault: unknown;
  for (const behind of attempts) {
    const deflated = data.subarray(0, data.length - behind);
    try {
      const whole = new Uint8Array(before.length + (await lengthOf(deflated, limit)));
      whole.set(before);
      let at = before.length;
      for await (const piece of unfolded(deflated)) {
        whole.set(piece, at);
        at += piece.length;
      }
      return whole;
    } catch (error) {
      if (error instanceof DicomError) {
        throw error;
      }
      fault ??= error;
    }
  }
  throw new DicomError(isCut(fault) ? 'cut-off' : 'malformed', fault);
}

async function lengthOf(deflated: Uint8Array, limit: number): Promise<number> {
  let length = 0;
  for await (const piece of unfolded(deflated)) {
    length += piece.length;
    if (length > limit) {
      throw new DicomError('too-big');
    }
  }
  return length;
}

/** What deflated data unfolds to, piece by piece. */
async function* unfolded(data: Uint8Array): AsyncGenerator<Uint8Array, void> {
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
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        return;
      }
      yield value;
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

function isCut(error: unknown): boolean {
  return (
    error instanceof Error &&
    /truncated|unexpected end/iu.test(`${error.message} ${String(error.cause)}`)
  );
}

/** Unfolds the beginning of raw deflate data, cut off anywhere; little more than `enough` bytes. */
export async function inflateBeginning(data: Uint8Array, enough: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const piece of unfolded(data)) {
      length += piece.length;
      pieces.push(piece);
      if (length > enough) {
        break;
      }
    }
  } catch {
    // Cut off, or damaged further on: what came before counts.
  }
  return joined(pieces, length);
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
