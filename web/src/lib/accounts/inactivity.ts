import { lastActivity, noteActivity } from '../storage/sessionStore.ts';

/** After so long without a sign of anybody, the portal locks itself. */
export const LOCK_AFTER = 15 * 60_000;

const LOOK_EVERY = 10_000;
const WRITE_EVERY = 30_000;
const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/** Tells when nobody has been there for a while, in any tab. */
export class Inactivity {
  readonly #onIdle: () => void;
  readonly #limit: number;
  readonly #timer: ReturnType<typeof setInterval>;
  #last = Date.now();
  #written = 0;

  constructor(onIdle: () => void, limit: number) {
    this.#onIdle = onIdle;
    this.#limit = limit;
    this.#timer = setInterval(this.#look, Math.min(LOOK_EVERY, limit / 2));
    SIGNS.forEach((sign) => {
      window.addEventListener(sign, this.#note, { passive: true, capture: true });
    });
    document.addEventListener('visibilitychange', this.#look);
    this.#note();
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
    if (now - this.#last >= this.#limit) {
      this.#look(); // a computer that slept: nobody was there, whoever is there now
      return;
    }
    this.#last = now;
    if (now - this.#written > Math.min(WRITE_EVERY, this.#limit / 4)) {
      this.#written = now;
      noteActivity(now).catch(() => undefined);
    }
  };

  readonly #look = () => {
    if (Date.now() - this.#last < this.#limit) {
      return;
    }
    lastActivity().then(
      (elsewhere) => {
        this.#last = Math.max(this.#last, elsewhere ?? 0);
        if (Date.now() - this.#last >= this.#limit) {
          this.#onIdle();
        }
      },
      () => {
        this.#onIdle();
      },
    );
  };
}
