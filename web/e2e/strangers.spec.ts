import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { keyringId } from '../src/crypto/ids/ids.ts';
import { en } from '../src/ui/texts/en/index.ts';
import { Attacker } from './cloud/attacker.ts';
import type { Cloud } from './cloud/cloud.ts';
import type { CommandLine } from './cloud/commandLine.ts';
import { hospitalFiles } from './cloud/demo.ts';
import { logIn } from './pages/doorway.ts';
import { lookUp, openReport, row, uploadAs } from './pages/records.ts';
import { expect, test } from './test.ts';

const PASSWORD = 'a long enough password';
const { offers, records, shell } = en;

/** Somebody with one report in a record of their own name. */
function patient(cloud: Cloud, name: string): CommandLine {
  const machine = cloud.commandLine(name);
  machine.signUp(`${name}@example.org`, name, PASSWORD);
  machine.do('record', 'create', '--patient', name);
  const letter = join(hospitalFiles(), 'discharge', 'Discharge letter.pdf');
  machine.upload(name, letter, '--title', 'My own letter');
  return machine;
}

/** Everything that a person does with what is their own. */
async function expectEverythingWorks(page: Page) {
  await page.goto('/reports');
  await expect(row(page, /My own letter/)).toBeVisible();
  await openReport(page, /My own letter/);
  await page.goto('/');
  await expect(page.getByText(/My own letter|1 report/).first()).toBeVisible();
  const letter = join(hospitalFiles(), 'discharge', 'Discharge letter.pdf');
  await uploadAs('files', page, [letter], 1);
}

test.describe('Whoever is not to be trusted', () => {
  test.describe.configure({ timeout: 300_000 });

  test('a stranger who adds somebody to junk stops nothing of theirs', async ({ open, cloud }) => {
    patient(cloud, 'vera');
    const stranger = await Attacker.signUp(cloud.address, 'mallory@example.org', PASSWORD);
    await stranger.shareJunkWith('vera@example.org');
    const { page } = await open();
    await logIn(page, 'vera@example.org', PASSWORD);
    await expectEverythingWorks(page);
    await page.goto('/');
    await expect(page.getByText(offers.line(1))).toBeVisible();
    await expect(page.getByText(records.unopened.record)).toHaveCount(0);
  });

  test('a reader can’t lock anybody out', async ({ open, cloud }) => {
    const machine = patient(cloud, 'olga');
    const reader = await Attacker.signUp(cloud.address, 'reader@example.org', PASSWORD);
    machine.do('share', 'olga', '--with', 'reader@example.org');
    const { records: own } = machine.ask('record', 'list') as { records: { id: string }[] };
    const id = keyringId(own[0]?.id ?? '');
    await expect(reader.rotateToJunk(id)).rejects.toMatchObject({ code: 'no-authority' });
    const { page } = await open();
    await logIn(page, 'olga@example.org', PASSWORD);
    await expectEverythingWorks(page);
  });

  test('what a manager broke, the owner’s next step heals', async ({ open, cloud }) => {
    const machine = patient(cloud, 'romy');
    const manager = await Attacker.signUp(cloud.address, 'manager@example.org', PASSWORD);
    machine.do('share', 'romy', '--with', 'manager@example.org', '--role', 'manager');
    const { records: own } = machine.ask('record', 'list') as { records: { id: string }[] };
    expect(await manager.rotateToJunk(keyringId(own[0]?.id ?? ''))).toBe(200);
    const { page } = await open();
    await logIn(page, 'romy@example.org', PASSWORD);
    await expect(page.getByText(records.unopened.record)).toBeVisible();
    await expectEverythingWorks(page);
    await page.getByRole('link', { name: shell.myRecords }).click();
    await expect(page.getByText(records.unopened.record)).toHaveCount(0);
    await lookUp(page, 'manager@example.org');
  });
});
