import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { en } from '../src/ui/texts/en/index.ts';
import { pictureTags } from '../test/fakes/dicomWriter.ts';
import { compressedFile } from '../test/fakes/syntaxes.ts';
import { hospitalFiles } from './cloud/demo.ts';
import { expectTable, type Line } from './pages/conformance.ts';
import { logIn } from './pages/doorway.ts';
import { PATIENT } from './pages/pictures.ts';
import { openReport } from './pages/records.ts';
import { expect, test } from './test.ts';

const PASSWORD = 'a long enough password';
const { shell, viewer } = en;

const KINDS = [
  ['Film of an endoscopy', '77.1.1.1', 'ES'],
  ['Film of a microscopy', '77.1.2.1', 'GM'],
  ['Film of a photography', '77.1.4.1', 'XC'],
] as const;
const SYNTAXES = [
  ['100', 'MPEG-2'],
  ['101', 'MPEG-2, high'],
  ['102', 'H.264 4.1'],
  ['102.1', 'H.264 4.1, in pieces'],
  ['103', 'H.264 4.1 for discs'],
  ['104', 'H.264 4.2'],
  ['105', 'H.264 4.2, 3D'],
  ['106', 'H.264 stereo'],
  ['104', 'H.264 4.2, transport stream'],
  ['107', 'HEVC'],
  ['108', 'HEVC, 10 bits'],
] as const;

/** Packets of a transport stream, with nothing in them that anything could play. */
const STREAM = new Uint8Array(188 * 8).map((_, at) => (at % 188 === 0 ? 0x47 : at % 251));

/** What of the film lies in an object: all of it, three pieces of even length, or a stream of another kind. */
function fragments(syntax: string, name: string, film: Uint8Array): readonly Uint8Array[] {
  if (!name.startsWith('H.264') || name.endsWith('stream')) {
    return [STREAM];
  }
  const piece = syntax.endsWith('.1') ? 2 * Math.ceil(film.length / 6) : film.length;
  return Array.from({ length: Math.ceil(film.length / piece) }, (_, at) =>
    film.subarray(at * piece, (at + 1) * piece),
  );
}

/** A study of each kind, with a film in each transfer syntax. */
function writeKinds(folder: string, film: Uint8Array): void {
  for (const [index, [name, sopClass, modality]] of KINDS.entries()) {
    const study = join(folder, name);
    mkdirSync(study, { recursive: true });
    for (const [place, [syntax, title]] of SYNTAXES.entries()) {
      const tags = pictureTags(2, 2, () => 0, {
        '00080016': ['UI', `1.2.840.10008.5.1.4.1.1.${sopClass}`],
        '00080018': ['UI', `1.2.3.${index + 1}.${place + 1}`],
        '00080060': ['CS', modality],
        '00081030': ['LO', name],
        '0008103e': ['LO', title],
        '0020000d': ['UI', `1.2.3.${index + 1}`],
        '0020000e': ['UI', `1.2.3.${index + 1}.${place + 1}.0`],
        '00200011': ['IS', String(place + 1)],
        '00280008': ['IS', '100'],
      });
      const file = compressedFile(
        tags,
        fragments(syntax, title, film),
        `1.2.840.10008.1.2.4.${syntax}`,
      );
      writeFileSync(join(study, `${place}.dcm`), file);
    }
  }
}

/** The greys of the film that is shown, two seconds after its beginning, 16 by 16. */
async function picture(page: Page): Promise<number[]> {
  const video = page.locator('video');
  await video.evaluate((one: HTMLVideoElement) => {
    one.muted = true;
    one.currentTime = 2;
  });
  const isThere = (one: HTMLVideoElement) => one.readyState >= 2 && !one.seeking && !one.error;
  await expect.poll(() => video.evaluate(isThere)).toBe(true);
  return video.evaluate((one: HTMLVideoElement) => {
    const context = new OffscreenCanvas(16, 16).getContext('2d');
    context?.drawImage(one, 0, 0, 16, 16);
    const data = context?.getImageData(0, 0, 16, 16).data ?? [];
    return Array.from(data).filter((_, at) => at % 4 === 0);
  });
}

/** What comes of the object that is chosen: the film, or that it is not played here. */
async function outcome(page: Page, right: readonly number[]): Promise<string> {
  const refusal = page.getByText(viewer.dicom.filmUnknown);
  await expect(page.locator('video').or(refusal)).toBeVisible();
  if (await refusal.isVisible()) {
    await expect(page.locator('video')).toHaveCount(0);
    await expect(page.getByRole('button', { name: /^Download \(/u })).toBeVisible();
    return 'saved';
  }
  const found = await picture(page);
  expect(found.findIndex((grey, at) => Math.abs(grey - (right[at] ?? -9)) > 1)).toBe(-1);
  return 'shown';
}

test('The table of films is what comes of a film of each kind', async ({ open, cloud }) => {
  test.setTimeout(300_000);
  const path = join(hospitalFiles(), 'angiogram', 'Left coronary artery.mp4');
  const folder = join(cloud.folder, 'films');
  writeKinds(folder, readFileSync(path));
  const machine = cloud.commandLine('flora');
  machine.signUp('flora@example.org', 'Flora Example', PASSWORD);
  machine.do('record', 'create', '--patient', PATIENT);
  machine.do('upload', PATIENT, path, '--title', 'A file');
  machine.do('upload', PATIENT, folder);
  const { page } = await open();
  await logIn(page, 'flora@example.org', PASSWORD);
  const visit = async (title: string) => {
    await page.getByRole('link', { name: shell.myRecords }).click();
    await openReport(page, new RegExp(`^${title}`, 'u'));
  };

  await visit('A file');
  const right = await picture(page);
  expect(new Set(right).size).toBeGreaterThan(8);
  const lines: Line[] = [];
  for (const [name] of KINDS) {
    await visit(name);
    const items = page.getByRole('list', { name: viewer.files }).getByRole('button');
    await expect(items).toHaveCount(SYNTAXES.length);
    const outcomes = new Map<string, string>();
    for (const [place, [, title]] of SYNTAXES.entries()) {
      await test.step(`${name}, ${title}`, async () => {
        await items.nth(place).click();
        await expect(items.nth(place)).toHaveAttribute('aria-current', 'true');
        await expect(items.nth(place)).toContainText(title);
        outcomes.set(title, await outcome(page, right));
      });
    }
    lines.push({ name, outcomes });
  }
  expectTable(
    'Films',
    SYNTAXES.map(([, title]) => title),
    lines,
  );
});
