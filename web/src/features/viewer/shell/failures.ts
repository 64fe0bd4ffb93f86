import { PortalError } from '@/lib/portal.ts';
import type { Texts } from '@/ui/texts/texts.ts';
import { DicomError } from '../dicom/parsing/problems.ts';

/** A failure in words. */
export interface Failure {
  readonly title: string;
  readonly advice: string;
  /** What arrived is not what was signed: to be shown so that nobody overlooks it. */
  readonly grave: boolean;
  /** Trying again may help. */
  readonly again: boolean;
}

/** A file that keeps its author's promise but cannot be shown. */
export class UnreadableError extends Error {
  override readonly name = 'UnreadableError';
  readonly tooLarge: boolean;

  constructor(cause?: unknown, tooLarge = false) {
    super('unreadable', { cause });
    this.tooLarge = tooLarge;
  }
}

export function failureOf(error: unknown, texts: Texts['viewer']): Failure {
  const { failures } = texts;
  if (error instanceof DicomError) {
    return {
      title: failures.unreadableTitle,
      advice: texts.dicomProblems[error.problem],
      grave: false,
      again: false,
    };
  }
  if (error instanceof UnreadableError) {
    return error.tooLarge
      ? { title: failures.memoryTitle, advice: failures.memory, grave: false, again: false }
      : {
          title: failures.unreadableTitle,
          advice: failures.unreadable,
          grave: false,
          again: false,
        };
  }
  return error instanceof PortalError
    ? portalFailure(error, failures)
    : { title: failures.otherTitle, advice: failures.other, grave: false, again: true };
}

function portalFailure(error: PortalError, failures: Texts['viewer']['failures']): Failure {
  switch (error.code) {
    case 'tampered':
    case 'malformed':
    case 'digest-mismatch':
    case 'unknown-suite':
    case 'bad-signature':
    case 'broken-chain':
    case 'added-late':
      return {
        title: failures.integrityTitle,
        advice: failures.integrity,
        grave: true,
        again: false,
      };
    case 'truncated':
      return {
        title: failures.truncatedTitle,
        advice: failures.truncated,
        grave: true,
        again: false,
      };
    case 'no-authority':
    case 'stale-generation':
    case 'expired-member':
      return {
        title: failures.authorityTitle,
        advice: failures.authority,
        grave: true,
        again: false,
      };
    case 'wrong-key':
      return { title: failures.keyTitle, advice: failures.key, grave: false, again: false };
    case 'denied':
    case 'unauthenticated':
    case 'session-expired':
    case 'locked':
      return { title: failures.accessTitle, advice: failures.access, grave: false, again: false };
    case 'not-found':
    case 'gone':
      return { title: failures.goneTitle, advice: failures.gone, grave: false, again: false };
    case 'damaged':
      return {
        title: failures.damagedTitle,
        advice: failures.damaged,
        grave: true,
        again: false,
      };
    case 'offline':
    case 'unavailable':
    case 'internal':
    case 'too-many-requests':
      return {
        title: failures.connectionTitle,
        advice: failures.connection,
        grave: false,
        again: true,
      };
    case 'too-large':
    case 'storage-full':
    case 'device-storage-full':
      return { title: failures.memoryTitle, advice: failures.memory, grave: false, again: false };
    default:
      return { title: failures.otherTitle, advice: failures.other, grave: false, again: true };
  }
}
