import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useFeed, useSession } from '@/lib/PortalContext.ts';
import { Problem } from '@/ui/controls/Problem.tsx';
import { useTexts } from '@/ui/texts/texts.ts';
import { useAction } from '@/ui/useAction.ts';

/** That records went which nobody here gave up: told until the person has taken note. */
export function VanishedLine() {
  const { records: words, common } = useTexts();
  const session = useSession();
  const { items } = useFeed(session.vanished());
  const dismissing = useAction(() => session.dismissVanished());
  if (items.length === 0) {
    return null;
  }
  return (
    <>
      <Alert
        color="orange"
        mb="md"
        icon={<IconAlertTriangle aria-hidden />}
        withCloseButton
        closeButtonLabel={common.close}
        onClose={() => void dismissing.run()}
      >
        {words.vanished(items.length)}
      </Alert>
      <Problem problem={dismissing.problem} />
    </>
  );
}
