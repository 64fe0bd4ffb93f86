/**
 * `node build/screenshots.mjs [--quick] [--ct folder] [scene…]`: builds the pages over the portal in memory of test/fakes,
 * shows every page in a real Chromium, on a desktop and a phone, light and dark (quickly: only light on
 * the one and dark on the other), and saves pictures in
 * target/screenshots. Fails where axe finds a violation, where the content security policy had to
 * refuse something, where a page asks another origin, or where a script throws. The report with a CT
 * shows a drawing, or the DICOM files of a folder.
 *
 * `node build/screenshots.mjs --readme --ct folder` makes the pictures of the README instead.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { build } from 'vite';

const WEB = fileURLToPath(new URL('..', import.meta.url));
const PREVIEW = join(WEB, 'target/preview');
const PICTURES = join(WEB, 'target/screenshots');
const README_PICTURES = join(WEB, '../docs/pictures');
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };
const RECORD = (10).toString(16).padStart(64, '0');
const REPORT = (number) => number.toString(16).padStart(32, '0');

const click =
  (name, role = 'button') =>
  async (page) => {
    await page.getByRole(role, { name }).first().click();
  };
const inTurn =
  (...acts) =>
  async (page) => {
    for (const act of acts) {
      await act(page);
    }
  };
const fill = (label, text) => (page) => page.getByLabel(label).first().fill(text);
const images = async (page) => {
  await page.getByRole('application').waitFor({ timeout: 60_000 });
  await page.waitForTimeout(2_000);
};
const signUp = inTurn(
  fill('E-mail', 'm@demo.invalid'),
  fill('Your name', 'Maya Demo'),
  click('Next'),
  (page) => page.locator('input[type=password]').fill('a long demo sentence'),
  click('Create account'),
);
const printed = (page) => page.emulateMedia({ media: 'print' });
const newSheet = inTurn(
  click('Make a new sheet'),
  (page) => page.getByRole('dialog').locator('input[type=password]').fill('a long demo sentence'),
  (page) => page.getByRole('dialog').locator('button[type=submit]').click(),
  (page) => page.getByText('Medseal recovery sheet').waitFor(),
);
const FILES = [
  { name: 'discharge letter.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 x') },
  { name: 'wound.jpg', mimeType: 'image/jpeg', buffer: Buffer.from([0xff, 0xd8, 0xff, 0xe0]) },
];

/** Name, who looks, address, what is done before the picture. */
const SCENES = [
  ['log-in', 'out', '/login'],
  [
    'log-in-wrong',
    'out',
    '/login',
    inTurn(fill('E-mail', 'maya@demo.invalid'), fill('Password', 'not this'), click('Log in')),
  ],
  ['sign-up', 'out', '/signup'],
  [
    'sign-up-way-in',
    'out',
    '/signup',
    inTurn(fill('E-mail', 'm@demo.invalid'), fill('Your name', 'Maya Demo'), click('Next')),
  ],
  ['recovery-sheet', 'out', '/signup', signUp],
  ['recovery-sheet-print', 'out', '/signup', inTurn(signUp, printed)],
  ['recover', 'out', '/recover'],
  ['locked', 'locked', '/'],
  ['home-newcomer', 'newcomer', '/'],
  ['home-patient', 'patient', '/'],
  ['home-doctor', 'doctor', '/'],
  ['all-reports', 'doctor', '/reports', click('Filters')],
  ['record', 'doctor', `/records/${RECORD}`],
  ['new-record', 'doctor', '/', click('New record')],
  ['report', 'patient', `/reports/${REPORT(1)}`, images],
  ['report-broken', 'patient', `/reports/${REPORT(3)}`],
  [
    'report-delete',
    'patient',
    `/reports/${REPORT(1)}`,
    inTurn(click('More actions'), click('Delete', 'menuitem')),
  ],
  ['offers-line', 'offered', '/'],
  ['offers', 'offered', '/offers'],
  ['share', 'patient', '/', click('Share')],
  [
    'share-found',
    'patient',
    '/',
    inTurn(
      click('Share'),
      fill('E-mail of the person', 'radiology@demo.invalid'),
      click('Find'),
      click('Compare the safety number'),
    ),
  ],
  [
    'share-changed',
    'patient',
    '/',
    inTurn(click('Share'), fill('E-mail of the person', 'changed@demo.invalid'), click('Find')),
  ],
  [
    'share-changed-compare',
    'patient',
    '/',
    inTurn(
      click('Share'),
      fill('E-mail of the person', 'changed@demo.invalid'),
      click('Find'),
      click('Compare the new safety number'),
    ),
  ],
  ['activity', 'patient', `/records/${RECORD}/activity`],
  ['upload', 'patient', '/upload'],
  [
    'upload-plan',
    'patient',
    '/upload',
    (page) => page.locator('input[type=file]').first().setInputFiles(FILES),
  ],
  ['account', 'patient', '/account'],
  ['account-proof', 'patient', '/account', click('Change the password')],
  ['account-sheet', 'patient', '/account', newSheet],
  ['account-sheet-print', 'patient', '/account', inTurn(newSheet, printed)],
  ['shortcuts', 'patient', '/', (page) => page.keyboard.press('?')],
  ['uploads', 'patient', '/', undefined, { 'preview-uploads': 'yes' }],
  ['not-found', 'patient', '/nowhere'],
  ['hindi', 'patient', '/', undefined, { 'medseal-language': 'hi' }],
  ['hindi-account', 'patient', '/account', undefined, { 'medseal-language': 'hi' }],
  ['hindi-offers', 'offered', '/offers', undefined, { 'medseal-language': 'hi' }],
  ['hindi-report', 'patient', `/reports/${REPORT(1)}`, images, { 'medseal-language': 'hi' }],
  ['hindi-share', 'patient', '/', click('साझा करें'), { 'medseal-language': 'hi' }],
];

