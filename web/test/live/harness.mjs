/**
 * Starts a real service, a page that holds nothing but the portal's lower half, and a real Chromium.
 * Paths come from the environment: MEDSEAL_SERVER (server-exec.jar), MEDSEAL_CLI (folder with cli.jar
 * and lib/), MEDSEAL_CHROMIUM, MEDSEAL_PLAYWRIGHT (folder of playwright-core).
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, request as httpRequest } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const WEB = fileURLToPath(new URL('../..', import.meta.url));
const ROOT = join(WEB, '..');
const SERVER = process.env.MEDSEAL_SERVER ?? join(ROOT, 'server/target/server-exec.jar');
const CLI = process.env.MEDSEAL_CLI ?? join(ROOT, 'cli/target');
const CHROMIUM = process.env.MEDSEAL_CHROMIUM ?? '/usr/bin/chromium';
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm' };

export function java() {
  const homes = [process.env.JAVA_HOME, '/usr/lib/jvm/temurin-25-jdk-amd64'];
  return homes.map((home) => join(home ?? '', 'bin/java')).find(existsSync) ?? 'java';
}

export function freshFolder() {
  return mkdtempSync(join(tmpdir(), 'medseal-live-'));
}

/** The service on a free port, with a data folder of its own. */
export async function startService(data = freshFolder(), port = 0) {
  const process_ = spawn(
    java(),
    [
      '-Xmx256m',
      '-jar',
      SERVER,
      'serve',
      '--data',
      data,
      '--port',
      String(port),
      '--management-port',
      '0',
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let log = '';
  const address = await new Promise((resolve, reject) => {
    const look = (chunk) => {
      log += chunk;
      const found = /http:\/\/127\.0\.0\.1:(\d+)/.exec(log);
      if (found) resolve(found[0]);
    };
    process_.stdout.on('data', look);
    process_.stderr.on('data', look);
    process_.once('exit', (code) => reject(new Error(`the service ended with ${code}\n${log}`)));
  });
  return {
    address,
    data,
    port: Number(new URL(address).port),
    async stop(signal = 'SIGTERM') {
      process_.removeAllListeners('exit');
      const ended = once(process_, 'exit');
      process_.kill(signal);
      await ended;
    },
  };
}

/** Builds the page once; answers the folder. */
export async function buildPage() {
  const outDir = freshFolder();
  await build({
    root: join(WEB, 'test/live'),
    configFile: join(WEB, 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir, rollupOptions: { input: join(WEB, 'test/live/page.html') } },
  });
  return outDir;
}

/** Serves the page, and passes /api on; `tamper` may change an answer's body on the way. */
export async function servePage(folder, service) {
  const site = { tamper: undefined, cut: undefined };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://page');
    if (!pathname.startsWith('/api/')) {
      const path = normalize(join(folder, pathname === '/' ? '/page.html' : pathname));
      if (!path.startsWith(folder) || !existsSync(path) || !statSync(path).isFile()) {
        response.writeHead(404).end();
        return;
      }
      response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'text/plain' });
      response.end(readFileSync(path));
      return;
    }
    if (site.cut?.(request)) {
      request.socket.destroy();
      return;
    }
    const onwards = httpRequest(
      service().address + request.url,
      { method: request.method, headers: request.headers },
      (answer) => {
        if (site.tamper === undefined) {
          response.writeHead(answer.statusCode, answer.headers);
          answer.pipe(response);
          return;
        }
        const chunks = [];
        answer.on('data', (chunk) => chunks.push(chunk));
        answer.on('end', () => {
          const body = site.tamper(request, Buffer.concat(chunks)) ?? Buffer.concat(chunks);
          const headers = { ...answer.headers, 'content-length': body.length };
          delete headers['transfer-encoding'];
          response.writeHead(answer.statusCode, headers).end(body);
        });
      },
    );
    onwards.on('error', () => response.destroy());
    request.on('close', () => request.complete || onwards.destroy());
    request.pipe(onwards);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return Object.assign(site, {
    address: `http://localhost:${server.address().port}`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  });
}

export async function startBrowser() {
  const require = createRequire(join(process.env.MEDSEAL_PLAYWRIGHT ?? WEB, 'package.json'));
  const { chromium } = require('playwright-core');
  return chromium.launch({ executablePath: CHROMIUM, headless: true, args: ['--no-sandbox'] });
}

/** Runs the command line with a profile folder of its own. */
export function commandLine(profiles, service) {
  return (args, input) =>
    execFileSync(
      java(),
      ['-cp', `${join(CLI, 'cli.jar')}:${join(CLI, 'lib')}/*`, 'io.medseal.cli.Main', ...args],
      {
        input,
        encoding: 'utf8',
        env: { ...process.env, MEDSEAL_HOME: profiles, MEDSEAL_SERVER: service },
      },
    );
}

export function remove(...folders) {
  folders.forEach((folder) => rmSync(folder, { recursive: true, force: true }));
}
