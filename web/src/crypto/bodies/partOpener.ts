import { FormatError } from '../errors.ts';
import { type Bytes, toHex } from '../ids/bytes.ts';
import type { ReportId, Sha256 } from '../ids/ids.ts';
import { sha256Async } from '../ids/sha256.ts';
import { type BodyLayout, checkSize } from './bodyLayout.ts';
import { PartCipher } from './partCipher.ts';

/**
 * Opens whole parts of a report's body, after its manifest has been opened and verified. A part comes
 * out only after its length, its SHA-256 and every segment have been checked.
 */
export class PartOpener {
  readonly #cipher: PartCipher;
  readonly #layout: BodyLayout;

  constructor(key: CryptoKey, report: ReportId, layout: BodyLayout) {
    this.#cipher = new PartCipher(key, report);
    this.#layout = layout;
  }

  /** `expected` is the part's SHA-256 from the manifest. */
  async open(index: number, ciphertext: Bytes, expected: Sha256): Promise<Bytes> {
    const part = this.#layout.part(index);
    checkSize(ciphertext.length, part.ciphertextSize, 'a part');
    if (toHex(await sha256Async(ciphertext)) !== expected) {
      throw new FormatError('tampered', 'a part is not the one that its manifest names');
    }
    return this.#cipher.open(index, ciphertext, part.size);
  }
}
