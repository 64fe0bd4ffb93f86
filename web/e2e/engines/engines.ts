import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { HttpTransport } from './httpTransport.ts';
import { Marionette } from './marionette.ts';
import { Driver, type Transport } from './webDriver.ts';

/** Another browser than Chromium, as a machine has it installed. */
export interface Engine {
  readonly name: string;
  /** What this machine lacks for it; undefined where nothing is missing. */
  readonly missing: string | undefined;
  /** Starts it, with a profile of its own and a screen of its own. */
  start(): Promise<Driver>;
}

const FIREFOX = process.env['MEDSEAL_FIREFOX'] ?? onPath('firefox-esr') ?? onPath('firefox');
const WEBKIT_DRIVER = onPath('WebKitWebDriver');
const SCREEN = onPath('xvfb-run');
const MINI_BROWSER = miniBrowser();

export const ENGINES: readonly Engine[] = [
  {
    name: 'Firefox',
    missing: lacking({ 'firefox-esr': FIREFOX, xvfb: SCREEN }),
    start: () => started(firefox),
  },
  {
    name: 'WebKitGTK',
    missing: lacking({
      'webkit2gtk-driver': WEBKIT_DRIVER ?? undefined,
      'libwebkit2gtk-4.1-0': MINI_BROWSER,
      'dbus-daemon': onPath('dbus-run-session'),
      xvfb: SCREEN,
    }),
    start: () => started(webKit),
  },
];

type Begin = (folder: string, port: number) => readonly [ChildProcess, () => Promise<Transport>];

const firefox: Begin = (folder, port) => {
  const preferences = {
    'marionette.port': port,
    'browser.shell.checkDefaultBrowser': false,
    'browser.startup.homepage_override.mstone': 'ignore',
    'datareporting.policy.dataSubmissionEnabled': false,
    'app.update.disabledForTesting': true,
    'intl.accept_languages': 'en-GB',
    // No test can answer a window of the system's, and nothing here goes to other machines.
    'network.captive-portal-service.enabled': false,
    'network.connectivity-service.enabled': false,
    'browser.download.dir': folder,
    'browser.download.folderList': 2,
  };
  writeFileSync(
    join(folder, 'user.js'),
    Object.entries(preferences)
      .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
      .join(''),
  );
  const process = onScreen(folder, [
    ...[FIREFOX ?? '', '--marionette', '--profile', folder, '--no-remote', '--new-instance'],
    'about:blank',
  ]);
  return [process, () => Marionette.begin(port, {})];
};

const webKit: Begin = (folder, port) => {
  const process = onScreen(folder, [
    'dbus-run-session',
    '--',
    WEBKIT_DRIVER ?? '',
    `--port=${port}`,
  ]);
  const options = { binary: MINI_BROWSER, args: ['--automation'] };
  return [
    process,
    () => HttpTransport.begin(`http://127.0.0.1:${port}`, { 'webkitgtk:browserOptions': options }),
  ];
};

/** A desktop's document portal takes its mount out of the folder a moment after its bus has ended. */
async function cleared(folder: string) {
  const end = Date.now() + 10_000;
  for (;;) {
    try {
      rmSync(folder, { recursive: true, force: true });
      return;
    } catch (failure) {
      if (Date.now() > end) {
        throw failure;
      }
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}

async function started(begin: Begin): Promise<Driver> {
  const folder = mkdtempSync(join(tmpdir(), 'medseal-engine-'));
  const [process, connect] = begin(folder, await freePort());
  const ended = new Promise<void>((resolve) =>
    process.once('exit', () => {
      resolve();
    }),
  );
  const stop = async () => {
    if (process.pid !== undefined && process.exitCode === null) {
      try {
        globalThis.process.kill(-process.pid, 'SIGTERM'); // its group: screen, driver, browser
      } catch {
        // gone already
      }
    }
    await ended;
    await cleared(folder);
  };
  try {
    const transport = await patiently(connect, process);
    const driver = new Driver({
      send: (command, parameters) => transport.send(command, parameters),
      close: async () => {
        await transport.close().catch(() => undefined);
        await stop();
      },
    });
    await driver.begin();
    return driver;
  } catch (failure) {
    await stop();
    throw failure;
  }
}

/** Until the browser listens. */
async function patiently(
  connect: () => Promise<Transport>,
  process: ChildProcess,
): Promise<Transport> {
  const end = Date.now() + 60_000;
  for (;;) {
    try {
      return await connect();
    } catch (failure) {
      if (Date.now() > end || process.exitCode !== null) {
        throw failure;
      }
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}

/** Under a screen in memory: without one Firefox has no WebGL, and WebKitGTK does not start. */
function onScreen(folder: string, command: readonly string[]): ChildProcess {
  const runtime = join(folder, 'run');
  mkdirSync(runtime, { mode: 0o700 });
  return spawn('xvfb-run', ['-a', '-s', '-screen 0 1280x1000x24', ...command], {
    stdio: 'ignore',
    detached: true,
    env: {
      ...process.env,
      HOME: folder,
      XDG_RUNTIME_DIR: runtime,
      LIBGL_ALWAYS_SOFTWARE: '1',
      MOZ_DISABLE_AUTO_SAFE_MODE: '1',
      // Its sandbox needs rights that root in a container does not have.
      ...(process.getuid?.() === 0 ? { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' } : {}),
    },
  });
}

function onPath(name: string): string | undefined {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file));
}

/** WebKitGTK's browser for tests lies beside its library. */
function miniBrowser(): string | undefined {
  const libraries = ['/usr/lib', '/usr/libexec', '/usr/lib64'];
  return libraries
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => [folder, ...readdirSync(folder).map((name) => join(folder, name))])
    .flatMap((folder) => ['webkit2gtk-4.1', 'webkitgtk-6.0'].map((name) => join(folder, name)))
    .map((folder) => join(folder, 'MiniBrowser'))
    .find((file) => existsSync(file));
}

function lacking(needed: Readonly<Record<string, string | undefined>>): string | undefined {
  const missing = Object.keys(needed).filter((name) => needed[name] === undefined);
  return missing.length === 0 ? undefined : missing.join(', ');
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
  });
}
