import type { Deletion } from './reports.ts';

/** What can go wrong, as far as a person can tell the difference or act on it. */
export type PortalErrorCode =
  // The service's registry of problems.
  | 'malformed'
  | 'unauthenticated'
  | 'session-expired'
  | 'wrong-credentials'
  | 'denied'
  | 'invitation-refused'
  | 'sign-up-closed'
  | 'not-found'
  | 'quota-exceeded'
  | 'too-slow'
  | 'email-taken'
  | 'head-moved'
  | 'stale-seal'
  | 'already-exists'
  | 'already-complete'
  | 'superseded'
  | 'upload-incomplete'
  | 'still-owner'
  | 'chain-full'
  | 'damaged'
  | 'gone'
  | 'changed-meanwhile'
  | 'too-large'
  | 'statement-refused'
  | 'clock-skew'
  | 'digest-mismatch'
  | 'too-many-requests'
  | 'internal'
  | 'unavailable'
  | 'storage-full'
  // What this device found when it checked (spec/README.md section 4).
  | 'unknown-suite'
  | 'wrong-key'
  | 'tampered'
  | 'truncated'
  | 'broken-chain'
  | 'added-late'
  | 'bad-signature'
  | 'no-authority'
  | 'stale-generation'
  | 'expired-member'
  | 'rotation-due'
  | 'closed'
  | 'invalid-change'
  // What a keyring's statements take is more than is read at once.
  | 'history-too-long'
  // Pages of a list that do not get on.
  | 'list-endless'
  // The service does not hand out what opens it, though somebody announced it.
  | 'keys-withheld'
  // The service shows less of a keyring's state than it takes to check something.
  | 'not-shown'
  // Nobody who manages the record deleted it, and the service does not show it (any more).
  | 'withheld'
  // Somebody who manages the record deleted it; see `deletion`.
  | 'deleted'
  // Somebody else shares it, and this person has not accepted that.
  | 'not-accepted'
  // There is no room for more of what the person decides.
  | 'too-many-decisions'
  // Whoever was found under this e-mail before is not whom the service answers now.
  | 'contact-changed'
  // This device.
  | 'offline'
  | 'aborted'
  | 'locked'
  | 'weak-password'
  | 'email-refused'
  | 'recovery-code-mistyped'
  | 'passkey-unsupported'
  | 'passkey-cancelled'
  | 'file-changed'
  | 'file-unreadable'
  | 'file-name-refused'
  | 'file-empty'
  | 'day-refused'
  // More words than a correction holds: those that stay count too.
  | 'correction-too-long'
  // A report that is being moved was corrected: before its copy was complete, or after.
  | 'corrected-meanwhile'
  | 'corrected-in-both'
  // It is on its way to another place, or somebody else has deleted or moved it.
  | 'moved-elsewhere'
  | 'device-storage-full'
  | 'browser-unsupported'
  | 'storage-blocked'
  | 'address-insecure'
  // A fault of the portal's own.
  | 'unexpected';

/**
 * The only error that the contract's functions reject with. Its message is for developers and holds
 * no secret; people read the catalogue's sentence for the code.
 */
export class PortalError extends Error {
  override readonly name = 'PortalError';
  readonly code: PortalErrorCode;
  /** With `too-many-requests`: when to try again. */
  readonly retryAfterSeconds: number | undefined;
  /** With `deleted`: by whom, as the signed statement says, and when. */
  readonly deletion: Deletion | undefined;

  constructor(
    code: PortalErrorCode,
    options: { cause?: unknown; retryAfterSeconds?: number; deletion?: Deletion } = {},
  ) {
    super(code, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.deletion = options.deletion;
  }
}
