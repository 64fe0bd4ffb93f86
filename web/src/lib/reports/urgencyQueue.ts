import type { Urgency } from '../contract/reports.ts';

const SLOTS = 5;
/** So many are left for what is wanted now. */
const RESERVED = 2;

/** A job that waits, runs or is done. */
export interface Job<T> {
  readonly result: Promise<T>;
  /** Overtakes what is only wanted ahead. */
  hurry(): void;
}

interface Waiting {
  urgency: Urgency;
  run(): Promise<unknown>;
}

/** Runs a few jobs at a time: first those wanted now, each kind in the order it came. */
export class UrgencyQueue {
  readonly #waiting: Waiting[] = [];
  #running = 0;

  add<T>(run: () => Promise<T>, urgency: Urgency): Job<T> {
    let begin: () => void = () => undefined;
    const turn = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const result = turn.then(run);
    const waiting: Waiting = {
      urgency,
      run: () => {
        begin();
        return result;
      },
    };
    this.#waiting.push(waiting);
    this.#start();
    return {
      result,
      hurry: () => {
        waiting.urgency = 'now';
        this.#start();
      },
    };
  }

  /** Begins none of those that wait. */
  clear() {
    this.#waiting.length = 0;
  }

  #start() {
    for (;;) {
      const next = this.#next();
      if (next === undefined) {
        return;
      }
      this.#running++;
      const done = () => {
        this.#running--;
        this.#start();
      };
      next.run().then(done, done);
    }
  }

  #next(): Waiting | undefined {
    if (this.#running >= SLOTS) {
      return undefined;
    }
    let index = this.#waiting.findIndex(({ urgency }) => urgency === 'now');
    if (index < 0 && this.#running < SLOTS - RESERVED) {
      index = 0;
    }
    return index < 0 ? undefined : this.#waiting.splice(index, 1)[0];
  }
}
