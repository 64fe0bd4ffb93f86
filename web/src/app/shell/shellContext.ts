import { createContext, useContext } from 'react';
import type { Scope } from '@/lib/portal.ts';

/** What the frame does for the pages in it. */
export interface ShellActions {
  readonly share: (scope: Scope) => void;
}

export const ShellContext = createContext<ShellActions>({ share: () => undefined });

export function useShell(): ShellActions {
  return useContext(ShellContext);
}
