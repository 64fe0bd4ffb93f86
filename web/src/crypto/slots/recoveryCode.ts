import { malformed } from '../errors.ts';
import { type Bytes, concat, equalBytes, randomBytes, utf8 } from '../ids/bytes.ts';
import { sha256 } from '../ids/sha256.ts';
import { UnlockKey } from '../secrets/secret.ts';

const RANDOM_BYTES = 17;
const CHECK_BYTES = 3;
const CHARACTERS = 32;
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 136 random bits to be printed and kept (spec/accounts.md section 3). */
export class RecoveryCode {
  readonly #value: Bytes;

  constructor(value: Bytes) {
    if (value.length !== RANDOM_BYTES) {
      throw new Error('a recovery code has 17 bytes');
    }
    this.#value = new Uint8Array(value);
  }

  static random(): RecoveryCode {
    return new RecoveryCode(randomBytes(RANDOM_BYTES));
  }

  /**
   * Reads what a person typed: spaces, hyphens and case do not matter, `O` is zero, `I` and `L` are
   * one. A typing error is found here, without asking the service.
   */
  static parse(typed: string): RecoveryCode {
    const characters = [...typed.replace(/[a-z]/g, (c) => c.toUpperCase())].filter(
      (c) => c !== ' ' && c !== '-',
    );
    if (characters.length !== CHARACTERS) {
      throw notACode();
    }
    const all = new Uint8Array(RANDOM_BYTES + CHECK_BYTES);
    characters.forEach((character, index) => {
      const digit = digitOf(character);
      for (let bit = 0; bit < 5; bit++) {
        const at = 5 * index + bit;
        all[at >> 3] = (all[at >> 3] ?? 0) | (((digit >> (4 - bit)) & 1) << (7 - (at % 8)));
      }
    });
    const value = all.slice(0, RANDOM_BYTES);
    if (!equalBytes(all.subarray(RANDOM_BYTES), check(value))) {
      throw notACode();
    }
    return new RecoveryCode(value);
  }

  /** The code to print: eight groups of four characters, joined by hyphens. It is a secret. */
  format(): string {
    const all = concat(this.#value, check(this.#value));
    let text = '';
    for (let index = 0; index < CHARACTERS; index++) {
      let digit = 0;
      for (let bit = 0; bit < 5; bit++) {
        const at = 5 * index + bit;
        digit = (digit << 1) | (((all[at >> 3] ?? 0) >> (7 - (at % 8))) & 1);
      }
      text += (index > 0 && index % 4 === 0 ? '-' : '') + ALPHABET.charAt(digit);
    }
    return text;
  }

  /** The key of the recovery slot. */
  unlockKey(): UnlockKey {
    return new UnlockKey(sha256(utf8('medseal/v1/recovery'), this.#value));
  }

  wipe() {
    this.#value.fill(0);
  }
}

function check(value: Bytes): Bytes {
  return sha256(utf8('medseal/v1/recovery-check'), value).subarray(0, CHECK_BYTES);
}

function digitOf(character: string): number {
  const plain = character === 'O' ? '0' : character === 'I' || character === 'L' ? '1' : character;
  const digit = ALPHABET.indexOf(plain);
  if (plain.length !== 1 || digit < 0) {
    throw notACode();
  }
  return digit;
}

function notACode() {
  return malformed('this is not a recovery code: look for a typing error');
}
