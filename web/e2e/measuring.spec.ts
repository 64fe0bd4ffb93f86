import { cpSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { en } from '../src/ui/texts/en/index.ts';
import { expectDrawn } from './browser/pixels.ts';
import { hospitalFiles } from './cloud/demo.ts';
import { logIn } from './pages/doorway.ts';
import { openReport } from './pages/records.ts';
import { expect, test } from './test.ts';

const PASSWORD = 'a long enough password';
const { shell, viewer } = en;

const stage = (page: Page) => page.getByRole('application', { name: viewer.dicom.stage });
const slider = (page: Page) => page.getByRole('slider', { name: viewer.dicom.position });

/** A place in the picture, by its share of width and height. */
async function at(page: Page, x: number, y: number): Promise<[number, number]> {
  const box = await stage(page).boundingBox();
  if (box === null) {
    throw new Error('no picture is shown');
  }
  return [box.x + box.width * x, box.y + box.height * y];
}

async function drag(page: Page, from: [number, number], to: [number, number]) {
  await page.mouse.move(...(await at(page, ...from)));
  await page.mouse.down();
  await page.mouse.move(...(await at(page, ...to)), { steps: 5 });
  await page.mouse.up();
}

// The browser that a test opens fails it for any style that the policy refuses.
test.describe('Measuring', () => {
  test('refuses no style, leaves the picture’s edge free, and ends with its tool', async ({
    open,
    cloud,
  }) => {
    test.setTimeout(180_000);
    const machine = cloud.commandLine('mena');
    machine.signUp('mena@example.org', 'Mena Example', PASSWORD);
    machine.do('record', 'create', '--patient', 'Mena Example');
    const study = join(cloud.folder, 'measured');
    for (const slice of ['IM0060.dcm', 'IM0061.dcm']) {
      cpSync(join(hospitalFiles(), 'ct', slice), join(study, slice));
    }
    machine.upload('Mena Example', study, '--title', 'CT');
    const { page } = await open();
    await logIn(page, 'mena@example.org', PASSWORD);
    await page.getByRole('link', { name: shell.myRecords }).click();
    await openReport(page, /^CT/);
    await expect(stage(page)).toHaveAttribute('data-shown', 'true');
    await expectDrawn(stage(page));
    const words = stage(page).locator('svg text');
    const lines = stage(page).locator('svg line');

    await test.step('a length', async () => {
      await stage(page).press('l');
      await drag(page, [0.4, 0.4], [0.6, 0.5]);
      await expect(words).toHaveCount(1);
      await expect(words).toContainText('mm');
      expect(await words.evaluate((text) => getComputedStyle(text).filter)).toContain('#shadow');
    });

    await test.step('an angle that is not ended goes with its tool', async () => {
      const ofLength = await lines.count();
      await stage(page).press('a');
      await drag(page, [0.3, 0.6], [0.5, 0.7]);
      await expect.poll(() => lines.count()).toBeGreaterThan(ofLength);
      await stage(page).press('w');
      const shown = stage(page).getByText(/^C -?\d+/u);
      const before = await shown.textContent();
      await drag(page, [0.5, 0.5], [0.6, 0.6]);
      await expect(shown).not.toHaveText(before ?? '');
      await expect(words).toHaveCount(1);
      await expect(lines).toHaveCount(ofLength);
    });

    await test.step('the slider lies beside the picture', async () => {
      const picture = await stage(page).locator('canvas').boundingBox();
      const track = await slider(page).boundingBox();
      expect((picture?.x ?? 0) + (picture?.width ?? 0)).toBeLessThanOrEqual(track?.x ?? 0);
    });
  });
});
