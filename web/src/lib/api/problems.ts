import { PortalError, type PortalErrorCode } from '../contract/errors.ts';

const PREFIX = 'urn:medseal:problem:';

/** The registry of the module `protocol`; those that no request of ours should meet are defects. */
const CODES: ReadonlyMap<string, PortalErrorCode> = new Map<string, PortalErrorCode>(
  Object.entries<PortalErrorCode>({
    malformed: 'malformed',
    unauthenticated: 'unauthenticated',
    'session-expired': 'session-expired',
    'wrong-credentials': 'wrong-credentials',
    denied: 'denied',
    'invitation-refused': 'invitation-refused',
    'sign-up-closed': 'sign-up-closed',
    'not-found': 'not-found',
    'method-not-allowed': 'malformed',
    'quota-exceeded': 'quota-exceeded',
    'too-slow': 'too-slow',
    'email-taken': 'email-taken',
    'head-moved': 'head-moved',
    'stale-seal': 'stale-seal',
    'already-exists': 'already-exists',
    'already-complete': 'already-complete',
    superseded: 'superseded',
    'upload-incomplete': 'upload-incomplete',
    'still-owner': 'still-owner',
    'chain-full': 'chain-full',
    damaged: 'damaged',
    gone: 'gone',
    'changed-meanwhile': 'changed-meanwhile',
    'too-large': 'too-large',
    'answer-too-large': 'history-too-long',
    'unsupported-media-type': 'malformed',
    'range-not-satisfiable': 'truncated',
    'statement-refused': 'statement-refused',
    'clock-skew': 'clock-skew',
    'digest-mismatch': 'digest-mismatch',
    'too-many-requests': 'too-many-requests',
    internal: 'internal',
    unavailable: 'unavailable',
    'storage-full': 'storage-full',
  }),
);

/** The error that an answer's problem details stand for; an answer without them is no service's. */
export function problemOf(status: number, body: string, retryAfter: string | null): PortalError {
  const { type, retryAfterSeconds } = details(body);
  const code = type?.startsWith(PREFIX) === true ? CODES.get(type.slice(PREFIX.length)) : undefined;
  if (code === undefined) {
    return new PortalError(status >= 500 ? 'unavailable' : 'malformed');
  }
  const seconds = retryAfterSeconds ?? (retryAfter === null ? Number.NaN : Number(retryAfter));
  return new PortalError(
    code,
    Number.isFinite(seconds) && seconds >= 0 ? { retryAfterSeconds: seconds } : {},
  );
}

function details(body: string): {
  readonly type: string | undefined;
  readonly retryAfterSeconds: number | undefined;
} {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    parsed = undefined;
  }
  const members = (typeof parsed === 'object' && parsed !== null ? parsed : {}) as Readonly<
    Record<string, unknown>
  >;
  const { type, retryAfterSeconds } = members;
  return {
    type: typeof type === 'string' ? type : undefined,
    retryAfterSeconds: typeof retryAfterSeconds === 'number' ? retryAfterSeconds : undefined,
  };
}
