import { join } from 'node:path';
import { Asked } from './browser/asked.ts';
import { quietOf } from './browser/quiet.ts';
import { hospitalFiles } from './cloud/demo.ts';
import { fillLogIn, logIn, sendLogIn } from './pages/doorway.ts';
import { row } from './pages/records.ts';
import { expect, test } from './test.ts';

const PASSWORD = 'a long enough password';

test('after an idle log-in page, a log-in waits for no code and for few answers', async ({
  open,
  cloud,
}) => {
  const machine = cloud.commandLine('ahead');
  machine.signUp('ahead@example.org', 'Ahead Example', PASSWORD);
  machine.do('record', 'create', '--patient', 'Ahead Example');
  const letter = join(hospitalFiles(), 'photo', 'Mole.jpg');
  machine.upload('Ahead Example', letter, '--title', 'A letter');

  await test.step('a first device keeps what it has read', async () => {
    const { page, context } = await open();
    const asked = new Asked(context);
    await logIn(page, 'ahead@example.org', PASSWORD);
    await expect(row(page, /A letter/)).toBeVisible();
    await expect.poll(() => asked.of(/^PUT \/reports\/index/).length).toBe(1);
  });

  await test.step('another device', async () => {
    const { page, context } = await open();
    const isQuiet = quietOf(context);
    await fillLogIn(page, 'ahead@example.org', PASSWORD);
    await isQuiet();
    const code: string[] = [];
    context.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (/\.(js|css)$/.test(pathname)) {
        code.push(pathname);
      }
    });
    const asked = new Asked(context);
    await sendLogIn(page);
    await expect(row(page, /A letter/)).toBeVisible();
    await isQuiet();
    expect(code).toEqual([]);
    // Twelve, and five where the lists are looked at once more when they stand.
    expect(asked.paths.length, asked.paths.join(', ')).toBeLessThanOrEqual(17);
    expect(asked.bytes).toBeLessThanOrEqual(25_000);
  });
});

test('code that did not come ahead is fetched when it is needed', async ({ open, cloud }) => {
  const machine = cloud.commandLine('ahead-broken');
  machine.signUp('ahead-broken@example.org', 'Ahead Broken', PASSWORD);
  machine.do('record', 'create', '--patient', 'Ahead Broken');
  const { page, context, watch } = await open();
  watch.expect(/ERR_FAILED/);
  const isQuiet = quietOf(context);
  let isBroken = true;
  const failed: string[] = [];
  await context.route(/\/assets\/(Shell|records|openSession|en)-/, async (route) => {
    if (isBroken) {
      failed.push(route.request().url());
      await route.abort();
    } else {
      await route.continue();
    }
  });
  await fillLogIn(page, 'ahead-broken@example.org', PASSWORD);
  await isQuiet();
  expect(failed.length).toBeGreaterThan(3);
  isBroken = false;
  await sendLogIn(page);
  await expect(page).not.toHaveURL(/login/, { timeout: 60_000 });
  await expect(page.getByRole('heading', { name: 'Ahead Broken' })).toBeVisible();
});
