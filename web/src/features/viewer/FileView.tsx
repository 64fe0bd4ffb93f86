import { Text } from '@mantine/core';
import { lazy, Suspense, useCallback, useMemo } from 'react';
import type { ReportFile, ReportReader } from '@/lib/portal.ts';
import { safeFileName } from '@/ui/files/safeFileName.ts';
import { useTexts } from '@/ui/texts/texts.ts';
import { sniff, SNIFFED_BYTES, type Kind } from './kinds/sniff.ts';
import { DownloadButton } from './shell/DownloadButton.tsx';
import { Failed, Loading, Notice } from './shell/States.tsx';
import { fileSource, useFetched, type Source } from './shell/useBytes.ts';

const ImageView = lazy(() => import('./documents/ImageView.tsx'));
const PdfView = lazy(() => import('./documents/PdfView.tsx'));
const TextView = lazy(() => import('./documents/TextView.tsx'));
const MediaView = lazy(() => import('./media/MediaView.tsx'));

/** A file that is no DICOM, shown as what its bytes say it is. */
export function FileView({
  reader,
  file,
}: {
  readonly reader: ReportReader;
  readonly file: ReportFile;
}) {
  const source = useMemo(() => fileSource(reader, file.index), [reader, file]);
  const { viewer } = useTexts();
  return (
    <SourceView
      reader={reader}
      source={source}
      declared={file.mediaType}
      file={file}
      unknown={viewer.cannotShow}
    />
  );
}

/** Bytes of a file, or of one inside it, shown as what they say they are. */
export function SourceView({
  reader,
  source,
  declared,
  file,
  unknown,
}: {
  readonly reader: ReportReader;
  readonly source: Source;
  readonly declared: string;
  /** The file of the report that is offered for download. */
  readonly file: ReportFile;
  readonly unknown: string;
}) {
  const look = useCallback(
    async () => sniff(await source.read(0, SNIFFED_BYTES), declared),
    [source, declared],
  );
  const [kind, retry] = useFetched<Kind>(look);
  if (kind.state === 'loading') {
    return <Loading name={source.name} />;
  }
  if (kind.state === 'failed') {
    return <Failed error={kind.error} onRetry={retry} />;
  }
  const download = <DownloadButton reader={reader} file={file} />;
  return (
    <Suspense fallback={<Loading name={source.name} />}>
      <Shown
        reader={reader}
        source={source}
        file={file}
        kind={kind.value}
        unknown={unknown}
        download={download}
      />
    </Suspense>
  );
}

function Shown({
  reader,
  source,
  file,
  kind,
  unknown,
  download,
}: {
  readonly reader: ReportReader;
  readonly source: Source;
  readonly file: ReportFile;
  readonly kind: Kind;
  readonly unknown: string;
  readonly download: React.ReactNode;
}) {
  const { viewer } = useTexts();
  switch (kind.kind) {
    case 'image':
      return <ImageView source={source} mediaType={kind.mediaType} download={download} />;
    case 'pdf':
      return <PdfView source={source} download={download} />;
    case 'text':
      return <TextView source={source} markup={kind.markup} download={download} />;
    case 'video':
    case 'audio':
      return (
        <MediaView reader={reader} source={source} file={file} kind={kind} download={download} />
      );
    case 'dicom':
    case 'unknown':
      return (
        <Notice title={unknown} advice={viewer.cannotShowAdvice}>
          {download}
          <Text size="xs" c="dimmed">
            {viewer.savedAs(safeFileName(file.name))}
          </Text>
        </Notice>
      );
  }
}
