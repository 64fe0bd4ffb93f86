import { Progress, Text } from '@mantine/core';
import { Password } from './Password.tsx';
import { useTexts } from '../texts/texts.ts';

const LEAST_LENGTH = 10;
const BEST_SCORE = 4;

/** What a judge says of a password. */
interface Judgement {
  readonly problem: string | undefined;
  readonly score: number;
}

/** A new password as far as it has been judged. */
export interface PasswordAdvice {
  /** What it lacks, in words; undefined where nothing is known to be wrong with it. */
  readonly lacks: string | undefined;
  /** From 0 to 4; undefined while it is not known. */
  readonly score: number | undefined;
}

/** Says in words what a new password lacks; its judgement may be still to come. */
export function usePasswordAdvice(
  password: string,
  judgement: Judgement | undefined,
): PasswordAdvice {
  const { signUp } = useTexts().entry;
  const missing = LEAST_LENGTH - [...password.normalize('NFC')].length;
  if (missing > 0) {
    return { lacks: signUp.passwordTooShort(missing), score: judgement?.score };
  }
  const isEasy = judgement?.problem === 'too-easy-to-guess';
  return { lacks: isEasy ? signUp.passwordTooEasy : undefined, score: judgement?.score };
}

/** A field for a new password that says what is missing while it is typed. */
export function NewPassword({
  label,
  value,
  advice: { lacks, score },
  onChange,
  error,
}: {
  readonly label: string;
  readonly value: string;
  readonly advice: PasswordAdvice;
  readonly onChange: (value: string) => void;
  readonly error?: string | undefined;
}) {
  const { signUp } = useTexts().entry;
  const isGood = lacks === undefined && score !== undefined;
  return (
    <div>
      <Password
        label={label}
        description={signUp.passwordHelp}
        autoComplete="new-password"
        maxLength={256}
        value={value}
        onChange={(event) => {
          onChange(event.currentTarget.value);
        }}
        error={error}
        required
        withAsterisk={false}
      />
      <Progress
        value={value === '' ? 0 : (((score ?? 0) + 1) / (BEST_SCORE + 1)) * 100}
        color={isGood ? 'green' : 'orange'}
        size="xs"
        mt={6}
        aria-hidden
      />
      <Text size="sm" c="dimmed" mt={4} mih="1.4em" role="status">
        {value === '' || error !== undefined ? '' : (lacks ?? (isGood ? signUp.passwordGood : ''))}
      </Text>
    </div>
  );
}
