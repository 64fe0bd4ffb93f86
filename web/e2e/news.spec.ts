import { join } from 'node:path';
import type { Request } from '@playwright/test';
import { hospitalFiles } from './cloud/demo.ts';
import { logIn } from './pages/doorway.ts';
import { row } from './pages/records.ts';
import { expect, test } from './test.ts';

const PASSWORD = 'a long enough password';

test('what others add appears on every open page as it happens, and one page waits for all', async ({
  open,
  cloud,
}) => {
  const machine = cloud.commandLine('nora');
  machine.signUp('nora@example.org', 'Nora Example', PASSWORD);
  machine.do('record', 'create', '--patient', 'Nora Example');
  const { page, context } = await open();
  const waiting = new Set<Request>();
  let atOnce = 0;
  context.on('request', (request) => {
    if (request.url().endsWith('&wait=true')) {
      waiting.add(request);
      atOnce = Math.max(atOnce, waiting.size);
    }
  });
  context.on('requestfinished', (request) => waiting.delete(request));
  context.on('requestfailed', (request) => waiting.delete(request));
  await logIn(page, 'nora@example.org', PASSWORD);
  await page.goto('/reports');
  const other = await context.newPage();
  await other.goto('/reports');
  await expect.poll(() => waiting.size).toBe(1);

  const letter = join(hospitalFiles(), 'photo', 'Mole.jpg');
  for (const title of ['First letter', 'Second letter']) {
    machine.upload('Nora Example', letter, '--title', title);
    // Sooner than the next round of the lists would be.
    for (const one of [page, other]) {
      await expect(row(one, new RegExp(title))).toBeVisible({ timeout: 30_000 });
    }
  }
  expect(atOnce).toBe(1);

  await test.step('the other page waits when this one is closed', async () => {
    await page.close();
    await expect.poll(() => waiting.size).toBe(1);
    machine.upload('Nora Example', letter, '--title', 'Third letter');
    await expect(row(other, /Third letter/)).toBeVisible({ timeout: 30_000 });
  });
});
