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

/**
 * What deflated data unfolds to, piece by piece.
 *
 * @param single from there on each byte is given alone
 * @param progress told how many bytes were given
 */
async function* unfolded(
  data: Uint8Array,
  single = data.length,
  progress = { given: 0 },
): AsyncGenerator<Uint8Array, void> {
  const source = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      const { given } = progress;
      if (given >= data.length) {
        controller.close();
        return;
      }
      progress.given = given < single ? Math.min(given + PIECE, single) : given + 1;
      controller.enqueue(new Uint8Array(data.subarray(given, progress.given)));
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

/**
 * Unfolds the beginning of raw deflate data, cut off or damaged anywhere: all that comes before, and little
 * more than `enough` bytes.
 */
export async function inflateBeginning(data: Uint8Array, enough: number): Promise<Uint8Array> {
  const first = await beforeFault(data, enough, data.length);
  // Engines give nothing of a piece with a fault in it; byte by byte they give what comes before.
  return first.faultIn === undefined
    ? first.bytes
    : (await beforeFault(data, enough, first.faultIn)).bytes;
}

/** @param single from there on each byte is given alone */
async function beforeFault(data: Uint8Array, enough: number, single: number) {
  const pieces: Uint8Array[] = [];
  const progress = { given: 0 };
  let length = 0;
  let faultIn: number | undefined;
  try {
    for await (const piece of unfolded(data, single, progress)) {
      length += piece.length;
      pieces.push(piece);
      if (length > enough) {
        break;
      }
    }
  } catch {
    // What was given last may have waited behind what is at fault.
    faultIn = Math.max(0, progress.given - 2 * PIECE);
  }
  return { bytes: joined(pieces, length), faultIn };
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
