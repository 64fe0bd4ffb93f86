import { lazy, Suspense, useMemo, useState } from 'react';
import type { ReportReader } from '@/lib/portal.ts';
import { useTexts } from '@/ui/texts/texts.ts';
import { FileView } from './FileView.tsx';
import { mayBeDicom } from './kinds/sniff.ts';
import { fileItem, fileKey } from './shell/fileItems.tsx';
import { Shell } from './shell/Shell.tsx';
import { useCaption } from './shell/useCaption.ts';
import { Loading, Notice } from './shell/States.tsx';

const DicomReport = lazy(() => import('./dicom/DicomReport.tsx'));

/**
 * Shows a report's files. Fills the width that it is given; its height is `--viewer-height`, or what
 * a page with a heading leaves of the screen. The reader stays the caller's to close.
 */
export function Viewer({ reader }: { readonly reader: ReportReader }) {
  const { viewer } = useTexts();
  const caption = useCaption(reader);
  const files = useMemo(() => {
    const contents = reader.files.filter(({ role }) => role === 'content');
    return contents.length > 0 ? contents : reader.files;
  }, [reader]);
  const dicom = useMemo(
    () => files.filter(({ name, mediaType }) => mayBeDicom(name, mediaType)),
    [files],
  );
  const others = useMemo(() => files.filter((file) => !dicom.includes(file)), [files, dicom]);
  const [selected, setSelected] = useState<string>();
  if (files.length === 0) {
    return <Notice title={viewer.noFiles} />;
  }
  if (dicom.length > 0) {
    return (
      <Suspense
        fallback={
          <Shell items={[]} selected={undefined} onSelect={setSelected} caption={caption}>
            <Loading name={reader.report.title} />
          </Shell>
        }
      >
        <DicomReport reader={reader} files={dicom} others={others} />
      </Suspense>
    );
  }
  const shown = files.find((file) => fileKey(file) === selected) ?? files[0];
  return (
    <Shell
      items={files.map((file) => fileItem(file, viewer))}
      selected={shown === undefined ? undefined : fileKey(shown)}
      onSelect={setSelected}
      caption={caption}
    >
      {shown !== undefined && <FileView key={fileKey(shown)} reader={reader} file={shown} />}
    </Shell>
  );
}
