import { Button, Group, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { PortalError, type ReportFile, type ReportReader } from '@/lib/portal.ts';
import { safeFileName } from '@/ui/files/safeFileName.ts';
import { useTexts } from '@/ui/texts/texts.ts';
import { failureOf } from './failures.ts';
import { sizeText } from './sizes.ts';

/** Saves a file of the report to disk, under a name that cannot do harm. */
export function DownloadButton({
  reader,
  file,
}: {
  readonly reader: ReportReader;
  readonly file: ReportFile;
}) {
  const { viewer } = useTexts();
  const [progress, setProgress] = useState<number>();
  const [outcome, setOutcome] = useState<string>();
  const save = async () => {
    setOutcome(undefined);
    setProgress(0);
    try {
      await reader.save(file.index, safeFileName(file.name), { onProgress: setProgress });
      setOutcome(viewer.downloaded);
    } catch (error) {
      const aborted = error instanceof PortalError && error.code === 'aborted';
      setOutcome(aborted ? undefined : failureOf(error, viewer).title);
    } finally {
      setProgress(undefined);
    }
  };
  return (
    <Group gap="xs" justify="center">
      <Button
        variant="default"
        leftSection={<IconDownload size={16} aria-hidden />}
        disabled={progress !== undefined}
        onClick={() => {
          void save();
        }}
      >
        {progress === undefined
          ? `${viewer.download} (${sizeText(file.size, viewer)})`
          : viewer.downloading(Math.floor(progress * 100))}
      </Button>
      <Text size="sm" role="status">
        {outcome}
      </Text>
    </Group>
  );
}
