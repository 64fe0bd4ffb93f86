import { lastActivity, noteActivity } from '../storage/sessionStore.ts';

/** After so long without a sign of anybody, the portal locks itself. */
export const LOCK_AFTER = 15 * 60_000;

const LOOK_EVERY = 1_000;
const WRITE_EVERY = 30_000;
const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/** What all tabs know of when somebody was there, kept over reloads. */
export interface ActivityMemory {
  note(time: number): Promise<void>;
  last(): Promise<number | undefined>;
}

const SESSION_STORE: ActivityMemory = { note: noteActivity, last: lastActivity };

/** Tells when nobody has been there for a while, in any tab. */
export class Inactivity {
  readonly #onIdle: () => void;
  readonly #limit: () => number;
  readonly #memory: ActivityMemory;
  readonly #timer: ReturnType<typeof setInterval>;
  #last: number;
  #written: number;

  /**
   * @param limit milliseconds; asked anew each time, because it is the person's to change
   * @param since when somebody was there last: before a reload, the time counts on
   */
  constructor(
    onIdle: () => void,
    limit: () => number,
    since = Date.now(),
    memory: ActivityMemory = SESSION_STORE,
  ) {
    this.#onIdle = onIdle;
    this.#limit = limit;
    this.#memory = memory;
    this.#last = Math.min(since, Date.now());
    this.#written = this.#last;
    this.#timer = setInterval(this.#look, Math.min(LOOK_EVERY, limit() / 2));
    SIGNS.forEach((sign) => {
      window.addEventListener(sign, this.#note, { passive: true, capture: true });
    });
    document.addEventListener('visibilitychange', this.#look);
  }

  /** When somebody was there last, as far as this tab knows. */
  get last(): number {
    return this.#last;
  }

  stop() {
    clearInterval(this.#timer);
    SIGNS.forEach((sign) => {
      window.removeEventListener(sign, this.#note, { capture: true });
    });
    document.removeEventListener('visibilitychange', this.#look);
  }

  readonly #note = () => {
    const now = Date.now();
    if (now - this.#last >= this.#limit()) {
      this.#look(); // a computer that slept: nobody was there, whoever is there now
      return;
    }
    this.#last = now;
    if (now - this.#written > Math.min(WRITE_EVERY, this.#limit() / 4)) {
      this.#written = now;
      this.#memory.note(now).catch(() => undefined);
    }
  };

  readonly #look = () => {
    if (Date.now() - this.#last < this.#limit()) {
      return;
    }
    this.#memory.last().then(
      (elsewhere) => {
        this.#last = Math.max(this.#last, elsewhere ?? 0);
        if (Date.now() - this.#last >= this.#limit()) {
          this.#onIdle();
        }
      },
      () => {
        this.#onIdle();
      },
    );
  };
}
