import { Navigate, Outlet, useLocation, useMatches } from '@tanstack/react-router';
import { type ComponentProps, lazy, Suspense, useEffect } from 'react';
import { usePortal, usePortalState } from '@/lib/PortalContext.ts';
import { loadAllTexts } from '@/ui/texts/catalogues.ts';
import { Waiting } from './Waiting.tsx';
import { loadAhead, useLoadingAhead } from './loadAhead.ts';
import { OPEN_TO_ALL, toLogIn } from './openToAll.ts';

const Shell = lazy(async () => {
  const [shell] = await Promise.all([import('./shell/Shell.tsx'), loadAllTexts()]);
  return { default: shell.Shell };
});
const Unlock = lazy(async () => ({
  default: (await import('@/features/unlock/index.ts')).Unlock,
}));

/** While a session is being opened again, what it shows is fetched. */
function Resuming() {
  const portal = usePortal();
  useEffect(() => {
    void loadAhead(portal);
  }, [portal]);
  return <Waiting />;
}

function Locked(props: ComponentProps<typeof Unlock>) {
  useLoadingAhead();
  return <Unlock {...props} />;
}

/** Lets a person to the pages as far as the portal is open to them. */
export function Gate() {
  const state = usePortalState();
  const { pathname, href } = useLocation();
  // What the outlet shows: the address may already name a page that is still being fetched.
  const shown = useMatches({ select: (matches) => matches.at(-1)?.pathname ?? '' });
  if (state.kind === 'starting') {
    return <Resuming />;
  }
  if (OPEN_TO_ALL.has(shown)) {
    return (
      <Suspense fallback={<Waiting />}>
        <Outlet />
      </Suspense>
    );
  }
  switch (state.kind) {
    case 'out':
      if (OPEN_TO_ALL.has(pathname)) {
        return <Waiting />;
      }
      return <Navigate {...toLogIn(href)} />;
    case 'locked':
      return (
        <Suspense fallback={<Waiting />}>
          <Locked email={state.email} passkeys={state.passkeys} />
        </Suspense>
      );
    case 'open':
      return (
        <Suspense fallback={<Waiting />}>
          <Shell session={state.session} />
        </Suspense>
      );
  }
}
