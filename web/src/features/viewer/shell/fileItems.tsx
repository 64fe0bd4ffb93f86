import {
  IconFile,
  IconFileMusic,
  IconFileText,
  IconFileTypePdf,
  IconMovie,
  IconPhoto,
} from '@tabler/icons-react';
import type { ReportFile } from '@/lib/portal.ts';
import type { Texts } from '@/ui/texts/texts.ts';
import type { ShellItem } from './Shell.tsx';
import { sizeText } from './sizes.ts';

export function fileKey(file: ReportFile): string {
  return `file ${file.index}`;
}

/** How a file that is no DICOM stands in the list. */
export function fileItem(file: ReportFile, texts: Texts['viewer']): ShellItem {
  return {
    key: fileKey(file),
    name: file.name.split('/').at(-1) ?? file.name,
    detail: sizeText(file.size, texts),
    picture: <FileIcon mediaType={file.mediaType} />,
    dark: false,
  };
}

/** Only a hint: what the file really is shows when it is opened. */
function FileIcon({ mediaType }: { readonly mediaType: string }) {
  const size = 30;
  if (mediaType.startsWith('image/')) {
    return <IconPhoto size={size} stroke={1.4} />;
  }
  if (mediaType.startsWith('video/')) {
    return <IconMovie size={size} stroke={1.4} />;
  }
  if (mediaType.startsWith('audio/')) {
    return <IconFileMusic size={size} stroke={1.4} />;
  }
  if (mediaType === 'application/pdf') {
    return <IconFileTypePdf size={size} stroke={1.4} />;
  }
  return mediaType.startsWith('text/') ? (
    <IconFileText size={size} stroke={1.4} />
  ) : (
    <IconFile size={size} stroke={1.4} />
  );
}
