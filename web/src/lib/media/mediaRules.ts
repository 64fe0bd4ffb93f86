import { MEDIA_PREFIX } from './mediaProtocol.ts';
import { RECORDING_TYPES, type RecordingType } from './recordings.ts';

/** On every answer of the service worker: whatever the bytes are, they run nothing and reach nobody else. */
export const SEALED_OFF: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
};

/** Who asks for a media address, as far as the browser tells; the asker can't forge any of it. */
export interface Asking {
  readonly method: string;
  /** What becomes of the answer: `video`, `document`, `script`, empty for a fetch. */
  readonly destination: string;
  readonly mode: string;
  /** The page's, not the answer's; undefined where there is no page behind it. */
  readonly client:
    { readonly type: string; readonly frameType: string; readonly url: string } | undefined;
}

const PLAYERS: ReadonlySet<string> = new Set(['video', 'audio']);

/**
 * Whether bytes of a report may be given: to a player in a page of the portal's own, and to nobody
 * else. A tab, a frame, a script, a stylesheet, an object and a fetch get nothing.
 */
export function mayHave({ method, destination, mode, client }: Asking, origin: string): boolean {
  return (
    method === 'GET' &&
    PLAYERS.has(destination) &&
    mode !== 'navigate' &&
    client?.type === 'window' &&
    client.frameType !== 'nested' &&
    isOwnPage(client.url, origin)
  );
}

/** The type to answer with: from the list, whatever lies in the database. */
export function answeredType(stored: unknown): RecordingType | undefined {
  return RECORDING_TYPES.find((type) => type === stored);
}

function isOwnPage(url: string, origin: string): boolean {
  const page = new URL(url); // whose origin is a page's too where it is a blob's
  return (
    url.startsWith(`${origin}/`) &&
    !/^\/(?:api|assets|media|pdf|actuator)(?:\/|$)/u.test(page.pathname)
  );
}

/** The id of a media address; undefined for every other address. */
export function mediaId(address: string): string | undefined {
  const id = address.startsWith(MEDIA_PREFIX) ? address.slice(MEDIA_PREFIX.length) : '';
  return /^[0-9a-f]{32}$/u.test(id) ? id : undefined;
}
