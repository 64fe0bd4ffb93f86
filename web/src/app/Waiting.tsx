import { Center, Loader } from '@mantine/core';
import { useTexts } from '@/ui/texts/texts.ts';

/** In the place of a page that is not there yet. */
export function Waiting() {
  const { common } = useTexts();
  return (
    <Center mih="60dvh" role="status" aria-label={common.loading}>
      <Loader aria-hidden />
    </Center>
  );
}
