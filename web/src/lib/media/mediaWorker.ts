/**
 * The service worker: answers byte ranges of one file of a report, opened on the way, so that media
 * elements can play and seek without the file ever lying anywhere in the clear. It holds nothing
 * itself: a worker that the browser stopped finds the keys, which can't be read out, in the database.
 */
import { BodyLayout, type Bytes, FormatError, PartHashes, streamPack } from '@/crypto/index.ts';
import { bodyPath, hashesPath, octetsOf } from '../api/connection.ts';
import { problemOf } from '../api/problems.ts';
import { PortalError, type PortalErrorCode } from '../contract/errors.ts';
import { chunks } from '../reports/bodySource.ts';
import { openDatabase, type StoredMedia } from '../storage/database.ts';
import { keptToken } from '../storage/sessionStore.ts';
import { byteRange, type ByteRange } from './byteRange.ts';
import { type Claim, MEDIA_PREFIX, type MediaFailure } from './mediaProtocol.ts';
import { answeredType, mayHave, mediaId, SEALED_OFF } from './mediaRules.ts';

interface Extendable extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface Fetch extends Extendable {
  readonly request: Request;
  readonly clientId: string;
  respondWith(response: Promise<Response>): void;
}

interface PageClient {
  readonly type: string;
  readonly frameType: string;
  readonly url: string;
  postMessage(message: unknown): void;
}

interface Scope {
  readonly location: Location;
  readonly clients: {
    claim(): Promise<void>;
    get(id: string): Promise<PageClient | undefined>;
  };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: Extendable) => void): void;
  addEventListener(type: 'message', listener: (event: Extendable & MessageEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: Fetch) => void): void;
}

const scope = self as unknown as Scope;

scope.addEventListener('install', (event) => {
  event.waitUntil(scope.skipWaiting());
});

scope.addEventListener('activate', (event) => {
  event.waitUntil(scope.clients.claim());
});

scope.addEventListener('message', (event) => {
  if ((event.data as Partial<Claim> | null)?.kind === 'claim') {
    event.waitUntil(scope.clients.claim());
  }
});

scope.addEventListener('fetch', (event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (origin === scope.location.origin && pathname.startsWith(MEDIA_PREFIX)) {
    event.respondWith(answer(event, pathname));
  }
});

async function answer({ request, clientId }: Fetch, address: string): Promise<Response> {
  const { method, destination, mode } = request;
  const client = clientId === '' ? undefined : await scope.clients.get(clientId);
  const id = mediaId(address);
  if (id === undefined || !mayHave({ method, destination, mode, client }, scope.location.origin)) {
    return nothing();
  }
  const file = await (await openDatabase()).get('media', id);
  const type = answeredType(file?.mediaType);
  if (file === undefined || type === undefined) {
    return nothing();
  }
  const header = request.headers.get('range');
  const range = byteRange(header, file.size);
  if (range === undefined) {
    const headers = { ...SEALED_OFF, 'content-range': `bytes */${file.size}` };
    return new Response(null, { status: 416, headers });
  }
  const tell = (failure: unknown) => tellPage(clientId, address, codeOf(failure));
  return new Response(opened(file, range, tell), {
    status: header === null ? 200 : 206,
    headers: {
      ...SEALED_OFF,
      'accept-ranges': 'bytes',
      'content-length': String(range.to - range.from),
      'content-type': type,
      ...(header === null
        ? {}
        : { 'content-range': `bytes ${range.from}-${range.to - 1}/${file.size}` }),
    },
  });
}

function nothing(): Response {
  const headers = { ...SEALED_OFF, 'content-type': 'text/plain' };
  return new Response('There is nothing here.', { status: 404, headers });
}

function opened(
  file: StoredMedia,
  { from, to }: ByteRange,
  tell: (failure: unknown) => Promise<void>,
): ReadableStream<Bytes> {
  const ending = new AbortController();
  const { signal } = ending;
  const layout = new BodyLayout(file.packSize);
  const hashes = new PartHashes(layout, file.parts, async (first, count) =>
    octetsOf(await stored(hashesPath(file.report, first, count), {}, signal), signal),
  );
  const pieces = streamPack(
    file.key,
    file.report,
    layout,
    hashes,
    async (offset) => {
      const range = { range: `bytes=${offset}-` };
      return chunks(await stored(bodyPath(file.report), range, signal), signal);
    },
    file.offset + from,
    file.offset + to,
  );
  return new ReadableStream<Bytes>({
    async pull(controller) {
      try {
        const { done, value } = await pieces.next();
        if (done === true) {
          controller.close();
        } else {
          controller.enqueue(value);
        }
      } catch (failure) {
        if (!ending.signal.aborted) {
          await tell(failure);
        }
        controller.error(failure);
      }
    },
    async cancel() {
      ending.abort();
      await pieces.return();
    },
  });
}

async function stored(
  path: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Response> {
  const token = await keptToken();
  if (token === undefined) {
    throw new PortalError('unauthenticated');
  }
  const response = await fetch(`/api/v1${path}`, {
    headers: { authorization: `Bearer ${token}`, ...headers },
    cache: 'no-store',
    credentials: 'omit',
    redirect: 'error',
    signal,
  }).catch((failure: unknown) => {
    throw new PortalError(signal.aborted ? 'aborted' : 'offline', { cause: failure });
  });
  if (response.status !== ('range' in headers ? 206 : 200)) {
    throw problemOf(response.status, await response.text(), null);
  }
  return response;
}

/** A media element only stalls when its bytes end early; the page has to say why. */
async function tellPage(clientId: string, address: string, code: PortalErrorCode) {
  const page = await scope.clients.get(clientId);
  const message: MediaFailure = { kind: 'media-failure', address, code };
  page?.postMessage(message);
}

function codeOf(failure: unknown): PortalErrorCode {
  return failure instanceof PortalError || failure instanceof FormatError
    ? failure.code
    : 'unexpected';
}
