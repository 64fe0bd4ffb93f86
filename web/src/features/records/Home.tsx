import { Skeleton, Stack } from '@mantine/core';
import { useFeed, useSession } from '@/lib/PortalContext.ts';
import type { RecordSummary, Scope } from '@/lib/portal.ts';
import { Page } from '@/ui/layout/Page.tsx';
import { useTexts } from '@/ui/texts/texts.ts';
import { Patients } from './Patients.tsx';
import { RecordView } from './RecordView.tsx';

export interface RecordActions {
  readonly onShare: (scope: Scope) => void;
  readonly onAdd: (record: RecordSummary['id'], section?: string) => void;
  readonly onOpen: (record: RecordSummary['id']) => void;
}

/** A person who has one record, their own, lands on its timeline; everybody else on their patients. */
export function onlyOwn(records: readonly RecordSummary[]): RecordSummary | undefined {
  const [only, ...others] = records;
  return only?.capabilities.has('own') === true && others.length === 0 ? only : undefined;
}

/** The first page. */
export function Home(actions: RecordActions) {
  const feed = useSession().records();
  const state = useFeed(feed);
  const own = onlyOwn(state.items);
  if (state.items.length === 0 && state.phase === 'loading') {
    return <Looking />;
  }
  return own === undefined ? (
    <Patients
      state={state}
      onRefresh={() => {
        feed.refresh();
      }}
      onOpen={actions.onOpen}
    />
  ) : (
    <RecordView record={own} home {...actions} />
  );
}

/** Before it is known whose records there are. */
function Looking() {
  const { shell, common } = useTexts();
  return (
    <Page title={shell.home}>
      <Stack role="status" aria-label={common.loading}>
        {[0, 1, 2, 3].map((line) => (
          <Skeleton key={line} height={76} />
        ))}
      </Stack>
    </Page>
  );
}
