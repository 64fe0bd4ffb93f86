import { UnstyledButton } from '@mantine/core';
import { type ReactNode, useRef } from 'react';
import { useTexts } from '@/ui/texts/texts.ts';
import { classNames } from './classNames.ts';
import { FullScreenContext, useFullScreen } from './fullScreen.ts';
import classes from './Shell.module.css';

export interface ShellItem {
  readonly key: string;
  readonly name: string;
  readonly detail: string;
  /** What stands above the name; drawn on black if it is a medical image. */
  readonly picture: ReactNode;
  readonly dark: boolean;
}

/**
 * The list of what a report contains beside the one that is looked at. One alone needs no list. It can
 * take the whole screen, and says then itself which report it is.
 */
export function Shell({
  items,
  selected,
  onSelect,
  note,
  caption,
  children,
}: {
  readonly items: readonly ShellItem[];
  readonly selected: string | undefined;
  readonly onSelect: (key: string) => void;
  readonly note?: ReactNode;
  /** Whose report it is and which, for where nothing else of the page is seen. */
  readonly caption: string;
  readonly children: ReactNode;
}) {
  const { viewer } = useTexts();
  const element = useRef<HTMLElement>(null);
  const full = useFullScreen(element);
  const listed = items.length > 1 || (note !== undefined && note !== null);
  return (
    <section
      ref={element}
      className={classNames(classes['viewer'], full.isFull && classes['full'])}
      aria-label={viewer.files}
    >
      {full.isFull && <p className={classes['caption']}>{caption}</p>}
      <div
        className={listed ? classNames(classes['shell'], classes['withList']) : classes['shell']}
      >
        {listed && (
          <ul className={classes['list']} aria-label={viewer.files}>
            {items.map((item) => (
              <li key={item.key}>
                <UnstyledButton
                  className={classes['item']}
                  aria-current={item.key === selected}
                  onClick={() => {
                    onSelect(item.key);
                  }}
                >
                  <span
                    className={
                      item.dark
                        ? classes['picture']
                        : classNames(classes['picture'], classes['paper'])
                    }
                    aria-hidden
                  >
                    {item.picture}
                  </span>
                  <span>
                    <span className={classes['name']}>{item.name}</span>
                    <span className={classes['detail']}>{item.detail}</span>
                  </span>
                </UnstyledButton>
              </li>
            ))}
            {note !== undefined && note !== null && <li className={classes['reading']}>{note}</li>}
          </ul>
        )}
        <div className={classes['stage']}>
          <FullScreenContext value={full}>{children}</FullScreenContext>
        </div>
      </div>
    </section>
  );
}
