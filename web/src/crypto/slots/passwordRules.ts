/** Why a new password is refused. */
export type PasswordProblem =
  'too-short' | 'too-long' | 'one-repeated-character' | 'the-email-address';

/** Least length in code points. */
export const MIN_PASSWORD_LENGTH = 10;
/** Most code points. */
export const MAX_PASSWORD_LENGTH = 256;

/**
 * Judges a new password, never one that already opens a slot (spec/accounts.md section 2). Undefined
 * where it is accepted.
 */
export function passwordProblem(password: string, email: string): PasswordProblem | undefined {
  const characters = [...password.normalize('NFC')];
  if (characters.length < MIN_PASSWORD_LENGTH) {
    return 'too-short';
  }
  if (characters.length > MAX_PASSWORD_LENGTH) {
    return 'too-long';
  }
  if (new Set(characters).size === 1) {
    return 'one-repeated-character';
  }
  const isEmail = characters.join('').trim().toLowerCase() === email.trim().toLowerCase();
  return isEmail ? 'the-email-address' : undefined;
}
