import type { PortalState } from '../contract/sessions.ts';

/** Where the portal stands, told to whoever wants to know. */
export class StateTeller {
  readonly #listeners = new Set<() => void>();
  #state: PortalState = { kind: 'starting' };

  get state(): PortalState {
    return this.#state;
  }

  set(state: PortalState) {
    this.#state = state;
    this.#listeners.forEach((listener) => {
      listener();
    });
  }

  subscribe(listener: () => void): () => void {
    const own = () => {
      listener();
    };
    this.#listeners.add(own);
    return () => {
      this.#listeners.delete(own);
    };
  }
}
