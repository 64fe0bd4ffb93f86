import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { en } from '../src/ui/texts/en/index.ts';
import { hospitalFiles } from './cloud/demo.ts';
import { logIn } from './pages/doorway.ts';
import { openReport, row, savedSha256, sha256 } from './pages/records.ts';
import { expect, test } from './test.ts';

const LETTER = 'Discharge letter.pdf';
const PASSWORD = 'a long enough password';
const { activity, records, report } = en;

async function startMoving(page: Page, to: string) {
  await page.getByRole('button', { name: report.more }).click();
  await page.getByRole('menuitem', { name: report.move, exact: true }).click();
  const dialog = page.getByRole('dialog', { name: report.moveTitle });
  await dialog.getByRole('combobox', { name: report.moveTo }).click();
  await page.getByRole('option', { name: to }).click();
  await dialog.getByRole('button', { name: report.move, exact: true }).click();
  return dialog;
}

test.describe('A report of another patient', () => {
  test('comes to the right record byte for byte, after a yes for whom its images name', async ({
    open,
    cloud,
  }) => {
    test.slow();
    const machine = cloud.commandLine('mover');
    machine.signUp('mover@example.org', 'Mira Mover', PASSWORD);
    machine.do('record', 'create', '--patient', 'Ada Astray');
    machine.do('record', 'create', '--patient', 'Berta Right');
    const letter = join(hospitalFiles(), 'discharge', LETTER);
    machine.upload('Ada Astray', letter, '--title', 'Letter');
    const image = join(hospitalFiles(), 'ct', 'IM0060.dcm');

    const { page, watch } = await open();
    await logIn(page, 'mover@example.org', PASSWORD);
    await page.getByRole('link', { name: /Ada Astray/ }).click();
    await openReport(page, /Letter/);
    const before = page.url();
    await startMoving(page, 'Berta Right');
    await expect(page).not.toHaveURL(before, { timeout: 60_000 });
    await expect(page.getByRole('region', { name: report.facts })).toBeVisible();
    expect(await savedSha256(page, LETTER)).toBe(sha256(letter));
    await page
      .getByRole('link', { name: /Berta Right/ })
      .first()
      .click();
    await expect(row(page, /Letter/)).toHaveCount(1);
    await page.getByRole('link', { name: records.activity }).click();
    await expect(page.getByText(/ brought “Letter” here from another place/)).toBeVisible();
    await page.getByRole('link', { name: activity.back }).click();

    watch.expect(/status of 410/);
    await page.goto(before);
    await expect(page.getByRole('heading', { name: report.deletedTitle })).toBeVisible();

    machine.upload('Ada Astray', image, '--title', 'Picture');
    await page.goto('/');
    await page.getByRole('link', { name: /Ada Astray/ }).click();
    await openReport(page, /Picture/);
    const dialog = await startMoving(page, 'Berta Right');
    await expect(dialog.getByRole('alert')).toContainText('somebody else than “Berta Right”');
    await dialog.getByRole('checkbox').check();
    await dialog.getByRole('button', { name: report.move, exact: true }).click();
    await expect(dialog).toHaveCount(0, { timeout: 60_000 });
    await expect(page.getByRole('region', { name: report.facts })).toBeVisible();
    expect(await savedSha256(page, 'IM0060.dcm')).toBe(sha256(image));
    await page
      .getByRole('link', { name: /Berta Right/ })
      .first()
      .click();
    await expect(row(page, /./)).toHaveCount(2);
  });
});
