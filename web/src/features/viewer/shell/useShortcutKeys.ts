import { useEffect, useEffectEvent } from 'react';
import { hasShortcuts, isShortcut } from '@/ui/shortcutKeys.ts';

/** Does what a key stands for, wherever on the page the focus is, unless keys are switched off. */
export function useShortcutKeys(actionOf: (key: string) => (() => void) | undefined) {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const action = hasShortcuts() && isShortcut(event) ? actionOf(event.key) : undefined;
    if (action !== undefined) {
      event.preventDefault();
      action();
    }
  });
  useEffect(() => {
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', onKey);
    };
  }, []);
}
