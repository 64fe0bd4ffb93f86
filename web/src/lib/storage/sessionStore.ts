import type { Bytes, KeyringId, Person } from '@/crypto/index.ts';
import { type Database, openDatabase, type StoredSession } from './database.ts';

const NONCE_BYTES = 12;
const KEY = 'current';

/** A session with its token in the clear. */
export interface KeptSession {
  readonly email: string;
  readonly keyring: KeyringId;
  readonly token: string;
  readonly passkeys: boolean;
  readonly person: Person | undefined;
  readonly lastActive: number;
}

/** Keeps a new session over a reload. The token is sealed with a key that can't be read out. */
export async function keepSession(session: KeptSession) {
  const tokenKey = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
  const { person, token, ...rest } = session;
  const stored: StoredSession = {
    ...rest,
    tokenKey,
    sealedToken: await seal(tokenKey, token),
    ...lasting(person),
  };
  const database = await openDatabase();
  if (!(await lasts(database, stored))) {
    const { person: _lost, ...without } = stored;
    await database.put('session', without, KEY);
  }
}

/** Some browsers refuse to store such keys, or store them and then read nothing again. */
async function lasts(database: Database, stored: StoredSession): Promise<boolean> {
  try {
    await database.put('session', stored, KEY);
    const read = await database.get('session', KEY);
    return stored.person === undefined || read?.person?.held !== undefined;
  } catch {
    return false;
  }
}

export async function keptSession(): Promise<KeptSession | undefined> {
  const stored = await (await openDatabase()).get('session', KEY);
  if (stored === undefined) {
    return undefined;
  }
  const token = await keptToken();
  return token === undefined
    ? undefined
    : {
        email: stored.email,
        keyring: stored.keyring,
        token,
        passkeys: stored.passkeys,
        person: stored.person,
        lastActive: stored.lastActive,
      };
}

/** The token alone; also what the service worker asks with. */
export async function keptToken(): Promise<string | undefined> {
  const stored = await (await openDatabase()).get('session', KEY);
  if (stored === undefined) {
    return undefined;
  }
  const { tokenKey, sealedToken } = stored;
  const nonce = sealedToken.subarray(0, NONCE_BYTES);
  try {
    const content = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: nonce },
      tokenKey,
      sealedToken.subarray(NONCE_BYTES),
    );
    return new TextDecoder().decode(content);
  } catch {
    return undefined;
  }
}

/** Keeps the person's keys on, where they could be kept before, or forgets them. */
export async function keepPerson(person: Person | undefined, passkeys?: boolean) {
  const database = await openDatabase();
  const transaction = database.transaction('session', 'readwrite');
  const stored = await transaction.store.get(KEY);
  if (stored !== undefined) {
    const { person: before, ...rest } = stored;
    const next: StoredSession = {
      ...rest,
      lastActive: Date.now(),
      passkeys: passkeys ?? rest.passkeys,
      ...(before === undefined ? {} : lasting(person)),
    };
    await transaction.store.put(next, KEY);
  }
  await transaction.done;
}

/** That account has a passkey; where its session is still the one that is kept. */
export async function keepPasskeys(keyring: KeyringId) {
  const database = await openDatabase();
  const transaction = database.transaction('session', 'readwrite');
  const stored = await transaction.store.get(KEY);
  if (stored?.keyring === keyring) {
    await transaction.store.put({ ...stored, passkeys: true }, KEY);
  }
  await transaction.done;
}

export async function noteActivity(time: number) {
  const database = await openDatabase();
  const transaction = database.transaction('session', 'readwrite');
  const stored = await transaction.store.get(KEY);
  if (stored !== undefined) {
    await transaction.store.put({ ...stored, lastActive: time }, KEY);
  }
  await transaction.done;
}

/** When somebody last did something, in any tab. */
export async function lastActivity(): Promise<number | undefined> {
  return (await (await openDatabase()).get('session', KEY))?.lastActive;
}

export async function forgetSession() {
  await (await openDatabase()).delete('session', KEY);
}

/** Only of a person whose private keys can't be read out; everybody else is asked again. */
function lasting(person: Person | undefined): { person?: Person } {
  return person?.held === undefined ? {} : { person };
}

async function seal(key: CryptoKey, token: string): Promise<Bytes> {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv: nonce },
    key,
    new TextEncoder().encode(token),
  );
  const whole = new Uint8Array(NONCE_BYTES + sealed.byteLength);
  whole.set(nonce);
  whole.set(new Uint8Array(sealed), NONCE_BYTES);
  return whole;
}
