import type { KeyringId } from '@/crypto/index.ts';
import type { Connection } from '../api/connection.ts';
import { recordsPath } from '../api/paths.ts';
import { answers } from '../api/shapes.ts';

/** What the lists' own rounds are for, too. */
const LATER = 60_000;
/** At least between two times; while news keep coming, more each time: whoever makes them does not pay for it. */
const A_LITTLE = 1_000;

export interface NewsOf {
  readonly connection: Pick<Connection, 'get'>;
  readonly keyring: KeyringId;
  /** Until when changes are known; undefined while everything is being read. */
  readonly since: () => number | undefined;
  /** Something changed; afterwards it is known. */
  readonly onNews: () => Promise<void>;
}

/**
 * Hears of what changes in the person's records as it happens, as long as the page is looked at. Of all pages
 * of a browser one waits for the service, on one connection, since browsers have few; the others hear it from
 * that one. Where the service does not answer, the lists are brought up to date in rounds all the same.
 */
export class RecordNews {
  readonly #of: NewsOf;
  readonly #closed = new AbortController();
  readonly #channel: BroadcastChannel;

  constructor(of: NewsOf) {
    this.#of = of;
    this.#channel = new BroadcastChannel(`medseal/news/${of.keyring}`);
    this.#channel.addEventListener('message', () => {
      if (isLookedAt()) {
        void of.onNews();
      }
    });
    void this.#listen().catch(() => undefined); // closed
  }

  close() {
    this.#closed.abort();
    this.#channel.close();
  }

  async #listen(): Promise<void> {
    const { signal } = this.#closed;
    while (!signal.aborted) {
      await lookedAt(true, signal);
      await navigator.locks.request(`medseal/news/${this.#of.keyring}`, { signal }, () =>
        this.#turn(),
      );
    }
  }

  /** Until nobody looks at the page any more: then another one waits. */
  async #turn(): Promise<void> {
    const turn = new AbortController();
    const end = () => {
      turn.abort();
    };
    void lookedAt(false, this.#closed.signal).then(end, end);
    let again = A_LITTLE;
    while (!turn.signal.aborted) {
      const since = this.#of.since();
      const heard = since === undefined ? 'nothing' : await this.#hear(since, turn.signal);
      await pause(heard === 'nothing' ? A_LITTLE : heard === 'news' ? again : LATER, turn.signal);
      again = heard === 'news' ? Math.min(2 * again, LATER) : A_LITTLE;
    }
  }

  /** `news` is known here afterwards; where it is not, that counts as a failure. */
  async #hear(since: number, signal: AbortSignal): Promise<'news' | 'nothing' | 'failed'> {
    const path = recordsPath(1, `&since=${since}&wait=true`);
    try {
      const { records } = await this.#of.connection.get(path, answers.recordPage, {
        signal,
        mayRepeat: false,
      });
      if (records.length === 0) {
        return 'nothing';
      }
      this.#channel.postMessage('changed');
      await this.#of.onNews();
      return this.#of.since() === since ? 'failed' : 'news';
    } catch {
      return 'failed';
    }
  }
}

function isLookedAt(): boolean {
  return document.visibilityState === 'visible';
}

/** Resolves when the page is looked at, or is not; rejects when {@link signal} is aborted. */
function lookedAt(wanted: boolean, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = () => {
      if (signal.aborted || isLookedAt() === wanted) {
        document.removeEventListener('visibilitychange', look);
        signal.removeEventListener('abort', look);
        (signal.aborted ? reject : resolve)();
      }
    };
    document.addEventListener('visibilitychange', look);
    signal.addEventListener('abort', look);
    look();
  });
}

/** Shorter where {@link signal} is aborted, or has been. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end);
  });
}
