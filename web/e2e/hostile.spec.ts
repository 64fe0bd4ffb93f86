import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { en } from '../src/ui/texts/en/index.ts';
import { HOSTILE_FILES } from './cloud/hostileFiles.ts';
import { logIn } from './pages/doorway.ts';
import { openReport } from './pages/records.ts';
import { expect, test } from './test.ts';

const PASSWORD = 'a long enough password';
const { common, shell } = en;

test('Files of an attacker run nothing, leave nowhere and say what they are', async ({
  open,
  cloud,
}) => {
  test.slow();
  const machine = cloud.commandLine('hostile');
  machine.signUp('hostile@example.org', 'Hostile Example', PASSWORD);
  machine.do('record', 'create', '--patient', 'Hostile Example');
  const folder = join(cloud.folder, 'hostile');
  mkdirSync(folder, { recursive: true });
  const files = Object.entries(HOSTILE_FILES).map(([name, content]) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  });
  machine.upload('Hostile Example', ...files);
  const { page } = await open();
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await logIn(page, 'hostile@example.org', PASSWORD);
  const visit = async (title: string) => {
    await page.getByRole('link', { name: shell.myRecords }).click();
    await openReport(page, new RegExp(`^${title}`));
  };

  for (const title of ['drawing', 'picture', 'page', 'object']) {
    await test.step(`${title} is shown as text`, async () => {
      await visit(title);
      await expect(page.getByText(en.viewer.text.markup)).toBeVisible();
      await expect(page.locator('pre')).toContainText('<script>');
      await expect(page.locator('iframe, object, embed, main svg[onload]')).toHaveCount(0);
    });
  }
  await test.step('a scripted PDF is shown, and asks before it leaves', async () => {
    await visit('document');
    const links = page.locator('[data-page] button');
    await expect(links).toHaveCount(1);
    await links.click();
    await expect(page.getByText('https://attacker.example/track')).toBeVisible();
    await page.getByRole('button', { name: common.cancel }).click();
  });
  for (const title of ['broken picture', 'broken object']) {
    await test.step(`${title} gives a message`, async () => {
      await visit(title);
      await expect(page.getByRole('alert')).toContainText(en.viewer.failures.unreadableTitle);
    });
  }
  expect(dialogs).toEqual([]);
  await expect(page).not.toHaveTitle('OWNED');
});
