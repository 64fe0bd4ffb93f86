import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { en } from '../src/ui/texts/en/index.ts';
import { KINDS, made, SYNTAXES, TILES, type Made } from '../test/fakes/conformance.ts';
import { tilesOf } from './browser/greys.ts';
import { logIn } from './pages/doorway.ts';
import { PATIENT, stage } from './pages/pictures.ts';
import { openReport } from './pages/records.ts';
import { expect, test } from './test.ts';

/** `MEDSEAL_WRITE=1 npm run browse -- conformance` writes it anew. */
const TABLE = fileURLToPath(new URL('../../docs/conformance.md', import.meta.url));
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
  const { page } = await open();
  await logIn(page, 'kim@example.org', PASSWORD);

  for (const { title } of rows.slice(-2)) {
    await visit(page, title);
  }
  const found: string[] = [];
  for (const row of rows) {
    await test.step(row.title, async () => {
      const outcomes = await outcomesOf(page, row);
      const cells = SYNTAXES.map(([, syntax]) => outcomes.get(syntax) ?? '');
      found.push(`| ${row.title.replace(/^Kind \d+: /u, '')} | ${cells.join(' | ')} |`);
    });
  }
  const text = [
    HEAD,
    `| | ${SYNTAXES.map(([, name]) => name).join(' | ')} |`,
    `|${' --- |'.repeat(SYNTAXES.length + 1)}`,
    ...found,
    '',
  ].join('\n');
  if (process.env['MEDSEAL_WRITE'] !== undefined) {
    writeFileSync(TABLE, text);
  }
  expect(readFileSync(TABLE, 'utf8')).toBe(text);
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
  const there = [...cells.entries()];
  for (const [place, { syntax, made }] of there) {
    await expectTiles(page, place, made, `${title}, ${syntax}`);
    const isCaution = (await stage(page).locator('[data-caution]').count()) > 0;
    outcomes.set(syntax, isCaution ? 'caution' : 'shown');
    await stage(page).press('ArrowDown');
  }
  for (const [place, { syntax, made }] of there.reverse()) {
    await expectTiles(page, place, made, `${title}, ${syntax}, again`);
    await stage(page).press('ArrowUp');
  }
  return outcomes;
}

/** The picture at a place of its series is on the screen, to within one of 255. */
async function expectTiles(page: Page, place: number, { colours }: Made, what: string) {
  await expect
    .poll(async () => {
      const [index, isShown] = await stage(page).evaluate((element) => [
        element.dataset['index'],
        element.dataset['shown'],
      ]);
      if (index !== String(place) || isShown !== 'true') {
        return `${what}: image ${index}, shown ${isShown}`;
      }
      const tiles = await tilesOf(stage(page), TILES);
      const at = tiles.findIndex((value, each) => Math.abs(value - (colours[each] ?? -9)) > 1);
      return at < 0 && tiles.length === colours.length
        ? 'as expected'
        : `${what}: tile ${Math.floor(at / 3)} is ${tiles[at]}, not ${colours[at]}`;
    })
    .toBe('as expected');
}

const HEAD = `# What the viewer shows

Each cell is what came of a file of that storage class in that transfer syntax, made by \`web/test/fakes/conformance.ts\` and looked at through the portal in Chromium by \`web/e2e/conformance.spec.ts\`: as the third report of its session or a later one, among the others of its row as one series in which each image has values and a window of its own, and again after leafing to the end and back. *Shown* is where every tile of the picture was within one grey value of 255 of what the standard's formulas give, both times; *caution* where it was, and the picture says besides what a person has to know, for instance that its lengths are those at the detector; *saved* where nothing is drawn of it, and the viewer says what it is and offers it for download. Empty cells were not tried: the standard knows no such file, or the test cannot make one. The test fails where this table is not what comes of it.

What is *saved* may still be drawn over the pictures that it belongs to: segmentations of bits and fractions, outlines for radiotherapy, and greyscale presentation states, as far as \`web/e2e/companions.spec.ts\` shows; where something of these is not, the picture says so, and why. Structured reports are shown as a tree and their measurements on the pictures that they name, waveforms as curves, and embedded PDFs, texts and films as what they are. Films (MPEG-2, H.264, HEVC) are handed to the browser's player.
`;
