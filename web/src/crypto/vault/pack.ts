import type { IHasher } from 'hash-wasm';
import { UnreadableFileError } from '../errors.ts';
import type { Bytes } from '../ids/bytes.ts';
import { type Sha256, sha256Text } from '../ids/ids.ts';

/**
 * Files joined to one pack (spec/bodies.md section 2), read from first to last byte; the SHA-256 of
 * each file is known when all of it has been read.
 */
export class Pack {
  readonly size: number;
  readonly #files: readonly { readonly blob: Blob; readonly start: number }[];
  readonly #hasher: IHasher;
  readonly #digests: Sha256[] = [];
  /** How many bytes have been hashed. */
  #hashed = 0;
  #parts = 0;

  constructor(files: readonly Blob[], hasher: IHasher) {
    let start = 0;
    this.#files = files.map((blob) => {
      const file = { blob, start };
      start += blob.size;
      return file;
    });
    this.size = start;
    this.#hasher = hasher.init();
    this.#finishFiles();
  }

  /** The part that {@link read} is due for. */
  get nextPart(): number {
    return this.#parts;
  }

  /** Reads the next part, which begins at `offset`. */
  async read(offset: number, length: number): Promise<Bytes> {
    if (offset !== this.#hashed) {
      throw new Error('a pack is read in order');
    }
    const bytes = await this.peek(offset, length);
    for (let at = 0; at < bytes.length;) {
      const file = this.#files[this.#digests.length];
      const end = file === undefined ? 0 : file.start + file.blob.size;
      const taken = bytes.subarray(at, at + (end - this.#hashed));
      this.#hasher.update(taken);
      this.#hashed += taken.length;
      at += taken.length;
      this.#finishFiles();
    }
    this.#parts++;
    return bytes;
  }

  /** Reads bytes anywhere. */
  async peek(offset: number, length: number): Promise<Bytes> {
    const bytes = new Uint8Array(length);
    await Promise.all(
      this.#files.map(async ({ blob, start }, index) => {
        const from = Math.max(0, offset - start);
        const to = Math.min(blob.size, offset + length - start);
        if (from < to) {
          bytes.set(await readSlice(blob, from, to, index), start + from - offset);
        }
      }),
    );
    return bytes;
  }

  /** Of a file that has been read. */
  digestOf(file: number): { readonly size: number; readonly sha256: Sha256 } {
    const sha256 = this.#digests[file];
    const size = this.#files[file]?.blob.size;
    if (sha256 === undefined || size === undefined) {
      throw new Error('this file has not been read yet');
    }
    return { size, sha256 };
  }

  /** Takes the digest of every file that has been read to its end. */
  #finishFiles() {
    for (;;) {
      const file = this.#files[this.#digests.length];
      if (file === undefined || file.start + file.blob.size > this.#hashed) {
        return;
      }
      this.#digests.push(sha256Text(this.#hasher.digest('hex')));
      this.#hasher.init();
    }
  }
}

async function readSlice(blob: Blob, from: number, to: number, file: number): Promise<Bytes> {
  let bytes: Bytes;
  try {
    bytes = new Uint8Array(await blob.slice(from, to).arrayBuffer());
  } catch {
    throw new UnreadableFileError(file);
  }
  if (bytes.length !== to - from) {
    throw new UnreadableFileError(file);
  }
  return bytes;
}
