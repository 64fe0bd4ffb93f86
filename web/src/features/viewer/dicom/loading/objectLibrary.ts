import type { ReportFile, ReportReader, Urgency } from '@/lib/portal.ts';
import { LIMITS } from '../parsing/limits.ts';
import type { DicomObject } from '../parsing/objects.ts';
import type { AskedParser } from '../parsing/parser.ts';
import { DicomError } from '../parsing/problems.ts';
import type { Indexed } from '../study/readIndex.ts';
import { RangedFrames } from './rangedFrames.ts';

/** Objects up to this size are fetched whole at once: their header is most of the way anyway. */
const SMALL_BYTES = 4 * 1024 * 1024;
/** Frames of larger objects are fetched one by one. */
const RANGED_BYTES = 32 * 1024 * 1024;
const HEADER_BYTES = [256 * 1024, 2 * 1024 * 1024];
/** Stored bytes of opened objects that the worker keeps. */
export const KEPT_BYTES = 256 * 1024 * 1024;

/** Where the files' bytes come from: an opened report, or this device. */
export type Stored = Pick<ReportReader, 'read' | 'whole'> & {
  readonly files: readonly Pick<ReportFile, 'index' | 'size'>[];
};

/** How a file is compared with the index of its report. */
export interface Checks {
  /** Told of each object that was opened; what it throws, opening rejects with. */
  confirm(file: number, object: DicomObject): void;
  /** A fragment is not where the index says. */
  contradicted(error: DicomError): void;
}

interface Opened {
  readonly object: Promise<DicomObject>;
  readonly generation: number;
  /** As stored, and once it is read what it unfolded to. */
  size: number;
  urgency: Urgency;
}

/**
 * The DICOM files of a report, opened on demand. Those not used for longest are closed when the kept
 * bytes exceed their bound, and opened again when asked for. Rejects with `PortalError` where bytes
 * cannot be had or do not verify, with `DicomError` where they cannot be read as DICOM.
 */
export class ObjectLibrary {
  readonly #reader: Stored;
  readonly #parser: AskedParser;
  readonly #bound: number;
  readonly #checks: Checks;
  /** What the index says of files, by file. */
  #indexed: ReadonlyMap<number, Indexed> = new Map();
  readonly #ranged = new Map<number, Promise<RangedFrames | undefined>>();
  readonly #opened = new Map<number, Opened>();
  readonly #closing: (() => void)[] = [];

  constructor(
    reader: Stored,
    parser: AskedParser,
    bound = KEPT_BYTES,
    checks: Checks = { confirm: () => undefined, contradicted: () => undefined },
  ) {
    this.#checks = checks;
    this.#reader = reader;
    this.#parser = parser;
    this.#bound = bound;
  }

  /** Calls the listener when the report is left. */
  onClose(listener: () => void): void {
    this.#closing.push(listener);
  }

  close(): void {
    for (const listener of this.#closing.splice(0)) {
      listener();
    }
    this.#opened.clear();
  }

