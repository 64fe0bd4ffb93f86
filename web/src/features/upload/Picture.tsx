import { IconFile, IconStack2 } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { blobAddress } from '@/lib/media/blobAddress.ts';
import type { PlannedReport } from './planner.ts';
import type { Previews } from './previews.ts';
import classes from './upload.module.css';

/** What a report to be sent looks like; its place is there before. */
export function Picture({
  report: { files, modality },
  previews,
}: {
  readonly report: PlannedReport;
  readonly previews: Previews;
}) {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    let gone = false;
    let made: string | undefined;
    void previews.of(files).then((picture) => {
      if (!gone && picture !== undefined) {
        made = blobAddress(picture);
        setAddress(made);
      }
    });
    return () => {
      gone = true;
      if (made !== undefined) {
        URL.revokeObjectURL(made);
      }
    };
  }, [files, previews]);
  const Kind = modality === undefined ? IconFile : IconStack2;
  return (
    <span className={classes.picture} aria-hidden>
      {address === undefined ? (
        <Kind size={28} stroke={1.4} />
      ) : (
        <img src={address} alt="" width={72} height={72} />
      )}
    </span>
  );
}
