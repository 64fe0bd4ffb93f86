import { Anchor, Progress, Text } from '@mantine/core';
import { lazy, Suspense, useCallback, useMemo, useState, useSyncExternalStore } from 'react';
import { PortalError, type ReportFile, type ReportReader } from '@/lib/portal.ts';
import { useTexts, type Texts } from '@/ui/texts/texts.ts';
import { FileView } from '../FileView.tsx';
import { DownloadButton } from '../shell/DownloadButton.tsx';
import { fileItem, fileKey } from '../shell/fileItems.tsx';
import { Shell, type ShellItem } from '../shell/Shell.tsx';
import { Failed, Loading } from '../shell/States.tsx';
import { useCaption } from '../shell/useCaption.ts';
import { useHeld } from '../shell/useHeld.ts';
import { Study } from './loading/study.ts';
import { DicomError } from './parsing/problems.ts';
import { ObjectView } from './ObjectView.tsx';
import type { Series } from './series/series.ts';
import { seriesItem } from './seriesItems.tsx';
import { failureOf } from '../shell/failures.ts';

const StackView = lazy(() => import('./screen/StackView.tsx'));

/** A report with DICOM files: its series, its other objects, its other files. */
export default function DicomReport({
  reader,
  files,
  others,
}: {
  readonly reader: ReportReader;
  readonly files: readonly ReportFile[];
  readonly others: readonly ReportFile[];
}) {
  const study = useHeld(
    useCallback(() => {
      const value = new Study(reader, files);
      value.start();
      return {
        value,
        release: () => {
          value.close();
        },
      };
    }, [reader, files]),
  );
  const caption = useCaption(reader);
  return study === undefined ? (
    <Shell items={[]} selected={undefined} onSelect={() => undefined} caption={caption}>
      <Loading name={reader.report.title} />
    </Shell>
  ) : (
    <OpenStudy reader={reader} study={study} files={files} others={others} caption={caption} />
  );
}

function OpenStudy({
  reader,
  study,
  files,
  others,
  caption,
}: {
  readonly reader: ReportReader;
  readonly study: Study;
  readonly files: readonly ReportFile[];
  readonly others: readonly ReportFile[];
  readonly caption: string;
}) {
  const { viewer } = useTexts();
  const state = useSyncExternalStore(study.subscribe, study.snapshot);
  const [chosen, setChosen] = useState<string>();
  const plain = useMemo(() => [...state.strangers, ...others], [state.strangers, others]);
  const failed = useMemo(
    () => files.filter(({ index }) => state.failures.has(index)),
    [files, state.failures],
  );
  const items: ShellItem[] = [
    ...state.series.map((series) => seriesItem(series, state.series, study, viewer)),
    ...failed.map((file) => ({
      ...fileItem(file, viewer),
      key: `failed ${file.index}`,
      detail: failureOf(state.failures.get(file.index), viewer).title,
    })),
    ...plain.map((file) => ({ ...fileItem(file, viewer), key: `plain ${fileKey(file)}` })),
  ];
  const selected = items.find(({ key }) => key === chosen)?.key ?? items[0]?.key;
  const reading = state.read < state.total;
  return (
    <Shell
      items={items}
      selected={selected}
      onSelect={setChosen}
      caption={caption}
      note={
        reading && state.total > 1 ? (
          <Reading
            read={state.read}
            total={state.total}
            isListWrong={isListWrong(state.misled)}
            texts={viewer}
          />
        ) : isListWrong(state.misled) ? (
          <Text size="xs" c="red" role="status">
            {viewer.unlisted}
          </Text>
        ) : failed.length > 0 && items.length > 1 ? (
          <Anchor
            component="button"
            size="xs"
            c="red"
            ta="start"
            onClick={() => {
              setChosen(`failed ${failed[0]?.index ?? 0}`);
            }}
          >
            {viewer.notRead(failed.length)}
          </Anchor>
        ) : null
      }
    >
      <Selected
        reader={reader}
        study={study}
        series={state.series.find(({ key }) => key === selected)}
        all={state.series}
        failed={failed.find(({ index }) => `failed ${index}` === selected)}
        plain={plain.find((file) => `plain ${fileKey(file)}` === selected)}
        failures={state.failures}
      />
    </Shell>
  );
}

function Selected({
  reader,
  study,
  series,
  all,
  failed,
  plain,
  failures,
}: {
  readonly reader: ReportReader;
  readonly study: Study;
  readonly series: Series | undefined;
  readonly all: readonly Series[];
  readonly failed: ReportFile | undefined;
  readonly plain: ReportFile | undefined;
  readonly failures: ReadonlyMap<number, unknown>;
}) {
  if (series?.kind === 'stack') {
    return (
      <Suspense fallback={<Loading name={reader.report.title} />}>
        <StackView key={series.key} reader={reader} study={study} series={series} all={all} />
      </Suspense>
    );
  }
  if (series?.kind === 'object') {
    return <ObjectView key={series.key} reader={reader} study={study} series={series} />;
  }
  if (failed !== undefined) {
    return (
      <Failed
        error={failures.get(failed.index)}
        onRetry={() => {
          study.retry(failed.index);
        }}
      >
        <DownloadButton reader={reader} file={failed} />
      </Failed>
    );
  }
  return plain === undefined ? (
    <Loading name={reader.report.title} />
  ) : (
    <FileView key={plain.index} reader={reader} file={plain} />
  );
}

/** Where it only could not be fetched, the files will say the same of themselves. */
function isListWrong(misled: unknown): boolean {
  return misled instanceof DicomError || (misled instanceof PortalError && !mayPass(misled));
}

function mayPass({ code }: PortalError): boolean {
  return code === 'offline' || code === 'unavailable' || code === 'too-many-requests';
}

function Reading({
  read,
  total,
  isListWrong: isWrong,
  texts,
}: {
  readonly read: number;
  readonly total: number;
  readonly isListWrong: boolean;
  readonly texts: Texts['viewer'];
}) {
  const words = texts.reading(read, total);
  return (
    <>
      <Progress size="xs" value={(100 * read) / total} aria-label={words} />
      <Text size="xs" c="dimmed">
        {words}
      </Text>
      {isWrong && (
        <Text size="xs" c="red" role="status">
          {texts.unlisted}
        </Text>
      )}
    </>
  );
}
