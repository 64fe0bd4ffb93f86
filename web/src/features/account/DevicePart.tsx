import { NativeSelect, SegmentedControl, Stack, Text, useMantineColorScheme } from '@mantine/core';
import { LanguageSwitch } from '@/ui/layout/LanguageSwitch.tsx';
import { LOCK_MINUTES, setLockMinutes, useLockMinutes } from '@/ui/preferences.ts';
import { useTexts } from '@/ui/texts/texts.ts';
import { Part } from './Part.tsx';

/** What is kept on this device only. */
export function DevicePart() {
  const { account: words } = useTexts();
  const minutes = useLockMinutes();
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  return (
    <Part title={words.deviceTitle}>
      <Stack align="flex-start">
        <div>
          <Text size="sm" fw={500} mb={4}>
            {words.languageTitle}
          </Text>
          <LanguageSwitch />
        </div>
        <div>
          <Text size="sm" fw={500} mb={4}>
            {words.schemeTitle}
          </Text>
          <SegmentedControl
            aria-label={words.schemeTitle}
            size="xs"
            value={colorScheme}
            onChange={setColorScheme}
            data={[
              { value: 'auto', label: words.schemes.auto },
              { value: 'light', label: words.schemes.light },
              { value: 'dark', label: words.schemes.dark },
            ]}
          />
        </div>
        <NativeSelect
          label={words.lockTitle}
          description={words.lockHelp}
          value={String(minutes)}
          onChange={(event) => {
            setLockMinutes(Number(event.currentTarget.value));
          }}
          data={LOCK_MINUTES.map((choice) => ({
            value: String(choice),
            label: words.lockMinutes(choice),
          }))}
        />
      </Stack>
    </Part>
  );
}
