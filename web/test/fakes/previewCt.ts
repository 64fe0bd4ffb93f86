import type { ReportReader, ReportSummary } from '../../src/lib/portal.ts';
import { dicomFile, pictureTags } from './dicomWriter.ts';
import { LocalReader, type LocalFile, memoryFile } from './localReader.ts';

const SIZE = 256;
const SLICES = 24;

/** A CT to look at: the one that the pictures are made with, or else a few simple slices of nobody. */
export async function previewCt(report: ReportSummary): Promise<ReportReader> {
  const answer = await fetch('/ct/');
  const files =
    answer.headers.get('content-type') === 'application/json'
      ? ((await answer.json()) as readonly { name: string; size: number }[]).map(served)
      : Array.from({ length: SLICES }, (_, index) => drawn(index));
  const size = files.reduce((sum, file) => sum + file.size, 0);
  return new LocalReader(files, {}, undefined, { ...report, fileCount: files.length, size });
}

function served({ name, size }: { readonly name: string; readonly size: number }): LocalFile {
  let bytes: Promise<ArrayBuffer> | undefined;
  return {
    name,
    mediaType: 'application/dicom',
    size,
    slice: async (from, to) => {
      bytes ??= fetch(`/ct/${name}`).then((answer) => answer.arrayBuffer());
      return new Uint8Array(await bytes).slice(from, to);
    },
  };
}

/** A trunk with lungs, heart and spine, in ellipses. */
function drawn(index: number): LocalFile {
  const tags = pictureTags(
    SIZE,
    SIZE,
    (x, y) => hounsfield(x / SIZE - 0.5, y / SIZE - 0.5) + 1_024,
    {
      '00080018': ['UI', `1.2.3.4.5.${index + 1}`],
      '00100010': ['PN', 'Demo^Maya'],
      '00200013': ['IS', String(index + 1)],
      '00200032': ['DS', `-180\\-180\\${index * 5}`],
      '00200037': ['DS', '1\\0\\0\\0\\1\\0'],
      '00281050': ['DS', '40'],
      '00281051': ['DS', '400'],
      '00281052': ['DS', '-1024'],
      '00281053': ['DS', '1'],
    },
  );
  const name = `thorax/${String(index + 1).padStart(4, '0')}.dcm`;
  return memoryFile(name, 'application/dicom', dicomFile(tags));
}

function hounsfield(x: number, y: number): number {
  const within = (cx: number, cy: number, rx: number, ry: number) =>
    ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 < 1;
  if (!within(0, 0, 0.45, 0.32)) {
    return -1_000;
  }
  if (within(0, 0.2, 0.05, 0.06)) {
    return 500;
  }
  if (within(0.06, -0.04, 0.12, 0.12)) {
    return 130;
  }
  return within(-0.21, 0, 0.15, 0.23) || within(0.21, 0, 0.15, 0.23) ? -820 : 40;
}
