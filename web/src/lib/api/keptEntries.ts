import { PortalError } from '../contract/errors.ts';
import { hasCode } from '../errors/portalErrors.ts';
import type { Connection } from './connection.ts';
import { nothing } from './wire.ts';

const MOST_AT_ONCE = 200;
/** Bodies take at most 256 KiB. */
const MOST_BYTES = 192 * 1024;

/**
 * Keeps entries of the person's own at the service. Where it does not take one, what it is of is read
 * again the next time; one that is not to be seen any more keeps no other from being written.
 */
export async function keepEntries(
  connection: Connection,
  path: string,
  entries: readonly object[],
): Promise<void> {
  for (const batch of batches(entries)) {
    await keepApart(connection, path, batch);
  }
}

/** As many together as the service takes. */
function batches(entries: readonly object[]): readonly (readonly object[])[] {
  const all: object[][] = [];
  let full = 0;
  for (const entry of entries) {
    const length = JSON.stringify(entry).length;
    const last = all.at(-1);
    if (last === undefined || last.length === MOST_AT_ONCE || full + length > MOST_BYTES) {
      all.push([entry]);
      full = length;
    } else {
      last.push(entry);
      full += length;
    }
  }
  return all;
}

async function keepApart(
  connection: Connection,
  path: string,
  entries: readonly object[],
): Promise<void> {
  try {
    await connection.put(path, { entries }, nothing);
  } catch (failure) {
    if (!(failure instanceof PortalError)) {
      throw failure;
    }
    if (hasCode(failure, 'not-found', 'malformed') && entries.length > 1) {
      const half = Math.ceil(entries.length / 2);
      await keepApart(connection, path, entries.slice(0, half));
      await keepApart(connection, path, entries.slice(half));
    }
  }
}
