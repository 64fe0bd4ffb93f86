import { BodyLayout, PART_PLAINTEXT } from '../bodies/bodyLayout.ts';
import { UnreadableFileError } from '../errors.ts';
import type { Bytes } from '../ids/bytes.ts';

interface PackedFile {
  readonly blob: Blob;
  readonly start: number;
}

/** What becomes a body, part by part from first to last. */
export interface Parts {
  readonly layout: BodyLayout;
  /** The part that {@link read} is due for. */
  readonly nextPart: number;
  /** Of each file, in bytes. */
  readonly sizes: readonly number[];
  /** Reads the next part; its bytes stay until the next call. */
  read(): Promise<Bytes>;
}

/** Parts that are handed in, one by one, by who reads them elsewhere: of a report that is moved. */
export class HandedParts implements Parts {
  readonly layout: BodyLayout;
  readonly sizes: readonly number[];
  #handed: Bytes | undefined;
  #parts = 0;

  constructor(sizes: readonly number[]) {
    this.sizes = sizes;
    this.layout = new BodyLayout(sizes.reduce((sum, size) => sum + size, 0));
  }

  get nextPart(): number {
    return this.#parts;
  }

  hand(part: Bytes) {
    this.#handed = part;
  }

  read(): Promise<Bytes> {
    const part = this.#handed;
    this.#handed = undefined;
    if (part?.length !== this.layout.part(this.#parts).size) {
      throw new Error('a part is handed in before it is sealed');
    }
    this.#parts++;
    return Promise.resolve(part);
  }
}

/** Files joined to one pack (spec/bodies.md section 2), read part by part from first to last. */
export class Pack implements Parts {
  readonly layout: BodyLayout;
  readonly #files: readonly PackedFile[];
  /** The part being used and the one being read lie in memory that is used again and again. */
  readonly #memory: [ArrayBuffer, ArrayBuffer] = [new ArrayBuffer(0), new ArrayBuffer(0)];
  #ahead: Promise<Bytes> | undefined;
  #parts = 0;

  constructor(files: readonly Blob[]) {
    let start = 0;
    this.#files = files.map((blob) => {
      const file = { blob, start };
      start += blob.size;
      return file;
    });
    this.layout = new BodyLayout(start);
  }

  /** The part that {@link read} is due for. */
  get nextPart(): number {
    return this.#parts;
  }

  /** Reads the next part; its bytes stay until the next call. */
  async read(): Promise<Bytes> {
    const bytes = await (this.#ahead ?? this.#fetch(this.#parts));
    this.#parts++;
    this.#ahead = this.#parts < this.layout.parts ? this.#fetch(this.#parts) : undefined;
    this.#ahead?.catch(() => undefined); // whoever reads it will know
    return bytes;
  }

  /** Of each file, in bytes. */
  get sizes(): readonly number[] {
    return this.#files.map(({ blob }) => blob.size);
  }

  async #fetch(part: number): Promise<Bytes> {
    const { offset, size } = this.layout.part(part);
    const only = this.#files.findIndex(
      ({ blob, start }) => start <= offset && offset + size <= start + blob.size,
    );
    const file = this.#files[only];
    if (file === undefined) {
      return this.#fetchJoined(offset, size);
    }
    const from = offset - file.start;
    const place = part % 2 === 0 ? 0 : 1;
    const memory = this.#memory[place];
    const least = Math.min(PART_PLAINTEXT, this.layout.size);
    const bytes = await readInto(
      memory.byteLength < least ? new ArrayBuffer(least) : memory,
      file.blob.slice(from, from + size),
      size,
      only,
    );
    this.#memory[place] = bytes.buffer;
    return bytes;
  }

  async #fetchJoined(offset: number, length: number): Promise<Bytes> {
    const bytes = new Uint8Array(length);
    await Promise.all(
      this.#files.map(async ({ blob, start }, index) => {
        const from = Math.max(0, offset - start);
        const to = Math.min(blob.size, offset + length - start);
        if (from < to) {
          bytes.set(await readSlice(blob.slice(from, to), to - from, index), start + from - offset);
        }
      }),
    );
    return bytes;
  }
}

/** Reads a slice into memory that is there already, where the browser can; it takes half the time. */
async function readInto(
  memory: ArrayBuffer,
  slice: Blob,
  length: number,
  file: number,
): Promise<Bytes> {
  const reader = byteReader(slice);
  if (reader === undefined) {
    return readSlice(slice, length, file);
  }
  let buffer = memory;
  try {
    for (let at = 0; at < length;) {
      const { value } = await reader.read(new Uint8Array(buffer, at, length - at));
      if (value === undefined || value.length === 0) {
        throw new UnreadableFileError(file);
      }
      ({ buffer } = value); // the same memory: a read moves it there and back
      at += value.length;
    }
  } catch {
    throw new UnreadableFileError(file);
  }
  return new Uint8Array(buffer, 0, length);
}

function byteReader(slice: Blob): ReadableStreamBYOBReader | undefined {
  try {
    return slice.stream().getReader({ mode: 'byob' });
  } catch {
    return undefined; // a browser whose blobs are no streams of bytes
  }
}

async function readSlice(slice: Blob, length: number, file: number): Promise<Bytes> {
  let bytes: Bytes;
  try {
    bytes = new Uint8Array(await slice.arrayBuffer());
  } catch {
    throw new UnreadableFileError(file);
  }
  if (bytes.length !== length) {
    throw new UnreadableFileError(file);
  }
  return bytes;
}
