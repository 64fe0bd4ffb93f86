import { Alert, Text } from '@mantine/core';
import { IconShieldExclamation } from '@tabler/icons-react';
import { useState } from 'react';
import { useSession } from '@/lib/PortalContext.ts';
import { AnchorLink } from '@/ui/controls/links.tsx';
import { dotted } from '@/ui/dotted.ts';
import { useFormats } from '@/ui/formats.ts';
import { useTexts } from '@/ui/texts/texts.ts';

const SHOWN = 3;

/** After a log-in: what happened to the account since this device was here last. */
export function AccountNews() {
  const { account: words, common } = useTexts();
  const formats = useFormats();
  const { news } = useSession();
  const [closed, setClosed] = useState(false);
  if (closed || news.length === 0) {
    return null;
  }
  return (
    <Alert
      color="orange"
      radius={0}
      role="status"
      title={words.newsTitle}
      icon={<IconShieldExclamation aria-hidden />}
      withCloseButton
      closeButtonLabel={common.close}
      onClose={() => {
        setClosed(true);
      }}
    >
      {news.slice(0, SHOWN).map(({ time, kind, way, origin, count }, index) => (
        <Text key={index} size="sm">
          {dotted(
            words.notices[kind](count, words.ways[way]),
            formats.ago(time),
            words.noticeFrom(origin),
          )}
        </Text>
      ))}
      <AnchorLink to="/account">{words.newsMore}</AnchorLink>
    </Alert>
  );
}
