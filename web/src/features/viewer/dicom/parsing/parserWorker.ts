import { expose, transfer } from 'comlink';
import { LIMITS } from './limits.ts';
import type { DicomObject } from './objects.ts';
import { DicomError, type DicomProblem } from './problems.ts';
import { openIndex, type Indexed, type IndexedFile } from '../study/readIndex.ts';
import { openHeader, openObject, type OpenedObject } from './readObject.ts';

/** Errors do not keep their class on the way out of a worker; the problem's name does. */
export type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: DicomProblem };

const opened = new Map<number, OpenedObject>();

/** What the page asks the worker in which untrusted DICOM is parsed. */
export class ParserApi {
  /** Undefined: the bytes end before the pixels. */
  header(bytes: Uint8Array): Promise<Outcome<DicomObject | undefined>> {
    return outcome(() => openHeader(bytes));
  }

  /** Keeps the object until it is closed. */
  open(key: number, bytes: Uint8Array): Promise<Outcome<DicomObject>> {
    return outcome(async () => {
      if (bytes.length > LIMITS.objectBytes) {
        throw new DicomError('too-big');
      }
      const object = await openObject(bytes);
      opened.set(key, object);
      return object.object;
    });
  }

  /** What a study index says of these files. */
  study(bytes: Uint8Array, files: readonly IndexedFile[]): Promise<Outcome<Indexed[]>> {
    return outcome(() => openIndex(bytes, files));
  }

  /** A frame's stored bytes. */
  frame(key: number, frame: number): Promise<Outcome<Uint8Array<ArrayBuffer>>> {
    return moved(() => {
      const frames = opened.get(key)?.frames;
      if (frames === undefined) {
        throw new DicomError('malformed');
      }
      return frames.frame(frame);
    });
  }

  /** The file inside an object. */
  embedded(key: number): Promise<Outcome<Uint8Array<ArrayBuffer>>> {
    return moved(() => {
      const object = opened.get(key);
      if (object === undefined) {
        throw new DicomError('malformed');
      }
      return object.embedded();
    });
  }

  close(key: number): void {
    opened.delete(key);
  }
}

async function outcome<T>(work: () => T | Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, problem: error instanceof DicomError ? error.problem : 'malformed' };
  }
}

async function moved(
  work: () => Uint8Array<ArrayBuffer>,
): Promise<Outcome<Uint8Array<ArrayBuffer>>> {
  const result = await outcome(work);
  return result.ok ? transfer(result, [result.value.buffer]) : result;
}

expose(new ParserApi());
