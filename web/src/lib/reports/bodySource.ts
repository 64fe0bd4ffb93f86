import type { CiphertextSource, CiphertextStream, HashListSource } from '@/crypto/index.ts';
import { bodyPath, type Connection, hashesPath, octetsOf } from '../api/connection.ts';
import { PortalError } from '../contract/errors.ts';

/** Fetches ranges of a report's stored body. */
export function bodySource(
  connection: Connection,
  report: string,
  signal: AbortSignal,
): CiphertextSource {
  return async (offset, length) => {
    const response = await connection.range(bodyPath(report), offset, offset + length - 1, {
      signal,
    });
    requirePartial(response);
    return octetsOf(response, signal);
  };
}

/** Fetches hash lists of a report's parts. */
export function hashListSource(
  connection: Connection,
  report: string,
  signal: AbortSignal,
): HashListSource {
  return (first, count) => connection.octets(hashesPath(report, first, count), { signal });
}

/** The stored body from some byte on, as streams. */
export function bodyStream(
  connection: Connection,
  report: string,
  signal: AbortSignal,
): CiphertextStream {
  return async (offset) => {
    const response = await connection.range(bodyPath(report), offset, undefined, { signal });
    requirePartial(response);
    return chunks(response, signal);
  };
}

function requirePartial(response: Response) {
  if (response.status !== 206) {
    throw new PortalError('malformed');
  }
}

/** The bytes of an answer; leaving early ends the transfer. */
export async function* chunks(
  response: Response,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = response.body?.getReader();
  if (reader === undefined) {
    return;
  }
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((failure: unknown) => {
        throw new PortalError(signal.aborted ? 'aborted' : 'offline', { cause: failure });
      });
      if (done) {
        return;
      }
      yield value;
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}
