import { Button, type ButtonProps } from '@mantine/core';
import { useRef, type ReactNode } from 'react';
import { fromInput, type ChosenFile } from './chosenFiles.ts';

/** Asks for files, or for a whole folder. */
export function FileButton({
  folder = false,
  onChosen,
  children,
  ...others
}: ButtonProps & {
  readonly folder?: boolean;
  readonly onChosen: (files: ChosenFile[]) => void;
  readonly children: ReactNode;
}) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        tabIndex={-1}
        {...(folder ? { webkitdirectory: '' } : {})}
        onChange={(event) => {
          const files = fromInput(event.currentTarget.files ?? []);
          event.currentTarget.value = '';
          if (files.length > 0) {
            onChosen(files);
          }
        }}
      />
      <Button
        {...others}
        onClick={() => {
          input.current?.click();
        }}
      >
        {children}
      </Button>
    </>
  );
}
