import type { ReportFile, ReportReader } from '@/lib/portal.ts';
import { LIMITS } from '../parsing/limits.ts';
import type { DicomObject } from '../parsing/objects.ts';
import { type AskedParser, Parser } from '../parsing/parser.ts';
import { DicomError } from '../parsing/problems.ts';
import { seriesOf, type Series } from '../series/series.ts';
import { agree } from '../study/agree.ts';
import { BOUNDS } from '../study/attributes.ts';
import { ObjectLibrary } from './objectLibrary.ts';

/** So many files are asked for at the same time. */
const AT_ONCE = 4;
/** The list is sorted anew at most so often while files arrive. */
const PUBLISH_MS = 250;

export interface StudyState {
  readonly series: readonly Series[];
  /** Files that are no DICOM after all. */
  readonly strangers: readonly ReportFile[];
  /** Files that could not be fetched or read, and why. */
  readonly failures: ReadonlyMap<number, unknown>;
  readonly read: number;
  readonly total: number;
  /** Why the author's index is not used: it cannot be had or read, or a file said otherwise. */
  readonly misled: unknown;
}

/**
 * The DICOM files of a report. What its author's index describes stands in its place at once, and is
 * fetched when it is looked at; the others are read one after the other in their order. An index that
 * a file contradicts is not believed in anything any more: then every file is read.
 */
export class Study {
  readonly library: ObjectLibrary;
  readonly #reader: ReportReader;
  readonly #parser: AskedParser;
  readonly #files: readonly ReportFile[];
  readonly #objects = new Map<number, DicomObject>();
  #announced: ReadonlyMap<number, DicomObject> = new Map();
  #misled: unknown;
  readonly #strangers: ReportFile[] = [];
  readonly #failures = new Map<number, unknown>();
  readonly #listeners = new Set<() => void>();
  #state: StudyState;
  readonly #asked = new Set<number>();
  #next = 0;
  /** Of all objects, in bytes; and of what is announced. */
  #weight = 0;
  #announcedWeight = 0;
  #lanes = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;
  #started = false;
  /** While somebody waits for a picture, reading ahead rests. */
  #waitingFor = 0;

  constructor(
    reader: ReportReader,
    files: readonly ReportFile[],
    parser: AskedParser = new Parser(),
  ) {
    this.#reader = reader;
    this.#parser = parser;
    this.library = new ObjectLibrary(reader, parser, undefined, {
      confirm: (file, own) => {
        this.#confirm(file, own);
      },
      contradicted: (error) => {
        this.#mistrust(error);
      },
    });
    this.#files = files;
    this.#state = this.#now();
  }

