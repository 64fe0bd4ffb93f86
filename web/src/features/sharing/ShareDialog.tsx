import { Divider, Modal, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useFeed, useSession } from '@/lib/PortalContext.ts';
import type { Scope } from '@/lib/portal.ts';
import { useTexts } from '@/ui/texts/texts.ts';
import { useGone } from '@/ui/useGone.ts';
import { AccessList } from './AccessList.tsx';
import { NewShare } from './NewShare.tsx';
import { quoted } from '@/ui/people/chosenName.ts';
import { spokenPatient } from '@/ui/people/patient.ts';

/** Shares a record, a section or a report, and shows who already has access. */
export function ShareDialog({
  scope,
  onClose,
}: {
  readonly scope: Scope;
  readonly onClose: () => void;
}) {
  const texts = useTexts();
  const { sharing, common } = texts;
  const session = useSession();
  const queries = useQueryClient();
  const gone = useGone();
  const record = useFeed(session.records()).items.find((one) => one.id === scope.record);
  const section =
    scope.kind === 'record'
      ? undefined
      : record?.sections.find((candidate) => candidate.id === scope.section);
  const report = useFeed(session.reports(scope.record)).items.find(
    (one) => scope.kind === 'report' && one.id === scope.report,
  );
  const what = [
    spokenPatient(texts, record?.patient),
    section === undefined ? undefined : quoted(section.name),
    report?.state === 'verified' ? quoted(report.title) : undefined,
  ].filter((name) => name !== undefined);
  const changed = () => queries.invalidateQueries({ queryKey: ['access'] });
  const left = async () => {
    onClose();
    await gone();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={sharing.titles[scope.kind]}
      size="lg"
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <Stack>
        <div>
          <Text fw={600}>{what.join(' › ')}</Text>
          <Text size="sm" c="dimmed">
            {sharing.scope[scope.kind]}
          </Text>
        </div>
        <NewShare scope={scope} onShared={() => void changed()} />
        <Divider />
        <AccessList scope={scope} onChanged={() => void changed()} onLeft={() => void left()} />
      </Stack>
    </Modal>
  );
}
