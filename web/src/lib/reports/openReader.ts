import {
  BodyLayout,
  type Bytes,
  type Contents,
  contentsSize,
  type ManifestFile,
  PackReader,
  PartHashes,
  type ReportId,
  streamPack,
} from '@/crypto/index.ts';
import type { Connection } from '../api/connection.ts';
import { PortalError } from '../contract/errors.ts';
import type { LongAction } from '../contract/feeds.ts';
import type { ReportFile, ReportReader, ReportSummary, Urgency } from '../contract/reports.ts';
import { asPortal, throwIfAborted, toPortalError } from '../errors/portalErrors.ts';
import type { MediaAddresses } from '../media/mediaAddresses.ts';
import { RECORDING_HEAD, recordingType } from '../media/recordings.ts';
import { bodySource, bodyStream, hashListSource } from './bodySource.ts';
import { saveStream } from './saving.ts';
import { SegmentCache } from './segmentCache.ts';

/** Up to that much of a file goes through the cache that neighbouring reads share. */
const SMALL = 4 * 1024 * 1024;
const PIECE = 2 * 1024 * 1024;
const PIECES_AHEAD = 4;

/** Reads the files of one report whose manifest and contents have been verified. */
export class OpenReader implements ReportReader {
  readonly report: ReportSummary;
  readonly files: readonly ReportFile[];
  readonly #id: ReportId;
  readonly #contents: Contents;
  readonly #key: CryptoKey;
  readonly #layout: BodyLayout;
  readonly #hashes: PartHashes;
  readonly #connection: Connection;
  readonly #cache: SegmentCache;
  readonly #media: MediaAddresses;
  readonly #closed = new AbortController();
  readonly #addresses = new Map<number, Promise<string | undefined>>();
  readonly #endings: (() => void)[] = [];

  constructor(
    report: ReportSummary,
    contents: Contents,
    key: CryptoKey,
    connection: Connection,
    media: MediaAddresses,
  ) {
    this.report = report;
    this.files = contents.files.map((file, index) => ({ index, ...file }));
    this.#id = contents.report;
    this.#contents = contents;
    this.#key = key;
    this.#connection = connection;
    this.#media = media;
    this.#layout = new BodyLayout(contentsSize(contents));
    const { signal } = this.#closed;
    this.#hashes = new PartHashes(
      this.#layout,
      { first: 0, hashes: contents.parts },
      hashListSource(connection, this.#id, signal),
    );
    const source = bodySource(connection, this.#id, signal);
    const pack = new PackReader(key, this.#id, this.#layout, this.#hashes, source);
    this.#cache = new SegmentCache(this.#layout, (offset, length) => pack.read(offset, length));
  }

  get isClosed(): boolean {
    return this.#closed.signal.aborted;
  }

  /** Called once, when this is closed. */
  onClose(listener: () => void) {
    this.#endings.push(listener);
  }

  read(file: number, offset: number, length: number, urgency: Urgency = 'now'): Promise<Bytes> {
    return this.#whileOpen(() => {
      const { offset: start, size } = this.#file(file);
      const from = Math.min(Math.max(0, offset), size);
      const to = Math.min(Math.max(from, offset + length), size);
      return this.#cache.read(start + from, to - from, urgency);
    });
  }

