import { useEffect } from 'react';
import { usePortal } from '@/lib/PortalContext.ts';
import type { Portal } from '@/lib/portal.ts';
import { loadAllTexts } from '@/ui/texts/catalogues.ts';

/** Where a browser does not tell when it has nothing to do. */
const SOON = 1_000;

/**
 * Fetches what the first page of an open session shows, before there is one: nobody waits for it then.
 * What does not come is fetched when it is needed.
 */
export async function loadAhead(portal: Portal): Promise<void> {
  await Promise.allSettled([
    portal.prepare(),
    loadAllTexts(),
    import('./shell/Shell.tsx'),
    import('./routes/records.tsx'),
    import('@/features/upload/index.ts'),
    import('@/features/offers/index.ts'),
    import('@/features/account/index.ts'),
  ]);
}

/** Does so as soon as the page around it stands and the browser has nothing else to do. */
export function useLoadingAhead() {
  const portal = usePortal();
  useEffect(
    () =>
      whenIdle(() => {
        void loadAhead(portal);
      }),
    [portal],
  );
}

/** @returns to be called where it is not wanted any more */
function whenIdle(action: () => void): () => void {
  // Safari has none.
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(action, SOON);
    return () => {
      clearTimeout(timer);
    };
  }
  const handle = requestIdleCallback(action);
  return () => {
    cancelIdleCallback(handle);
  };
}
