import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Endable } from '../../src/features/viewer/dicom/screen/endable.ts';

const HANGING = new Promise<never>(() => undefined);

describe('Workers of which one hangs', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('are ended, once, and who gave the work is told', async () => {
    const end = vi.fn<() => void>();
    const workers = new Endable(1000, end);
    const told = expect(workers.run(() => HANGING)).rejects.toMatchObject({ problem: 'too-slow' });
    await vi.advanceTimersByTimeAsync(1000);
    await told;
    expect(end).toHaveBeenCalledOnce();
  });

  it('do the work of the others anew', async () => {
    let isEnded = false;
    const workers = new Endable(1000, () => {
      isEnded = true;
    });
    const hanging = expect(workers.run(() => HANGING)).rejects.toMatchObject({
      problem: 'too-slow',
    });
    await vi.advanceTimersByTimeAsync(600);
    const task = vi.fn(() => (isEnded ? Promise.resolve('picture') : HANGING));
    const other = workers.run(task);
    await vi.advanceTimersByTimeAsync(400);
    await hanging;
    expect(await other).toBe('picture');
    expect(task).toHaveBeenCalledTimes(2);
  });

  it('are not ended by a task that fails', async () => {
    const end = vi.fn<() => void>();
    const workers = new Endable(1000, end);
    await expect(workers.run(() => Promise.reject(new Error('damaged')))).rejects.toThrow(
      'damaged',
    );
    await vi.advanceTimersByTimeAsync(5000);
    expect(end).not.toHaveBeenCalled();
  });
});
