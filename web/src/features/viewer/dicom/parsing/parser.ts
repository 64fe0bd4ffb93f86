import { transfer, wrap, type Remote } from 'comlink';
import type { DicomObject } from './objects.ts';
import type { Outcome, ParserApi } from './parserWorker.ts';
import type { Indexed, IndexedFile } from '../study/readIndex.ts';
import { inTime } from './inTime.ts';
import { DicomError } from './problems.ts';

/** No real file takes so long; a hostile one does not get longer. */
const PATIENCE_MS = 30_000;

interface Started {
  readonly process: Worker;
  readonly api: Remote<ParserApi>;
  /** Rejects if the worker ends by itself. */
  readonly died: Promise<never>;
}

/**
 * Parses DICOM in a worker of its own, which is ended when a file keeps it busy too long. Every
 * method rejects with {@link DicomError} only.
 */
export class Parser {
  #worker: Started | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #generation = 0;

  /** Changes when the worker was ended; objects opened before are gone then. */
  get generation(): number {
    return this.#generation;
  }

  header(bytes: Uint8Array<ArrayBuffer>): Promise<DicomObject | undefined> {
    return this.#ask((api) => api.header(transfer(bytes, [bytes.buffer])));
  }

  /** Takes the bytes away from the caller. */
  open(key: number, bytes: Uint8Array<ArrayBuffer>): Promise<DicomObject> {
    return this.#ask((api) => api.open(key, transfer(bytes, [bytes.buffer])));
  }

  /** Takes the bytes away from the caller. */
  study(bytes: Uint8Array<ArrayBuffer>, files: readonly IndexedFile[]): Promise<Indexed[]> {
    return this.#ask((api) => api.study(transfer(bytes, [bytes.buffer]), files));
  }

  frame(key: number, frame: number): Promise<Uint8Array<ArrayBuffer>> {
    return this.#ask((api) => api.frame(key, frame));
  }

  embedded(key: number): Promise<Uint8Array<ArrayBuffer>> {
    return this.#ask((api) => api.embedded(key));
  }

  /** Forgets an object. */
  release(key: number): void {
    void this.#worker?.api.close(key);
  }

  /** Ends the worker and everything in it. */
  close(): void {
    this.#worker?.process.terminate();
    this.#worker = undefined;
    this.#generation += 1;
  }

  /** One question after the other: what ends the worker ends nothing but its own answer. */
  #ask<T>(question: (api: Remote<ParserApi>) => Promise<Outcome<T>>): Promise<T> {
    const answer = this.#last.then(() => this.#answer(question));
    this.#last = answer.catch(() => undefined);
    return answer;
  }

  async #answer<T>(question: (api: Remote<ParserApi>) => Promise<Outcome<T>>): Promise<T> {
    const { api, process, died } = (this.#worker ??= started());
    const end = () => {
      if (this.#worker?.process === process) {
        this.close();
      }
    };
    const dead = died.catch((error: unknown) => {
      end();
      throw error;
    });
    const result = await inTime(Promise.race([question(api), dead]), PATIENCE_MS, end);
    if (!result.ok) {
      throw new DicomError(result.problem);
    }
    return result.value;
  }
}

/** What is asked of a parser. */
export type AskedParser = Pick<
  Parser,
  'generation' | 'header' | 'open' | 'frame' | 'embedded' | 'study' | 'release' | 'close'
>;

function started(): Started {
  const process = new Worker(new URL('./parserWorker.ts', import.meta.url), { type: 'module' });
  const died = new Promise<never>((_, reject) => {
    process.addEventListener('error', (event) => {
      // All that files make fail is answered; what ends a worker that runs is its memory.
      if (event instanceof ErrorEvent) {
        reject(new DicomError('too-big', event.message));
      }
    });
  });
  died.catch(() => undefined);
  return { process, api: wrap<ParserApi>(process), died };
}
