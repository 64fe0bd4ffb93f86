const WINDOW = 5_000;
const LEAST = 800;

/** Bytes per second over the last seconds. */
export class Rate {
  #moments: { readonly time: number; readonly bytes: number }[] = [];
  #began: number | undefined;

  add(bytes: number, time: number) {
    this.#began ??= time;
    this.#moments.push({ time, bytes });
  }

  /** Undefined until enough is known. */
  at(time: number): number | undefined {
    this.#moments = this.#moments.filter((moment) => moment.time > time - WINDOW);
    const span = Math.min(WINDOW, time - (this.#began ?? time));
    return span < LEAST
      ? undefined
      : (this.#moments.reduce((sum, { bytes }) => sum + bytes, 0) * 1_000) / span;
  }

  reset() {
    this.#moments = [];
    this.#began = undefined;
  }
}
