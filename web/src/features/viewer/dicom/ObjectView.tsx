import { List, Table, Text } from '@mantine/core';
import { lazy, Suspense, useCallback } from 'react';
import type { ReportFile, ReportReader } from '@/lib/portal.ts';
import { useTexts } from '@/ui/texts/texts.ts';
import { SourceView } from '../FileView.tsx';
import { DownloadButton } from '../shell/DownloadButton.tsx';
import { Failed, Loading, Notice } from '../shell/States.tsx';
import { innerSource, useFetched, type Source } from '../shell/useBytes.ts';
import type { Study } from './loading/study.ts';
import { factRows } from './factRows.ts';
import type { Series } from './series/series.ts';

const ContentTree = lazy(() => import('./reports/ContentTree.tsx'));
const EcgView = lazy(() => import('./waveforms/EcgView.tsx'));

/** A DICOM object that is no picture. */
export function ObjectView({
  reader,
  study,
  series,
}: {
  readonly reader: ReportReader;
  readonly study: Study;
  readonly series: Extract<Series, { kind: 'object' }>;
}) {
  const { viewer } = useTexts();
  const file = reader.files.find(({ index }) => index === series.file);
  const { content, facts } = series.object;
  const companion = content.kind === 'other' ? content.companion : undefined;
  if (file === undefined) {
    return null;
  }
  switch (content.kind) {
    case 'report':
      return (
        <Suspense fallback={<Loading name={file.name} />}>
          <ContentTree
            content={content}
            facts={facts}
            download={<DownloadButton reader={reader} file={file} />}
          />
        </Suspense>
      );
    case 'waveform':
      return (
        <Suspense fallback={<Loading name={file.name} />}>
          <EcgView groups={content.groups} facts={facts} />
        </Suspense>
      );
    case 'embedded':
      return <Embedded reader={reader} study={study} file={file} mediaType={content.mediaType} />;
    case 'image':
    case 'other':
      return (
        <Notice
          title={
            companion === undefined
              ? viewer.dicom.notAPicture
              : viewer.dicom.companions[companion.kind]
          }
          advice={
            companion === undefined
              ? viewer.dicom.notAPictureAdvice(facts.modality || facts.sopClass)
              : viewer.dicom.companionAdvice
          }
        >
          {companion !== undefined && companion.contents.length > 0 && (
            <List size="sm" aria-label={viewer.dicom.companionContents}>
              {companion.contents.map((name, index) => (
                <List.Item key={index}>{name}</List.Item>
              ))}
            </List>
          )}
          <Table w="auto" ta="start" fz="sm" aria-label={viewer.dicom.factsTitle}>
            <Table.Tbody>
              {factRows(facts, viewer).map(([label, value]) => (
                <Table.Tr key={label}>
                  <Table.Th>
                    <Text size="sm" c="dimmed">
                      {label}
                    </Text>
                  </Table.Th>
                  <Table.Td>{value}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          <DownloadButton reader={reader} file={file} />
        </Notice>
      );
  }
}

function Embedded({
  reader,
  study,
  file,
  mediaType,
}: {
  readonly reader: ReportReader;
  readonly study: Study;
  readonly file: ReportFile;
  readonly mediaType: string;
}) {
  const { viewer } = useTexts();
  const fetch = useCallback(
    async (onProgress: (fraction: number) => void) =>
      innerSource(file.name, await study.library.embedded(file.index, onProgress)),
    [study, file],
  );
  const [source, retry] = useFetched<Source>(fetch);
  switch (source.state) {
    case 'loading':
      return (
        <Loading
          name={file.name}
          {...(source.fraction === undefined ? {} : { fraction: source.fraction })}
        />
      );
    case 'failed':
      return <Failed error={source.error} onRetry={retry} />;
    case 'here':
      return (
        <SourceView
          reader={reader}
          source={source.value}
          declared={mediaType}
          file={file}
          unknown={
            mediaType.startsWith('video/') ? viewer.dicom.filmUnknown : viewer.dicom.embeddedUnknown
          }
        />
      );
  }
}
