import type { ReportFile, ReportReader, Urgency } from '@/lib/portal.ts';
import { LIMITS } from '../parsing/limits.ts';
import type { DicomObject } from '../parsing/objects.ts';
import type { AskedParser } from '../parsing/parser.ts';
import { DicomError } from '../parsing/problems.ts';

/** Objects up to this size are fetched whole at once: their header is most of the way anyway. */
const SMALL_BYTES = 4 * 1024 * 1024;
const HEADER_BYTES = [256 * 1024, 2 * 1024 * 1024];
/** Stored bytes of opened objects that the worker keeps. */
export const KEPT_BYTES = 256 * 1024 * 1024;

/** Where the files' bytes come from: an opened report, or this device. */
export type Stored = Pick<ReportReader, 'read' | 'whole'> & {
  readonly files: readonly Pick<ReportFile, 'index' | 'size'>[];
};

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
  readonly #confirm: (file: number, object: DicomObject) => void;
  readonly #opened = new Map<number, Opened>();
  readonly #closing: (() => void)[] = [];

  /**
   * @param confirm told of each object that was opened; what it throws, opening rejects with
   */
  constructor(
    reader: Stored,
    parser: AskedParser,
    bound = KEPT_BYTES,
    confirm: (file: number, object: DicomObject) => void = () => undefined,
  ) {
    this.#confirm = confirm;
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
    const size = this.#size(file);
    if (size > SMALL_BYTES) {
      for (const length of HEADER_BYTES) {
        const head = await this.#reader.read(file, 0, length, urgency);
        const object = await this.#parser.header(new Uint8Array(head));
        if (object !== undefined) {
          return object;
        }
      }
    }
    return this.open(file, urgency);
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

  /** A frame's stored bytes. */
  async frame(file: number, frame: number, urgency: Urgency): Promise<Uint8Array<ArrayBuffer>> {
    await this.open(file, urgency);
    return this.#parser.frame(file, frame);
  }

  /** The file inside an object. */
  async embedded(
    file: number,
    onProgress?: (fraction: number) => void,
  ): Promise<Uint8Array<ArrayBuffer>> {
    await this.open(file, 'now', onProgress);
    return this.#parser.embedded(file);
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
        this.#confirm(file, read);
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
