import { UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTexts } from '@/ui/texts/texts.ts';
import { classNames } from './classNames.ts';
import classes from './Shell.module.css';

export interface ShellItem {
  readonly key: string;
  readonly name: string;
  readonly detail: string;
  /** What stands above the name; drawn on black if it is a medical image. */
  readonly picture: ReactNode;
  readonly dark: boolean;
}

/** The list of what a report contains beside the one that is looked at. One alone needs no list. */
export function Shell({
  items,
  selected,
  onSelect,
  note,
  children,
}: {
  readonly items: readonly ShellItem[];
  readonly selected: string | undefined;
  readonly onSelect: (key: string) => void;
  readonly note?: ReactNode;
  readonly children: ReactNode;
}) {
  const { viewer } = useTexts();
  const listed = items.length > 1 || (note !== undefined && note !== null);
  return (
    <section className={classes['viewer']} aria-label={viewer.files}>
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
        <div className={classes['stage']}>{children}</div>
      </div>
    </section>
  );
}
