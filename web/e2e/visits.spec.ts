import { join } from 'node:path';
import { Asked } from './browser/asked.ts';
import { kept } from './browser/kept.ts';
import { hospitalFiles } from './cloud/demo.ts';
import { logIn } from './pages/doorway.ts';
import { row } from './pages/records.ts';
import { expect, test } from './test.ts';

const PASSWORD = 'a long enough password';

test('a later visit asks for what changed, and another device for no histories of records', async ({
  open,
  cloud,
}) => {
  test.setTimeout(120_000);
  const machine = cloud.commandLine('wanda');
  machine.signUp('wanda@example.org', 'Wanda Example', PASSWORD);
  for (const name of ['Wanda Example', 'Invented Patient', 'Another Patient']) {
    machine.do('record', 'create', '--patient', name);
  }
  const letter = join(hospitalFiles(), 'photo', 'Mole.jpg');
  machine.upload('Wanda Example', letter, '--title', 'A letter');
  const { page, context } = await open();
  const asked = new Asked(context);
  await logIn(page, 'wanda@example.org', PASSWORD);
  await page.goto('/reports');
  await expect(row(page, /A letter/)).toBeVisible();
  // Everything has been read once, and is kept for the next visit.
  await expect
    .poll(async () => (await kept(page))['kept']?.some((name) => name.endsWith('/library')))
    .toBe(true);

  await test.step('a later visit without news', async () => {
    asked.begin();
    await page.reload();
    await expect(row(page, /A letter/)).toBeVisible();
    await expect.poll(() => asked.of(/^GET \/records\?limit=200&since=/).length).toBe(1);
    expect(asked.of(/^GET \/reports|^POST \/records|^PUT/)).toEqual([]);
    expect(asked.paths.length).toBeLessThanOrEqual(8);
    expect(asked.bytes).toBeLessThanOrEqual(40_000);
  });

  await test.step('a later visit with news', async () => {
    machine.upload('Invented Patient', letter, '--title', 'Another letter');
    asked.begin();
    await page.reload();
    await expect(row(page, /Another letter/)).toBeVisible();
    expect(asked.of(/^GET \/reports/)).toEqual([expect.stringMatching(/&record=[0-9a-f]{64}$/u)]);
  });

  await test.step('another device', async () => {
    const other = await open();
    const elsewhere = new Asked(other.context);
    await logIn(other.page, 'wanda@example.org', PASSWORD);
    await expect(other.page.getByRole('link', { name: /Another Patient/ })).toBeVisible();
    await other.page.goto('/reports');
    await expect(row(other.page, /Another letter/)).toBeVisible();
    // What was verified on the first device is not fetched, opened or written again.
    expect(elsewhere.of(/^PUT \/re(cords|ports)\/index|^POST \/reports/)).toEqual([]);
  });
});
