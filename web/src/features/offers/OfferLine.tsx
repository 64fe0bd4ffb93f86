import { Alert } from '@mantine/core';
import { IconUserQuestion } from '@tabler/icons-react';
import { useFeed, useSession } from '@/lib/PortalContext.ts';
import { AnchorLink } from '@/ui/controls/links.tsx';
import { useTexts } from '@/ui/texts/texts.ts';

/** Says that somebody waits for an answer; nothing of what they share is named here. */
export function OfferLine() {
  const { offers: words } = useTexts();
  const { items } = useFeed(useSession().offers.people());
  return items.length === 0 ? null : (
    <Alert color="cyan" radius={0} role="status" icon={<IconUserQuestion aria-hidden />}>
      {words.line(items.length)} <AnchorLink to="/offers">{words.look}</AnchorLink>
    </Alert>
  );
}
