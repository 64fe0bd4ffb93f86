import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, type Locator, type Page } from '@playwright/test';
import { en } from '../../src/ui/texts/en/index.ts';

const { common, records, report, sharing, shell, upload } = en;

export function sha256(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

/**
 * Uploads files, or one whole folder, as they are proposed; waits until the service has them all.
 *
 * @param strangers how many patients they name whom the record is not of: nothing is sent before each
 *   is answered with yes
 */
export async function uploadAs(
  kind: 'files' | 'folder',
  page: Page,
  paths: string | string[],
  reports: number,
  strangers = 0,
): Promise<void> {
  await page.getByRole('link', { name: shell.upload, exact: true }).click();
  await expect(page.getByText(upload.dropTitle)).toBeVisible();
  await page
    .locator(
      `input[type=file]${kind === 'folder' ? '[webkitdirectory]' : ':not([webkitdirectory])'}`,
    )
    .setInputFiles(paths);
  await expect(page.getByText(upload.planned(reports))).toBeVisible();
  await expect(page.locator('form section img')).toHaveCount(reports); // a picture of each
  const start = page.getByRole('button', { name: upload.start(reports), exact: true });
  await start.click();
  const question = page.getByRole('region', { name: upload.otherPatients });
  if (strangers > 0) {
    await expect(question.getByText(upload.answerMissing)).toHaveCount(strangers);
    await expect(question.getByRole('checkbox').first()).toBeFocused();
    for (const box of await question.getByRole('checkbox').all()) {
      await box.press('Space');
    }
    await start.click();
  }
  await expect(page).not.toHaveURL(/upload/);
  await expect(
    page.getByRole('region', { name: upload.dock }).getByText(upload.dockSummary(0)),
  ).toBeVisible({ timeout: 60_000 });
}

/** The row of a report in a list. */
export function row(page: Page, title: string | RegExp) {
  return page.getByRole('list', { name: records.listOfReports }).getByRole('link', { name: title });
}

/** Opens a report from the list that is shown, of which only what is in view is in the page. */
export async function openReport(page: Page, title: string | RegExp): Promise<void> {
  const wanted = row(page, title).first();
  await expect
    .poll(async () => {
      const isThere = await wanted.isVisible();
      if (!isThere) {
        // Down, and from the end to the beginning: rows may have come where it was looked already.
        await page.evaluate(() => {
          const isEnd = scrollY + innerHeight >= document.body.scrollHeight - 1;
          scrollTo(0, isEnd ? 0 : scrollY + 400);
        });
      }
      return isThere;
    })
    .toBe(true);
  await wanted.click();
  await expect(page.getByRole('region', { name: report.facts })).toBeVisible();
}

/** Saves a file of the report that is shown, wherever it lay in a folder, and answers the SHA-256 of what was saved. */
export async function savedSha256(page: Page, name: string): Promise<string> {
  const button = page
    .getByRole('listitem')
    .filter({ hasText: name })
    .getByRole('button', { name: /^Download / });
  return sha256(await saved(page, button));
}

/** Saves all files of the report that is shown; answers where the archive lies. */
export function savedArchive(page: Page): Promise<string> {
  return saved(page, page.getByRole('button', { name: report.downloadAll, exact: true }));
}

async function saved(page: Page, button: Locator): Promise<string> {
  await withoutFileChooser(page);
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return download.path();
}

/** No test can answer the system's window for choosing a file; browsers without one download. */
export async function withoutFileChooser(page: Page): Promise<void> {
  await page.evaluate(() => {
    Object.defineProperty(window, 'showSaveFilePicker', { value: undefined, configurable: true });
  });
}

/** Opens the share dialog of the record that is shown and looks somebody up. */
export async function lookUp(page: Page, email: string): Promise<void> {
  await page.getByRole('button', { name: records.share, exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(sharing.emailLabel).fill(email);
  await dialog.getByRole('button', { name: sharing.find, exact: true }).click();
}

/** Shares the record that is shown with somebody who then may see it. */
export async function shareWith(page: Page, email: string): Promise<void> {
  await lookUp(page, email);
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: sharing.share, exact: true }).click();
  await expect(dialog.getByRole('button', { name: sharing.stop }).first()).toBeVisible();
  await closeDialog(page);
}

/** Takes back what the first line of the share dialog gives. */
export async function stopSharing(page: Page): Promise<void> {
  await page.getByRole('button', { name: records.share, exact: true }).click();
  await page.getByRole('button', { name: /^Stop sharing with / }).click();
  await page.getByRole('button', { name: sharing.stopAction, exact: true }).click();
  await expect(page.getByRole('button', { name: /^Stop sharing with / })).toHaveCount(0);
  await closeDialog(page);
}

async function closeDialog(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog');
  await expect(dialog).toHaveCount(1); // a question that was answered may still be fading out
  await dialog.getByRole('button', { name: common.close, exact: true }).click();
  await expect(dialog).toHaveCount(0);
}