  start(): void {
    if (this.#started) {
      return;
    }
    this.#started = true;
    const index = this.#readIndex();
    // The first picture alone, so that nothing competes with it.
    void this.#describeNext('now').then(async () => {
      this.#publish();
      await index;
      this.#readAhead();
    });
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly snapshot = (): StudyState => this.#state;

  /** Fetches a file again that failed. */
  retry(file: number): void {
    const found = this.#files.find(({ index }) => index === file);
    if (found !== undefined && this.#failures.delete(file)) {
      this.#publish();
      void this.#describe(found, 'now').then(() => {
        this.#publish();
      });
    }
  }

  /** Holds reading ahead back until the work that a person waits for is done. */
  async urgently<T>(work: () => Promise<T>): Promise<T> {
    this.#waitingFor += 1;
    try {
      return await work();
    } finally {
      this.#waitingFor -= 1;
    }
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.library.close();
    this.#parser.close();
  }

  async #readIndex(): Promise<void> {
    const file = this.#reader.files.find(({ role }) => role === 'study');
    if (file === undefined) {
      return;
    }
    try {
      if (file.size > BOUNDS.deflatedBytes) {
        throw new DicomError('too-big');
      }
      const bytes = await this.#reader.whole(file.index, { urgency: 'now' });
      const indexed = await this.#parser.study(
        bytes,
        this.#files.map(({ index, size }) => ({ index, size })),
      );
      const announced = new Map<number, DicomObject>();
      for (const { file: described, object } of indexed) {
        if (object !== undefined) {
          announced.set(described, object);
        }
      }
      const weight = [...announced.values()].reduce((sum, one) => sum + one.weight, 0);
      this.#weigh(weight);
      this.#announcedWeight = weight;
      this.#announced = announced;
      this.library.locate(new Map(indexed.map((one) => [one.file, one])));
      for (const [described, own] of this.#objects) {
        this.#confirm(described, own);
      }
    } catch (error) {
      this.#mistrust(error);
    }
    this.#publish();
  }

  /** Compares a file with what was said of it. */
  #confirm(file: number, own: DicomObject): void {
    const said = this.#announced.get(file);
    if (said !== undefined && !agree(said, own)) {
      const error = new DicomError('contradicted');
      this.#mistrust(error);
      throw error;
    }
  }

  #mistrust(error: unknown): void {
    this.#weight -= this.#announcedWeight;
    this.#announcedWeight = 0;
    this.#announced = new Map();
    this.library.locate(new Map());
    this.#misled ??= error;
    this.#next = 0;
    this.#publish();
    this.#readAhead();
  }

  #readAhead(): void {
    while (this.#lanes < AT_ONCE && !this.#closed) {
      this.#lanes += 1;
      void this.#run().finally(() => {
        this.#lanes -= 1;
      });
    }
  }

  async #run(): Promise<void> {
    while (!this.#closed && this.#unknown() !== undefined) {
      if (this.#waitingFor > 0) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        continue;
      }
      await this.#describeNext('ahead');
      this.#timer ??= setTimeout(() => {
        this.#publish();
      }, PUBLISH_MS);
    }
  }

  /** The next file of which nothing is known. */
  #unknown(): ReportFile | undefined {
    for (; this.#next < this.#files.length; this.#next += 1) {
      const file = this.#files[this.#next];
      if (file !== undefined && !this.#asked.has(file.index) && !this.#announced.has(file.index)) {
        return file;
      }
    }
    return undefined;
  }

  async #describeNext(urgency: 'now' | 'ahead'): Promise<void> {
    const file = this.#unknown();
    if (file !== undefined) {
      await this.#describe(file, urgency);
    }
  }

  async #describe(file: ReportFile, urgency: 'now' | 'ahead'): Promise<void> {
    this.#asked.add(file.index);
    try {
      const object = await this.library.describe(file.index, urgency);
      this.#confirm(file.index, object);
      this.#weigh(object.weight);
      this.#objects.set(file.index, object);
    } catch (error) {
      if (error instanceof DicomError && error.problem === 'contradicted') {
        // It was asked before the index was known; nothing is announced any more.
        this.#asked.delete(file.index);
        this.#next = 0;
      } else if (error instanceof DicomError && error.problem === 'not-dicom') {
        this.#strangers.push(file);
      } else {
        this.#failures.set(file.index, error);
      }
    }
  }

  #weigh(weight: number): void {
    if (this.#weight + weight > LIMITS.keptBytes) {
      throw new DicomError('too-big');
    }
    this.#weight += weight;
  }

  #publish(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#closed) {
      return;
    }
    this.#state = this.#now();
    for (const listener of this.#listeners) {
      listener();
    }
  }

  #now(): StudyState {
    const known = new Map([...this.#announced, ...this.#objects]);
    const settled = new Set([
      ...known.keys(),
      ...this.#failures.keys(),
      ...this.#strangers.map(({ index }) => index),
    ]);
    return {
      series: seriesOf(known),
      strangers: [...this.#strangers],
      failures: new Map(this.#failures),
      read: settled.size,
      total: this.#files.length,
      misled: this.#misled,
    };
  }
}