  whole(file: number, options: LongAction & { urgency?: Urgency } = {}): Promise<Bytes> {
    return this.#whileOpen(async () => {
      const { offset, size } = this.#file(file);
      const { signal, onProgress, urgency = 'now' } = options;
      const bytes = new Uint8Array(size);
      let next = 0;
      let done = 0;
      const lane = async () => {
        while (next < size) {
          throwIfAborted(signal);
          const from = next;
          next += PIECE;
          const piece = await this.#cache.read(
            offset + from,
            Math.min(PIECE, size - from),
            urgency,
          );
          bytes.set(piece, from);
          done += piece.length;
          onProgress?.(done / size);
        }
      };
      const lanes = size <= SMALL ? 1 : PIECES_AHEAD;
      await Promise.all(Array.from({ length: lanes }, lane));
      throwIfAborted(signal);
      return bytes;
    });
  }

  stream(file: number, options: LongAction = {}): ReadableStream<Uint8Array> {
    const ending = new AbortController();
    const pieces = this.#pieces(file, options, ending.signal);
    return new ReadableStream<Uint8Array>(
      {
        pull: async (controller) => {
          try {
            const { done, value } = await pieces.next();
            if (done === true) {
              controller.close();
            } else {
              controller.enqueue(value);
            }
          } catch (failure) {
            controller.error(this.#failure(failure));
          }
        },
        cancel: async () => {
          ending.abort();
          await pieces.return();
        },
      },
      { highWaterMark: 2 },
    );
  }

  mediaAddress(file: number): Promise<string | undefined> {
    const known = this.#addresses.get(file);
    if (known !== undefined) {
      return known;
    }
    const address = this.#whileOpen(async () => {
      const { offset, size, mediaType: declared } = this.#file(file);
      const head = await this.#cache.read(offset, Math.min(RECORDING_HEAD, size), 'now');
      const mediaType = recordingType(head, declared);
      if (mediaType === undefined) {
        return undefined; // no player is given anything else
      }
      const first = size === 0 ? 0 : this.#layout.partAt(offset).index;
      const last = size === 0 ? 0 : this.#layout.partAt(offset + size - 1).index;
      return this.#media.add({
        report: this.#id,
        parts: { first, hashes: this.#contents.parts.slice(first, last + 1) },
        packSize: this.#layout.size,
        offset,
        size,
        mediaType,
        key: this.#key,
      });
    });
    this.#addresses.set(file, address);
    address.catch(() => this.#addresses.delete(file));
    return address;
  }

  onMediaFailure(listener: (file: number, problem: PortalError) => void): () => void {
    return this.#media.onFailure((address, problem) => {
      for (const [file, given] of this.#addresses) {
        void given.then((own) => {
          if (own === address && !this.isClosed) {
            listener(file, problem);
          }
        });
      }
    });
  }

  save(file: number, name: string, options: LongAction = {}): Promise<void> {
    return this.#whileOpen(() => {
      const { size } = this.#file(file);
      return saveStream(name, size, () => this.stream(file, options));
    });
  }

  saveArchive(
    name: string,
    files: readonly { readonly file: number; readonly path: string }[],
    { signal, onProgress }: LongAction = {},
  ): Promise<void> {
    return this.#whileOpen(async () => {
      const { archiveSize, archiveStream } = await import('./archive.ts');
      const total = files.reduce((sum, { file }) => sum + this.#file(file).size, 0);
      let before = 0;
      const archived = files.map(({ file, path }) => {
        const { size } = this.#file(file);
        const open = () => {
          const from = before;
          before += size;
          return this.stream(file, {
            ...(signal === undefined ? {} : { signal }),
            onProgress: (fraction) => onProgress?.((from + fraction * size) / total),
          });
        };
        return { path, size, modified: this.report.signed, open };
      });
      await saveStream(name, archiveSize(archived), () => archiveStream(archived));
    });
  }

  close() {
    if (this.isClosed) {
      return;
    }
    this.#closed.abort();
    this.#cache.close();
    for (const address of this.#addresses.values()) {
      void address.then(
        (given) => (given === undefined ? undefined : this.#media.remove(given)),
        () => undefined,
      );
    }
    this.#endings.forEach((ending) => {
      ending();
    });
  }

  /** Fetches the beginning, before anybody asks for it; the service writes the opening down. */
  warmUp() {
    if (this.#layout.size > 0) {
      this.#cache.read(0, 1, 'ahead').catch(() => undefined);
    }
  }

  async *#pieces(
    file: number,
    { signal, onProgress }: LongAction,
    ended: AbortSignal,
  ): AsyncGenerator<Bytes, void, undefined> {
    const { offset, size } = this.#file(file);
    const stop = AbortSignal.any([
      this.#closed.signal,
      ended,
      ...(signal === undefined ? [] : [signal]),
    ]);
    const source = bodyStream(this.#connection, this.#id, stop);
    let done = 0;
    for await (const piece of streamPack(
      this.#key,
      this.#id,
      this.#layout,
      this.#hashes,
      source,
      offset,
      offset + size,
    )) {
      throwIfAborted(stop);
      done += piece.length;
      onProgress?.(done / size);
      yield piece;
    }
  }

  #file(index: number): ManifestFile {
    const file = this.#contents.files[index];
    if (file === undefined) {
      throw new PortalError('not-found');
    }
    return file;
  }

  async #whileOpen<T>(action: () => Promise<T>): Promise<T> {
    if (this.isClosed) {
      throw new PortalError('aborted');
    }
    try {
      return await asPortal(action);
    } catch (failure) {
      throw this.#failure(failure);
    }
  }

  #failure(failure: unknown): PortalError {
    return this.isClosed ? new PortalError('aborted') : toPortalError(failure);
  }
}
