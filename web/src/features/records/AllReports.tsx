import { useFeed, useSession } from '@/lib/PortalContext.ts';
import { Page } from '@/ui/layout/Page.tsx';
import { useTexts } from '@/ui/texts/texts.ts';
import { Timeline } from './Timeline.tsx';
import { UnopenedLines } from './UnopenedLines.tsx';
import { VanishedLine } from './VanishedLine.tsx';

/** Every report of every record. */
export function AllReports() {
  const { records } = useTexts();
  const feed = useSession().reports();
  const state = useFeed(feed);
  return (
    <Page title={records.allReports}>
      <UnopenedLines />
      <VanishedLine />
      <Timeline
        feed={state}
        entries={state.items}
        withPatient
        empty={{ text: records.emptyRecordReader }}
        onRefresh={() => {
          feed.refresh();
        }}
      />
    </Page>
  );
}
