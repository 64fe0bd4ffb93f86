import { Skeleton, Stack, Text } from '@mantine/core';
import { IconUserCheck } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useSession } from '@/lib/PortalContext.ts';
import { Empty } from '@/ui/controls/Empty.tsx';
import { AnchorLink } from '@/ui/controls/links.tsx';
import { Problem } from '@/ui/controls/Problem.tsx';
import { Page } from '@/ui/layout/Page.tsx';
import { problemOf } from '@/ui/problems.ts';
import { useTexts } from '@/ui/texts/texts.ts';
import { DecidedParts } from './DecidedParts.tsx';
import { SharerPart } from './SharerPart.tsx';

/** What others share and wait for an answer about, and what was decided before. */
export function OffersPage() {
  const { offers: words, common, shell } = useTexts();
  const { offers } = useSession();
  const queries = useQueryClient();
  const waiting = useQuery({ queryKey: ['offers', 'waiting'], queryFn: () => offers.waiting() });
  const changed = () => queries.invalidateQueries({ queryKey: ['offers'] });
  const more = waiting.data?.more ?? 0;
  return (
    <Page
      narrow
      title={words.title}
      subtitle={words.lead}
      above={<AnchorLink to="/">{`‹ ${shell.home}`}</AnchorLink>}
    >
      <Stack>
        {waiting.isPending && (
          <div role="status" aria-label={common.loading}>
            <Skeleton height={180} />
          </div>
        )}
        {waiting.isError && (
          <Problem problem={problemOf(waiting.error)} retry={() => void waiting.refetch()} />
        )}
        {waiting.data?.sharers.length === 0 && (
          <Empty icon={IconUserCheck} title={words.nothing} text={words.nothingText} />
        )}
        {waiting.data?.sharers.map((sharer) => (
          <SharerPart key={sharer.party.keyring} sharer={sharer} onDecided={changed} />
        ))}
        {more > 0 && <Text>{words.morePeople(more)}</Text>}
        <DecidedParts onChanged={changed} />
      </Stack>
    </Page>
  );
}
