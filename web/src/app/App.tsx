import { RouterProvider } from '@tanstack/react-router';
import { useState } from 'react';
import { PortalContext } from '@/lib/PortalContext.ts';
import type { Portal } from '@/lib/portal.ts';
import { Look } from '@/ui/Look.tsx';
import { createPortalRouter, type PortalRouter } from './router.tsx';

/** All pages over one portal. */
export function App({
  portal,
  router: given,
}: {
  readonly portal: Portal;
  /** Of a test's own, with a history in memory. */
  readonly router?: PortalRouter;
}) {
  const [router] = useState(() => given ?? createPortalRouter());
  return (
    <PortalContext value={portal}>
      <Look>
        <RouterProvider router={router} />
      </Look>
    </PortalContext>
  );
}
