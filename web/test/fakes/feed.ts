import type { Feed, FeedState } from '../../src/lib/portal.ts';

/** A list in memory. */
export class FakeFeed<T> implements Feed<T> {
  #state: FeedState<T>;
  readonly #listeners = new Set<() => void>();

  constructor(items: readonly T[], phase: FeedState<T>['phase'] = 'complete') {
    this.#state = { items, phase };
  }

  subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  snapshot = () => this.#state;

  refresh = () => {
    this.set({ items: this.#state.items, phase: 'complete' });
  };

  set(state: FeedState<T>) {
    this.#state = state;
    for (const listener of this.#listeners) {
      listener();
    }
  }

  change(change: (items: readonly T[]) => readonly T[]) {
    this.set({ items: change(this.#state.items), phase: 'complete' });
  }
}
