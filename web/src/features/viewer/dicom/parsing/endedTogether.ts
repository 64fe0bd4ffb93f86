import { inTime } from './inTime.ts';
import { DicomError } from './problems.ts';

const ENDED = Symbol('ended');

interface Generation {
  readonly ended: Promise<typeof ENDED>;
  readonly end: () => void;
}

/**
 * Work in workers that can only be ended all together. What takes too long ends them and rejects with
 * `too-slow`; what was in them besides begins again, so that nothing fails for another's sake.
 */
export class EndedTogether {
  readonly #endAll: () => void;
  readonly #milliseconds: number;
  #generation = begun();

  constructor(endAll: () => void, milliseconds: number) {
    this.#endAll = endAll;
    this.#milliseconds = milliseconds;
  }

  /** @param work may be begun several times */
  async run<T>(work: () => Promise<T>): Promise<T> {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const mine = this.#generation;
      const result = await inTime(Promise.race([work(), mine.ended]), this.#milliseconds, () => {
        if (this.#generation === mine) {
          this.#generation = begun();
          this.#endAll();
          mine.end();
        }
      });
      if (result !== ENDED) {
        return result;
      }
    }
    throw new DicomError('too-slow');
  }
}

function begun(): Generation {
  let end: () => void = () => undefined;
  const ended = new Promise<typeof ENDED>((resolve) => {
    end = () => {
      resolve(ENDED);
    };
  });
  return { ended, end };
}
