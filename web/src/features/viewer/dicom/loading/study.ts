import type { ReportFile, ReportReader } from '@/lib/portal.ts';
import { LIMITS } from '../parsing/limits.ts';
import type { DicomObject } from '../parsing/objects.ts';
import { Parser } from '../parsing/parser.ts';
import { DicomError } from '../parsing/problems.ts';
import { seriesOf, type Series } from '../series/series.ts';
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
}

/** The DICOM files of a report, read one after the other in their order. */
export class Study {
  readonly library: ObjectLibrary;
  readonly #parser = new Parser();
  readonly #files: readonly ReportFile[];
  readonly #objects = new Map<number, DicomObject>();
  readonly #strangers: ReportFile[] = [];
  readonly #failures = new Map<number, unknown>();
  readonly #listeners = new Set<() => void>();
  #state: StudyState;
  #next = 0;
  #read = 0;
  /** Of all objects, in bytes. */
  #weight = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;
  #started = false;
  /** While somebody waits for a picture, reading ahead rests. */
  #waitingFor = 0;

  constructor(reader: ReportReader, files: readonly ReportFile[]) {
    this.library = new ObjectLibrary(reader, this.#parser);
    this.#files = files;
    this.#state = {
      series: [],
      strangers: [],
      failures: new Map(),
      read: 0,
      total: files.length,
    };
  }

  start(): void {
    if (this.#started) {
      return;
    }
    this.#started = true;
    // The first picture alone, so that nothing competes with it.
    void this.#describeNext('now').then(() => {
      this.#publish();
      for (let lane = 0; lane < AT_ONCE; lane += 1) {
        void this.#run();
      }
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
      this.#read -= 1;
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

  async #run(): Promise<void> {
    while (!this.#closed && this.#next < this.#files.length) {
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

  async #describeNext(urgency: 'now' | 'ahead'): Promise<void> {
    const file = this.#files[this.#next];
    this.#next += 1;
    if (file !== undefined) {
      await this.#describe(file, urgency);
    }
  }

  async #describe(file: ReportFile, urgency: 'now' | 'ahead'): Promise<void> {
    try {
      const object = await this.library.describe(file.index, urgency);
      if (this.#weight + object.weight > LIMITS.keptBytes) {
        throw new DicomError('too-big');
      }
      this.#weight += object.weight;
      this.#objects.set(file.index, object);
    } catch (error) {
      if (error instanceof DicomError && error.problem === 'not-dicom') {
        this.#strangers.push(file);
      } else {
        this.#failures.set(file.index, error);
      }
    }
    this.#read += 1;
  }

  #publish(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#closed) {
      return;
    }
    this.#state = {
      series: seriesOf(this.#objects),
      strangers: [...this.#strangers],
      failures: new Map(this.#failures),
      read: this.#read,
      total: this.#files.length,
    };
    for (const listener of this.#listeners) {
      listener();
    }
  }
}