  /** Facts and content of a file, without keeping it when it is large. */
  async describe(file: number, urgency: Urgency): Promise<DicomObject> {
    const isLarge = this.#size(file) > SMALL_BYTES;
    return (isLarge ? await this.#head(file, urgency) : undefined) ?? this.open(file, urgency);
  }

  /** Fetches a whole file and has it parsed, unless it is open already. */
  open(file: number, urgency: Urgency, onProgress?: (fraction: number) => void) {
    const known = this.#opened.get(file);
    if (known !== undefined && known.generation === this.#parser.generation) {
      this.#opened.delete(file);
      this.#opened.set(file, known);
      if (urgency === 'now' && known.urgency === 'ahead') {
        this.#hurry(file, known);
      }
      return known.object;
    }
    return this.#fetch(file, urgency, onProgress);
  }

  /** What a whole file says of itself, where it has been fetched. */
  opened(file: number): Promise<DicomObject> | undefined {
    return this.#opened.get(file)?.object;
  }

  /** What the index says of where the pixels lie; nothing where it is not believed any more. */
  locate(indexed: ReadonlyMap<number, Indexed>): void {
    this.#indexed = indexed;
    this.#ranged.clear();
  }

  /** A frame's stored bytes: of a large file only these, where it is known where they lie. */
  async frame(file: number, frame: number, urgency: Urgency): Promise<Uint8Array<ArrayBuffer>> {
    const ranged = await this.#rangedFrames(file, urgency);
    if (ranged === undefined) {
      return this.#asked(file, urgency, () => this.#parser.frame(file, frame));
    }
    try {
      return await ranged.frame(frame, (offset, length) =>
        this.#reader.read(file, offset, length, urgency),
      );
    } catch (error) {
      if (error instanceof DicomError && error.problem === 'contradicted') {
        this.#checks.contradicted(error);
      }
      throw error;
    }
  }

  /** Fetches what a frame needs before what is only wanted ahead. */
  async hurry(file: number, frame: number): Promise<void> {
    const ranged = await this.#rangedFrames(file, 'now');
    await (ranged === undefined ? this.open(file, 'now') : this.frame(file, frame, 'now'));
  }

  #rangedFrames(file: number, urgency: Urgency): Promise<RangedFrames | undefined> {
    const size = this.#size(file);
    if (size <= RANGED_BYTES || this.#opened.has(file)) {
      return Promise.resolve(undefined);
    }
    let ranged = this.#ranged.get(file);
    if (ranged === undefined) {
      ranged = this.#head(file, urgency).then(
        (head) => head && RangedFrames.of(head, size, this.#indexed.get(file)),
      );
      this.#ranged.set(file, ranged);
      ranged.catch(() => this.#ranged.delete(file));
    }
    return ranged;
  }

  /** What the beginning of a large file says; undefined if its header is longer. */
  async #head(file: number, urgency: Urgency): Promise<DicomObject | undefined> {
    for (const length of HEADER_BYTES) {
      const head = await this.#reader.read(file, 0, length, urgency);
      const object = await this.#parser.header(new Uint8Array(head));
      if (object !== undefined) {
        return object;
      }
    }
    return undefined;
  }

  /** The file inside an object. */
  async embedded(
    file: number,
    onProgress?: (fraction: number) => void,
  ): Promise<Uint8Array<ArrayBuffer>> {
    return this.#asked(file, 'now', () => this.#parser.embedded(file), onProgress);
  }

  /** Asks about an opened object; once more where another one ended the worker that held it. */
  async #asked<T>(
    file: number,
    urgency: Urgency,
    question: () => Promise<T>,
    onProgress?: (fraction: number) => void,
  ): Promise<T> {
    await this.open(file, urgency, onProgress);
    const { generation } = this.#parser;
    try {
      return await question();
    } catch (error) {
      const isOwn = !(error instanceof DicomError) || error.problem !== 'malformed';
      if (isOwn || generation === this.#parser.generation) {
        throw error;
      }
      await this.open(file, urgency, onProgress);
      return question();
    }
  }

  #fetch(file: number, urgency: Urgency, onProgress?: (fraction: number) => void) {
    const size = this.#size(file);
    const object = (async () => {
      if (size > LIMITS.objectBytes) {
        throw new DicomError('too-big');
      }
      const bytes = await this.#reader.whole(file, {
        urgency,
        ...(onProgress === undefined ? {} : { onProgress }),
      });
      const read = await this.#parser.open(file, bytes);
      try {
        this.#checks.confirm(file, read);
      } catch (error) {
        this.#parser.release(file);
        throw error;
      }
      return read;
    })();
    const opened: Opened = { object, generation: this.#parser.generation, size, urgency };
    this.#opened.set(file, opened);
    object.then(
      ({ held, weight }) => {
        opened.size = Math.max(size, held + weight);
        this.#makeRoom(file);
      },
      () => {
        // Asked for again, it is fetched again: the fault may have been the network's.
        if (this.#opened.get(file) === opened) {
          this.#opened.delete(file);
        }
      },
    );
    this.#makeRoom(file);
    return object;
  }

  /** What was asked for ahead is wanted now: one byte asked for urgently moves the file's parts up. */
  #hurry(file: number, known: Opened): void {
    known.urgency = 'now';
    let pending = true;
    const settled = () => {
      pending = false;
    };
    known.object.then(settled, settled);
    void Promise.resolve().then(async () => {
      await Promise.resolve();
      if (pending) {
        await this.#reader.read(file, 0, this.#size(file), 'now').catch(() => undefined);
      }
    });
  }

  #makeRoom(but: number): void {
    let kept = [...this.#opened.values()].reduce((sum, each) => sum + each.size, 0);
    for (const [file, { size }] of this.#opened) {
      if (kept <= this.#bound) {
        return;
      }
      if (file !== but) {
        this.#opened.delete(file);
        this.#parser.release(file);
        kept -= size;
      }
    }
  }

  #size(file: number): number {
    return this.#reader.files.find(({ index }) => index === file)?.size ?? 0;
  }
}
