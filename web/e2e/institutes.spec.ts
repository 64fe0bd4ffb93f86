import { logIn } from './pages/doorway.ts';
import { en } from '../src/ui/texts/en/index.ts';
import { lookUp } from './pages/records.ts';
import { expect, test } from './test.ts';

const PASSWORD = 'a long enough password';
const NAME = 'Charité – Universitätsmedizin Berlin';
const CHIEF = 'Prof. Dr. Invented';
const { institutes, shell } = en;

test.describe('M14: a stranger’s institute under a great name', () => {
  test.describe.configure({ timeout: 300_000 });

  test('is unverified, until its safety number was compared', async ({ open, cloud }) => {
    const stranger = cloud.commandLine('founder');
    stranger.signUp('founder@example.org', 'Founder', PASSWORD);
    cloud.commandLine('chief').signUp('chief@example.org', 'Chief', PASSWORD);
    stranger.do('institute', 'create', '--name', NAME, '--domain', 'charite.example');
    stranger.do('institute', 'endorse', NAME, 'chief@example.org', '--name', CHIEF);
    const patient = cloud.commandLine('paula');
    patient.signUp('paula@example.org', 'paula', PASSWORD);
    patient.do('record', 'create', '--patient', 'paula');

    const { page } = await open();
    await logIn(page, 'paula@example.org', PASSWORD);
    await page.getByRole('link', { name: shell.myRecords }).click();
    await lookUp(page, 'chief@example.org');
    const dialog = page.getByRole('dialog');
    const unverified = institutes.says(institutes.unverified(NAME), CHIEF);
    await expect(dialog.getByText(unverified)).toBeVisible();
    await expect(dialog.getByRole('img', { name: /Charité/ })).toHaveCount(0);
    await expect(dialog.getByText(/Confirmed by/)).toHaveCount(0);

    await dialog.getByRole('button', { name: institutes.compare, exact: true }).click();
    await dialog.getByRole('button', { name: institutes.same, exact: true }).click();
    await expect(dialog.getByText(/Confirmed by Charité.*you compared/)).toBeVisible();
    await expect(dialog.getByText(CHIEF, { exact: true })).toBeVisible();
  });
});
