import { type Bytes, utf8 } from '../ids/bytes.ts';
import { sha256 } from '../ids/sha256.ts';

/** What the authenticator's PRF is evaluated on (spec/accounts.md section 2). */
export function passkeyPrfInput(): Bytes {
  return sha256(utf8('medseal/v1/passkey'));
}
