import { malformed, unknownSuite } from '../errors.ts';
import { fromBase64Url, toBase64Url } from '../ids/base64url.ts';
import { type Bytes, concat, equalBytes, u8, utf8 } from '../ids/bytes.ts';
import { type KeyringId, keyringIdOf } from '../ids/ids.ts';
import { sha256 } from '../ids/sha256.ts';
import { HPKE_PUBLIC_KEY_BYTES } from '../keyrings/publicKeys.ts';
import { GenerationSecret, SECRET_BYTES } from '../secrets/secret.ts';

const SECRET_LINE = 'MEDSEAL-SECRET-KEY-1';
const PUBLIC_PREFIX = 'medseal-key-1 ';
const CHECK_BYTES = 4;

/** The keyring id of an offline key (spec/bodies.md section 6). */
export function offlineKeyringId(hpkePublicKey: Bytes): KeyringId {
  return keyringIdOf(sha256(utf8('medseal/v1/offline-key'), hpkePublicKey));
}

/** The text of a secret key: two lines. It is a secret. */
export function formatSecretKey(secret: GenerationSecret): string {
  const bytes = secret.revealSecretBytes();
  return `${SECRET_LINE}\n${toBase64Url(concat(bytes, secretCheck(bytes)))}\n`;
}

export function parseSecretKey(text: string): GenerationSecret {
  const lines = contentLines(text);
  if (lines.length !== 2 || lines[0] !== SECRET_LINE) {
    throw malformed('this is not a secret key');
  }
  const all = fromBase64Url(lines[1] ?? '');
  const secret = all.subarray(0, SECRET_BYTES);
  if (
    all.length !== SECRET_BYTES + CHECK_BYTES ||
    !equalBytes(all.subarray(SECRET_BYTES), secretCheck(secret))
  ) {
    throw malformed('this secret key has a typing error');
  }
  return new GenerationSecret(secret);
}

/** The text of a public key: one line, without its end. */
export function formatPublicKey(hpkePublicKey: Bytes): string {
  const suiteAndKey = concat(u8(1), hpkePublicKey);
  return `${PUBLIC_PREFIX}${toBase64Url(concat(suiteAndKey, publicCheck(suiteAndKey)))}`;
}

export function parsePublicKey(text: string): Bytes {
  const [line, ...more] = contentLines(text);
  if (line === undefined || more.length > 0 || !line.startsWith(PUBLIC_PREFIX)) {
    throw malformed('this is not a public key');
  }
  const all = fromBase64Url(line.slice(PUBLIC_PREFIX.length));
  const suite = all[0];
  if (suite !== undefined && suite !== 1) {
    throw unknownSuite();
  }
  const suiteAndKey = all.subarray(0, 1 + HPKE_PUBLIC_KEY_BYTES);
  if (
    all.length !== suiteAndKey.length + CHECK_BYTES ||
    !equalBytes(all.subarray(suiteAndKey.length), publicCheck(suiteAndKey))
  ) {
    throw malformed('this public key has a typing error');
  }
  return suiteAndKey.slice(1);
}

function contentLines(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

function secretCheck(secret: Bytes): Bytes {
  return sha256(utf8('medseal/v1/secret-key'), secret).subarray(0, CHECK_BYTES);
}

function publicCheck(suiteAndKey: Bytes): Bytes {
  return sha256(utf8('medseal/v1/public-key'), suiteAndKey).subarray(0, CHECK_BYTES);
}
