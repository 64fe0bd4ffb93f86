import { Alert, Group, Paper, Progress, Stack, Text, Title } from '@mantine/core';
import { IconFiles, IconFolderOpen, IconUpload } from '@tabler/icons-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useFeed, useSession } from '@/lib/PortalContext.ts';
import { Problem } from '@/ui/controls/Problem.tsx';
import type { ChosenFile } from '@/ui/files/chosenFiles.ts';
import { FileButton } from '@/ui/files/FileButton.tsx';
import { offeredFiles } from '@/ui/files/offeredFiles.ts';
import { Page } from '@/ui/layout/Page.tsx';
import { problemOf, type ProblemFacts } from '@/ui/problems.ts';
import { useTexts } from '@/ui/texts/texts.ts';
import { PlanForm } from './PlanForm.tsx';
import { lookAt, plan, type Findings } from './planner.ts';
import { Previews, type Draw } from './previews.ts';
import type { IndexStudy } from './studyFile.ts';
import classes from './upload.module.css';
import { chosenName } from '@/ui/people/chosenName.ts';

export interface UploadPageProperties {
  /** Ids that the address names; they are only what is chosen at first. */
  readonly record: string | undefined;
  readonly section: string | undefined;
  /** The report that this will be a new version of. */
  readonly replaces: string | undefined;
  readonly draw: Draw;
  readonly indexStudy: IndexStudy;
  readonly onStarted: (record: string) => void;
}

/** Choose files, look at the proposed reports, and seal them. */
export function UploadPage({
  record,
  section,
  replaces,
  draw,
  indexStudy,
  onStarted,
}: UploadPageProperties) {
  const { upload } = useTexts();
  const session = useSession();
  const reports = useFeed(session.reports()).items;
  const older = reports.find((one) => one.state === 'verified' && one.id === replaces);
  const [findings, setFindings] = useState<Findings | undefined>(undefined);
  const [looked, setLooked] = useState<{ done: number; all: number } | undefined>(undefined);
  const [problem, setProblem] = useState<ProblemFacts | undefined>(undefined);
  const [previews] = useState(() => new Previews(draw));
  const [join, setJoin] = useState(replaces !== undefined);
  const [wholeDiscs, setWholeDiscs] = useState(false);
  const chosen = useRef<readonly ChosenFile[]>([]);

  const look = useCallback(async (all: readonly ChosenFile[], whole: boolean) => {
    chosen.current = all;
    setProblem(undefined);
    setLooked({ done: 0, all: all.length });
    try {
      const found = await lookAt(all, {
        wholeDiscs: whole,
        onProgress: (done) => {
          setLooked({ done, all: all.length });
        },
      });
      if (chosen.current === all) {
        setFindings(found);
      }
    } catch (error) {
      chosen.current = [];
      setProblem(error instanceof DOMException ? { code: 'file-unreadable' } : problemOf(error));
    } finally {
      setLooked(undefined);
    }
  }, []);

  const add = useCallback(
    (files: readonly ChosenFile[]) => {
      // The same file chosen twice is meant once.
      const known = new Set(chosen.current.map(({ path, file }) => `${path} ${file.size}`));
      const others = files.filter(({ path, file }) => !known.has(`${path} ${file.size}`));
      return look([...chosen.current, ...others], wholeDiscs);
    },
    [look, wholeDiscs],
  );

  useEffect(() => {
    const takeAll = () => {
      const files = offeredFiles.take();
      if (files.length > 0) {
        void add(files);
      }
    };
    const timer = setTimeout(takeAll);
    const end = offeredFiles.subscribe(takeAll);
    return () => {
      clearTimeout(timer);
      end();
    };
  }, [add]);

  const isByFinger = matchMedia('(pointer: coarse)').matches;
  const proposed =
    findings === undefined
      ? []
      : plan(findings.files, upload, { join: join || replaces !== undefined });
  return (
    <Page title={replaces === undefined ? upload.title : upload.newVersionTitle} narrow>
      <Stack>
        {older?.state === 'verified' && (
          <Alert color="cyan">{upload.replaces(chosenName(older.title))}</Alert>
        )}
        <Paper className={findings === undefined ? classes.drop : classes.dropSmall}>
          {findings === undefined && (
            <>
              <IconUpload size={40} stroke={1.4} aria-hidden />
              <Title order={2} size="h4">
                {isByFinger ? upload.pickTitle : upload.dropTitle}
              </Title>
              <Text c="dimmed">{upload.dropHelp}</Text>
            </>
          )}
          <Group justify="center">
            <FileButton
              variant={findings === undefined ? 'filled' : 'default'}
              leftSection={<IconFiles size={18} aria-hidden />}
              onChosen={(files) => void add(files)}
            >
              {upload.chooseFiles}
            </FileButton>
            <FileButton
              folder
              variant="default"
              leftSection={<IconFolderOpen size={18} aria-hidden />}
              onChosen={(files) => void add(files)}
            >
              {upload.chooseFolder}
            </FileButton>
          </Group>
        </Paper>
        {looked !== undefined && (
          <div>
            <Text size="sm" c="dimmed" role="status">
              {upload.looking(looked.done, looked.all)}
            </Text>
            <Progress
              value={(looked.done / Math.max(1, looked.all)) * 100}
              aria-label={upload.lookingLabel}
            />
          </div>
        )}
        <Problem problem={problem} />
        {findings !== undefined && (
          <PlanForm
            key={proposed.map((report) => report.key).join('\n\n')}
            findings={findings}
            proposed={proposed}
            record={record}
            section={section}
            replaces={older?.state === 'verified' ? older : undefined}
            previews={previews}
            indexStudy={indexStudy}
            join={join}
            onJoin={replaces === undefined ? setJoin : undefined}
            wholeDiscs={wholeDiscs}
            onWholeDiscs={(whole) => {
              setWholeDiscs(whole);
              void look([...chosen.current], whole);
            }}
            onStarted={onStarted}
          />
        )}
      </Stack>
    </Page>
  );
}
