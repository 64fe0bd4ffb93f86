import { malformed } from '../errors.ts';
import { type Bytes, equalBytes, randomBytes } from '../ids/bytes.ts';
import { deriveBytes, hkdfKey } from './hkdf.ts';

/** Length of every secret. */
export const SECRET_BYTES = 32;

/**
 * 32 secret bytes, wiped when done with. One class a kind, so that a report key can't stand where a
 * generation secret belongs.
 */
export abstract class Secret {
  /** Keeps kinds apart for the compiler. */
  abstract readonly what: string;
  readonly #bytes: Bytes;
  #wiped = false;

  /** Takes a copy of `bytes`. */
  constructor(bytes: Uint8Array) {
    if (bytes.length !== SECRET_BYTES) {
      throw malformed('a secret has 32 bytes');
    }
    this.#bytes = new Uint8Array(bytes);
  }

  /** The bytes themselves, not a copy: the one way out. */
  revealSecretBytes(): Bytes {
    if (this.#wiped) {
      throw new Error('this secret has been wiped');
    }
    return this.#bytes;
  }

  /** As a key for derivations that can't be read out again. */
  hkdfKey(): Promise<CryptoKey> {
    return hkdfKey(this.revealSecretBytes());
  }

  derive(info: Bytes): Promise<Bytes> {
    return deriveBytes(this.revealSecretBytes(), info);
  }

  /** Overwrites the bytes; anything after that fails. */
  wipe() {
    this.#wiped = true;
    this.#bytes.fill(0);
  }

  equals(other: this): boolean {
    return equalBytes(this.revealSecretBytes(), other.revealSecretBytes());
  }

  toJSON(): string {
    return this.toString();
  }

  toString(): string {
    return `${this.what} (hidden)`;
  }
}

/** A keyring's secret in one generation (spec/keyrings.md section 2). */
export class GenerationSecret extends Secret {
  readonly what = 'generation secret';

  static random() {
    return new GenerationSecret(randomBytes(SECRET_BYTES));
  }
}

/** Opens one report (spec/bodies.md section 1). */
export class ReportKey extends Secret {
  readonly what = 'report key';

  static random() {
    return new ReportKey(randomBytes(SECRET_BYTES));
  }
}

/** Opens one note (spec/keyrings.md section 5). */
export class NoteKey extends Secret {
  readonly what = 'note key';

  static random() {
    return new NoteKey(randomBytes(SECRET_BYTES));
  }
}

/** Opens one sealed file (spec/bodies.md section 5). */
export class FileKey extends Secret {
  readonly what = 'file key';

  static random() {
    return new FileKey(randomBytes(SECRET_BYTES));
  }
}

/** What a password, recovery code or passkey comes down to (spec/accounts.md section 2). */
export class UnlockKey extends Secret {
  readonly what = 'unlock key';
}
