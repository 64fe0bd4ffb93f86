import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Connection } from '@/lib/api/connection.ts';
import * as wire from '@/lib/api/wire.ts';

const PATH = '/records?limit=50';
const answer = wire.object({ number: wire.count });

/** A service that numbers its answers, and says what it was asked for. */
class Service {
  readonly asked: string[] = [];
  /** Of the next answer. */
  status = 200;

  fetch = (address: string, { method = 'GET' }: RequestInit) => {
    const number = this.asked.push(`${method} ${address.slice('/api/v1'.length)}`);
    const { status } = this;
    this.status = 200;
    const init = { status, headers: { etag: `"${number}"` } };
    return Promise.resolve(new Response(status === 204 ? null : JSON.stringify({ number }), init));
  };

  /** Of the path that is asked for ahead. */
  get times(): number {
    return this.asked.filter((one) => one === `GET ${PATH}`).length;
  }
}

describe('What is asked for ahead', () => {
  let service: Service;
  let connection: Connection;

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'] });
    service = new Service();
    vi.stubGlobal('fetch', service.fetch);
    connection = new Connection({ token: () => 'token', refused: () => undefined });
    connection.askAhead([PATH, '/account/decisions']);
  });

  afterEach(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  const get = (path = PATH) => connection.get(path, answer);

  it('is answered to whoever needs it first, and to nobody else', async () => {
    expect(service.asked).toEqual([`GET ${PATH}`, 'GET /account/decisions']);
    expect(await get()).toEqual({ number: 1 });
    expect(service.times).toBe(1);
    expect(await get()).toEqual({ number: 3 });
    expect(service.times).toBe(2);
  });

  it('comes with its tag', async () => {
    const { content, tag } = await connection.getTagged('/account/decisions', answer);
    expect([content, tag]).toEqual([{ number: 2 }, '"2"']);
    expect(service.asked).toHaveLength(2);
  });

  it('is of exactly that path', async () => {
    expect(await get(`${PATH}&after=1`)).toEqual({ number: 3 });
    expect(await get()).toEqual({ number: 1 });
  });

  it('is asked for again where it failed', async () => {
    service.status = 503;
    connection.askAhead([PATH]);
    expect(await get()).toEqual({ number: 4 });
  });

  it('is asked for again by who may stop asking', async () => {
    const { signal } = new AbortController();
    expect(await connection.get(PATH, answer, { signal })).toEqual({ number: 3 });
  });

  it('does not count after 20 seconds', async () => {
    vi.advanceTimersByTime(20_000);
    expect(await get()).toEqual({ number: 3 });
  });

  it.each([
    ['put', () => connection.put('/account/slots', {}, wire.nothing)],
    [
      'put where nothing changed meanwhile',
      () => connection.putIf('/account/decisions', {}, '"1"'),
    ],
    ['deleted', () => connection.delete('/sessions/1')],
    ['posted', () => connection.post('/statements', {}, wire.nothing)],
    [
      'posted again and again',
      () => connection.post('/reports', {}, wire.nothing, { mayRepeat: true }),
    ],
    ['sent in bytes', () => connection.putOctets('/reports/1/contents', new Uint8Array())],
    ['sent by somebody else', () => Promise.resolve(connection.authorization())],
  ])('does not count any more when something is %s', async (_, send) => {
    service.status = 204;
    await send();
    await connection.get(PATH, () => undefined);
    expect(service.times).toBe(2);
  });

  it('counts after questions, which change nothing', async () => {
    await connection.post('/statements/query', {}, answer, { mayRepeat: true });
    expect(await get()).toEqual({ number: 1 });
  });

  it('does not count any more when it was dropped', async () => {
    connection.dropAhead();
    expect(await get()).toEqual({ number: 3 });
  });
});
