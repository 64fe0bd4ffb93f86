import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { en } from '../src/ui/texts/en/index.ts';
import { hi } from '../src/ui/texts/hi/index.ts';
import { hospitalFiles } from './cloud/demo.ts';
import { logIn } from './pages/doorway.ts';
import { openReport } from './pages/records.ts';
import { expect, test } from './test.ts';

const PASSWORD = 'a long enough password';
const FINGER = 44;
const { account, common, entry, report, shell, viewer } = en;
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

async function expectForFingers(...targets: Locator[]) {
  for (const target of targets) {
    const box = await target.boundingBox();
    expect(box?.height, target.toString()).toBeGreaterThanOrEqual(FINGER);
  }
}

/** Whether a finger, a key or a screen reader comes to it. */
function isReached(target: Locator): Promise<boolean> {
  return target.evaluate((element) => element.closest('[inert]') === null);
}

/** All of its words are seen, within the window. */
async function expectWhole(page: Page, target: Locator) {
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0);
  const cut = await target
    .locator('.mantine-Button-label')
    .evaluate((label) => label.scrollWidth - label.clientWidth);
  expect(cut).toBeLessThanOrEqual(0);
}

test.describe('On a phone', () => {
  test('what a finger meets is as large as one, and nothing is cut off', async ({
    open,
    cloud,
  }) => {
    test.setTimeout(180_000);
    const machine = cloud.commandLine('fina');
    machine.signUp('fina@example.org', 'Fina Example', PASSWORD);
    machine.do('record', 'create', '--patient', 'Fina Example');
    machine.upload('Fina Example', join(hospitalFiles(), 'angiogram'), '--title', 'Film');
    machine.upload('Fina Example', join(hospitalFiles(), 'ct', 'IM0060.dcm'), '--title', 'Images');
    const { page } = await open(cloud.address, phone);

    await test.step('the log-in page', async () => {
      await page.goto('/login');
      await expectForFingers(
        page.getByRole('button', { name: 'English' }),
        page.getByRole('button', { name: 'हिन्दी' }),
        page.getByLabel(common.email),
        page.locator('input[type=password]'),
        page.getByRole('link', { name: entry.logIn.forgot }),
        page.getByRole('link', { name: entry.logIn.signUp }),
      );
    });

    await test.step('a film has its facts right under it', async () => {
      await logIn(page, 'fina@example.org', PASSWORD);
      await openReport(page, /Film/);
      await expectForFingers(
        page.getByRole('link', { name: `${common.appName}: ${shell.home}` }),
        page.getByRole('link', { name: /^‹/u }),
      );
      const film = page.locator('video');
      await expect(film).toBeVisible();
      await expect
        .poll(() => film.evaluate((video: HTMLVideoElement) => video.videoHeight))
        .toBeGreaterThan(0);
      const box = await film.boundingBox();
      const facts = await page.getByRole('region', { name: report.facts }).boundingBox();
      expect((facts?.y ?? 0) - (box?.y ?? 0) - (box?.height ?? 0)).toBeLessThan(40);
    });

    await test.step('a film that is left while it loads is asked for no more', async () => {
      for (let time = 0; time < 5; time++) {
        await page.getByRole('link', { name: /^‹/u }).click();
        await page.getByRole('link', { name: /Film/u }).click();
        await page.locator('video').waitFor({ state: 'attached' });
      }
    });

    await test.step('images begin where they are seen, and take the whole screen', async () => {
      await page.getByRole('link', { name: /^‹/u }).click();
      await openReport(page, /Images/);
      const picture = page.locator('canvas').first();
      await expect(picture).toBeVisible();
      const box = await picture.boundingBox();
      const seen = Math.min(844, (box?.y ?? 0) + (box?.height ?? 0)) - (box?.y ?? 0);
      expect(seen, 'how much of the picture is seen without scrolling').toBeGreaterThan(200);
      const bar = page.getByText(shell.account, { exact: true }).last();
      await page.getByRole('button', { name: viewer.fullScreen }).click();
      const full = page.getByRole('region', { name: viewer.files });
      await expect.poll(async () => (await full.boundingBox())?.height).toBe(844);
      expect(await full.boundingBox()).toMatchObject({ x: 0, y: 0, width: 390 });
      await expect(full.getByText(/Fina Example.+Images/u)).toBeVisible();
      expect(await isReached(bar), 'what the picture covers').toBe(false);
      await full.getByRole('button', { name: viewer.leaveFullScreen }).click();
      expect(await isReached(bar)).toBe(true);
    });

    await test.step('the button that ends a session', async () => {
      await page.getByRole('link', { name: shell.account, exact: true }).click();
      for (const [texts, language] of [
        [en, 'English'],
        [hi, 'हिन्दी'],
      ] as const) {
        await page.getByRole('button', { name: language }).click();
        for (const width of [390, 320]) {
          await page.setViewportSize({ width, height: 844 });
          const ends = page.getByText(texts.account.endSession, { exact: true }).first();
          await expect(ends).toBeVisible();
          await expectWhole(
            page,
            page.getByRole('button', {
              name: texts.account.endSessionFor(
                texts.account.programOn(texts.account.commandLine, 'Linux'),
              ),
            }),
          );
        }
      }
      await expect(page.getByText(account.sessionsTitle)).toHaveCount(0);
    });
  });
});
