/**
 * Runs the browser tests: `node e2e/run.mjs [what Playwright takes]`. Needs the service and the
 * command line to be packaged: `./mvnw package -DskipTests -pl server,cli,demo -am`.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { chromium } from './browser/chromium.mjs';

const web = fileURLToPath(new URL('..', import.meta.url));
const browser = await chromium();
const { status, error } = spawnSync(
  process.execPath,
  ['node_modules/@playwright/test/cli.js', 'test', '--config', 'e2e', ...process.argv.slice(2)],
  { cwd: web, stdio: 'inherit', env: { ...process.env, ...browser } },
);
if (error !== undefined) {
  throw error;
}
process.exit(status ?? 1);
