import { logIn } from './pages/doorway.ts';
import { en } from '../src/ui/texts/en/index.ts';
import { acceptOffer } from './pages/offers.ts';
import { lookUp } from './pages/records.ts';
import { expect, test } from './test.ts';

const PASSWORD = 'a long enough password';
const NAME = 'Charité – Universitätsmedizin Berlin';
const CHIEF = 'Prof. Dr. Invented';
const { institutes, offers, shell } = en;

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
    const same = dialog.getByRole('button', { name: institutes.same, exact: true });
    await expect(async () => {
      if (await same.isVisible()) {
        await same.click(); // it moves while the numbers unfold
      }
      await expect(dialog.getByText(/Confirmed by “Charité.*”.*you compared/)).toBeVisible({
        timeout: 10_000,
      });
    }).toPass();
    await expect(dialog.getByText(`“${CHIEF}”`, { exact: true })).toBeVisible();
  });
});

test.describe('M12: what somebody of one’s own institute shares', () => {
  test.describe.configure({ timeout: 300_000 });

  test('is an offer while nothing stands behind the institute, and comes in by itself while something does', async ({
    open,
    cloud,
  }) => {
    const name = 'Riverside Hospital';
    const founder = cloud.commandLine('head');
    founder.signUp('head@example.org', 'Head', PASSWORD);
    cloud.commandLine('dora').signUp('dora@example.org', 'dora', PASSWORD);
    const colleague = cloud.commandLine('colleague');
    colleague.signUp('colleague@example.org', 'Colleague', PASSWORD);
    founder.do('institute', 'create', '--name', name);
    founder.do('institute', 'add', name, 'dora@example.org');
    founder.do('institute', 'endorse', name, 'colleague@example.org', '--name', 'Dr. Colleague');
    const { id } = founder.ask('institute', 'show', name) as { id: string };

    const { page, context } = await open();
    const asked: string[] = [];
    context.on('request', (request) => {
      if (request.url().endsWith('/institutes/query')) {
        asked.push(request.url());
      }
    });
    await logIn(page, 'dora@example.org', PASSWORD);
    await expect(page.getByText(offers.line(1))).toBeVisible();
    expect(asked, 'before there is an institute of one’s own').toEqual([]);
    await acceptOffer(page);

    colleague.do('record', 'create', '--patient', 'Patient of the colleague');
    colleague.do('share', 'Patient of the colleague', '--with', 'dora@example.org');
    await page.reload();
    const record = page.getByRole('link', { name: /Patient of the colleague/ });
    await expect(page.getByText(offers.line(1))).toBeVisible();
    await expect(record).toHaveCount(0);

    cloud.asOperator('confirm', '--institute', id, '--name', name);
    await page.reload();
    await expect(record).toBeVisible();
    await expect(page.getByText(offers.line(1))).toHaveCount(0);
    await page.goto('/offers');
    await expect(page.getByRole('region', { name: offers.acceptedTitle })).toBeVisible();
    await expect(page.getByRole('region', { name: /^Shared with you by / })).toHaveCount(0);

    cloud.asOperator('unconfirm', '--institute', id);
    await page.goto('/');
    await expect(page.getByText(offers.line(1))).toBeVisible();
    await expect(record).toHaveCount(0);
  });
});
