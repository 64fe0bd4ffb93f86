import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { en } from '../src/ui/texts/en/index.ts';
import { Cloud } from './cloud/cloud.ts';
import type { CommandLine } from './cloud/commandLine.ts';
import { hospitalFiles } from './cloud/demo.ts';
import type { Answer } from './cloud/lyingProxy.ts';
import { logIn } from './pages/doorway.ts';
import { lookUp, openReport, row, shareWith, withoutFileChooser } from './pages/records.ts';
import { expect, test } from './test.ts';

const PASSWORD = 'a long enough password';
const { errors, records, sharing, shell, viewer } = en;

/** Somebody with a record of the same name, in which reports with these titles lie. */
function patient(cloud: Cloud, name: string, ...titles: string[]): CommandLine {
  const machine = cloud.commandLine(name);
  machine.signUp(`${name}@example.org`, name, PASSWORD);
  machine.do('record', 'create', '--patient', name);
  for (const title of titles) {
    const letter = join(hospitalFiles(), 'discharge', 'Discharge letter.pdf');
    machine.upload(name, letter, '--title', title);
  }
  return machine;
}

const said = (answer: Answer) => JSON.parse(answer.body.toString()) as Record<string, unknown>;
const saying = (answer: Answer, document: unknown): Answer => ({
  ...answer,
  body: Buffer.from(JSON.stringify(document)),
});

const HONEST = 'Benign: nothing needs to be done here.';
const FORGED = 'Malignant: operate today, don’t wait.';

const choose = (page: Page, name: RegExp) =>
  page.getByRole('list', { name: viewer.files }).getByRole('button', { name }).click();

/**
 * A body with another text at its end and another beginning, as a reader can seal them with the key
 * that their browser holds: under the author's salt and prefix, with tags that verify.
 */
function sealedAnew(page: Page, body: string): Promise<string> {
  const given = { body, honest: HONEST, forged: FORGED };
  return page.evaluate(async ({ body: base64, honest, forged }) => {
    const [PART, SEGMENT, HEADER, TAG] = [8_388_608, 262_144, 40, 16];
    const stored = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('medseal');
      opening.onsuccess = () => {
        resolve(opening.result);
      };
      opening.onerror = () => {
        reject(new Error('no database'));
      };
    });
    const media = await new Promise<{ report: string; key: CryptoKey }[]>((resolve) => {
      const asked = database.transaction('media').objectStore('media').getAll();
      asked.onsuccess = () => {
        resolve(asked.result as { report: string; key: CryptoKey }[]);
      };
    });
    database.close();
    const [first] = media;
    if (first === undefined) {
      throw new Error('no film has been opened here');
    }
    const { report, key } = first;
    const id = report.match(/../g)?.map((digits) => parseInt(digits, 16)) ?? [];
    const change = async (part: number, segment: number, edit: (clear: Uint8Array) => void) => {
      const from = part * PART;
      const size = Math.min(PART, stored.length - from);
      const last = Math.ceil(size / SEGMENT) - 1;
      const begin = from + (segment === 0 ? HEADER : segment * SEGMENT);
      const end = segment === last ? from + size : from + (segment + 1) * SEGMENT;
      const index = [0, 0, part >> 8, part & 255];
      const salt = stored.slice(from + 1, from + 33);
      const info = new Uint8Array([
        ...new TextEncoder().encode('medseal/v1/part'),
        ...id,
        ...index,
      ]);
      const aes = await crypto.subtle.deriveKey(
        { name: 'HKDF', hash: 'SHA-256', salt, info },
        key,
        { name: 'AES-GCM', length: 256 },
        false,
        ['encrypt', 'decrypt'],
      );
      const place = [0, 0, segment >> 8, segment & 255, segment === last ? 1 : 0];
      const iv = new Uint8Array([...stored.slice(from + 33, from + HEADER), ...place]);
      const gcm = { name: 'AES-GCM', iv, tagLength: 8 * TAG };
      const clear = new Uint8Array(await crypto.subtle.decrypt(gcm, aes, stored.slice(begin, end)));
      edit(clear);
      stored.set(new Uint8Array(await crypto.subtle.encrypt(gcm, aes, clear)), begin);
    };
    await change(0, 0, (clear) => {
      clear.fill(0, 1_000, 200_000);
    });
    const part = Math.ceil(stored.length / PART) - 1;
    const segments = Math.ceil((stored.length - part * PART) / SEGMENT);
    await change(part, segments - 1, (clear) => {
      const length = new TextEncoder().encode(honest).length;
      const text = new TextEncoder().encode(forged.padEnd(length)).slice(0, length);
      clear.set(text, clear.length - length);
    });
    let binary = '';
    for (let at = 0; at < stored.length; at += 32_768) {
      binary += String.fromCharCode(...stored.subarray(at, at + 32_768));
    }
    return btoa(binary);
  }, given);
}

