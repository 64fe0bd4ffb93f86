import { Skeleton } from '@mantine/core';
import { useFeed, useSession } from '@/lib/PortalContext.ts';
import { Problem } from '@/ui/controls/Problem.tsx';
import { Page } from '@/ui/layout/Page.tsx';
import { useTexts } from '@/ui/texts/texts.ts';
import type { RecordActions } from './Home.tsx';
import { RecordView } from './RecordView.tsx';

/** One record by its address. */
export function RecordPage({
  recordId,
  ...actions
}: RecordActions & { readonly recordId: string }) {
  const { records } = useTexts();
  const feed = useSession().records();
  const state = useFeed(feed);
  const record = state.items.find((candidate) => candidate.id === recordId);
  if (record !== undefined) {
    return <RecordView record={record} {...actions} />;
  }
  return (
    <Page title={records.record}>
      {state.phase === 'loading' ? (
        <Skeleton height={320} />
      ) : (
        <Problem
          problem={state.problem ?? { code: 'not-found' }}
          retry={() => {
            feed.refresh();
          }}
        />
      )}
    </Page>
  );
}
