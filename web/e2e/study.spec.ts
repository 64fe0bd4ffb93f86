import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { en } from '../src/ui/texts/en/index.ts';
import { expectDrawn } from './browser/pixels.ts';
import { drawFiles } from './cloud/demo.ts';
import { logIn } from './pages/doorway.ts';
import { openReport, uploadAs } from './pages/records.ts';
import { expect, test } from './test.ts';

const PASSWORD = 'a long enough password';
const SLICES = 200;
const { shell, viewer } = en;

const stage = (page: Page) => page.getByRole('application', { name: viewer.dicom.stage });
const slider = (page: Page) => page.getByRole('slider', { name: viewer.dicom.position });

/** Goes to a picture, and waits until it is shown. */
async function goTo(page: Page, key: string, index: number): Promise<void> {
  await stage(page).press(key);
  await expect(stage(page)).toHaveAttribute('data-index', String(index));
  await expect(stage(page)).toHaveAttribute('data-shown', 'true');
  await expectDrawn(stage(page));
}

function imagesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /IM\d+\.dcm$/u.test(name))
    .map((name) => join(folder, name));
}

test.describe('A stack of pictures', () => {
  test.describe.configure({ timeout: 300_000 });

  test('is known whole by its index, and fetched where somebody looks', async ({ open, cloud }) => {
    const folder = join(cloud.folder, 'stack');
    drawFiles(folder, `--ct-slices=${SLICES}`);
    const machine = cloud.commandLine('stella');
    machine.signUp('stella@example.org', 'Stella Example', PASSWORD);
    machine.do('record', 'create', '--patient', 'Stella Example');
    machine.upload('Stella Example', folder, '--title', 'From the command line');
    const { page } = await open();
    await logIn(page, 'stella@example.org', PASSWORD);
    const asked = new Set<string>();
    page.on('request', (request) => {
      const range = request.headers()['range'];
      if (request.url().endsWith('/body') && range !== undefined) {
        asked.add(range);
      }
    });

    await test.step('uploaded by the command line', async () => {
      await page.getByRole('link', { name: shell.myRecords }).click();
      await openReport(page, /From the command line/);
      await expect(slider(page)).toHaveAttribute('aria-valuemax', String(SLICES));
      await goTo(page, 'End', SLICES - 1);
      await goTo(page, 'Home', 0);
      const megabytes = [...asked]
        .map((range) => /bytes=(\d+)-(\d+)/u.exec(range))
        .reduce((sum, match) => sum + Number(match?.[2]) - Number(match?.[1]), 0);
      // Some hundred slices around both ends; reading every header would take all of them.
      expect(megabytes / 1e6).toBeLessThan((SLICES * 0.527) / 1.25);
    });

    await test.step('of which the index is no file', () => {
      const { reports } = machine.ask('reports') as { reports: { id: string }[] };
      const out = join(cloud.folder, 'opened');
      machine.do('open', reports[0]?.id ?? '', '--out', out);
      expect(readdirSync(out, { recursive: true, encoding: 'utf8' }).join()).not.toContain('index');
      expect(imagesBelow(out)).toHaveLength(SLICES);
      expect(machine.do('verify', reports[0]?.id ?? '')).toContain('study.index');
    });

    await test.step('uploaded by the portal', async () => {
      await uploadAs('files', page, imagesBelow(folder).slice(0, 20), 1, 1);
      await page.getByRole('link', { name: shell.myRecords }).click();
      await page
        .getByRole('link', { name: /CT|Thorax|Chest/u })
        .first()
        .click();
      await expect(slider(page)).toHaveAttribute('aria-valuemax', '20');
      await goTo(page, 'End', 19);
    });
  });

  test('is read from its files where its author’s index lies', async ({ open, cloud }) => {
    const folder = join(cloud.folder, 'lies');
    drawFiles(folder, '--ct-slices=20');
    const machine = cloud.commandLine('lia');
    machine.signUp('lia@example.org', 'Lia Example', PASSWORD);
    machine.do('record', 'create', '--patient', 'Lia Example');
    const { page } = await open();
    // A portal of an author who lies: the index that it makes says otherwise than the files.
    await page.addInitScript(() => {
      const honest = new TextEncoder();
      const encode = honest.encode.bind(honest);
      TextEncoder.prototype.encode = (text = '') =>
        encode(
          text.startsWith('{"v":1,"instances"')
            ? text.replaceAll(/("00280030":\{"vr":"DS","Value":)\["[^"]*"/gu, '$1["7"')
            : text,
        );
    });
    await logIn(page, 'lia@example.org', PASSWORD);
    await uploadAs('files', page, imagesBelow(folder), 1, 1);
    await page.getByRole('link', { name: shell.myRecords }).click();
    await page
      .getByRole('link', { name: /CT|Thorax|Chest/u })
      .first()
      .click();
    await expect(page.getByText(viewer.unlisted)).toBeVisible();
    await expect(slider(page)).toHaveAttribute('aria-valuemax', '20');
    await goTo(page, 'End', 19);
    await expect(page.getByText(viewer.unlisted)).toBeVisible();
  });
});
