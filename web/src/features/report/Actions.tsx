import { ActionIcon, Button, Menu, Text } from '@mantine/core';
import {
  IconDots,
  IconFileExport,
  IconHistory,
  IconPencil,
  IconShare2,
  IconTrash,
  IconVersions,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useFeed, useSession } from '@/lib/PortalContext.ts';
import type { ReportSummary } from '@/lib/portal.ts';
import { Confirm } from '@/ui/controls/Confirm.tsx';
import { ButtonLink } from '@/ui/controls/links.tsx';
import { notify } from '@/ui/controls/Notices.tsx';
import { useFormats } from '@/ui/formats.ts';
import { nameWithin } from '@/ui/people/person.ts';
import { useTexts } from '@/ui/texts/texts.ts';
import { useAction } from '@/ui/useAction.ts';
import { CorrectDialog } from './CorrectDialog.tsx';
import { MoveDialog } from './MoveDialog.tsx';
import type { ReportPageProperties } from './ReportPage.tsx';

/** Share, look who did what, add a version, delete: as far as this person may. */
export function Actions({
  report,
  onShare,
  onNewVersion,
  onDeleted,
  onMoved,
  onCorrected,
}: Omit<ReportPageProperties, 'reportId' | 'viewer'> & {
  readonly report: ReportSummary;
  readonly onCorrected: () => void;
}) {
  const texts = useTexts();
  const { report: words } = texts;
  const formats = useFormats();
  const session = useSession();
  const records = useFeed(session.records()).items;
  const record = records.find((candidate) => candidate.id === report.record);
  const section = record?.sections.find((candidate) => candidate.id === report.section);
  const addable = section?.capabilities.has('add') ?? false;
  const managesRecord = record?.capabilities.has('manage') ?? false;
  const [asking, setAsking] = useState(false);
  const [isCorrecting, setCorrecting] = useState(false);
  const [isMoving, setMoving] = useState(false);
  const deletion = useAction(async () => {
    const { by, at } = await session.deleteReport(report.id);
    notify(words.removed(nameWithin(texts, by), formats.dateTime(at)));
    onDeleted(report.record);
  });
  return (
    <>
      {report.manageable && (
        <Button
          leftSection={<IconShare2 size={18} aria-hidden />}
          onClick={() => {
            onShare({
              kind: 'report',
              record: report.record,
              section: report.section,
              report: report.id,
            });
          }}
        >
          {words.share}
        </Button>
      )}
      {managesRecord && (
        <ButtonLink
          variant="default"
          leftSection={<IconHistory size={18} aria-hidden />}
          to="/records/$record/activity"
          params={{ record: report.record }}
          search={{ report: report.id }}
        >
          {words.activity}
        </ButtonLink>
      )}
      {(addable || report.manageable) && (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="default" size={36} aria-label={words.more}>
              <IconDots size={18} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {addable && (
              <Menu.Item
                leftSection={<IconVersions size={18} aria-hidden />}
                onClick={() => {
                  onNewVersion(report);
                }}
              >
                {words.newVersion}
              </Menu.Item>
            )}
            {report.manageable && (
              <Menu.Item
                leftSection={<IconPencil size={18} aria-hidden />}
                onClick={() => {
                  setCorrecting(true);
                }}
              >
                {words.correct}
              </Menu.Item>
            )}
            {report.manageable && (
              <Menu.Item
                leftSection={<IconFileExport size={18} aria-hidden />}
                onClick={() => {
                  setMoving(true);
                }}
              >
                {words.move}
              </Menu.Item>
            )}
            {report.manageable && (
              <Menu.Item
                leftSection={<IconTrash size={18} aria-hidden />}
                onClick={() => {
                  setAsking(true);
                }}
              >
                {words.remove}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
      <CorrectDialog
        report={report}
        opened={isCorrecting}
        onClose={() => {
          setCorrecting(false);
        }}
        onCorrected={onCorrected}
      />
      <MoveDialog
        report={report}
        opened={isMoving}
        onClose={() => {
          setMoving(false);
        }}
        onMoved={onMoved}
      />
      <Confirm
        opened={asking}
        title={words.removeTitle}
        action={words.remove}
        busy={deletion.busy}
        problem={deletion.problem}
        onConfirm={() => void deletion.run()}
        onClose={() => {
          setAsking(false);
        }}
      >
        <Text fw={600}>{report.title}</Text>
        <Text>{words.removeText}</Text>
      </Confirm>
    </>
  );
}
