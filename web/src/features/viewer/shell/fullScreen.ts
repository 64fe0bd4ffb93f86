import { createContext, useEffect, useEffectEvent, useState } from 'react';
import { isShortcut } from '@/ui/shortcutKeys.ts';
import { useShortcutKeys } from './useShortcutKeys.ts';

export interface FullScreenState {
  readonly isFull: boolean;
  readonly toggle: () => void;
}

/** Tells the tools within whether the viewer has the whole screen; undefined where nothing can be made larger. */
export const FullScreenContext = createContext<FullScreenState | undefined>(undefined);

/**
 * Lets an element cover the page. The browser's own bars go too where it can do without them; a phone
 * that cannot still gives all of its page. What is outside of the element is out of reach meanwhile.
 */
export function useFullScreen(element: React.RefObject<HTMLElement | null>): FullScreenState {
  const [isFull, setFull] = useState(false);
  const leave = () => {
    setFull(false);
    giveBackScreen();
  };
  const toggle = () => {
    if (isFull) {
      leave();
      return;
    }
    setFull(true);
    // Menus and dialogs are children of the body, not of the element.
    if (document.fullscreenEnabled) {
      document.documentElement.requestFullscreen().catch(() => undefined);
    }
  };
  useShortcutKeys((key) => (key.toLowerCase() === 'f' ? toggle : undefined));
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === 'Escape' && isFull && isShortcut(event)) {
      leave();
    }
  });
  useEffect(() => {
    const onChange = () => {
      if (document.fullscreenElement === null) {
        setFull(false);
      }
    };
    window.addEventListener('keydown', onKey);
    document.addEventListener('fullscreenchange', onChange);
    return () => {
      window.removeEventListener('keydown', onKey);
      document.removeEventListener('fullscreenchange', onChange);
      giveBackScreen();
    };
  }, []);
  useOthersInert(element, isFull);
  return { isFull, toggle };
}

/** Browsers without it, such as a phone's, do not even say that nothing is full. */
function giveBackScreen() {
  if (document.fullscreenEnabled && document.fullscreenElement !== null) {
    void document.exitFullscreen();
  }
}

/** What an element covers is not reached by Tab, by a pointer or by a screen reader either. */
function useOthersInert(element: React.RefObject<HTMLElement | null>, isOn: boolean) {
  useEffect(() => (isOn ? makeOthersInert(element.current) : undefined), [element, isOn]);
}

/** All of the portal but an element and what it lies in; dialogs and menus stand outside. Returns the way back. */
function makeOthersInert(element: HTMLElement | null): () => void {
  const hidden: HTMLElement[] = [];
  for (
    let at = element;
    at?.parentElement != null && at.id !== 'root' && at !== document.body;
    at = at.parentElement
  ) {
    for (const other of at.parentElement.children) {
      if (other !== at && other instanceof HTMLElement && !other.inert) {
        other.inert = true;
        hidden.push(other);
      }
    }
  }
  return () => {
    for (const other of hidden) {
      other.inert = false;
    }
  };
}
