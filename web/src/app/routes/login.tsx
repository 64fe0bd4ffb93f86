import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { LogIn } from '@/features/login/index.ts';
import { usePortalState } from '@/lib/PortalContext.ts';
import { useLoadingAhead } from '../loadAhead.ts';

const route = getRouteApi('/login');

/** An address of this portal that was asked for before the log-in; never one of elsewhere. */
export function safeTarget(then: string | undefined): string {
  return then !== undefined && /^\/(?![/\\])/.test(then) ? then : '/';
}

/** The log-in page; whoever is in already goes on to where they wanted to go. */
export function LogInRoute() {
  const { kind } = usePortalState();
  const { then } = route.useSearch();
  const { history } = useRouter();
  useLoadingAhead();
  useEffect(() => {
    if (kind === 'open' || kind === 'locked') {
      history.replace(safeTarget(then));
    }
  }, [kind, then, history]);
  return <LogIn />;
}
