import { remember, remembered } from './deviceMemory.ts';

const KEY = 'medseal-shortcuts';

/** Whether single keys do something on this device; people who dictate switch them off. */
export function hasShortcuts(): boolean {
  return remembered(KEY) !== 'off';
}

export function setShortcuts(on: boolean) {
  remember(KEY, on ? 'on' : 'off');
}

/** A key by itself, that no field, dialog or menu takes. */
export function isShortcut(event: KeyboardEvent): boolean {
  return !(
    event.ctrlKey ||
    event.metaKey ||
    event.altKey ||
    event.defaultPrevented ||
    document.querySelector('[role=dialog], [role=menu]') !== null ||
    isTyping(event.target)
  );
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  );
}
