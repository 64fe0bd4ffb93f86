import type { Bytes } from '@/crypto/index.ts';
import { PortalError } from '../contract/errors.ts';
import { type Answered, AskedAhead } from './askedAhead.ts';
import { problemOf } from './problems.ts';
import { nothing, type Reader } from './wire.ts';

const API = '/api/v1';
const JSON_ANSWERS = 'application/json, application/problem+json';
const CLOCK_TOLERANCE = 5 * 60_000;
const PAUSES = [150, 500, 1_500];

export interface RequestOptions {
  readonly signal?: AbortSignal | undefined;
  /** Whether the request may be sent again when it is not known what became of it. */
  readonly mayRepeat?: boolean;
}

/** What {@link Connection} needs to know of the session. */
export interface Credentials {
  token(): string | undefined;
  /** The service does not know the session (any more) that this token belongs to. */
  refused(token: string): void;
}

/** Requests to the service of our own origin. Rejects with a {@link PortalError} only. */
export class Connection {
  readonly #credentials: Credentials;
  /** By how many milliseconds this device's clock is ahead of the service's; unknown before the first answer. */
  #clockAhead = Number.NaN;
  readonly #ahead = new AskedAhead();

  constructor(credentials: Credentials) {
    this.#credentials = credentials;
  }

  /**
   * Whether this device's clock and the service's, by its last answer, are at most five minutes
   * apart.
   */
  get clockAgrees(): boolean {
    return Math.abs(this.#clockAhead) <= CLOCK_TOLERANCE;
  }

  /**
   * Refuses to go on with a clock that, by the service's last answer, is wrong: what would be signed
   * now nobody could verify later.
   */
  requireClock() {
    if (Math.abs(this.#clockAhead) > CLOCK_TOLERANCE) {
      throw new PortalError('clock-skew');
    }
  }

  async get<T>(path: string, read: Reader<T>, options: RequestOptions = {}): Promise<T> {
    const ahead = options.signal === undefined ? this.#ahead.take(path) : undefined;
    const { content } = (await ahead) ?? (await this.#got(path, options));
    return read(content);
  }

  /**
   * Asks for these at once, before anybody needs them. The first {@link get} or {@link getTagged} for
   * exactly such a path is given that answer, unless it failed, is older than 20 seconds, or anything
   * was sent since that may have changed it: then it is asked for as ever.
   */
  askAhead(paths: readonly string[]) {
    for (const path of paths) {
      this.#ahead.note(path, this.#got(path, { mayRepeat: false }));
    }
  }

  /** Nobody is given any more what was asked for ahead. */
  dropAhead() {
    this.#ahead.drop();
  }

  post<T>(path: string, body: unknown, read: Reader<T>, options: RequestOptions = {}): Promise<T> {
    return this.#json('POST', path, body, read, options);
  }

  /** As {@link get}, with the tag by which {@link putIf} tells whether it is still that. */
  async getTagged<T>(path: string, read: Reader<T>): Promise<{ content: T; tag: string }> {
    const { content, tag } = (await this.#ahead.take(path)) ?? (await this.#got(path, {}));
    return { content: read(content), tag };
  }

  /** Puts it in the place of what has that tag; rejects with `changed-meanwhile` where nothing has. */
  async putIf(path: string, body: unknown, tag: string): Promise<void> {
    const headers = new Headers({
      accept: JSON_ANSWERS,
      'content-type': 'application/json',
      'if-match': tag,
    });
    await this.#exchange('PUT', path, headers, JSON.stringify(body), {});
  }

  put<T>(path: string, body: unknown, read: Reader<T>): Promise<T> {
    return this.#json('PUT', path, body, read, {});
  }

  delete(path: string, options: RequestOptions = {}): Promise<void> {
    return this.#json('DELETE', path, undefined, nothing, { mayRepeat: true, ...options });
  }

  /** Part of a body, `bytes=from-to` with both ends included, or to its end. */
  range(
    path: string,
    from: number,
    to: number | undefined,
    options: RequestOptions = {},
  ): Promise<Response> {
    const headers = new Headers({ range: `bytes=${from}-${to ?? ''}` });
    return this.#exchange('GET', path, headers, undefined, { mayRepeat: true, ...options });
  }

  /** An answer in bytes. */
  async octets(path: string, options: RequestOptions = {}): Promise<Bytes> {
    const headers = new Headers();
    const response = await this.#exchange('GET', path, headers, undefined, {
      mayRepeat: true,
      ...options,
    });
    return octetsOf(response, options.signal);
  }

  async putOctets(path: string, bytes: Bytes, options: RequestOptions = {}): Promise<void> {
    const headers = new Headers({ 'content-type': 'application/octet-stream' });
    await this.#exchange('PUT', path, headers, bytes, { mayRepeat: true, ...options });
  }

  /** Headers for a request that is not made here. */
  authorization(): Readonly<Record<string, string>> {
    this.#ahead.drop();
    const token = this.#credentials.token();
    return token === undefined ? {} : { authorization: `Bearer ${token}` };
  }

  /** To be told of refusals of requests that were not made here. */
  noteRefusal(problem: PortalError, token: string | undefined) {
    if (token !== undefined && ['session-expired', 'unauthenticated'].includes(problem.code)) {
      this.#credentials.refused(token);
    }
  }

  async #got(path: string, options: RequestOptions): Promise<Answered> {
    const headers = new Headers({ accept: JSON_ANSWERS });
    const repeated = { mayRepeat: true, ...options };
    const response = await this.#exchange('GET', path, headers, undefined, repeated);
    return { content: await answerOf(response), tag: response.headers.get('etag') ?? '' };
  }

  async #json<T>(
    method: string,
    path: string,
    body: unknown,
    read: Reader<T>,
    options: RequestOptions,
  ): Promise<T> {
    const headers = new Headers({ accept: JSON_ANSWERS });
    if (body !== undefined) {
      headers.set('content-type', 'application/json');
    }
    const text = body === undefined ? undefined : JSON.stringify(body);
    const response = await this.#exchange(method, path, headers, text, options);
    if (response.status === 204) {
      return read(undefined);
    }
    return read(await answerOf(response));
  }

