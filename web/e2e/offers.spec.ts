import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { en } from '../src/ui/texts/en/index.ts';
import { expectAxeClean } from './browser/axe.ts';
import { Attacker } from './cloud/attacker.ts';
import type { Cloud } from './cloud/cloud.ts';
import type { CommandLine } from './cloud/commandLine.ts';
import { hospitalFiles } from './cloud/demo.ts';
import { logIn } from './pages/doorway.ts';
import { openReport, row, uploadAs } from './pages/records.ts';
import { expect, test } from './test.ts';

const PASSWORD = 'a long enough password';
const { errors, offers, people, records, report } = en;

const letter = () => join(hospitalFiles(), 'discharge', 'Discharge letter.pdf');
const sharers = (page: Page) => page.getByRole('region', { name: /^Shared with you by / });
const by = (page: Page, name: string) =>
  page.getByRole('region', { name: offers.sharedBy(name), exact: true });

/** Somebody with one report in a record of their own name. */
function patient(cloud: Cloud, name: string, title: string): CommandLine {
  const machine = cloud.commandLine(name);
  machine.signUp(`${name}@example.org`, name, PASSWORD);
  machine.do('record', 'create', '--patient', name);
  machine.upload(name, letter(), '--title', title);
  return machine;
}

function reportOf(machine: CommandLine): string {
  const { reports } = machine.ask('reports') as { reports: { id: string }[] };
  return reports[0]?.id ?? '';
}

/** Every page that a person looks at shows what is their own, and nothing of anybody else. */
async function expectEveryPageWorks(page: Page) {
  await page.goto('/reports');
  await expect(row(page, /./)).toHaveCount(1);
  await openReport(page, /My own letter/);
  await page.goto('/');
  await expect(page.getByText(/My own letter|1 report/).first()).toBeVisible();
  await page.goto('/account');
  await expect(page.getByRole('heading', { name: en.account.title, exact: true })).toBeVisible();
  await expect(page.getByText(records.unopened.record)).toHaveCount(0);
}

/** M12, in a real browser with the real service. */
test.describe('What somebody else shares', () => {
  test.describe.configure({ timeout: 300_000 });

  test('of a stranger, with junk in it, stops no page; it is declined, and the stranger blocked', async ({
    open,
    cloud,
  }) => {
    patient(cloud, 'vita', 'My own letter');
    const stranger = await Attacker.signUp(cloud.address, 'mallet@example.org', PASSWORD);
    await stranger.shareJunkWith('vita@example.org');
    const { page } = await open();
    await logIn(page, 'vita@example.org', PASSWORD);
    await expectEveryPageWorks(page);
    await uploadAs('files', page, [letter()], 1);

    await page.goto('/');
    await expect(page.getByText(offers.line(1))).toBeVisible();
    await page.getByRole('link', { name: offers.look }).click();
    await expect(sharers(page)).toHaveCount(1);
    await test.step('on a narrow screen, and for assistive technology', async () => {
      const size = page.viewportSize() ?? { width: 1280, height: 720 };
      await page.setViewportSize({ width: 320, height: 640 });
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width).toBeLessThanOrEqual(320);
      await expectAxeClean(page);
      await page.setViewportSize(size);
    });
    await sharers(page)
      .getByRole('button', { name: /^Decline/ })
      .click();
    await expect(page.getByRole('region', { name: offers.declinedTitle })).toBeVisible();
    await expect(sharers(page)).toHaveCount(0);

    await test.step('what is shared next is asked about again, until the stranger is blocked', async () => {
      await stranger.shareJunkWith('vita@example.org');
      await page.reload();
      await sharers(page)
        .getByRole('button', { name: /^Block/ })
        .click();
      await expect(page.getByRole('region', { name: offers.blockedTitle })).toBeVisible();
      await stranger.shareJunkWith('vita@example.org');
      await page.reload();
      await expect(page.getByRole('region', { name: offers.blockedTitle })).toBeVisible();
      await expect(sharers(page)).toHaveCount(0);
      await expectAxeClean(page);
    });
    await test.step('another browser knows it', async () => {
      const other = await open();
      await logIn(other.page, 'vita@example.org', PASSWORD);
      await expect(other.page.getByText(/My own letter/).first()).toBeVisible();
      await expect(other.page.getByText(offers.line(1))).toHaveCount(0);
    });
    await test.step('unblocked, the stranger is asked about again', async () => {
      await page.getByRole('button', { name: /^Unblock/ }).click();
      await expect(sharers(page)).toHaveCount(1);
    });
  });

  test('takes part in nothing before it is accepted; what the person shares later comes in by itself', async ({
    open,
    cloud,
  }) => {
    const giver = patient(cloud, 'gita', 'A letter of hers');
    patient(cloud, 'tara', 'My own letter');
    giver.do('share', 'gita', '--with', 'tara@example.org');
    const { page, watch } = await open();
    await logIn(page, 'tara@example.org', PASSWORD);
    await expectEveryPageWorks(page);
    watch.expect(/status of 40[34]/);
    await page.goto(`/reports/${reportOf(giver)}`);
    await expect(page.getByRole('alert')).toContainText(errors.codes['not-accepted']);

    await page.getByRole('link', { name: offers.look }).click();
    const offered = by(page, people.addressSaid('gita@example.org'));
    await expect(offered.getByText(people.onlyAddress)).toBeVisible();
    await offered.getByRole('button', { name: /^Accept/ }).click();
    const accepted = page.getByRole('region', { name: offers.acceptedTitle });
    await expect(accepted.getByText('gita@example.org')).toBeVisible();
    await page.goto('/');
    await page.getByRole('link', { name: /gita/ }).click();
    await openReport(page, /A letter of hers/);
    await expect(page.getByRole('region', { name: report.facts })).toContainText(
      'gita@example.org',
    );

    giver.do('record', 'create', '--patient', 'another of gita');
    giver.do('share', 'another of gita', '--with', 'tara@example.org');
    await page.goto('/');
    await expect(page.getByRole('link', { name: /another of gita/ })).toBeVisible();
    await expect(page.getByText(offers.line(1))).toHaveCount(0);
  });
});
