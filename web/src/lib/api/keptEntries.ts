import { PortalError } from '../contract/errors.ts';
import { hasCode } from '../errors/portalErrors.ts';
import type { Connection } from './connection.ts';
import { nothing } from './wire.ts';

const MOST_AT_ONCE = 200;

/**
 * Keeps entries of the person's own at the service. Where it does not take one, what it is of is read
 * again the next time; one that is not to be seen any more keeps no other from being written.
 */
export async function keepEntries(
  connection: Connection,
  path: string,
  entries: readonly object[],
): Promise<void> {
  for (let from = 0; from < entries.length; from += MOST_AT_ONCE) {
    await keepApart(connection, path, entries.slice(from, from + MOST_AT_ONCE));
  }
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
