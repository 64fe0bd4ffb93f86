import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { en } from '../src/ui/texts/en/index.ts';
import { hospitalFiles } from './cloud/demo.ts';
import { logIn, signUp, tryToLogIn } from './pages/doorway.ts';
import { openReport, row, savedSha256, sha256 } from './pages/records.ts';
import { expect, test } from './test.ts';

const LETTER = 'Discharge letter.pdf';
const PASSWORD = 'a long enough password';
const { account, activity, errors, records, report } = en;

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

test.describe('An account', () => {
  test('that its owner deletes is refused afterwards, and its address is free for somebody else', async ({
    open,
    cloud,
  }) => {
    test.slow();
    const machine = cloud.commandLine('leaver');
    machine.signUp('leaver@example.org', 'Lena Leaver', PASSWORD);
    machine.do('record', 'create', '--patient', 'Kept Patient');
    const letter = join(hospitalFiles(), 'discharge', LETTER);
    machine.upload('Kept Patient', letter, '--title', 'Letter');

    const { page, watch } = await open();
    await logIn(page, 'leaver@example.org', PASSWORD);
    await page.goto('/account');
    const end = page.getByRole('button', { name: account.deleteTitle, exact: true });
    await end.click();
    await expect(page.getByText(account.deleteOwned)).toBeVisible();
    await expect(page.getByRole('alert').getByText('Kept Patient')).toBeVisible();
    const [report] = (machine.ask('reports') as { reports: { id: string }[] }).reports;
    machine.do('delete', report?.id ?? '', '--yes');
    await end.click();
    const dialog = page.getByRole('dialog', { name: account.deleteTitle });
    await dialog.getByLabel(account.deleteType('leaver@example.org')).fill('leaver@example.org');
    await dialog.getByLabel(account.proofPassword).fill(PASSWORD);
    await dialog.getByRole('button', { name: account.deleteAction }).click();
    await expect(page).toHaveURL(/login|\/$/, { timeout: 60_000 });
    expect(machine.try(['record', 'list']).status).toBe(5);

    watch.expect(/status of 401/);
    await tryToLogIn(page, 'leaver@example.org', PASSWORD);
    await expect(page.getByText(errors.codes['wrong-credentials'])).toBeVisible();
    const other = await open();
    await signUp(other.page, {
      email: 'leaver@example.org',
      name: 'Otto Other',
      as: 'professional',
      password: PASSWORD,
    });
    await expect(other.page.getByText('Kept Patient')).toHaveCount(0);
  });
});
