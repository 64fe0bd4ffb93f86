import type { RemoteVault } from '@/crypto/index.ts';
import {
  ACCOUNT,
  DECISIONS,
  endorsementsPath,
  GROUPS,
  keyringsPath,
  recordsPath,
  reportsPath,
} from '../api/paths.ts';
import { isKept } from '../storage/keeper.ts';
import type { ServiceLink } from './serviceLink.ts';

/**
 * Asks for what an open session begins with, all at once, and for nothing that it does not begin with:
 * lists that this device has kept are not read anew.
 */
export async function askAhead(link: ServiceLink) {
  const { connection } = link;
  const { keyring, passkeys } = link.require();
  const isListKept = await isKept(keyring, 'library').catch(() => true);
  // Over HTTP/1.1 six are under way at a time: what takes long is among the first.
  connection.askAhead([
    DECISIONS,
    keyringsPath(GROUPS),
    ...(isListKept ? [] : [recordsPath(), reportsPath()]),
    endorsementsPath(keyring),
    ...(passkeys === undefined ? [ACCOUNT] : []),
  ]);
}

/** The code that an open session takes, here and in the vault's worker. */
export async function loadSession(vault: RemoteVault) {
  await Promise.allSettled([
    import('./openSession.ts'),
    vault.recordIndex.loaded(),
    vault.reportIndex.loaded(),
  ]);
}
