import { ActionIcon, Button, Group, Paper, Progress, Text, Title } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { ReportFile, ReportReader } from '@/lib/portal.ts';
import { notify } from '@/ui/controls/Notices.tsx';
import { Problem } from '@/ui/controls/Problem.tsx';
import { safeFileName, safeFilePaths } from '@/ui/files/safeFileName.ts';
import { useFormats } from '@/ui/formats.ts';
import { useTexts } from '@/ui/texts/texts.ts';
import { useAction } from '@/ui/useAction.ts';
import classes from './report.module.css';
import { chosenName } from '@/ui/people/chosenName.ts';

const SHOWN_AT_FIRST = 6;
const MORE_AT_ONCE = 200;

/** The report's files, to be saved one by one, or all as one archive. */
export function Files({ reader }: { readonly reader: ReportReader }) {
  const { report: words, common } = useTexts();
  const formats = useFormats();
  const files = reader.files.filter((file) => file.role === 'content');
  const [shown, setShown] = useState(SHOWN_AT_FIRST);
  const [now, setNow] = useState<{ name: string; fraction: number } | undefined>(undefined);
  const stopper = useRef<AbortController | undefined>(undefined);

  const saving = useAction(async (wanted: readonly ReportFile[]) => {
    const [only] = wanted;
    const controller = new AbortController();
    stopper.current = controller;
    const begin = (name: string) => {
      const onProgress = (fraction: number) => {
        setNow({ name, fraction });
      };
      onProgress(0);
      return [name, { signal: controller.signal, onProgress }] as const;
    };
    try {
      if (only !== undefined && wanted.length === 1) {
        const [name, options] = begin(safeFileName(only.name));
        await reader.save(only.index, name, options);
      } else {
        const paths = safeFilePaths(wanted.map(({ name }) => name));
        const entries = wanted.map(({ index }, at) => ({ file: index, path: paths[at] ?? '' }));
        const [name, options] = begin(
          safeFileName(`${reader.report.title.replaceAll('/', '_')}.zip`),
        );
        await reader.saveArchive(name, entries, options);
        notify(words.downloaded);
      }
    } finally {
      setNow(undefined);
    }
  });

  return (
    <Paper withBorder p="md" component="section" aria-label={words.files}>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h5">
          {words.files}
        </Title>
        <Text size="sm" c="dimmed">
          {common.fileCount(files.length)} · {formats.bytes(sizeOf(files))}
        </Text>
      </Group>
      <Problem problem={saving.problem} />
      {now !== undefined && (
        <div role="status">
          <Group justify="space-between" wrap="nowrap">
            <Text size="sm">{words.downloading(chosenName(now.name))}</Text>
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => {
                stopper.current?.abort();
              }}
            >
              {words.stopDownload}
            </Button>
          </Group>
          <Progress
            value={now.fraction * 100}
            my="xs"
            aria-label={words.downloading(chosenName(now.name))}
          />
        </div>
      )}
      <ul className={classes.files}>
        {files.slice(0, shown).map((file) => (
          <li key={file.index}>
            <span>
              {file.name}
              <Text component="span" size="sm" c="dimmed" display="block">
                {formats.bytes(file.size)}
              </Text>
            </span>
            <ActionIcon
              variant="default"
              size={36}
              aria-label={words.downloadFile(chosenName(file.name))}
              disabled={saving.busy}
              onClick={() => void saving.run([file])}
            >
              <IconDownload size={18} aria-hidden />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <Group mt="sm" gap="xs">
        {files.length > shown && (
          <Button
            size="xs"
            variant="subtle"
            onClick={() => {
              setShown(shown + MORE_AT_ONCE);
            }}
          >
            {common.more}
          </Button>
        )}
        {files.length > 1 && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            disabled={saving.busy}
            onClick={() => void saving.run(files)}
          >
            {words.downloadAll}
          </Button>
        )}
      </Group>
    </Paper>
  );
}

function sizeOf(files: readonly ReportFile[]): number {
  return files.reduce((sum, { size }) => sum + size, 0);
}
