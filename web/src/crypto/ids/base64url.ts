import { malformed } from '../errors.ts';
import type { Bytes } from './bytes.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const CHUNK = 0x6000;

const valueOf = new Uint8Array(128).fill(255);
for (let i = 0; i < ALPHABET.length; i++) {
  valueOf[ALPHABET.charCodeAt(i)] = i;
}

/** Base64url without padding (RFC 4648 section 5). */
export function toBase64Url(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += CHUNK) {
    binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  }
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Reads base64url without padding; any other text, also a non-canonical ending, is malformed. */
export function fromBase64Url(text: string): Bytes {
  const rest = text.length % 4;
  if (rest === 1) {
    throw notBase64Url();
  }
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const value = code < 128 ? (valueOf[code] ?? 255) : 255;
    if (value === 255) {
      throw notBase64Url();
    }
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (held >> bits) & 0xff;
    }
  }
  if ((held & ((1 << bits) - 1)) !== 0) {
    throw notBase64Url();
  }
  return bytes;
}

function notBase64Url() {
  return malformed('bytes are written in base64url without padding');
}
