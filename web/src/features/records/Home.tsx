import { Skeleton, Stack } from '@mantine/core';
import { useFeed, useSession } from '@/lib/PortalContext.ts';
import type { RecordSummary, Scope } from '@/lib/portal.ts';
import { AnchorLink } from '@/ui/controls/links.tsx';
import { Page } from '@/ui/layout/Page.tsx';
import { useTexts } from '@/ui/texts/texts.ts';
import { Patients } from './Patients.tsx';
import { RecordView } from './RecordView.tsx';

export interface RecordActions {
  readonly onShare: (scope: Scope) => void;
  readonly onAdd: (record: RecordSummary['id'], section?: string) => void;
  readonly onOpen: (record: RecordSummary['id']) => void;
}

/**
 * A person who has one record of their own lands on its timeline, whatever else is shared with them;
 * everybody else on their patients. What somebody else makes them an owner of takes no home away.
 */
export function onlyOwn(records: readonly RecordSummary[]): RecordSummary | undefined {
  const owned = records.filter(({ capabilities }) => capabilities.has('own'));
  const made = owned.filter(({ sharedBy }) => sharedBy === undefined);
  const [only, ...more] = made.length > 0 ? made : owned;
  return more.length === 0 ? only : undefined;
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
    <RecordView record={own} others={state.items.filter((one) => one !== own)} {...actions} />
  );
}

/** All records, where the first page is one's own. */
export function AllRecords({ onOpen }: Pick<RecordActions, 'onOpen'>) {
  const { shell } = useTexts();
  const feed = useSession().records();
  return (
    <Patients
      state={useFeed(feed)}
      onRefresh={() => {
        feed.refresh();
      }}
      onOpen={onOpen}
      above={<AnchorLink to="/">{`‹ ${shell.home}`}</AnchorLink>}
    />
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
