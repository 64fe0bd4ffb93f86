/** Why a new password is refused. */
export type PasswordProblem = 'too-short' | 'too-long' | 'too-easy-to-guess';

/** Whose password it is to be; what is known of them is what others try first. */
export interface PasswordOwner {
  readonly email: string;
  readonly name?: string | undefined;
}

export interface PasswordJudgement {
  /** Undefined where the password is accepted. */
  readonly problem: PasswordProblem | undefined;
  /** From 0, guessed at once, to 4. */
  readonly score: number;
}

/** Least length in code points. */
export const MIN_PASSWORD_LENGTH = 10;
/** Most code points. */
export const MAX_PASSWORD_LENGTH = 256;

const LEAST_SCORE = 3;
const ESTIMATED_LENGTH = 40;
const MOST_WORDS = 6;

/** Judges a new password, never one that already opens a slot (spec/accounts.md section 2). */
export async function judgePassword(
  password: string,
  owner: PasswordOwner,
): Promise<PasswordJudgement> {
  const characters = [...password.normalize('NFC')];
  if (characters.length > MAX_PASSWORD_LENGTH) {
    return { problem: 'too-long', score: 0 };
  }
  const score = await scoreOf(characters.slice(0, ESTIMATED_LENGTH).join(''), owner);
  if (characters.length < MIN_PASSWORD_LENGTH) {
    return { problem: 'too-short', score: Math.min(score, LEAST_SCORE - 1) };
  }
  return { problem: score < LEAST_SCORE ? 'too-easy-to-guess' : undefined, score };
}

async function scoreOf(text: string, owner: PasswordOwner): Promise<number> {
  const { default: zxcvbn } = await import('zxcvbn');
  return zxcvbn(text.replaceAll(/^ +| +$/g, '').replaceAll(/202(?=[0-9])/g, '201'), known(owner))
    .score;
}

/** What whoever knows the person tries first. */
function known({ email, name = '' }: PasswordOwner): string[] {
  const address = email.trim().toLowerCase();
  const called = name.trim().normalize('NFC').toLowerCase();
  const all = [
    address,
    address.slice(0, Math.max(0, address.indexOf('@'))),
    called,
    ...runs(called.split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => word !== '')),
    'medseal',
  ];
  return [...new Set(all)].filter((one) => one !== '');
}

/** One word, or several that follow each other, with a space between them and without. */
function runs(all: readonly string[]): string[] {
  const words = all.slice(0, MOST_WORDS);
  return words.flatMap((_, from) =>
    words.slice(from).flatMap((_last, length) => {
      const run = words.slice(from, from + length + 1);
      return [run.join(' '), run.join('')];
    }),
  );
}
