import { PasswordInput, Text } from '@mantine/core';
import { useTexts, type Texts } from '../texts/texts.ts';

/** What a new password lacks, in words; undefined where it will be accepted. */
export function passwordAdvice(texts: Texts, password: string, email: string): string | undefined {
  const characters = [...password.normalize('NFC')];
  if (characters.length < 10) {
    return texts.entry.signUp.passwordTooShort(10 - characters.length);
  }
  if (new Set(characters).size === 1) {
    return texts.entry.signUp.passwordRepeated;
  }
  return password.trim().toLowerCase() === email.trim().toLowerCase()
    ? texts.entry.signUp.passwordIsEmail
    : undefined;
}

/** A field for a new password that says what is missing while it is typed. */
export function NewPassword({
  label,
  value,
  email,
  onChange,
  error,
}: {
  readonly label: string;
  readonly value: string;
  readonly email: string;
  readonly onChange: (value: string) => void;
  readonly error?: string | undefined;
}) {
  const texts = useTexts();
  const advice = passwordAdvice(texts, value, email);
  return (
    <div>
      <PasswordInput
        label={label}
        description={texts.entry.signUp.passwordHelp}
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
      <Text size="sm" c="dimmed" mt={4} mih="1.4em" role="status">
        {value === '' ? '' : (advice ?? texts.entry.signUp.passwordGood)}
      </Text>
    </div>
  );
}
