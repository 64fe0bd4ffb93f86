import { useEffect, useState } from 'react';
import { blobAddress } from '@/lib/media/blobAddress.ts';
import type { ReportFile, ReportReader } from '@/lib/portal.ts';
import { sniff, SNIFFED_BYTES } from '../kinds/sniff.ts';

const MOST_BYTES = 1024 * 1024;

/** The preview that was sealed with a film, as an address to show until the film plays. */
export function usePoster(reader: ReportReader, film: ReportFile): string | undefined {
  const [poster, setPoster] = useState<{ readonly of: unknown; readonly address: string }>();
  useEffect(() => {
    const { files } = reader;
    const preview = files.find(({ role }) => role === 'preview');
    const alone = files.every(({ role, index }) => role !== 'content' || index === film.index);
    const gone = new AbortController();
    let address: string | undefined;
    const show = async ({ index, mediaType }: ReportFile) => {
      const bytes = await reader.whole(index, { signal: gone.signal });
      const kind = sniff(bytes.subarray(0, SNIFFED_BYTES), mediaType);
      if (!gone.signal.aborted && kind.kind === 'image') {
        address = blobAddress(new Blob([bytes], { type: kind.mediaType }));
        setPoster({ of: film, address });
      }
    };
    if (alone && preview !== undefined && preview.size <= MOST_BYTES) {
      // Without it the film shows its own first picture; what does not verify is told with the film.
      show(preview).catch(() => undefined);
    }
    return () => {
      gone.abort();
      if (address !== undefined) {
        URL.revokeObjectURL(address);
      }
    };
  }, [reader, film]);
  return poster?.of === film ? poster.address : undefined;
}
