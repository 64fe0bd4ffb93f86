// @vitest-environment happy-dom
import { expose } from 'comlink';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Parser } from '../../src/features/viewer/dicom/parsing/parser.ts';

const HANGS = 1;
const KILLS = 2;
const DAMAGED = 3;

/** A worker whose files do what their first byte says. */
class TestWorker extends EventTarget {
  static made: TestWorker[] = [];
  static atOnce = 0;
  static most = 0;
  isEnded = false;
  readonly #here: MessagePort;

  constructor() {
    super();
    TestWorker.made.push(this);
    const { port1, port2 } = new MessageChannel();
    this.#here = port1;
    port1.onmessage = (event) => {
      if (!this.isEnded) {
        this.dispatchEvent(new MessageEvent('message', { data: event.data as unknown }));
      }
    };
    expose({ header: (bytes: Uint8Array) => this.#header(bytes) }, port2);
  }

  async #header(bytes: Uint8Array) {
    TestWorker.atOnce += 1;
    TestWorker.most = Math.max(TestWorker.most, TestWorker.atOnce);
    switch (bytes[0]) {
      case HANGS:
        return new Promise<never>(() => undefined);
      case KILLS:
        this.dispatchEvent(new ErrorEvent('error', { message: 'out of memory' }));
        return new Promise<never>(() => undefined);
      default:
        await Promise.resolve();
        TestWorker.atOnce -= 1;
        return bytes[0] === DAMAGED
          ? { ok: false, problem: 'malformed' }
          : { ok: true, value: bytes[0] };
    }
  }

  postMessage(message: unknown, transfer: Transferable[] = []) {
    this.#here.postMessage(message, transfer);
  }

  terminate() {
    this.isEnded = true;
    this.#here.close();
    TestWorker.atOnce = 0;
  }
}

const file = (first: number) => Uint8Array.of(first);

describe('The process in which files are parsed', () => {
  beforeEach(() => {
    TestWorker.made = [];
    TestWorker.atOnce = 0;
    TestWorker.most = 0;
    vi.stubGlobal('Worker', TestWorker);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('answers one file after the other', async () => {
    const parser = new Parser();
    const answers = await Promise.all([10, 11, 12].map((first) => parser.header(file(first))));
    expect(answers).toEqual([10, 11, 12]);
    expect(TestWorker.most).toBe(1);
    expect(TestWorker.made).toHaveLength(1);
  });

  it('is another one after a file that hung, which alone fails', async () => {
    const parser = new Parser();
    const hanging = expect(parser.header(file(HANGS))).rejects.toMatchObject({
      problem: 'too-slow',
    });
    const next = parser.header(file(10));
    await vi.advanceTimersByTimeAsync(30_000);
    await hanging;
    expect(await next).toBe(10);
    expect(TestWorker.made.map(({ isEnded }) => isEnded)).toEqual([true, false]);
    expect(parser.generation).toBe(1);
  });

  it('is another one after a file that ended it, which alone fails', async () => {
    const parser = new Parser();
    const killing = expect(parser.header(file(KILLS))).rejects.toMatchObject({
      problem: 'too-big',
    });
    const next = parser.header(file(10));
    await killing;
    expect(await next).toBe(10);
    expect(TestWorker.made).toHaveLength(2);
  });

  it('stays the same after a damaged file', async () => {
    const parser = new Parser();
    await expect(parser.header(file(DAMAGED))).rejects.toMatchObject({ problem: 'malformed' });
    expect(await parser.header(file(10))).toBe(10);
    expect(TestWorker.made).toHaveLength(1);
    expect(parser.generation).toBe(0);
  });
});
