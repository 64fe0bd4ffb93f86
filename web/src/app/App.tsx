import { RouterProvider } from '@tanstack/react-router';
import { useState } from 'react';
import { PortalContext, usePortalState } from '@/lib/PortalContext.ts';
import type { Portal } from '@/lib/portal.ts';
import { Look } from '@/ui/Look.tsx';
import { Waiting } from './Waiting.tsx';
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
  const [router] = useState(() => given ?? createPortalRouter(portal));
  return (
    <PortalContext value={portal}>
      <Look>
        <Pages router={router} />
      </Look>
    </PortalContext>
  );
}

/** The page of the address, once it is known whether somebody is logged in or will be in a moment. */
function Pages({ router }: { readonly router: PortalRouter }) {
  const state = usePortalState();
  const isUnknown = state.kind === 'starting' && state.resuming !== true;
  return isUnknown ? <Waiting /> : <RouterProvider router={router} />;
}
