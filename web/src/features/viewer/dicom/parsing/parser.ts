import { transfer, wrap, type Remote } from 'comlink';
import type { DicomObject } from './objects.ts';
import type { Outcome, ParserApi } from './parserWorker.ts';
import type { Indexed, IndexedFile } from '../study/readIndex.ts';
import { inTime } from './inTime.ts';
import { DicomError } from './problems.ts';

/** No real file takes so long; a hostile one does not get longer. */
const PATIENCE_MS = 30_000;

/**
 * Parses DICOM in a worker of its own, which is ended when a file keeps it busy too long. Every
 * method rejects with {@link DicomError} only.
 */
export class Parser {
  #worker: { readonly process: Worker; readonly api: Remote<ParserApi> } | undefined;
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

  async #ask<T>(question: (api: Remote<ParserApi>) => Promise<Outcome<T>>): Promise<T> {
    const { api, process } = (this.#worker ??= started());
    const result = await inTime(question(api), PATIENCE_MS, () => {
      if (this.#worker?.process === process) {
        this.close();
      }
    });
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

function started() {
  const process = new Worker(new URL('./parserWorker.ts', import.meta.url), { type: 'module' });
  return { process, api: wrap<ParserApi>(process) };
}