const SCREENS = [
  ['desktop', { viewport: { width: 1440, height: 900 } }],
  ['phone', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }],
];

/** The README's pictures: name, who looks, address, what is shown, colour scheme. */
const README_SCENES = [
  ['timeline', 'patient', '/', 'CT thorax with contrast', 'light'],
  ['viewer', 'patient', `/reports/${REPORT(1)}`, undefined, 'dark'],
];

async function serve(ct) {
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, 'http://x').pathname));
    if (ct !== undefined && path === '/ct/') {
      const listed = readdirSync(ct)
        .sort()
        .map((name) => ({ name, size: statSync(join(ct, name)).size }));
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(listed));
      return;
    }
    if (ct !== undefined && path.startsWith('/ct/')) {
      response.writeHead(200, { 'content-type': 'application/dicom' });
      response.end(readFileSync(join(ct, path.slice('/ct/'.length))));
      return;
    }
    const file = join(PREVIEW, path);
    const found = extname(path) !== '' && existsSync(file) ? file : undefined;
    const shown = found ?? join(PREVIEW, 'test/fakes/preview.html');
    response.writeHead(200, { 'content-type': TYPES[extname(shown)] ?? 'image/svg+xml' });
    response.end(readFileSync(shown));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { address: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

async function paint(browser, site, [name, as, path, shown, scheme]) {
  const context = await browser.newContext({
    viewport: { width: 800, height: 526 },
    colorScheme: scheme,
    locale: 'en-GB',
  });
  await context.addInitScript((who) => {
    localStorage.setItem('preview-as', who);
  }, as);
  const page = await context.newPage();
  await page.goto(site + path, { waitUntil: 'load' });
  if (shown === undefined) {
    await page.getByRole('application').waitFor();
    await page.getByRole('progressbar').first().waitFor({ state: 'detached', timeout: 120_000 });
    await page.evaluate(() => {
      globalThis.scrollTo(0, 130);
    });
    await page.waitForTimeout(3_000);
    await page.getByRole('application').focus();
    for (let slice = 0; slice < 24; slice += 1) {
      await page.keyboard.press('ArrowDown');
    }
    await page.waitForTimeout(1_500);
  } else {
    await page.getByText(shown).first().waitFor();
    await page.waitForTimeout(450);
  }
  const session = await context.newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 82 });
  const bytes = Buffer.from(data, 'base64');
  writeFileSync(join(README_PICTURES, `${name}.webp`), bytes);
  await context.close();
  return bytes.length;
}

