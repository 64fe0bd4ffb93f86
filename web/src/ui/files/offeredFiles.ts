import type { ChosenFile } from './chosenFiles.ts';

let waiting: readonly ChosenFile[] = [];
const listeners = new Set<() => void>();

/** Files that were dropped on any page and wait for the upload page to take them. */
export const offeredFiles = {
  offer(files: readonly ChosenFile[]) {
    waiting = [...waiting, ...files];
    for (const listener of listeners) {
      listener();
    }
  },

  /** All of them; nobody else gets them again. */
  take(): readonly ChosenFile[] {
    const taken = waiting;
    waiting = [];
    return taken;
  },

  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  },
};
