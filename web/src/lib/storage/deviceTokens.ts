import { sha256Async, toHex, utf8 } from '@/crypto/index.ts';

/**
 * What the service gave this browser for its next log-in to an account, kept beyond log-out. It opens
 * nothing; it keeps strangers' failed log-ins from counting against this browser.
 */
const KEY = 'medseal.devices';
const MOST = 10;

type Known = readonly (readonly [account: string, token: string])[];

export async function deviceToken(email: string): Promise<string | undefined> {
  const account = await accountKey(email);
  return known().find(([other]) => other === account)?.[1];
}

export async function keepDeviceToken(email: string, token: string): Promise<void> {
  const account = await accountKey(email);
  const others = known().filter(([other]) => other !== account);
  try {
    localStorage.setItem(KEY, JSON.stringify([[account, token], ...others].slice(0, MOST)));
  } catch {
    // A browser that keeps nothing is a new device each time.
  }
}

/** Whoever uses this browser next is not told who logged in here. */
async function accountKey(email: string): Promise<string> {
  return toHex(await sha256Async(utf8(`medseal/v1/device-of\u0000${email}`)));
}

function known(): Known {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isEntry) : [];
  } catch {
    return [];
  }
}

function isEntry(entry: unknown): entry is readonly [string, string] {
  return Array.isArray(entry) && entry.length === 2 && entry.every((it) => typeof it === 'string');
}
