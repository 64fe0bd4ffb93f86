import { lookUp } from './lookUp.ts';
import type { Person } from './people/person.ts';
import type { Texts } from './texts/texts.ts';

/** A code that the catalogue has a sentence for. */
export type ProblemCode = keyof Texts['errors']['codes'];

/** What went wrong, as far as a sentence needs it. */
export interface ProblemFacts {
  readonly code: ProblemCode;
  readonly retryAfterSeconds?: number | undefined;
  /** With `deleted`. */
  readonly deletion?: { readonly by: Person; readonly at: Date } | undefined;
}

/** Tells whether an error is one of those that have a code; any other is a defect. */
function isCoded(error: unknown): error is Error & ProblemFacts {
  return error instanceof Error && error.name === 'PortalError' && 'code' in error;
}

/** The facts of whatever was thrown. */
export function problemOf(error: unknown): ProblemFacts {
  return isCoded(error)
    ? {
        code: error.code,
        retryAfterSeconds: error.retryAfterSeconds,
        deletion: error.deletion,
      }
    : { code: 'unexpected' };
}

/** Whether no other attempt changes it. */
export function isFinal({ code }: ProblemFacts): boolean {
  return code === 'gone' || code === 'deleted';
}

/** One sentence: what happened, and what to do. */
export function problemSentence(texts: Texts, problem: ProblemFacts): string {
  if (problem.code === 'too-many-requests' && problem.retryAfterSeconds !== undefined) {
    return texts.errors.tryAgainIn(problem.retryAfterSeconds);
  }
  // A code that a newer part of the portal knows and this catalogue does not.
  return lookUp(texts.errors.codes, problem.code) ?? texts.errors.codes.unexpected;
}
