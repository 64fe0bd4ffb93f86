/** Why something is refused: the error classes of spec/README.md section 4. Never reused. */
export type ErrorClass =
  | 'malformed'
  | 'unknown-suite'
  | 'wrong-key'
  | 'tampered'
  | 'truncated'
  | 'broken-chain'
  | 'bad-signature'
  | 'no-authority'
  | 'stale-generation'
  | 'expired-member'
  | 'rotation-due'
  | 'closed'
  | 'invalid-change';

/** A refusal by the formats. Its message names the rule, never content or a secret. */
export class FormatError extends Error {
  readonly code: ErrorClass;

  constructor(code: ErrorClass, message: string) {
    super(message);
    this.name = 'FormatError';
    this.code = code;
  }
}

export function malformed(message: string): FormatError {
  return new FormatError('malformed', message);
}

export function unknownSuite(): FormatError {
  return new FormatError('unknown-suite', 'a suite that this version does not know');
}
