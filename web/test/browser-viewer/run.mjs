/**
 * Drives the viewer in a real Chromium, under the portal's policy.
 *
 *   node test/browser-viewer/run.mjs [--shots DIR] [NAME=FOLDER …]
 *
 * Without folders: hostile files only. Each named folder is a report that is opened and shot. Needs
 * the page built: npx vite build -c test/browser-viewer/vite.config.ts
 */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { writeHostileFiles } from './hostile.mjs';
import { serve } from './server.mjs';

const built = fileURLToPath(new URL('../../target/browser-viewer', import.meta.url));
const args = process.argv.slice(2);
const shots = args[0] === '--shots' ? args.splice(0, 2)[1] : undefined;
const given = Object.fromEntries(args.map((each) => each.split('=')));
const temporary = mkdtempSync(join(tmpdir(), 'medseal-viewer-'));
const hostile = writeHostileFiles(temporary);
const server = await serve(built, { ...hostile, ...given });
const origin = `http://127.0.0.1:${server.address().port}`;
const browser = await chromium.launch({
  executablePath:
    process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/google-chrome'].find(existsSync),
  args: [
    '--no-sandbox',
    '--use-gl=angle',
    '--use-angle=swiftshader',
    '--enable-unsafe-swiftshader',
  ],
});
let failed = 0;

/** Opens a report and fails on anything that the policy refuses or that leaves our origin. */
async function open(folder, { look = {}, query = '' } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...look });
  const page = await context.newPage();
  page.setDefaultTimeout(90_000);
  const complaints = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy|Refused/.test(message.text())) {
      complaints.push(message.text());
    }
    if (process.env.VERBOSE) console.log('  console:', message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error.stack ?? error)));
  page.on('request', (request) => {
    if (!/^(?:blob|data):/.test(request.url()) && !request.url().startsWith(origin)) {
      complaints.push(`left our origin: ${request.url()}`);
    }
  });
  page.on('dialog', (dialog) => {
    complaints.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(`${origin}/?folder=${folder}${query}`);
  return { page, complaints, close: () => context.close() };
}

async function step(name, work) {
  try {
    await work();
    console.log(`ok   ${name}`);
  } catch (error) {
    failed += 1;
    console.log(
      `FAIL ${name}\n     ${String(error.message).split('\n').slice(0, 12).join('\n     ')}`,
    );
  }
}

async function check(name, folder, options, work) {
  await step(name, async () => {
    const { page, complaints, close } = await open(folder, options);
    try {
      await work(page);
      assert.deepEqual(complaints, []);
      assert.notEqual(await page.title(), 'OWNED');
    } finally {
      if (shots !== undefined) {
        mkdirSync(shots, { recursive: true });
        await page.screenshot({ path: join(shots, `${name.replaceAll(/\W+/g, '-')}.png`) });
      }
      await close();
    }
  });
}

for (const folder of ['svg', 'html-png', 'html', 'html-dicom']) {
  await check(`hostile ${folder} is shown as text and not run`, folder, {}, async (page) => {
    await page.getByText('is shown as plain text and not run').waitFor();
    assert.match(await page.locator('pre').innerText(), /<script>/);
    assert.equal(await page.locator('iframe, object, embed, main svg[onload]').count(), 0);
  });
}
await check('hostile pdf runs nothing and asks before it leaves', 'pdf', {}, async (page) => {
  await page.getByText('Discharge letter').waitFor();
  const links = page.locator('[data-page] button');
  await links.first().waitFor();
  assert.equal(await links.count(), 1);
  await links.first().click();
  await page.getByText('https://attacker.example/track').waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
});
for (const folder of ['broken-png', 'broken-dicom']) {
  await check(`${folder} gives a message`, folder, {}, async (page) => {
    await page.getByRole('alert').getByText('This file cannot be shown').waitFor();
  });
}
await check(
  'tampered text is unmissable',
  'text',
  { query: '&fail=notes.txt:tampered' },
  async (page) => {
    await page.getByRole('alert').getByText('Do not rely on this file').waitFor();
    assert.equal(await page.getByText('14 g/dl').count(), 0);
  },
);
await check('text is shown', 'text', {}, async (page) => {
  await page.getByText('Hämoglobin 14 g/dl').waitFor();
});

if ('ct' in given) {
  await check('a CT is leafed through, windowed, inverted and measured', 'ct', {}, async (page) => {
    const stage = page.getByRole('application');
    const at = (index) => page.locator(`[data-index="${index}"][data-shown="true"]`).waitFor();
    await at(0);
    await page.waitForFunction(() => !document.body.innerText.includes('files read'));
    const box = await stage.boundingBox();
    await stage.focus();
    await page.keyboard.press('ArrowDown');
    await at(1);
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.wheel(0, 120);
    await at(2);
    await page.keyboard.press('2');
    await page.getByText('C -600 W 1500').waitFor();
    await page.keyboard.press('i');
    await page.getByRole('button', { name: 'Invert', pressed: true }).waitFor();
    await page.keyboard.press('l');
    await page.mouse.move(box.x + box.width / 2 - 100, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 + 100, box.y + box.height / 2, { steps: 5 });
    await page.mouse.up();
    await page
      .locator('svg')
      .getByText(/^[\d.]+ mm$/)
      .waitFor();
    await page.keyboard.press('End');
    await page.locator('[data-shown="true"]').waitFor();
  });
  await check(
    'a failure within a series is told at its picture',
    'ct',
    { query: '&fail=IM0001.dcm:tampered' },
    async (page) => {
      await page.getByText('Do not rely on this file').first().waitFor();
      await page.getByText('Do not rely on this file').first().click();
      await page.getByRole('alert').getByText('Do not rely on this file').waitFor();
    },
  );
}
if ('thousand' in given) {
  await check('a thousand slices: the first shows at once', 'thousand', {}, async (page) => {
    await page.locator('[data-index="0"][data-shown="true"]').waitFor();
    const read = await page.evaluate(() => window.reader.asked.length);
    console.log(`     the first picture was there after ${read} of 1,000 files were asked for`);
    await page.waitForFunction(() => !document.body.innerText.includes('files read'), null, {
      timeout: 240_000,
    });
    await page.getByRole('application').focus();
    await page.keyboard.press('End');
    await page.locator('[data-index="999"][data-shown="true"]').waitFor();
  });
}

const LOOKS = {
  'desktop light': {},
  'desktop dark': { colorScheme: 'dark' },
  'phone light': { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true },
};
for (const folder of Object.keys(given).filter((name) => name !== 'thousand')) {
  for (const [look, options] of Object.entries(LOOKS)) {
    await check(`${folder} ${look}`, folder, { look: options }, async (page) => {
      const shown = page.locator(
        '[data-shown="true"], [data-page] canvas, video, audio, img, pre, article, svg[role="img"], [role="alert"]',
      );
      await shown.first().waitFor();
      await page.waitForTimeout(2500);
    });
  }
}
await browser.close();
server.close();
rmSync(temporary, { recursive: true });
console.log(failed === 0 ? 'all passed' : `${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
