import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  type RouterHistory,
} from '@tanstack/react-router';
import type { Portal } from '@/lib/portal.ts';
import { loadAllTexts } from '@/ui/texts/catalogues.ts';
import { Gate } from './Gate.tsx';
import { OPEN_TO_ALL, toLogIn } from './openToAll.ts';

/** A string of an address, or nothing. */
function text(search: Record<string, unknown>, name: string): string | undefined {
  const value = search[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Only what is given, because an absent value is not written into an address. */
function given<Names extends string>(
  search: Record<string, unknown>,
  ...names: Names[]
): Partial<Record<Names, string>> {
  const found: Partial<Record<Names, string>> = {};
  for (const name of names) {
    const value = text(search, name);
    if (value !== undefined) {
      found[name] = value;
    }
  }
  return found;
}

const failures = async () => {
  await loadAllTexts();
  return import('./PageFailed.tsx');
};

const root = createRootRouteWithContext<{ readonly portal: Portal }>()({
  // Before a page is fetched that would not be shown.
  beforeLoad: ({ context, location: { pathname, href } }) => {
    if (context.portal.state().kind === 'out' && !OPEN_TO_ALL.has(pathname)) {
      redirect({ ...toLogIn(href), throw: true });
    }
  },
  component: Gate,
  notFoundComponent: lazyRouteComponent(failures, 'NoSuchPage'),
});
const under = { getParentRoute: () => root } as const;

const doorway = () => import('./routes/doorway.tsx');

const login = createRoute({
  ...under,
  path: '/login',
  validateSearch: (search) => given(search, 'then'),
  component: lazyRouteComponent(() => import('./routes/login.tsx'), 'LogInRoute'),
});
const signup = createRoute({
  ...under,
  path: '/signup',
  component: lazyRouteComponent(doorway, 'SignUpRoute'),
});
const recover = createRoute({
  ...under,
  path: '/recover',
  component: lazyRouteComponent(doorway, 'RecoverRoute'),
});

const recordPages = () => import('./routes/records.tsx');

const home = createRoute({
  ...under,
  path: '/',
  component: lazyRouteComponent(recordPages, 'HomeRoute'),
});
const reports = createRoute({
  ...under,
  path: '/reports',
  component: lazyRouteComponent(recordPages, 'ReportsRoute'),
});
const records = createRoute({
  ...under,
  path: '/records',
  component: lazyRouteComponent(recordPages, 'AllRecordsRoute'),
});
const record = createRoute({
  ...under,
  path: '/records/$record',
  component: lazyRouteComponent(recordPages, 'RecordRoute'),
});
const activity = createRoute({
  ...under,
  path: '/records/$record/activity',
  validateSearch: (search) => given(search, 'report'),
  component: lazyRouteComponent(() => import('./routes/activity.tsx'), 'ActivityRoute'),
});
const report = createRoute({
  ...under,
  path: '/reports/$report',
  component: lazyRouteComponent(() => import('./routes/report.tsx'), 'ReportRoute'),
});
const upload = createRoute({
  ...under,
  path: '/upload',
  validateSearch: (search) => given(search, 'record', 'section', 'replaces'),
  component: lazyRouteComponent(() => import('./routes/upload.tsx'), 'UploadRoute'),
});
const account = createRoute({
  ...under,
  path: '/account',
  component: lazyRouteComponent(() => import('./routes/account.tsx'), 'AccountRoute'),
});

const offers = createRoute({
  ...under,
  path: '/offers',
  component: lazyRouteComponent(() => import('./routes/offers.tsx'), 'OffersRoute'),
});

const tree = root.addChildren([
  login,
  signup,
  recover,
  home,
  reports,
  records,
  record,
  activity,
  report,
  upload,
  account,
  offers,
]);

/** Every page's address. */
export function createPortalRouter(portal: Portal, history?: RouterHistory) {
  return createRouter({
    routeTree: tree,
    context: { portal },
    defaultPreload: 'intent',
    defaultErrorComponent: lazyRouteComponent(failures, 'PageFailed'),
    scrollRestoration: true,
    ...(history === undefined ? {} : { history }),
  });
}

export type PortalRouter = ReturnType<typeof createPortalRouter>;

declare module '@tanstack/react-router' {
  interface Register {
    router: PortalRouter;
  }
}
