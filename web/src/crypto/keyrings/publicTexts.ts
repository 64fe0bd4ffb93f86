import { malformed } from '../errors.ts';

const MAX_PUBLIC_TEXT = 200;
// Control characters and lone surrogates.
const NOT_PUBLIC = /[\p{Cc}\p{Cs}]/u;
const MAX_DOMAIN = 253;
// At least two labels, the last of which is no number: an address is not a name.
const DOMAIN =
  /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?![0-9]+$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** Refuses what is no public text (spec/README.md section 2). */
export function publicText(text: string): string {
  if (/^ *$/.test(text) || NOT_PUBLIC.test(text) || [...text].length > MAX_PUBLIC_TEXT) {
    throw malformed('a public text has 1 to 200 characters, none of them a control character');
  }
  return text;
}

/** Refuses what is no domain of an institute (spec/keyrings.md section 6). */
export function domainName(text: string): string {
  if (text.length > MAX_DOMAIN || !DOMAIN.test(text)) {
    throw malformed('a domain is a DNS name in lower case with at least two labels');
  }
  return text;
}
