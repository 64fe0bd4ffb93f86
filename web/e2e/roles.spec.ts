import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { en } from '../src/ui/texts/en/index.ts';
import type { Cloud } from './cloud/cloud.ts';
import type { CommandLine } from './cloud/commandLine.ts';
import { hospitalFiles } from './cloud/demo.ts';
import { logIn } from './pages/doorway.ts';
import { acceptOffer } from './pages/offers.ts';
import { lookUp, openReport, row } from './pages/records.ts';
import { expect, test } from './test.ts';

const PASSWORD = 'a long enough password';
const { common, records, report, sharing } = en;

function person(cloud: Cloud, name: string): CommandLine {
  const machine = cloud.commandLine(name);
  machine.signUp(`${name}@example.org`, name, PASSWORD);
  return machine;
}

/** Somebody with a report in a record of their own name. */
function patient(cloud: Cloud, name: string): CommandLine {
  const machine = person(cloud, name);
  machine.do('record', 'create', '--patient', name);
  const letter = join(hospitalFiles(), 'discharge', 'Discharge letter.pdf');
  machine.upload(name, letter, '--title', 'Letter');
  return machine;
}

/** Shares the record that is shown in a role, and leaves the dialog open. */
async function shareAs(page: Page, email: string, role: keyof typeof sharing.roles) {
  await lookUp(page, email);
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: sharing.roles[role], exact: false }).first().check();
  await dialog.getByRole('button', { name: sharing.share, exact: true }).click();
}

const closeDialog = (page: Page) =>
  page.getByRole('dialog').getByRole('button', { name: common.close, exact: true }).click();

test.describe('Roles, leaving and deleting', () => {
  test.describe.configure({ timeout: 300_000 });

  test('sharing again sets the one role, and says what the signed history says', async ({
    open,
    cloud,
  }) => {
    patient(cloud, 'ilse');
    person(cloud, 'udo');
    const { page } = await open();
    await logIn(page, 'ilse@example.org', PASSWORD);
    await shareAs(page, 'udo@example.org', 'manager');
    await expect(page.getByText(/^Now in force: .*May read, add and share\./)).toBeVisible();
    await closeDialog(page);
    await shareAs(page, 'udo@example.org', 'reader');
    await expect(page.getByText(/^Now in force: .*May read\./)).toBeVisible();
    const list = page.getByRole('region', { name: sharing.whoSees });
    await expect(list.getByRole('combobox')).toHaveValue('reader');
    await expect(list.getByRole('listitem')).toHaveCount(2);
  });

  test('a member leaves, is told what that means, and has nothing any more', async ({
    open,
    cloud,
  }) => {
    const machine = patient(cloud, 'enna');
    person(cloud, 'leo');
    machine.do('share', 'enna', '--with', 'leo@example.org');
    const { page, watch } = await open();
    await logIn(page, 'leo@example.org', PASSWORD);
    await acceptOffer(page);
    await page.getByRole('link', { name: /enna/ }).click();
    await openReport(page, /Letter/);
    const address = new URL(page.url()).pathname;
    await page.goBack();
    watch.expect(/status of 40[34]/);
    await page.getByRole('button', { name: sharing.leave, exact: true }).click();
    const question = page.getByRole('dialog', { name: sharing.leaveTitle });
    await expect(question).toContainText(sharing.leaveText);
    await question.getByRole('button', { name: sharing.leave, exact: true }).click();
    await expect(page.getByText(sharing.left, { exact: true })).toBeVisible();
    await page.goto('/');
    await expect(page.getByText(records.emptyHomeTitle)).toBeVisible();
    await page.goto(address);
    await expect(page.getByRole('alert')).toBeVisible();
    await expect(page.getByRole('region', { name: report.facts })).toHaveCount(0);
    expect(machine.do('access', 'enna')).not.toContain('leo');
  });

  test('a deleted report is told from one that the service withholds', async ({
    open,
    cloud,
    liar,
  }) => {
    const machine = patient(cloud, 'nele');
    person(cloud, 'otto');
    machine.do('share', 'nele', '--with', 'otto@example.org');
    const reader = await open(liar.address);
    await logIn(reader.page, 'otto@example.org', PASSWORD);
    await acceptOffer(reader.page);
    await reader.page.getByRole('link', { name: /nele/ }).click();
    await openReport(reader.page, /Letter/);
    const address = new URL(reader.page.url()).pathname;
    reader.watch.expect(/status of 4(03|04|10)/);

    await test.step('withheld: the service says that there is none', async () => {
      liar.tell(({ path }, honest) =>
        path.startsWith(`/api/v1${address}`)
          ? {
              status: 404,
              headers: { 'content-type': 'application/problem+json' },
              body: Buffer.from('{"type":"urn:medseal:problem:not-found"}'),
            }
          : honest,
      );
      await reader.page.goto('/');
      await expect(reader.page.getByText(/nele/).first()).toBeVisible();
      await reader.page.goto(address);
      await expect(reader.page.getByRole('alert')).toContainText(en.errors.codes.withheld);
      liar.beHonest();
    });

    await test.step('deleted: by whom, proved by their signature', async () => {
      const owner = await open();
      await logIn(owner.page, 'nele@example.org', PASSWORD);
      await openReport(owner.page, /Letter/);
      await owner.page.getByRole('button', { name: report.more }).click();
      await owner.page.getByRole('menuitem', { name: report.remove }).click();
      const question = owner.page.getByRole('dialog', { name: report.removeTitle });
      await question.getByRole('button', { name: report.remove, exact: true }).click();
      await expect(owner.page.getByText(/^Deleted by /)).toBeVisible();
      await expect(row(owner.page, /Letter/)).toHaveCount(0);
      await reader.page.goto(address);
      await expect(reader.page.getByText(report.deletedTitle)).toBeVisible();
      await expect(reader.page.getByRole('alert')).toContainText(/^Deleted by /);
    });
  });
});
