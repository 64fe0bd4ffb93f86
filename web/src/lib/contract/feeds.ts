import type { PortalError } from './errors.ts';

/**
 * A list that grows and changes while it is looked at: first what this device remembers, then what
 * the service answers, entry by entry as it is opened and verified.
 *
 * Asking twice for the same feed gives the same object. It works while somebody is subscribed.
 */
export interface Feed<T> {
  /** Calls the listener after each change; the answer ends the subscription. */
  subscribe(listener: () => void): () => void;

  /** The list now. The same object until something changes. */
  snapshot(): FeedState<T>;

  /** Asks the service again. */
  refresh(): void;
}

export interface FeedState<T> {
  readonly items: readonly T[];

  /**
   * `loading`: the service is being asked, items are what is known so far. `complete`: items are
   * what the service answered last. `failed`: the service could not be asked; items are from before.
   */
  readonly phase: 'loading' | 'complete' | 'failed';

  /** There are more than these: they are being read for the first time. */
  readonly isPartial?: boolean;

  /** Why, when the phase is `failed`. */
  readonly problem?: PortalError;
}

/** How far a long action has come: 0 to 1. */
export type OnProgress = (fraction: number) => void;

/** What every long action takes. Aborting rejects with the code `aborted`. */
export interface LongAction {
  readonly signal?: AbortSignal;
  readonly onProgress?: OnProgress;
}
