import type { PortalErrorCode } from '../contract/errors.ts';
import { openDatabase } from './database.ts';

/** A module with nothing in it; some browsers have WebAssembly and refuse to compile. */
const EMPTY_MODULE = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

/**
 * Looks for everything without which nobody could even log in, so that a browser that lacks it is told
 * so at once, and not by whatever fails first.
 */
export async function whatIsMissing(): Promise<PortalErrorCode | undefined> {
  if (!globalThis.isSecureContext) {
    return 'address-insecure';
  }
  if (!(await hasMachinery())) {
    return 'browser-unsupported';
  }
  try {
    await openDatabase();
    return undefined;
  } catch {
    return 'storage-blocked';
  }
}

/** What every browser of the last years has, unless somebody has taken it away. */
async function hasMachinery(): Promise<boolean> {
  const platform = globalThis as Partial<typeof globalThis>;
  if (
    platform.Worker === undefined ||
    platform.BroadcastChannel === undefined ||
    platform.crypto?.subtle === undefined
  ) {
    return false;
  }
  try {
    await WebAssembly.compile(EMPTY_MODULE);
    return true;
  } catch {
    return false; // refused, or not there at all
  }
}
