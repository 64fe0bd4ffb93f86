/**
 * A record whose history is long, read by somebody new: `MEDSEAL_ASKED=1 npm run browse -- asked/longChain.ts`.
 * Prints what that took.
 */
import { join } from 'node:path';
import { hospitalFiles } from '../cloud/demo.ts';
import { logIn } from '../pages/doorway.ts';
import { acceptOffer } from '../pages/offers.ts';
import { openReport, savedSha256, sha256 } from '../pages/records.ts';
import { expect, test } from '../test.ts';

const PASSWORD = 'a long enough password';
/** Each of them is a member more, a member less, and new keys. */
const COMINGS_AND_GOINGS = Number(process.env['MEDSEAL_CHANGES'] ?? '30');

test('a newcomer to a long history begins it later, and opens what is older', async ({
  open,
  cloud,
}) => {
  test.setTimeout(3_600_000);
  const owner = cloud.commandLine('olga');
  owner.signUp('olga@example.org', 'Olga Example', PASSWORD);
  owner.do('record', 'create', '--patient', 'Olga Example');
  cloud.commandLine('guest').signUp('guest@example.org', 'Guest Example', PASSWORD);
  cloud.commandLine('newcomer').signUp('newcomer@example.org', 'Dr New Example', PASSWORD);
  const photo = join(hospitalFiles(), 'photo', 'Mole.jpg');
  owner.upload('Olga Example', photo, '--title', 'An old photo');
  for (let change = 0; change < COMINGS_AND_GOINGS; change++) {
    owner.do('share', 'Olga Example', '--with', 'guest@example.org');
    owner.do('unshare', 'Olga Example', '--with', 'guest@example.org');
  }
  owner.do('share', 'Olga Example', '--with', 'newcomer@example.org');

  const { page, context } = await open();
  const begun: number[] = [];
  let bytes = 0;
  let pasts = 0;
  context.on('response', (response) => {
    void (async () => {
      const path = new URL(response.url()).pathname;
      pasts += path.endsWith('/statements/pasts') ? 1 : 0;
      if (path.endsWith('/statements/query')) {
        bytes += (await response.request().sizes()).responseBodySize;
        const { chains } = (await response.json()) as {
          readonly chains: readonly { readonly after: number; readonly begun?: object }[];
        };
        begun.push(...chains.filter((one) => one.begun !== undefined).map(({ after }) => after));
      }
    })();
  });
  await logIn(page, 'newcomer@example.org', PASSWORD);
  await acceptOffer(page);
  await page.getByRole('link', { name: /Olga Example/ }).click();
  await openReport(page, /An old photo/);
  expect(await savedSha256(page, 'Mole.jpg')).toBe(sha256(photo));
  expect(begun.length).toBeGreaterThan(0);
  expect(Math.min(...begun)).toBeGreaterThan(COMINGS_AND_GOINGS);
  process.stdout.write(
    `begun behind ${begun.join(', ')}; histories ${bytes} bytes, asked ${pasts} times for what is past\n`,
  );
});
