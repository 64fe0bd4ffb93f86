import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { en } from '../src/ui/texts/en/index.ts';
import { KINDS, made, SYNTAXES, TILES, type Made } from '../test/fakes/conformance.ts';
import { tilesShown } from './browser/greys.ts';
import { expectTable, type Line } from './pages/conformance.ts';
import { logIn } from './pages/doorway.ts';
import { PATIENT, stage } from './pages/pictures.ts';
import { openReport } from './pages/records.ts';
import { expect, test } from './test.ts';

const PASSWORD = 'a long enough password';
const { shell, viewer } = en;

/** One report of a kind: an image in each transfer syntax, all of one series. */
interface Row {
  readonly title: string;
  readonly cells: readonly { readonly syntax: string; readonly made: Made }[];
}

async function rowOf(kind: (typeof KINDS)[number], index: number): Promise<Row> {
  const title = `Kind ${index + 1}: ${kind[0]}`;
  const cells: { syntax: string; made: Made }[] = [];
  for (const [uid, syntax] of SYNTAXES) {
    const place = cells.length;
    const cell = await made(kind, uid, place, {
      '00080018': ['UI', `1.2.3.${index + 1}.${place + 1}`],
      '00081030': ['LO', title],
      '0020000d': ['UI', `1.2.3.${index + 1}`],
      '0020000e': ['UI', `1.2.3.${index + 1}.0`],
      '00200013': ['IS', String(place + 1)],
    });
    if (cell !== undefined) {
      cells.push({ syntax, made: cell });
    }
  }
  return { title, cells };
}

// Every report but the first two is the third of its session, or a later one.
test('The table of what is shown is what comes of files of each kind', async ({ open, cloud }) => {
  test.setTimeout(600_000);
  const rows = await Promise.all(KINDS.map(rowOf));
  const folder = join(cloud.folder, 'kinds');
  for (const { title, cells } of rows) {
    const study = join(folder, title);
    mkdirSync(study, { recursive: true });
    cells.forEach(({ made: { file } }, place) => {
      writeFileSync(join(study, `${place}.dcm`), file);
    });
  }
  const machine = cloud.commandLine('kim');
  machine.signUp('kim@example.org', 'Kim Example', PASSWORD);
  machine.do('record', 'create', '--patient', PATIENT);
  machine.do('upload', PATIENT, folder);
  // Small, since a machine without a graphics card draws each of many pictures.
  const { page } = await open(cloud.address, { viewport: { width: 800, height: 600 } });
  await logIn(page, 'kim@example.org', PASSWORD);

  for (const { title } of rows.slice(-2)) {
    await visit(page, title);
  }
  const lines: Line[] = [];
  for (const row of rows) {
    await test.step(row.title, async () => {
      const name = row.title.replace(/^Kind \d+: /u, '');
      lines.push({ name, outcomes: await outcomesOf(page, row) });
    });
  }
  expectTable(
    'Pictures',
    SYNTAXES.map(([, name]) => name),
    lines,
  );
});

const notice = (page: Page) => page.getByRole('table', { name: viewer.dicom.factsTitle });

/** Opens a report; there is a picture, or what stands instead of one. */
async function visit(page: Page, title: string): Promise<void> {
  await page.getByRole('link', { name: shell.myRecords }).click();
  await openReport(page, new RegExp(`^${title}`, 'u'));
  await expect(stage(page).or(notice(page))).toBeVisible();
}

/** What comes of each file of a report, by its transfer syntax. */
async function outcomesOf(page: Page, { title, cells }: Row): Promise<Map<string, string>> {
  const outcomes = new Map<string, string>();
  await visit(page, title);
  if (await notice(page).isVisible()) {
    const items = page.getByRole('list', { name: viewer.files }).getByRole('button');
    await expect(items).toHaveCount(cells.length);
    for (const [place, { syntax }] of cells.entries()) {
      await items.nth(place).click();
      await expect(notice(page)).toBeVisible();
      await expect(stage(page)).toHaveCount(0);
      outcomes.set(syntax, 'saved');
    }
    return outcomes;
  }
  // Leafed through before all have been read, the next one would be the next that is known.
  const first = viewer.dicom.imageOf(1, cells.length);
  await expect(stage(page).getByText(first, { exact: true })).toBeVisible();
  const there = [...cells.entries()];
  for (const [place, { syntax, made }] of there) {
    outcomes.set(syntax, await outcomeOf(page, place, made, `${title}, ${syntax}`));
    await stage(page).press('ArrowDown');
  }
  for (const [place, { syntax, made }] of there.reverse()) {
    const again = `${title}, ${syntax}, again`;
    expect(await outcomeOf(page, place, made, again), again).toBe(outcomes.get(syntax));
    await stage(page).press('ArrowUp');
  }
  return outcomes;
}

/** The picture at a place of its series is on the screen; with a caution, or without. */
async function outcomeOf(page: Page, index: number, { colours }: Made, what: string) {
  const found = await tilesShown(stage(page), { index, count: TILES, colours });
  if (typeof found === 'string') {
    throw new Error(`${what}: ${found}`);
  }
  return found ? 'caution' : 'shown';
}
