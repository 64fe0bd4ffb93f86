import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { useTexts } from '../texts/texts.ts';

/** A field for a password, whose eye says in words what it does and is reached by keyboard. */
export function Password(properties: PasswordInputProps) {
  const { common } = useTexts();
  return (
    <PasswordInput
      visibilityToggleFocusable
      visibilityToggleButtonProps={{ 'aria-label': common.showPassword }}
      {...properties}
    />
  );
}
