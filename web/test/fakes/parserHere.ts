import type { AskedParser } from '../../src/features/viewer/dicom/parsing/parser.ts';
import { DicomError } from '../../src/features/viewer/dicom/parsing/problems.ts';
import {
  openHeader,
  openObject,
  type OpenedObject,
} from '../../src/features/viewer/dicom/parsing/readObject.ts';
import { type IndexedFile, openIndex } from '../../src/features/viewer/dicom/study/readIndex.ts';

/** The real parser, without a worker around it. */
export class ParserHere implements AskedParser {
  readonly generation = 0;
  readonly opened = new Map<number, OpenedObject>();

  header(bytes: Uint8Array) {
    return openHeader(bytes);
  }

  async open(key: number, bytes: Uint8Array) {
    const object = await openObject(bytes);
    this.opened.set(key, object);
    return object.object;
  }

  study(bytes: Uint8Array, files: readonly IndexedFile[]) {
    return openIndex(bytes, files);
  }

  frame(key: number, frame: number) {
    const frames = this.opened.get(key)?.frames;
    return frames === undefined
      ? Promise.reject(new DicomError('malformed'))
      : Promise.resolve(frames.frame(frame));
  }

  embedded() {
    return Promise.reject(new DicomError('malformed'));
  }

  release(key: number) {
    this.opened.delete(key);
  }

  close() {
    this.opened.clear();
  }
}
