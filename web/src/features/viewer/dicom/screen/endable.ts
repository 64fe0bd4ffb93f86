import { inTime } from '../parsing/inTime.ts';

const ENDED = Symbol('ended');

/**
 * Workers that share work, of which nobody can tell which one hangs: where a task takes too long, all
 * of them are ended, and what the others were doing begins anew.
 */
export class Endable {
  readonly #milliseconds: number;
  readonly #end: () => void;
  #running = untilEnded();

  constructor(milliseconds: number, end: () => void) {
    this.#milliseconds = milliseconds;
    this.#end = end;
  }

  /** What a task gives. Rejects with `too-slow` where it takes too long itself. */
  async run<T>(task: () => Promise<T>): Promise<T> {
    for (;;) {
      const { ended } = this.#running;
      const result = await inTime(Promise.race([task(), ended]), this.#milliseconds, () => {
        const { tell } = this.#running;
        this.#running = untilEnded();
        this.#end();
        tell();
      });
      if (result !== ENDED) {
        return result;
      }
    }
  }
}

function untilEnded() {
  let tell: () => void = () => undefined;
  const ended = new Promise<typeof ENDED>((resolve) => {
    tell = () => {
      resolve(ENDED);
    };
  });
  return { ended, tell };
}
