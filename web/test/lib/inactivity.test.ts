// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ActivityMemory, Inactivity } from '../../src/lib/accounts/inactivity.ts';

const MINUTE = 60_000;

/** What would lie in the browser's storage. */
class Memory implements ActivityMemory {
  at: number | undefined;

  note = (time: number) => {
    this.at = time;
    return Promise.resolve();
  };

  last = () => Promise.resolve(this.at);
}

describe('the lock after inactivity', () => {
  let watching: Inactivity | undefined;
  let minutes = 5;
  let locked = 0;
  const memory = new Memory();
  const start = (since?: number) => {
    watching = new Inactivity(
      () => {
        locked += 1;
        watching?.stop();
      },
      () => minutes * MINUTE,
      since,
      memory,
    );
  };
  const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

  beforeEach(() => {
    vi.useFakeTimers({ now: new Date('2026-11-25T09:00:00Z') });
    minutes = 5;
    locked = 0;
    memory.at = undefined;
  });

  afterEach(() => {
    watching?.stop();
    vi.useRealTimers();
  });

  it('comes after the chosen time, not before', async () => {
    start();
    await pass(5 * MINUTE - 2_000);
    expect(locked).toBe(0);
    await pass(3_000);
    expect(locked).toBe(1);
  });

  it('counts on after a reload', async () => {
    start(Date.now() - 4 * MINUTE);
    await pass(MINUTE - 2_000);
    expect(locked).toBe(0);
    await pass(3_000);
    expect(locked).toBe(1);
  });

  it('takes a changed setting at once', async () => {
    minutes = 60;
    start();
    await pass(6 * MINUTE);
    expect(locked).toBe(0);
    minutes = 5;
    await pass(1_000);
    expect(locked).toBe(1);
  });

  it('waits while somebody is there, here or in another tab', async () => {
    start();
    await pass(4 * MINUTE);
    window.dispatchEvent(new Event('keydown'));
    expect(memory.at).toBe(Date.now());
    await pass(4 * MINUTE);
    memory.at = Date.now();
    await pass(4 * MINUTE);
    expect(locked).toBe(0);
    await pass(MINUTE + 1_000);
    expect(locked).toBe(1);
  });

  it('a sign after a long sleep does not undo it', async () => {
    start(Date.now() - 6 * MINUTE);
    window.dispatchEvent(new Event('pointerdown'));
    await pass(0);
    expect(locked).toBe(1);
  });
});
