import { useEffect, useState } from 'react';

/** An address for bytes, for as long as they are shown. The type is ours, never the author's. */
export function useBlobAddress(
  bytes: Uint8Array<ArrayBuffer>,
  mediaType: string,
): string | undefined {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([bytes], { type: mediaType }));
    setAddress(made);
    return () => {
      URL.revokeObjectURL(made);
    };
  }, [bytes, mediaType]);
  return address;
}