async function look(browser, site, screen, options, scheme, scene) {
  const [name, as, path, act, kept = {}] = scene;
  const problems = [];
  const context = await browser.newContext({ ...options, colorScheme: scheme, locale: 'en-GB' });
  await context.addInitScript(
    (values) => {
      for (const [key, value] of Object.entries(values)) {
        localStorage.setItem(key, value);
      }
      globalThis.refused = [];
      document.addEventListener('securitypolicyviolation', (event) => {
        globalThis.refused.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
      });
    },
    { 'preview-as': as, ...kept },
  );
  const page = await context.newPage();
  page.on('pageerror', (error) => problems.push(`threw ${error.message}`));
  page.on('request', (request) => {
    if (!/^(?:data|blob):/.test(request.url()) && !request.url().startsWith(site)) {
      problems.push(`asked ${request.url()}`);
    }
  });
  await page.goto(site + path, { waitUntil: 'load' });
  await page.locator('h1').first().waitFor();
  await act?.(page);
  await page.waitForTimeout(450);
  await page.screenshot({ path: join(PICTURES, `${name}-${screen}-${scheme}.png`) });
  await page.emulateMedia({ media: 'screen' }); // paper has no landmarks that axe could look for
  problems.push(...(await page.evaluate(() => globalThis.refused)).map((one) => `refused ${one}`));
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  if (wide) {
    problems.push('is wider than the screen');
  }
  // Evaluated over the debugging protocol, which the page's policy does not govern.
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  for (const { id, nodes } of violations) {
    for (const node of nodes.slice(0, 4)) {
      problems.push(`axe ${id}: ${node.html.slice(0, 160)} ${node.failureSummary.slice(0, 220)}`);
    }
  }
  await context.close();
  return problems.map((problem) => `${name} ${screen} ${scheme}: ${problem}`);
}

await build({
  root: WEB,
  configFile: join(WEB, 'vite.config.ts'),
  logLevel: 'warn',
  build: {
    outDir: PREVIEW,
    emptyOutDir: true,
    copyPublicDir: true,
    rolldownOptions: { input: join(WEB, 'test/fakes/preview.html') },
  },
});
mkdirSync(PICTURES, { recursive: true });
const given = process.argv.slice(2);
const ct = given.includes('--ct') ? given[given.indexOf('--ct') + 1] : undefined;
const site = await serve(ct);
const browser = await chromium.launch({
  executablePath: process.env.MEDSEAL_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
if (given.includes('--readme')) {
  mkdirSync(README_PICTURES, { recursive: true });
  for (const scene of README_SCENES) {
    const bytes = await paint(browser, site.address, scene);
    process.stdout.write(`${scene[0]}.webp ${bytes} bytes\n`);
  }
  await browser.close();
  site.close();
  process.exit(0);
}
const quick = given.includes('--quick');
const wanted = given.filter((argument) => !argument.startsWith('--') && argument !== ct);
let pictures = 0;
let problems = 0;
const tell = (found) => {
  problems += found.length;
  process.stdout.write(found.map((line) => `${line}\n`).join(''));
};
for (const scene of SCENES.filter(([name]) => wanted.length === 0 || wanted.includes(name))) {
  for (const [screen, options] of SCREENS) {
    const only = screen === 'desktop' ? 'light' : 'dark';
    for (const scheme of quick ? [only] : ['light', 'dark']) {
      try {
        tell(await look(browser, site.address, screen, options, scheme, scene));
        pictures += 1;
      } catch (error) {
        tell([`${scene[0]} ${screen} ${scheme}: ${error.message.slice(0, 600)}`]);
      }
    }
  }
}
await browser.close();
site.close();
process.stdout.write(`${pictures} pictures in ${PICTURES}, ${problems} problems\n`);
process.exit(problems === 0 ? 0 : 1);
