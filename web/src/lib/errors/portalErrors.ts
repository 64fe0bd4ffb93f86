import { FormatError, LockedError, UnansweredError, UnreadableFileError } from '@/crypto/index.ts';
import { PortalError, type PortalErrorCode } from '../contract/errors.ts';

/** What any failure below the contract is to a page. What nobody foresaw is `unexpected`: a
 * fault of the portal's, not of the service. */
export function toPortalError(failure: unknown): PortalError {
  if (failure instanceof PortalError) {
    return failure;
  }
  if (failure instanceof FormatError) {
    return new PortalError(failure.code, { cause: failure });
  }
  if (failure instanceof LockedError) {
    return new PortalError('locked', { cause: failure });
  }
  if (failure instanceof UnansweredError) {
    const { code, ...rest } = failure.refusal;
    // A code of ours: it comes from what answers the vault (`chains/envelopes.ts`).
    return new PortalError(code as PortalErrorCode, { cause: failure, ...rest });
  }
  if (failure instanceof UnreadableFileError) {
    return new PortalError('file-unreadable', { cause: failure });
  }
  if (failure instanceof DOMException) {
    return ofPlatform(failure);
  }
  return new PortalError('unexpected', { cause: failure });
}

function ofPlatform(failure: DOMException): PortalError {
  switch (failure.name) {
    case 'AbortError':
      return new PortalError('aborted', { cause: failure });
    case 'QuotaExceededError':
      return new PortalError('device-storage-full', { cause: failure });
    case 'NotReadableError':
    case 'NotFoundError':
      return new PortalError('file-unreadable', { cause: failure });
    case 'SecurityError':
    case 'InvalidStateError':
      return new PortalError('storage-blocked', { cause: failure });
    default:
      return new PortalError('unexpected', { cause: failure });
  }
}

/** Runs what a function of the contract does, so that it rejects with a {@link PortalError} only. */
export async function asPortal<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (failure) {
    throw toPortalError(failure);
  }
}

export function hasCode(failure: unknown, ...codes: readonly PortalError['code'][]): boolean {
  return codes.includes(toPortalError(failure).code);
}

/** Rejects with `aborted` where the signal says so. */
export function throwIfAborted(signal: AbortSignal | undefined) {
  if (signal?.aborted === true) {
    throw new PortalError('aborted');
  }
}
