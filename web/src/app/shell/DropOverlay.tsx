import { useRouterState } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useState } from 'react';
import { fromDrop, type ChosenFile } from '@/ui/files/chosenFiles.ts';
import { useTexts } from '@/ui/texts/texts.ts';
import classes from './Shell.module.css';

function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}

/** Takes files that are dropped anywhere, for the record whose page is shown, if one is. */
export function DropOverlay({
  onFiles,
}: {
  readonly onFiles: (files: ChosenFile[], record: string | undefined) => void;
}) {
  const { upload } = useTexts();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const [over, setOver] = useState(false);
  const record = /^\/records\/([0-9a-f]{64})$/.exec(path)?.[1];
  const take = useEffectEvent((files: ChosenFile[]) => {
    if (files.length > 0) {
      onFiles(files, record);
    }
  });

  useEffect(() => {
    let depth = 0;
    const enter = (event: DragEvent) => {
      if (carriesFiles(event)) {
        depth += 1;
        setOver(true);
      }
    };
    const leave = () => {
      depth = Math.max(0, depth - 1);
      if (depth === 0) {
        setOver(false);
      }
    };
    const above = (event: DragEvent) => {
      if (carriesFiles(event)) {
        event.preventDefault();
      }
    };
    const drop = (event: DragEvent) => {
      depth = 0;
      setOver(false);
      if (event.dataTransfer !== null && carriesFiles(event)) {
        event.preventDefault();
        void fromDrop(event.dataTransfer).then(take);
      }
    };
    window.addEventListener('dragenter', enter);
    window.addEventListener('dragleave', leave);
    window.addEventListener('dragover', above);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragenter', enter);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('dragover', above);
      window.removeEventListener('drop', drop);
    };
  }, []);
  return over ? <div className={classes.overlay}>{upload.dropTitle}</div> : null;
}
