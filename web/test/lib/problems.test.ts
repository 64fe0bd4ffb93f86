import { describe, expect, it } from 'vitest';
import { FormatError, LockedError, UnreadableFileError } from '@/crypto/index.ts';
import { problemOf } from '@/lib/api/problems.ts';
import { PortalError } from '@/lib/contract/errors.ts';
import { asPortal, toPortalError } from '@/lib/errors/portalErrors.ts';

describe('an answer that refuses', () => {
  const problem = (code: string, more = {}) =>
    JSON.stringify({ type: `urn:medseal:problem:${code}`, title: 'T', status: 400, ...more });

  it.each([
    'malformed',
    'unauthenticated',
    'session-expired',
    'wrong-credentials',
    'denied',
    'not-found',
    'email-taken',
    'head-moved',
    'stale-seal',
    'already-exists',
    'already-complete',
    'quota-exceeded',
    'too-slow',
    'superseded',
    'still-owner',
    'chain-full',
    'upload-incomplete',
    'damaged',
    'gone',
    'too-large',
    'statement-refused',
    'clock-skew',
    'digest-mismatch',
    'too-many-requests',
    'internal',
    'unavailable',
    'storage-full',
  ])('%s keeps its code', (code) => {
    expect(problemOf(400, problem(code), null).code).toBe(code);
  });

  it('says when to try again, by its body or its header', () => {
    const body = problem('too-many-requests', { retryAfterSeconds: 30 });
    expect(problemOf(429, body, null).retryAfterSeconds).toBe(30);
    expect(problemOf(429, problem('too-many-requests'), '7').retryAfterSeconds).toBe(7);
    expect(problemOf(429, problem('too-many-requests'), null).retryAfterSeconds).toBeUndefined();
  });

  it('is unavailable or malformed where it is not the service that speaks', () => {
    expect(problemOf(502, '<html>', null).code).toBe('unavailable');
    expect(problemOf(404, '<html>', null).code).toBe('malformed');
    expect(problemOf(500, problem('constructor'), null).code).toBe('unavailable');
  });
});

describe('every failure is a PortalError with a code', () => {
  it.each<readonly [Error, string]>([
    [new FormatError('tampered', 'x'), 'tampered'],
    [new FormatError('broken-chain', 'x'), 'broken-chain'],
    [new LockedError(), 'locked'],
    [new UnreadableFileError(1), 'file-unreadable'],
    [new DOMException('x', 'AbortError'), 'aborted'],
    [new DOMException('x', 'QuotaExceededError'), 'device-storage-full'],
    [new TypeError('x'), 'unexpected'],
    [new DOMException('x', 'SecurityError'), 'storage-blocked'],
    [new PortalError('gone'), 'gone'],
  ])('%s', async (failure, code) => {
    expect(toPortalError(failure).code).toBe(code);
    const failing = asPortal(() => Promise.reject(failure));
    await expect(failing).rejects.toBeInstanceOf(PortalError);
  });
});
