/**
 * The browser's figures of docs/performance.md, each beside the same plain files from a plain server:
 * `MEDSEAL_ASKED=1 npm run browse`. Prints one table; asserts nothing about time.
 */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { en } from '../../src/ui/texts/en/index.ts';
import { drawFiles } from '../cloud/demo.ts';
import { PlainServer } from '../cloud/plainServer.ts';
import { logIn, tryToLogIn } from '../pages/doorway.ts';
import { openReport, row } from '../pages/records.ts';
import { expect, test } from '../test.ts';

const PASSWORD = 'a long enough password';
const RUNS = 5;
const SLICES = 1000;
const REPORTS = 1000;
const VIDEO_BYTES = 1 << 30;
const FILE_BYTES = 256 << 20;
const { records, shell, upload, viewer } = en;

test.describe('Numbers of the browser', () => {
  test.describe.configure({ timeout: 3_600_000 });
  const table: string[] = [];

  test.afterAll(() => {
    process.stdout.write(
      ['', '| what | here | the same, plain | ratio |', '|---|---|---|---|', ...table, ''].join(
        '\n',
      ),
    );
  });

  test('the first image of a CT of 1,000 slices', async ({ open, cloud }) => {
    const folder = join(cloud.folder, 'ct');
    drawFiles(folder, `--ct-slices=${SLICES}`);
    const machine = cloud.commandLine('ct');
    machine.signUp('ct@example.org', 'Ct Example', PASSWORD);
    machine.do('record', 'create', '--patient', 'Ct Example');
    machine.upload('Ct Example', folder);
    const plain = await PlainServer.of(folder);
    const { page } = await open();
    await logIn(page, 'ct@example.org', PASSWORD);
    const times: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      await page.getByRole('link', { name: shell.myRecords }).click();
      await expect(row(page, /./).first()).toBeVisible();
      times.push(
        await page.evaluate(
          async ([stage, list]) => {
            const link = document.querySelector<HTMLElement>(`[aria-label="${list}"] a`);
            const start = performance.now();
            link?.click();
            const shown = () =>
              document.querySelector(`[aria-label="${stage}"][data-shown=true] canvas`);
            while (shown() === null) {
              await new Promise(requestAnimationFrame);
            }
            return performance.now() - start;
          },
          [viewer.dicom.stage, records.listOfReports] as const,
        ),
      );
    }
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.dcm'),
    );
    const other = await plainly(page, plain);
    const limit = await other.evaluate(
      async (name) => {
        const start = performance.now();
        await (await fetch(`/${name}`)).arrayBuffer();
        return performance.now() - start;
      },
      files[files.length >> 1] ?? '',
    );
    add(`first image of a CT of ${SLICES} slices, from the click`, times, [limit], 'ms, one fetch');
    const ends: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      await page.getByRole('link', { name: shell.myRecords }).click();
      await expect(row(page, /./).first()).toBeVisible();
      ends.push(await lastShown(page));
    }
    add(`last image of a CT of ${SLICES} slices, from the click`, ends, [limit], 'ms, one fetch');
    await other.context().close();
    await plain.stop();
  });

  test('seeking in a video of 1 GiB', async ({ open, cloud }) => {
    const folder = join(cloud.folder, 'film');
    drawFiles(folder, `--video-bytes=${VIDEO_BYTES}`);
    const machine = cloud.commandLine('film');
    machine.signUp('film@example.org', 'Film Example', PASSWORD);
    machine.do('record', 'create', '--patient', 'Film Example');
    machine.upload('Film Example', folder, '--title', 'Film');
    const [name = ''] = readdirSync(folder);
    const plain = await PlainServer.of(folder);
    const { page } = await open();
    await logIn(page, 'film@example.org', PASSWORD);
    await openReport(page, /Film/);
    await page.locator('video').waitFor();
    const sealed = await seeks(page);
    const other = await plainly(page, plain);
    await other.evaluate((source) => {
      const video = document.createElement('video');
      video.src = source;
      document.body.append(video);
    }, `/${name}`);
    add('seek in a video of 1 GiB', sealed, await seeks(other), 'ms');
    await other.context().close();
    await plain.stop();
  });

  test('the list of 1,000 reports', async ({ open, cloud }) => {
    const folder = join(cloud.folder, 'letters');
    mkdirSync(folder);
    for (let number = 0; number < REPORTS; number++) {
      writeFileSync(
        join(folder, `letter ${number}.txt`),
        `Letter ${number} of an invented person.\n`,
      );
    }
    const machine = cloud.commandLine('many');
    machine.signUp('many@example.org', 'Many Example', PASSWORD);
    machine.do('record', 'create', '--patient', 'Many Example');
    machine.upload('Many Example', folder);
    const first: number[] = [];
    const later: number[] = [];
    const searches: number[] = [];
    for (let run = 0; run < 3; run++) {
      const { page, context } = await open(); // a browser that has seen nothing
      await tryToLogIn(page, 'many@example.org', PASSWORD);
      first.push(await listed(page, '/reports'));
      for (let visit = 0; visit < 2; visit++) {
        await page.waitForTimeout(2_000); // what was verified is written down once the list is whole
        await page.reload();
        later.push(await listed(page));
      }
      searches.push(await searched(page));
      await context.close();
    }
    add(`list ${REPORTS} reports, first visit, from unlocking`, first);
    add(`list ${REPORTS} reports, later visit, from loading the page`, later);
    add(`search ${REPORTS} reports`, searches);
  });

  test('a file of 256 MiB up and down', async ({ open, cloud }) => {
    const folder = join(cloud.folder, 'bytes');
    mkdirSync(folder);
    const file = join(folder, 'bytes.bin');
    writeFileSync(file, Buffer.alloc(FILE_BYTES, 'not so random'));
    const machine = cloud.commandLine('bytes');
    machine.signUp('bytes@example.org', 'Bytes Example', PASSWORD);
    machine.do('record', 'create', '--patient', 'Bytes Example');
    const plain = await PlainServer.of(folder);
    const { page } = await open();
    await logIn(page, 'bytes@example.org', PASSWORD);
    const up: number[] = [];
    for (let run = 0; run < 3; run++) {
      await page.getByRole('link', { name: shell.upload, exact: true }).click();
      await page.locator('input[type=file]:not([webkitdirectory])').setInputFiles(file);
      await page.getByRole('button', { name: upload.start(1), exact: true }).click();
      const start = Date.now();
      await expect(page).not.toHaveURL(/upload/); // it has begun
      await expect
        .poll(() => page.getByRole('region', { name: upload.dock }).innerText(), {
          timeout: 300_000,
          intervals: [50],
        })
        .toContain(upload.dockSummary(0));
      up.push(Date.now() - start);
    }
    await openReport(page, /bytes/);
    const down: number[] = [];
    for (let run = 0; run < 3; run++) {
      await page.evaluate(() => {
        Object.defineProperty(window, 'showSaveFilePicker', {
          value: undefined,
          configurable: true,
        });
      });
      const start = Date.now();
      const [download] = await Promise.all([
        page.waitForEvent('download', { timeout: 300_000 }),
        page
          .getByRole('button', { name: /^Download / })
          .first()
          .click(),
      ]);
      await download.path();
      down.push(Date.now() - start);
    }
    const other = await plainly(page, plain);
    const beside = await other.evaluate(async (bytes) => {
      const content = new Blob([new Uint8Array(bytes)]);
      const times: { up: number[]; down: number[] } = { up: [], down: [] };
      for (let run = 0; run < 3; run++) {
        const before = performance.now();
        await fetch('/up.bin', { method: 'PUT', body: content });
        const between = performance.now();
        await (await fetch('/bytes.bin')).blob();
        times.up.push(between - before);
        times.down.push(performance.now() - between);
      }
      return times;
    }, FILE_BYTES);
    add('upload of 256 MiB', up, beside.up, 'ms');
    add('download of 256 MiB, saved', down, beside.down, 'ms');
    await other.context().close();
    await plain.stop();
  });

  function add(what: string, times: number[], plain: number[] = [], unit = 'ms') {
    const here = median(times);
    const limit = median(plain);
    const ratio = plain.length === 0 ? '' : (here / limit).toFixed(2);
    const beside = plain.length === 0 ? '' : `${Math.round(limit)} ${unit}`;
    table.push(`| ${what} | ${Math.round(here)} ms | ${beside} | ${ratio} |`);
    process.stdout.write(`${what}: ${rounded(times)} beside ${rounded(plain)}\n`);
  }
});

