import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
} from '@tanstack/react-router';

const root = createRootRoute({ component: Outlet });

const welcome = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('@/features/welcome/index.ts'), 'Welcome'),
});

/** Every page's address. */
export function createPortalRouter() {
  return createRouter({ routeTree: root.addChildren([welcome]), defaultPreload: 'intent' });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createPortalRouter>;
  }
}
