import { Button, Kbd, Modal, Switch } from '@mantine/core';
import { IconKeyboard } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useState } from 'react';
import { hasShortcuts, isShortcut, setShortcuts } from '@/ui/shortcutKeys.ts';
import { useTexts } from '@/ui/texts/texts.ts';
import classes from './Shortcuts.module.css';

const SEQUENCE_MS = 1_500;

/** Keys for the frequent ways, listed with `?`. They can be switched off, for people who dictate. */
export function Shortcuts({ onLock }: { readonly onLock: () => void }) {
  const { shell, common } = useTexts();
  const { shortcuts } = shell;
  const navigate = useNavigate();
  const [listed, setListed] = useState(false);
  const [enabled, setEnabled] = useState(hasShortcuts);

  const act = useEffectEvent((keys: string): boolean => {
    switch (keys) {
      case '?':
        setListed(true);
        return true;
      case '/': {
        const field = document.querySelector<HTMLElement>('[data-search-field]');
        field?.focus();
        return field !== null;
      }
      case 'g h':
        void navigate({ to: '/' });
        return true;
      case 'g r':
        void navigate({ to: '/reports' });
        return true;
      case 'g u':
        void navigate({ to: '/upload', search: {} });
        return true;
      case 'g a':
        void navigate({ to: '/account' });
        return true;
      case 'g l':
        onLock();
        return true;
      default:
        return false;
    }
  });

  useEffect(() => {
    if (!enabled) {
      return undefined;
    }
    let before = '';
    let when = 0;
    const pressed = (event: KeyboardEvent) => {
      if (!isShortcut(event)) {
        return;
      }
      const sequence = before === 'g' && event.timeStamp - when < SEQUENCE_MS;
      const keys = sequence ? `g ${event.key}` : event.key;
      before = event.key;
      when = event.timeStamp;
      if (act(keys)) {
        event.preventDefault();
      }
    };
    window.addEventListener('keydown', pressed);
    return () => {
      window.removeEventListener('keydown', pressed);
    };
  }, [enabled]);

  const list: readonly [string, readonly string[]][] = [
    [shortcuts.search, ['/']],
    [shortcuts.home, ['g', 'h']],
    [shortcuts.reports, ['g', 'r']],
    [shortcuts.upload, ['g', 'u']],
    [shortcuts.account, ['g', 'a']],
    [shortcuts.lock, ['g', 'l']],
    [shortcuts.help, ['?']],
  ];
  return (
    <>
      <div className={classes.corner}>
        <Button
          variant="subtle"
          size="xs"
          color="gray"
          leftSection={<IconKeyboard size={16} aria-hidden />}
          onClick={() => {
            setListed(true);
          }}
        >
          {shortcuts.open}
        </Button>
      </div>
      <Modal
        opened={listed}
        onClose={() => {
          setListed(false);
        }}
        title={shortcuts.title}
        closeButtonProps={{ 'aria-label': common.close }}
      >
        <dl className={classes.list}>
          {list.map(([name, keys]) => (
            <div key={name} className={classes.line}>
              <dt>{name}</dt>
              <dd>
                {keys.map((key, index) => (
                  <span key={key}>
                    {index > 0 && ` ${shortcuts.then} `}
                    <Kbd>{key}</Kbd>
                  </span>
                ))}
              </dd>
            </div>
          ))}
        </dl>
        <Switch
          mt="md"
          label={shortcuts.enabled}
          checked={enabled}
          onChange={(event) => {
            setShortcuts(event.currentTarget.checked);
            setEnabled(event.currentTarget.checked);
          }}
        />
      </Modal>
    </>
  );
}