const rounded = (times: number[]) => times.map((time) => Math.round(time)).join(' ');
const median = (times: number[]) => times.toSorted((a, b) => a - b)[times.length >> 1] ?? NaN;

/** A page of the plain server, in a browser context that has nothing of the portal. */
async function plainly(page: Page, plain: PlainServer): Promise<Page> {
  const context = await page.context().browser()?.newContext();
  if (context === undefined) {
    throw new Error('no browser of its own');
  }
  const other = await context.newPage();
  await other.goto(plain.address);
  return other;
}

/** Milliseconds from the click on the only report to the last of its pictures, gone to at once. */
function lastShown(page: Page): Promise<number> {
  return page.evaluate(
    async ([stage, list, count]) => {
      const start = performance.now();
      document.querySelector<HTMLElement>(`[aria-label="${list}"] a`)?.click();
      const until = async (selector: string) => {
        for (;;) {
          const found = document.querySelector(selector);
          if (found !== null) {
            return found;
          }
          await new Promise(requestAnimationFrame);
        }
      };
      const picture = `[aria-label="${stage}"]`;
      await until(`${picture} [role=slider][aria-valuemax="${count}"]`);
      const key = new KeyboardEvent('keydown', { key: 'End', bubbles: true, cancelable: true });
      (await until(picture)).dispatchEvent(key);
      await until(`${picture}[data-index="${count - 1}"][data-shown=true] canvas`);
      return performance.now() - start;
    },
    [viewer.dicom.stage, records.listOfReports, SLICES] as const,
  );
}

