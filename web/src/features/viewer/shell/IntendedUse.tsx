import { Text } from '@mantine/core';
import { useTexts } from '@/ui/texts/texts.ts';

/** What the viewer is not for, below what somebody could take for a diagnostic display. */
export function IntendedUse() {
  const { viewer } = useTexts();
  return (
    <Text component="p" size="xs" c="dimmed" m={0} px="xs" py={2}>
      {viewer.intendedUse}
    </Text>
  );
}