  async #exchange(
    method: string,
    path: string,
    headers: Headers,
    body: string | Bytes | undefined,
    { signal, mayRepeat = false }: RequestOptions,
  ): Promise<Response> {
    if (method !== 'GET' && !isQuery(path)) {
      this.#ahead.drop();
    }
    const token = this.#credentials.token();
    if (token !== undefined) {
      headers.set('authorization', `Bearer ${token}`);
    }
    const request: RequestInit = {
      method,
      headers,
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      ...(body === undefined ? {} : { body }),
      ...(signal === undefined ? {} : { signal }),
    };
    for (let attempt = 0; ; attempt++) {
      const pause = mayRepeat ? PAUSES[attempt] : undefined;
      try {
        return await this.#once(path, request, token);
      } catch (failure) {
        const isPassing = failure instanceof PortalError && isTemporary(failure);
        if (!isPassing || pause === undefined || signal?.aborted === true) {
          throw failure;
        }
      }
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }

  async #once(path: string, request: RequestInit, token: string | undefined): Promise<Response> {
    let response: Response;
    try {
      response = await fetch(API + path, request);
    } catch (failure) {
      throw new PortalError(isAbort(request.signal) ? 'aborted' : 'offline', { cause: failure });
    }
    this.#compareClocks(response.headers.get('date'));
    if (response.ok) {
      return response;
    }
    const text = await response.text().catch(() => '');
    const problem = problemOf(response.status, text, response.headers.get('retry-after'));
    this.noteRefusal(problem, token);
    throw problem;
  }

  #compareClocks(date: string | null) {
    const theirs = date === null ? Number.NaN : Date.parse(date);
    this.#clockAhead = Date.now() - theirs;
  }
}

/** Whether a request that is no GET changes nothing either. */
function isQuery(path: string): boolean {
  return path.endsWith('/query') || path.endsWith('/pasts');
}

export function isTemporary({ code }: PortalError): boolean {
  return code === 'offline' || code === 'unavailable';
}

/** The stored body of a report. */
export function bodyPath(report: string): string {
  return `/reports/${report}/body`;
}

/** The hashes of a report's parts, `count` of them from `first` on. */
export function hashesPath(report: string, first: number, count: number): string {
  return `/reports/${report}/hashes?first=${first}&count=${count}`;
}

/** The bytes of an answer. */
export async function octetsOf(
  response: Response,
  signal: AbortSignal | undefined,
): Promise<Bytes> {
  try {
    return new Uint8Array(await response.arrayBuffer());
  } catch (failure) {
    throw new PortalError(signal?.aborted === true ? 'aborted' : 'offline', { cause: failure });
  }
}

function isAbort(signal: AbortSignal | null | undefined): boolean {
  return signal?.aborted === true;
}

async function answerOf(response: Response): Promise<unknown> {
  let text: string;
  try {
    text = await response.text();
  } catch (failure) {
    throw new PortalError('offline', { cause: failure });
  }
  if (text === '') {
    return undefined;
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (failure) {
    throw new PortalError('malformed', { cause: failure });
  }
}
