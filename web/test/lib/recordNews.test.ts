import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keyringId } from '@/crypto/index.ts';
import { RecordNews } from '@/lib/records/recordNews.ts';

const ME = keyringId('ab'.repeat(32));

/** A page, and the lock that all pages of a browser share. */
class Platform extends EventTarget {
  visibilityState: DocumentVisibilityState = 'visible';
  isLocked = false;
  readonly locks = {
    request: async (_name: string, _options: object, action: () => Promise<void>) => {
      this.isLocked = true;
      await action();
      this.isLocked = false;
    },
  };

  show(state: DocumentVisibilityState) {
    this.visibilityState = state;
    this.dispatchEvent(new Event('visibilitychange'));
  }
}

describe('What changes in records', () => {
  let page: Platform;
  let news: RecordNews | undefined;
  let since = 0;
  let heard = 0;
  let asked = 0;

  beforeEach(() => {
    vi.useFakeTimers();
    page = new Platform();
    [since, heard, asked] = [1, 0, 0];
    vi.stubGlobal('document', page);
    vi.stubGlobal('navigator', { locks: page.locks });
  });

  afterEach(() => {
    news?.close();
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  function begin(answer: (signal: AbortSignal) => Promise<object>) {
    news = new RecordNews({
      connection: {
        get: async (_path, read, options) => {
          asked++;
          return read(await answer(options?.signal ?? new AbortController().signal));
        },
      },
      keyring: ME,
      since: () => since,
      onNews: () => {
        heard++;
        since++;
        return Promise.resolve();
      },
    });
  }

  const waiting = (signal: AbortSignal) =>
    new Promise<object>((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        reject(new Error('aborted'));
      });
    });
  const change = {
    records: [{ record: ME, changed: 2, revision: 1, through: [] }],
  };

  it('are waited for by another page as soon as this one is hidden, and by this one when it is shown', async () => {
    begin(waiting);
    await vi.advanceTimersByTimeAsync(0);
    expect([page.isLocked, asked]).toEqual([true, 1]);
    page.show('hidden');
    await vi.advanceTimersByTimeAsync(0);
    expect(page.isLocked).toBe(false);
    page.show('visible');
    await vi.advanceTimersByTimeAsync(0);
    expect([page.isLocked, asked]).toEqual([true, 2]);
    news?.close();
    await vi.advanceTimersByTimeAsync(0);
    expect(page.isLocked).toBe(false);
  });

  it('are read at once, and less often the longer they go on', async () => {
    begin(() => Promise.resolve(change));
    await vi.advanceTimersByTimeAsync(0);
    expect(heard).toBe(1);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(heard).toBeLessThanOrEqual(7);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(heard).toBeLessThanOrEqual(17);
  });

  it('are waited for again at once where there were none, and a minute later where that failed', async () => {
    let answers: (() => Promise<object>)[] = [() => Promise.resolve({ records: [] })];
    begin((signal) => answers.shift()?.() ?? waiting(signal));
    await vi.advanceTimersByTimeAsync(2_000);
    expect(asked).toBe(2);
    news?.close();
    answers = [() => Promise.reject(new Error('offline'))];
    begin((signal) => answers.shift()?.() ?? waiting(signal));
    await vi.advanceTimersByTimeAsync(59_000);
    expect(asked).toBe(3);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(asked).toBe(4);
    expect(heard).toBe(0);
  });
});
