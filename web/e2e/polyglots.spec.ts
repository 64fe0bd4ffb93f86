import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { en } from '../src/ui/texts/en/index.ts';
import { kept } from './browser/kept.ts';
import { POLYGLOTS } from './cloud/polyglots.ts';
import { logIn } from './pages/doorway.ts';
import { openReport } from './pages/records.ts';
import { expect, test } from './test.ts';

const PASSWORD = 'a long enough password';
/** What every polyglot does where it runs. */
const OWNED = /OWNED/;

/** Notes every address that the page gives to bytes, and keeps it open. */
function noteBlobs() {
  const noted: string[] = [];
  const make = URL.createObjectURL.bind(URL);
  URL.createObjectURL = (source) => {
    const address = make(source);
    noted.push(address);
    return address;
  };
  URL.revokeObjectURL = () => undefined;
  (window as unknown as { blobs: string[] }).blobs = noted;
}

/** All that a page can make of an address besides playing it; answers what ran or could be read. */
function takeIn(page: Page, address: string): Promise<readonly string[]> {
  return page.evaluate(async (url) => {
    const got: string[] = [];
    const elements: readonly [string, 'src' | 'href' | 'data'][] = [
      ['iframe', 'src'],
      ['script', 'src'],
      ['link', 'href'],
      ['object', 'data'],
      ['embed', 'src'],
    ];
    for (const [name, attribute] of elements) {
      const element = document.createElement(name);
      if (name === 'link') {
        element.setAttribute('rel', 'stylesheet');
      }
      try {
        element.setAttribute(attribute, url);
      } catch {
        continue; // refused before it was asked for
      }
      const settled = new Promise((resolve) => {
        element.addEventListener('load', resolve);
        element.addEventListener('error', resolve);
        setTimeout(resolve, 1_000);
      });
      document.body.append(element);
      await settled;
      element.remove();
    }
    if (document.title.includes('OWNED') || 'owned' in window) {
      got.push('it ran');
    }
    const response = await fetch(url).catch(() => undefined);
    if (response !== undefined && response.ok && (await response.text()) !== '') {
      got.push(`fetched as ${String(response.headers.get('content-type'))}`);
    }
    return got;
  }, address);
}

test('What serves bytes of a report gives polyglots nothing to run in', async ({ open, cloud }) => {
  test.slow();
  const machine = cloud.commandLine('polyglot');
  machine.signUp('poly@example.org', 'Poly Example', PASSWORD);
  machine.do('record', 'create', '--patient', 'Poly Example');
  const folder = join(cloud.folder, 'polyglots');
  mkdirSync(folder, { recursive: true });
  const files = Object.entries(POLYGLOTS).map(([name, content]) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  });
  machine.upload('Poly Example', ...files);

  const { page, context, watch } = await open();
  // A browser reports every refusal; that nothing ran is asked for below.
  watch.expect(
    /Content Security Policy|TrustedScript|status of 404|MIME type|ERR_|Refused|Failed to load/i,
  );
  await context.addInitScript(noteBlobs);
  await logIn(page, 'poly@example.org', PASSWORD);
  const media = new Set<string>();
  const blobs = new Set<string>();
  for (const name of Object.keys(POLYGLOTS)) {
    await test.step(name, async () => {
      await page.getByRole('link', { name: en.shell.myRecords }).click();
      await openReport(page, new RegExp(`^${name.replace(/\.\w+$/, '')}`));
      await page.waitForTimeout(1_500); // until the viewer has made of it what it makes
      const here = ((await kept(page))['media'] ?? []).map((id) => `/media/${id}`);
      const made = await page.evaluate(() => (window as unknown as { blobs: string[] }).blobs);
      for (const address of [...here, ...made.filter((one) => !blobs.has(one))]) {
        const got = await takeIn(page, address);
        // A blob can be read by the page that made it, and says nothing that a browser runs.
        expect(got.filter((one) => !isShown(address, one))).toEqual([]);
        await inItsOwnTab(page, address);
      }
      here.forEach((address) => media.add(address));
      made.forEach((address) => blobs.add(address));
      await expect(page).not.toHaveTitle(OWNED);
    });
  }
  expect(media.size).toBeGreaterThan(0);
  expect(blobs.size).toBeGreaterThan(0);

  async function inItsOwnTab(opener: Page, address: string) {
    const tab = await context.newPage();
    if (address.startsWith('/media/')) {
      const answer = await tab.goto(address);
      expect(answer?.status()).toBe(404);
      expect(answer?.headers()['content-security-policy']).toContain('sandbox');
      expect(answer?.headers()['x-content-type-options']).toBe('nosniff');
    } else {
      await tab.close();
      const opening = context.waitForEvent('page', { timeout: 3_000 }).catch(() => undefined);
      await opener.evaluate((url) => {
        window.open(url, '_blank');
      }, address);
      const popup = await opening; // none where the browser saves it
      await popup?.waitForTimeout(500);
      expect((await popup?.title().catch(() => '')) ?? '').not.toMatch(OWNED);
      await popup?.close();
      return;
    }
    expect(await tab.title()).not.toMatch(OWNED);
    await tab.close();
  }
});

test('A media address of the database is answered by a list of types, whatever was declared', async ({
  open,
  cloud,
}) => {
  const { page, watch } = await open();
  watch.expect(/status of 404/);
  await page.goto('/login');
  const answers = await page.evaluate(async () => {
    await navigator.serviceWorker.register('/media-worker.js', { scope: '/' });
    await navigator.serviceWorker.ready;
    const response = await fetch(`/media/${'0'.repeat(32)}`);
    return [response.status, response.headers.get('content-security-policy')];
  });
  expect(answers[0]).toBe(404);
  // The same at the service itself, where no worker answers.
  const straight = await fetch(`${cloud.address}/media/${'0'.repeat(32)}`, {
    headers: { accept: 'text/html' },
  });
  expect(straight.status).toBe(404);
  expect(straight.headers.get('content-type')).toContain('application/problem+json');
  expect(straight.headers.get('x-content-type-options')).toBe('nosniff');
});

function isShown(address: string, got: string): boolean {
  return (
    address.startsWith('blob:') &&
    /^fetched as (?:image\/(?:png|jpeg|gif|webp|bmp|avif)|(?:video|audio)\/\w+|application\/octet-stream)$/.test(
      got,
    )
  );
}
