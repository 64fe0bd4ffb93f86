import { LIMITS } from './limits.ts';
import { DicomError } from './problems.ts';

/**
 * What is read out of one object, all its parts together: each alone may be small. Whatever is more
 * than a device should hold throws `too-big` before it is read.
 */
export class Budget {
  #textBytes = 0;
  #items = 0;
  #samples = 0;

  text(bytes: number) {
    this.#textBytes += bytes;
    this.#require(this.#textBytes <= LIMITS.textBytes);
  }

  items(count: number) {
    this.#items += count;
    this.#require(this.#items <= LIMITS.items);
  }

  samples(count: number) {
    this.#samples += count;
    this.#require(this.#samples <= LIMITS.waveformSamples);
  }

  /** Bytes that all of it takes in memory, about. */
  get weight(): number {
    return 2 * this.#textBytes + 4 * this.#samples;
  }

  #require(isWithin: boolean) {
    if (!isWithin) {
      throw new DicomError('too-big');
    }
  }
}
