import '@mantine/core/styles.layer.css';
import { Alert, Badge, Button, Group } from '@mantine/core';
import {
  IconFileDescription,
  IconFolders,
  IconHome,
  IconLock,
  IconSettings,
  IconUpload,
  type Icon,
} from '@tabler/icons-react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { onlyOwn } from '@/features/records/index.ts';
import { useFeed, usePortal } from '@/lib/PortalContext.ts';
import type { Scope, Session } from '@/lib/portal.ts';
import { Notices } from '@/ui/controls/Notices.tsx';
import { Mark } from '@/ui/layout/Mark.tsx';
import { offeredFiles } from '@/ui/files/offeredFiles.ts';
import { useLockMinutes } from '@/ui/preferences.ts';
import { useTexts } from '@/ui/texts/texts.ts';
import { DropOverlay } from './DropOverlay.tsx';
import classes from './Shell.module.css';
import { ShellContext } from './shellContext.ts';
import { Shortcuts } from './Shortcuts.tsx';
import { useLockingSoon } from './useLockingSoon.ts';
import { useOnline } from './useOnline.ts';

const UploadDock = lazy(async () => ({
  default: (await import('@/features/upload/index.ts')).UploadDock,
}));
const AccountNews = lazy(async () => ({
  default: (await import('@/features/account/index.ts')).AccountNews,
}));
const OfferLine = lazy(async () => ({
  default: (await import('@/features/offers/index.ts')).OfferLine,
}));
const ShareDialog = lazy(async () => ({
  default: (await import('@/features/sharing/index.ts')).ShareDialog,
}));

/** The frame around every page of a person whose keys are open. */
export function Shell({ session }: { readonly session: Session }) {
  const { shell } = useTexts();
  const portal = usePortal();
  const navigate = useNavigate();
  const [queries] = useState(
    () => new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 5_000 } } }),
  );
  const [scope, setScope] = useState<Scope | undefined>(undefined);
  const actions = useMemo(() => ({ share: setScope }), []);
  const online = useOnline();
  const lastActive = useCallback(() => portal.lastActive(), [portal]);
  const soon = useLockingSoon(useLockMinutes(), lastActive);

  return (
    <QueryClientProvider client={queries}>
      <ShellContext value={actions}>
        <a href="#content" className={classes.skip}>
          {shell.skip}
        </a>
        <Bar session={session} />
        <main id="content" className={classes.main} tabIndex={-1}>
          {!online && (
            <Alert color="orange" radius={0} role="status">
              {shell.offline}
            </Alert>
          )}
          {session.news.length > 0 && (
            <Suspense>
              <AccountNews />
            </Suspense>
          )}
          <Waiting />
          <Outlet />
        </main>
        <div className={classes.corner}>
          <Suspense>
            <UploadDock />
          </Suspense>
        </div>
        <Notices />
        <Shortcuts onLock={() => void portal.lock()} />
        <DropOverlay
          onFiles={(files, record) => {
            offeredFiles.offer(files);
            if (window.location.pathname !== '/upload') {
              void navigate({ to: '/upload', search: record === undefined ? {} : { record } });
            }
          }}
        />
        {soon && (
          <Alert color="orange" className={classes.soon} role="alert">
            <Group justify="space-between">
              {shell.lockingSoon}
              <Button size="xs">{shell.stay}</Button>
            </Group>
          </Alert>
        )}
        {scope !== undefined && (
          <Suspense>
            <ShareDialog
              scope={scope}
              onClose={() => {
                setScope(undefined);
              }}
            />
          </Suspense>
        )}
      </ShellContext>
    </QueryClientProvider>
  );
}

/** On the lists: what else could be in them. */
function Waiting() {
  const path = useRouterState({ select: (state) => state.location.pathname });
  return path === '/' || path === '/records' || path === '/reports' ? (
    <Suspense>
      <OfferLine />
    </Suspense>
  ) : null;
}

function Bar({ session }: { readonly session: Session }) {
  const { shell, common } = useTexts();
  const portal = usePortal();
  const { items: records, phase } = useFeed(session.records());
  const news = records.reduce((sum, record) => sum + record.newReports, 0);
  const own = onlyOwn(records) !== undefined;
  const unknown = records.length === 0 && phase === 'loading';
  return (
    <header className={classes.bar}>
      <Link to="/" className={classes.brand} aria-label={`${common.appName}: ${shell.home}`}>
        <Mark small />
      </Link>
      <nav className={classes.nav} aria-label={shell.navigation}>
        <Item
          to="/"
          icon={own || unknown ? IconHome : IconFolders}
          label={unknown ? shell.home : own ? shell.myRecords : shell.records}
          count={news}
        />
        <Item to="/reports" icon={IconFileDescription} label={shell.reports} />
        <Item to="/upload" icon={IconUpload} label={shell.upload} />
        <Item to="/account" icon={IconSettings} label={shell.account} />
      </nav>
      <Button
        variant="default"
        size="sm"
        leftSection={<IconLock size={16} aria-hidden />}
        onClick={() => void portal.lock()}
      >
        {shell.lock}
      </Button>
    </header>
  );
}

function Item({
  to,
  icon: Shown,
  label,
  count = 0,
}: {
  readonly to: '/' | '/reports' | '/upload' | '/account';
  readonly icon: Icon;
  readonly label: string;
  readonly count?: number;
}) {
  const { records } = useTexts();
  const path = useRouterState({ select: (state) => state.location.pathname });
  // A report lies in a record: only the list of all of them is the list's place.
  const here =
    to === '/'
      ? path === '/' || path.startsWith('/records') || path.startsWith('/reports/')
      : to === '/reports'
        ? path === to
        : path.startsWith(to);
  return (
    <Link
      to={to}
      search={{}}
      className={classes.item}
      data-here={here || undefined}
      aria-current={here ? 'page' : undefined}
    >
      <Shown size={20} stroke={1.7} aria-hidden />
      <span>{label}</span>
      {count > 0 && (
        <Badge size="sm" component="span" aria-label={records.news(count)}>
          {count}
        </Badge>
      )}
    </Link>
  );
}
