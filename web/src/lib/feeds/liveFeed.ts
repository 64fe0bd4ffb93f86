import type { Feed, FeedState } from '../contract/feeds.ts';

/** A feed whose owner sets its state. */
export class LiveFeed<T> implements Feed<T> {
  #state: FeedState<T>;
  readonly #listeners = new Set<() => void>();
  readonly #ask: () => void;
  readonly #onWatched: () => void;

  /**
   * @param ask what refreshing does
   * @param onWatched called when somebody begins to watch, nobody having done so before
   */
  constructor(ask: () => void, onWatched: () => void = ask, items: readonly T[] = []) {
    this.#ask = ask;
    this.#onWatched = onWatched;
    this.#state = { items, phase: 'loading' };
  }

  get isWatched(): boolean {
    return this.#listeners.size > 0;
  }

  subscribe(listener: () => void): () => void {
    const own = () => {
      listener();
    };
    const isFirst = this.#listeners.size === 0;
    this.#listeners.add(own);
    if (isFirst) {
      this.#onWatched();
    }
    return () => {
      this.#listeners.delete(own);
    };
  }

  snapshot(): FeedState<T> {
    return this.#state;
  }

  refresh() {
    this.#ask();
  }

  set(state: FeedState<T>) {
    this.#state = state;
    this.#listeners.forEach((listener) => {
      listener();
    });
  }
}
