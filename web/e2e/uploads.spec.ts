import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { en } from '../src/ui/texts/en/index.ts';
import { logIn } from './pages/doorway.ts';
import { sha256 } from './pages/records.ts';
import { expect, test } from './test.ts';

const PASSWORD = 'a long enough password';
const BYTES = 50_000_000; // some parts
const { errors, shell, upload } = en;

test('An upload is paused, goes on after a reload with the same file only, and waits for the network', async ({
  open,
  cloud,
  liar,
}) => {
  test.slow();
  const machine = cloud.commandLine('slow');
  machine.signUp('slow@example.org', 'Slow Example', PASSWORD);
  machine.do('record', 'create', '--patient', 'Slow Example');
  const file = (folder: string, bytes: number) => {
    mkdirSync(join(cloud.folder, folder));
    const path = join(cloud.folder, folder, 'long film.bin');
    writeFileSync(path, randomBytes(bytes));
    return path;
  };
  const film = file('film', BYTES);
  const another = file('another', BYTES);

  const { page, context, watch } = await open(liar.address);
  await logIn(page, 'slow@example.org', PASSWORD);
  liar.tell(async ({ path }, honest) => {
    if (path.includes('/parts/')) {
      await setTimeout(4_000);
    }
    return honest;
  });
  await page.getByRole('link', { name: shell.upload, exact: true }).click();
  await page.locator('input[type=file]:not([webkitdirectory])').setInputFiles(film);
  await page.getByRole('button', { name: upload.start(1), exact: true }).click();
  const dock = page.getByRole('region', { name: upload.dock });

  await test.step('paused, and still there after a reload', async () => {
    await expect(dock).toContainText(/[1-9]\d* MB of 50 MB/);
    await dock.getByRole('button', { name: upload.pause('long film') }).click();
    await expect(dock).toContainText(upload.phases.paused);
    await page.reload();
    await expect(dock).toContainText(upload.phases['needs-files']);
  });

  await test.step('not with another file of the same name and size', async () => {
    await dock.locator('input[type=file]:not([webkitdirectory])').setInputFiles(another);
    await expect(dock).toContainText(errors.codes['file-changed']);
  });

  await test.step('on with the same file, through a loss of the network, to the end', async () => {
    watch.expect(/ERR_INTERNET_DISCONNECTED/);
    await dock.locator('input[type=file]:not([webkitdirectory])').setInputFiles(film);
    await expect(dock).toContainText(upload.phases.running);
    await context.setOffline(true);
    await expect(dock).toContainText(upload.phases.offline);
    await context.setOffline(false);
    liar.beHonest();
    await expect(dock).toContainText(upload.phases.done);
  });

  const { reports } = machine.ask('reports') as { reports: { id: string }[] };
  expect(reports).toHaveLength(1);
  const out = join(cloud.folder, 'opened');
  machine.do('open', reports[0]?.id ?? '', '--out', out);
  const opened = readdirSync(out, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('long film.bin'))
    .map((name) => sha256(join(out, name)));
  expect(opened).toEqual([sha256(film)]);
});

test('A part whose answer never comes is sent anew', async ({ open, cloud, liar }) => {
  const machine = cloud.commandLine('silent');
  machine.signUp('silent@example.org', 'Silent Example', PASSWORD);
  machine.do('record', 'create', '--patient', 'Silent Example');
  const note = join(cloud.folder, 'silence.bin');
  writeFileSync(note, randomBytes(1_000));

  const { page } = await open(liar.address);
  await page.clock.install();
  await logIn(page, 'silent@example.org', PASSWORD);
  let held = 0;
  liar.tell(async ({ path }, honest) => {
    if (path.includes('/parts/') && held++ === 0) {
      await new Promise(() => {});
    }
    return honest;
  });
  await page.getByRole('link', { name: shell.upload, exact: true }).click();
  await page.locator('input[type=file]:not([webkitdirectory])').setInputFiles(note);
  await page.getByRole('button', { name: upload.start(1), exact: true }).click();
  const dock = page.getByRole('region', { name: upload.dock });
  await expect.poll(() => held).toBe(1);
  // Again where word of bytes that were sent has come since, from which on silence counts anew.
  await expect(async () => {
    await page.clock.fastForward(121_000);
    await expect(dock).toContainText(upload.phases.done, { timeout: 5_000 });
  }).toPass({ timeout: 60_000 });
  expect(held).toBeGreaterThan(1);
  expect((machine.ask('reports') as { reports: unknown[] }).reports).toHaveLength(1);
});
