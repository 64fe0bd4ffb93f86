/**
 * How long somebody waits on a phone's network, from the log-in to their list:
 * `MEDSEAL_ASKED=1 npm run browse -- asked/phoneNetwork.ts`. Prints a table; asserts nothing about time.
 */
import { join } from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import { quietOf } from '../browser/quiet.ts';
import { hospitalFiles } from '../cloud/demo.ts';
import { PHONE, SlowNetwork } from '../cloud/slowNetwork.ts';
import { fillLogIn, sendLogIn } from '../pages/doorway.ts';
import { test } from '../test.ts';

const PASSWORD = 'a long enough password';
const REPORTS = 50;
const RUNS = 3;
/** `MEDSEAL_PATIENTS` makes it more. */
const PATIENTS = Number(process.env['MEDSEAL_PATIENTS'] ?? '100');

interface Took {
  readonly log: string;
  readonly seconds: number;
  readonly kilobytes: number;
  readonly requests: number;
}

/** At the next frame in which the text stands there: `expect` looks only once a second. */
async function shown(page: Page, text: string): Promise<void> {
  const stands = (wanted: string) => document.body.textContent.includes(wanted);
  await page.waitForFunction(stands, text, { timeout: 600_000 });
}

test.describe('A phone’s network', () => {
  test.describe.configure({ timeout: 3_600_000 });
  const table: Took[] = [];

  test.afterAll(() => {
    const rows = table.map(
      ({ log, seconds, kilobytes, requests }) =>
        `| ${log} | ${seconds.toFixed(1)} s | ${requests} | ${kilobytes.toFixed(0)} kB |`,
    );
    process.stdout.write(
      ['', '| from log-in | time | requests | bytes |', '|---|---|---|---|', ...rows, ''].join(
        '\n',
      ),
    );
  });

  /** Logs in on a device that was never used, and waits for what is to be seen. */
  const measure = async (
    log: string,
    address: string,
    open: (address: string) => Promise<{ readonly page: Page; readonly context: BrowserContext }>,
    network: SlowNetwork,
    text: string,
  ) => {
    const { page, context } = await open(network.address);
    const isQuiet = quietOf(context);
    await fillLogIn(page, address, PASSWORD);
    await isQuiet();
    let requests = 0;
    const before = network.bytes;
    const start = performance.now();
    const lines: string[] = [];
    const since = () => ((performance.now() - start) / 1_000).toFixed(2);
    context.on('request', (request) => {
      requests++;
      const began = since();
      const { pathname } = new URL(request.url());
      void request.response().then(
        (response) => {
          const length = response?.headers()['content-length'] ?? '';
          lines.push(`${began} ${since()} ${request.method()} ${pathname} ${length}`);
        },
        () => undefined,
      );
    });
    await sendLogIn(page);
    await shown(page, text);
    table.push({
      log,
      seconds: (performance.now() - start) / 1_000,
      kilobytes: (network.bytes - before) / 1_000,
      requests,
    });
    if (process.env['MEDSEAL_PATHS'] !== undefined) {
      process.stdout.write(['', `${log}:`, ...lines.toSorted(), ''].join('\n'));
    }
    await isQuiet(); // what was read is being kept for other devices
    await context.close();
  };

  test('a patient with one record and 50 reports', async ({ open, cloud }) => {
    const machine = cloud.commandLine('phone');
    machine.signUp('phone@example.org', 'Phone Example', PASSWORD);
    machine.do('record', 'create', '--patient', 'Phone Example');
    const letter = join(hospitalFiles(), 'photo', 'Mole.jpg');
    for (let number = 1; number <= REPORTS; number++) {
      machine.upload('Phone Example', letter, '--title', `Letter ${number}`);
    }
    const network = await SlowNetwork.before(cloud.address, PHONE);
    for (let run = 0; run < RUNS; run++) {
      const log = run === 0 ? 'the list of 50 reports, never seen' : 'the same, another device';
      await measure(log, 'phone@example.org', open, network, `Letter ${REPORTS}`);
    }
    await network.stop();
  });

  test('a doctor with many patients', async ({ open, cloud }) => {
    const clerk = cloud.commandLine('phone-clerk');
    clerk.signUp('phone-clerk@example.org', 'Phone Clerk', PASSWORD);
    const doctor = cloud.commandLine('phone-doctor');
    doctor.signUp('phone-doctor@example.org', 'Phone Doctor', PASSWORD);
    for (let number = 1; number <= PATIENTS; number++) {
      clerk.do('record', 'create', '--patient', `Invented Patient ${number}`);
      clerk.do('share', `Invented Patient ${number}`, '--with', 'phone-doctor@example.org');
    }
    doctor.do('offers', 'accept', 'phone-clerk@example.org');
    const network = await SlowNetwork.before(cloud.address, PHONE);
    for (let run = 0; run < RUNS; run++) {
      const log = `the list of ${PATIENTS} patients, ${run === 0 ? 'never seen' : 'another device'}`;
      const last = `Invented Patient ${PATIENTS}`;
      await measure(log, 'phone-doctor@example.org', open, network, last);
    }
    await network.stop();
  });
});
