import type { PortalErrorCode } from '../contract/errors.ts';

/** Where the service worker lies, and the addresses that it answers. */
export const MEDIA_WORKER = '/media-worker.js';
export const MEDIA_PREFIX = '/media/';

/** From the page to the worker: take this page over. */
export interface Claim {
  readonly kind: 'claim';
}

/** From the worker to the page: bytes behind this address could not be given. */
export interface MediaFailure {
  readonly kind: 'media-failure';
  readonly address: string;
  readonly code: PortalErrorCode;
}

export function isMediaFailure(message: unknown): message is MediaFailure {
  return (message as Partial<MediaFailure> | null)?.kind === 'media-failure';
}
