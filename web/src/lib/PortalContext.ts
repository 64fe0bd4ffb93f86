import { createContext, useCallback, useContext, useSyncExternalStore } from 'react';
import type { Feed, FeedState, Portal, PortalState, Session } from './portal.ts';

/** The portal that the pages below work with. */
export const PortalContext = createContext<Portal | undefined>(undefined);

export function usePortal(): Portal {
  const portal = useContext(PortalContext);
  if (portal === undefined) {
    throw new Error('no portal around this component');
  }
  return portal;
}

export function usePortalState(): PortalState {
  const portal = usePortal();
  const subscribe = useCallback((listener: () => void) => portal.subscribe(listener), [portal]);
  return useSyncExternalStore(subscribe, () => portal.state());
}

/** The open session; only for pages below the gate that lets nobody else through. */
export function useSession(): Session {
  const state = usePortalState();
  if (state.kind !== 'open') {
    throw new Error('no open session');
  }
  return state.session;
}

export function useFeed<T>(feed: Feed<T>): FeedState<T> {
  const subscribe = useCallback((listener: () => void) => feed.subscribe(listener), [feed]);
  return useSyncExternalStore(subscribe, () => feed.snapshot());
}
