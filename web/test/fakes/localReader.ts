import {
  PortalError,
  type PortalErrorCode,
  type LongAction,
  type ReportFile,
  type ReportReader,
  type ReportSummary,
  type Urgency,
} from '@/lib/portal.ts';

/** A file of a report that is no upload: its bytes, or where they come from. */
export interface LocalFile {
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  /** Bytes `from` to `to`. */
  slice(from: number, to: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** What a network and a service can do to a reader. */
export interface Conditions {
  /** Milliseconds that every answer takes. */
  delay: number;
  /** Bytes that one second brings, all requests together; undefined for as many as there are. */
  bytesPerSecond: number | undefined;
  /** Files whose bytes do not come, and why. */
  readonly failures: Map<string, PortalErrorCode>;
}

/** One thing that was asked, in the order in which it was asked. */
export interface Asked {
  readonly file: string;
  readonly what: 'read' | 'whole' | 'stream' | 'media' | 'save';
  readonly urgency: Urgency;
}

/** A report reader over files that are here. Saves to a browser's download. */
export class LocalReader implements ReportReader {
  readonly report: ReportSummary;
  readonly files: readonly ReportFile[];
  readonly asked: Asked[] = [];
  readonly saved: { readonly name: string; readonly size: number }[] = [];
  readonly #files: readonly LocalFile[];
  readonly #conditions: Conditions;
  readonly #listeners = new Set<(file: number, problem: PortalError) => void>();
  readonly #mediaAddress: ((file: LocalFile) => string) | undefined;
  #free = 0;
  #closed = false;

  constructor(
    files: readonly LocalFile[],
    conditions: Partial<Conditions> = {},
    mediaAddress?: (file: LocalFile) => string,
    report?: ReportSummary,
  ) {
    this.#files = files;
    this.#mediaAddress = mediaAddress;
    this.#conditions = { delay: 0, bytesPerSecond: undefined, failures: new Map(), ...conditions };
    this.files = listOf(files);
    this.report = { ...summaryOf(this.files), ...report };
  }

  async read(
    file: number,
    offset: number,
    length: number,
    urgency: Urgency = 'now',
  ): Promise<Uint8Array> {
    const found = this.#ask(file, 'read', urgency);
    const to = Math.min(found.size, offset + length);
    await this.#wait(found, to - offset);
    return found.slice(offset, to);
  }

  async whole(
    file: number,
    { signal, onProgress, urgency = 'now' }: LongAction & { urgency?: Urgency } = {},
  ): Promise<Uint8Array<ArrayBuffer>> {
    const found = this.#ask(file, 'whole', urgency);
    for (let step = 1; step <= 4; step += 1) {
      await this.#wait(found, found.size / 4);
      if (signal?.aborted === true) {
        throw new PortalError('aborted');
      }
      onProgress?.(step / 4);
    }
    return found.slice(0, found.size);
  }

  stream(file: number): ReadableStream<Uint8Array> {
    const found = this.#ask(file, 'stream', 'now');
    let at = 0;
    return new ReadableStream({
      pull: async (controller) => {
        const to = Math.min(at + 65_536, found.size);
        await this.#wait(found, to - at);
        controller.enqueue(await found.slice(at, to));
        at = to;
        if (at === found.size) {
          controller.close();
        }
      },
    });
  }

  async mediaAddress(file: number): Promise<string | undefined> {
    const found = this.#ask(file, 'media', 'now');
    await this.#delay();
    const failure = this.#conditions.failures.get(found.name);
    if (failure !== undefined && this.#mediaAddress !== undefined) {
      // As with the service worker: the address is there, its bytes do not verify.
      setTimeout(() => {
        for (const listener of this.#listeners) {
          listener(file, new PortalError(failure));
        }
      }, 50);
    }
    return this.#mediaAddress?.(found);
  }

  onMediaFailure(listener: (file: number, problem: PortalError) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async save(file: number, name: string, { onProgress }: LongAction = {}): Promise<void> {
    const found = this.#ask(file, 'save', 'now');
    await this.#wait(found, found.size);
    onProgress?.(1);
    this.saved.push({ name, size: found.size });
  }

  async saveArchive(
    name: string,
    files: readonly { readonly file: number }[],
    { onProgress }: LongAction = {},
  ): Promise<void> {
    let size = 0;
    for (const { file } of files) {
      const found = this.#ask(file, 'save', 'now');
      await this.#wait(found, found.size);
      size += found.size;
    }
    onProgress?.(1);
    this.saved.push({ name, size });
  }

  close(): void {
    this.#closed = true;
  }

  #ask(file: number, what: Asked['what'], urgency: Urgency): LocalFile {
    const found = this.#files[file];
    if (found === undefined || this.#closed) {
      throw new PortalError('not-found');
    }
    this.asked.push({ file: found.name, what, urgency });
    return found;
  }

  async #wait(file: LocalFile, bytes: number): Promise<void> {
    await this.#delay();
    const rate = this.#conditions.bytesPerSecond;
    if (rate !== undefined) {
      const now = Date.now();
      this.#free = Math.max(now, this.#free) + (1000 * bytes) / rate;
      await new Promise((resolve) => setTimeout(resolve, this.#free - now));
    }
    const failure = this.#conditions.failures.get(file.name);
    if (failure !== undefined) {
      throw new PortalError(failure);
    }
  }

  #delay(): Promise<void> {
    return this.#conditions.delay === 0
      ? Promise.resolve()
      : new Promise((resolve) => setTimeout(resolve, this.#conditions.delay));
  }
}

/** A file whose bytes are here. */
export function memoryFile(
  name: string,
  mediaType: string,
  bytes: Uint8Array<ArrayBuffer>,
): LocalFile {
  return {
    name,
    mediaType,
    size: bytes.length,
    slice: (from, to) => Promise.resolve(bytes.slice(from, to)),
  };
}

function listOf(files: readonly LocalFile[]): readonly ReportFile[] {
  return files.map(({ name, mediaType, size }, index): ReportFile => ({
    index,
    name,
    mediaType,
    size,
    role: mediaType === 'application/vnd.medseal.study' ? 'study' : 'content',
  }));
}

function summaryOf(files: readonly ReportFile[]): ReportSummary {
  const keyring = '0'.repeat(64);
  return {
    state: 'verified',
    id: '0'.repeat(32) as ReportSummary['id'],
    record: keyring as ReportSummary['record'],
    section: keyring as ReportSummary['section'],
    sectionName: 'Radiology',
    patient: undefined,
    title: 'Local files',
    type: undefined,
    specialty: undefined,
    date: '2026-01-01',
    signed: new Date(0),
    author: {
      keyring: keyring as ReportSummary['author']['keyring'],
      kind: 'person',
      email: undefined,
      toldEmail: undefined,
      card: undefined,
      endorsements: [],
      backing: undefined,
      safetyNumber: '',
      compared: false,
      me: true,
    },
    authorName: undefined,
    fileCount: files.length,
    mediaTypes: [...new Set(files.map(({ mediaType }) => mediaType))],
    unawareSince: undefined,
    corrected: undefined,
    size: files.reduce((sum, { size }) => sum + size, 0),
    replaces: undefined,
    replacedBy: undefined,
    isNew: false,
    manageable: false,
  };
}