async function expectNothingShown(page: Page): Promise<void> {
  await expect(page.locator('canvas, video, img[alt$=".pdf"]')).toHaveCount(0);
}

test.describe('What is not as it was sealed', () => {
  // Several people sign up in each, and machines with two cores are slow at that.
  test.describe.configure({ timeout: 300_000 });

  test('a bit that was flipped in the store is told, and nothing of the report is shown', async ({
    open,
    cloud,
  }) => {
    patient(cloud, 'iris', 'Letter that was damaged');
    Cloud.flipBit(cloud.bodies().at(-1) ?? '', 4000);
    const { page } = await open();
    await logIn(page, 'iris@example.org', PASSWORD);
    await openReport(page, /Letter that was damaged/);
    const alert = page.getByRole('alert').filter({ hasText: viewer.failures.integrityTitle });
    await expect(alert).toBeVisible();
    await expect(alert).toContainText(viewer.failures.integrity);
    await expectNothingShown(page);
    await withoutFileChooser(page);
    let saved = 0;
    page.on('download', () => saved++);
    await page
      .getByRole('button', { name: /^Download / })
      .first()
      .click();
    await expect(page.getByText(errors.codes.tampered)).toBeVisible();
    expect(saved).toBe(0);
  });

  test('a text and a film that a reader has sealed anew, with the cloud’s help, are not shown', async ({
    open,
    cloud,
  }) => {
    const machine = patient(cloud, 'nils');
    const folder = join(cloud.folder, 'film-and-findings');
    cpSync(join(hospitalFiles(), 'angiogram'), folder, { recursive: true });
    writeFileSync(join(folder, 'zz-findings.txt'), HONEST);
    machine.upload('nils', folder, '--title', 'Film and findings');
    const blob = cloud.bodies().at(-1) ?? '';
    const { page } = await open();
    await logIn(page, 'nils@example.org', PASSWORD);
    await openReport(page, /Film and findings/);
    await choose(page, /findings/);
    await expect(page.getByText(HONEST)).toBeVisible();
    await choose(page, /mp4/);
    await expect(page.locator('video')).toHaveAttribute('src', /^\/media\//);
    await page.waitForFunction(() => (document.querySelector('video')?.readyState ?? 0) > 0);
    writeFileSync(
      blob,
      Buffer.from(await sealedAnew(page, readFileSync(blob).toString('base64')), 'base64'),
    );

    const { page: later } = await open();
    await logIn(later, 'nils@example.org', PASSWORD);
    await openReport(later, /Film and findings/);
    const alert = later.getByRole('alert').filter({ hasText: viewer.failures.integrityTitle });
    for (const file of [/findings/, /mp4/]) {
      await choose(later, file);
      await expect(alert.first()).toBeVisible();
      await expect(later.getByText(/alignant/)).toHaveCount(0);
    }
  });

  test('somebody else’s keys for an address that is known are refused, and nothing is shared', async ({
    open,
    cloud,
    liar,
  }) => {
    const machine = patient(cloud, 'omar');
    cloud.commandLine('friend').signUp('friend@example.org', 'Friend', PASSWORD);
    const other = cloud.commandLine('stranger');
    other.signUp('stranger@example.org', 'Stranger', PASSWORD);
    const { keyring } = other.ask('whoami') as { keyring: string };

    const { page } = await open(liar.address);
    await logIn(page, 'omar@example.org', PASSWORD);
    await shareWith(page, 'friend@example.org');
    const access = () => machine.do('access', 'omar').split('\n').sort();
    const before = access();
    liar.tell((question, honest) =>
      question.path.endsWith('/directory/query')
        ? saying(honest, { ...said(honest), keyring })
        : honest,
    );
    await lookUp(page, 'friend@example.org');
    const warning = page.getByRole('alert').filter({ hasText: sharing.changedTitle });
    await expect(warning).toBeVisible();
    await expect(warning).toContainText(errors.codes['contact-changed']);
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByRole('button', { name: sharing.share, exact: true })).toHaveCount(0);
    expect(access()).toEqual(before);
  });

  test('a history of access that ends earlier than it did is not believed', async ({
    open,
    cloud,
    liar,
  }) => {
    const machine = patient(cloud, 'lena', 'Letter');
    cloud.commandLine('aunt').signUp('aunt@example.org', 'Aunt', PASSWORD);
    machine.do('share', 'lena', '--with', 'aunt@example.org');
    const { page } = await open(liar.address);
    await logIn(page, 'lena@example.org', PASSWORD);
    await expect(row(page, /Letter/)).toBeVisible();
    const { records: own } = machine.ask('record', 'list') as { records: { id: string }[] };
    const id = own[0]?.id ?? '';

    let told = 0;
    liar.tell((question, honest) => {
      if (!question.path.endsWith('/statements/query') || honest.status !== 200) {
        return honest;
      }
      const answer = said(honest) as {
        chains: {
          keyring: string;
          seq: number;
          head: string;
          statements: string[];
          signedBy: unknown[];
        }[];
      };
      for (const chain of answer.chains) {
        if (chain.keyring === id && chain.statements.length > 1) {
          const newest = JSON.parse(chain.statements.pop() ?? '') as { previous: string };
          chain.signedBy.pop();
          chain.seq--;
          chain.head = newest.previous;
          told++;
        }
      }
      return saying(honest, answer);
    });
    // A list says what was verified before; what is opened is verified anew.
    await page.goto('/reports');
    await row(page, /Letter/).click();
    await expect(page.getByText(errors.codes['broken-chain'])).toBeVisible();
    expect(told).toBeGreaterThan(0);
  });

  test('one report in the place of another is shown as neither of them', async ({
    open,
    cloud,
    liar,
  }) => {
    const machine = patient(cloud, 'kofi', 'First letter', 'Second letter');
    const { reports } = machine.ask('reports') as { reports: { id: string; title: string }[] };
    const [first, second] = ['First letter', 'Second letter'].map(
      (title) => reports.find((one) => one.title === title)?.id ?? '',
    );
    const { page } = await open(liar.address);
    await logIn(page, 'kofi@example.org', PASSWORD);
    await openReport(page, /Second letter/);
    const path = `/api/v1/reports/${second}`;
    const stored = liar.exchanges.find(({ question }) => question.path === path);
    expect(stored?.answer.status).toBe(200);

    await page.getByRole('link', { name: shell.myRecords }).click();
    const swapped = said(stored?.answer as Answer);
    liar.tell((question, honest) =>
      question.path === `/api/v1/reports/${first}`
        ? saying(honest, { ...swapped, report: first })
        : honest,
    );
    await row(page, /First letter/).click();
    const alert = page.getByRole('alert').filter({ hasText: records.brokenTitle });
    await expect(alert).toBeVisible();
    await expectNothingShown(page);
    await expect(page.getByText('Second letter')).toHaveCount(0);
  });
});