/** Milliseconds from setting the time of the video to its picture, at places all over it. */
async function seeks(page: Page): Promise<number[]> {
  return page.locator('video').evaluate(async (video: HTMLVideoElement) => {
    while (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA && video.error === null) {
      await new Promise(requestAnimationFrame);
    }
    if (video.error !== null) {
      throw new Error(video.error.message);
    }
    const times: number[] = [];
    for (const place of [0.5, 0.9, 0.2, 0.7, 0.35, 0.8, 0.1]) {
      const start = performance.now();
      video.currentTime = video.duration * place;
      await new Promise((resolve) => {
        video.addEventListener('seeked', resolve, { once: true });
      });
      times.push(performance.now() - start);
    }
    return times;
  });
}

/** Milliseconds until every report is listed: from unlocking, or from loading the page. */
async function listed(page: Page, then?: string): Promise<number> {
  const start = then === undefined ? 0 : await unlocked(page);
  if (then !== undefined) {
    await page.getByRole('link', { name: shell.reports }).first().click();
  }
  await page.waitForFunction(
    ([list, count]) =>
      document.querySelector(`[aria-label="${list}"] li`)?.getAttribute('aria-setsize') === count,
    [records.listOfReports, String(REPORTS)] as const,
    { timeout: 300_000, polling: 'raf' },
  );
  return (await page.evaluate(() => performance.now())) - start;
}

async function unlocked(page: Page): Promise<number> {
  await page.waitForFunction(() => !location.pathname.includes('login'), undefined, {
    timeout: 60_000,
    polling: 'raf',
  });
  return page.evaluate(() => performance.now());
}

/** Milliseconds from a word in the search field to the narrowed list. */
async function searched(page: Page): Promise<number> {
  await page.getByLabel(records.searchLabel, { exact: true }).fill('letter 99');
  const start = Date.now();
  await page.waitForFunction(
    (list) =>
      Number(
        document.querySelector(`[aria-label="${list}"] li`)?.getAttribute('aria-setsize') ?? 1e9,
      ) < 100,
    records.listOfReports,
    { polling: 'raf' },
  );
  return Date.now() - start;
}
