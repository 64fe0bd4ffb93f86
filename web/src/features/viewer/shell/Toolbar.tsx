import { ActionIcon, Tooltip } from '@mantine/core';
import { IconMaximize, IconMinimize } from '@tabler/icons-react';
import { type ReactNode, useContext } from 'react';
import { useTexts } from '@/ui/texts/texts.ts';
import { FullScreenContext } from './fullScreen.ts';
import classes from './Toolbar.module.css';

/** A row of tools over what they work on. */
export function ToolFrame({
  label,
  tools,
  children,
}: {
  readonly label: string;
  readonly tools: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <div className={classes['frame']}>
      <div className={classes['bar']} role="toolbar" aria-label={label}>
        {tools}
        <FullScreenButton />
      </div>
      {children}
    </div>
  );
}

/** Pushes what follows to the end of the row. */
export function ToolGap() {
  return <span className={classes['gap']} />;
}

/** A tool with a name that screen readers say and the pointer shows. */
export function ToolButton({
  label,
  shortcut,
  icon,
  pressed,
  disabled = false,
  onClick,
}: {
  readonly label: string;
  readonly shortcut?: string;
  readonly icon: ReactNode;
  /** For tools that are on or off. */
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  readonly onClick: () => void;
}) {
  return (
    <Tooltip label={shortcut === undefined ? label : `${label} (${shortcut})`} openDelay={400}>
      <ActionIcon
        size="lg"
        variant={pressed === true ? 'filled' : 'subtle'}
        {...(pressed === true ? {} : { color: 'gray' })}
        aria-label={label}
        {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
        {...(shortcut === undefined ? {} : { 'aria-keyshortcuts': shortcut })}
        disabled={disabled}
        onClick={onClick}
      >
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}

/** The last of the tools, where the viewer can be made larger. */
function FullScreenButton() {
  const { viewer } = useTexts();
  const state = useContext(FullScreenContext);
  return (
    state !== undefined && (
      <ToolButton
        label={state.isFull ? viewer.leaveFullScreen : viewer.fullScreen}
        shortcut="F"
        icon={state.isFull ? <IconMinimize size={19} /> : <IconMaximize size={19} />}
        onClick={state.toggle}
      />
    )
  );
}
