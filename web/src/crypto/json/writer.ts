import { toBase64Url } from '../ids/base64url.ts';
import { type Instant, instantText } from '../ids/ids.ts';

/** Members that hold a time; everywhere else a number is a number. */
const TIMES: ReadonlySet<string> = new Set(['time', 'until']);

/** Writes our own objects as JSON: bytes in base64url, times as text, absent members left out. */
export function writeJson(value: unknown): string {
  return JSON.stringify(value, (name, member: unknown) => {
    if (member instanceof Uint8Array) {
      return toBase64Url(member);
    }
    return typeof member === 'number' && TIMES.has(name) ? instantText(member as Instant) : member;
  });
}
