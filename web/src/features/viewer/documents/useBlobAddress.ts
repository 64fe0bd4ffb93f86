import { useCallback } from 'react';
import { blobAddress } from '@/lib/media/blobAddress.ts';
import { useHeld } from '../shell/useHeld.ts';

/** An address for bytes, for as long as they are shown. The type is ours, never the author's. */
export function useBlobAddress(
  bytes: Uint8Array<ArrayBuffer>,
  mediaType: string,
): string | undefined {
  return useHeld(
    useCallback(() => {
      const value = blobAddress(new Blob([bytes], { type: mediaType }));
      return {
        value,
        release: () => {
          URL.revokeObjectURL(value);
        },
      };
    }, [bytes, mediaType]),
  );
}
