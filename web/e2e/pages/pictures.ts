import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { en } from '../../src/ui/texts/en/index.ts';
import { dicomFile, pictureTags, type Tags, type Value } from '../../test/fakes/dicomWriter.ts';
import { barsOf } from '../browser/greys.ts';
import type { CommandLine } from '../cloud/commandLine.ts';
import { openReport } from './records.ts';

/** Whom the images name. */
export const PATIENT = 'Anna Sample';
export const SIDE = 64;
export const BARS = 8;
const { shell, viewer } = en;

export type More = Record<string, readonly [string, Value]>;

export const stage = (page: Page) => page.getByRole('application', { name: viewer.dicom.stage });
const grey = (value: number) => value.toString(16).padStart(2, '0').repeat(3);

/** Eight bars of equal width with these values, 16 bits, or rows of pixels that a test makes itself. */
export function bars(values: readonly number[], more: More = {}): Tags {
  return pictureTags(SIDE, SIDE, (x) => values[Math.floor((x * BARS) / SIDE)] ?? 0, more);
}

export const window = (center: string, width: string): More => ({
  '00281050': ['DS', center],
  '00281051': ['DS', width],
});
export const lut = (first: number, bits: number, entries: readonly number[]): Tags => ({
  '00283002': ['US', [entries.length, first, bits]],
  '00283006': ['OW', new Uint8Array(Uint16Array.from(entries).buffer)],
});
/** 0, 32 … 224. */
export const STEPS = Array.from({ length: BARS }, (_, bar) => 32 * bar);

/** Uploads files of one report. */
export function uploadFiles(
  machine: CommandLine,
  folder: string,
  title: string,
  files: readonly Uint8Array[],
): void {
  const study = join(folder, title);
  mkdirSync(study, { recursive: true });
  files.forEach((bytes, index) => {
    writeFileSync(join(study, `${index}.dcm`), bytes);
  });
  machine.do('upload', PATIENT, study, '--title', title);
}

/** Uploads the images as one report. */
export function upload(
  machine: CommandLine,
  folder: string,
  title: string,
  images: readonly Tags[],
): void {
  const files = images.map((tags, index) =>
    dicomFile({
      ...tags,
      '00080018': ['UI', `1.2.3.${title.length}.${index + 1}`],
      '00200013': ['IS', String(index + 1)],
    }),
  );
  uploadFiles(machine, folder, title, files);
}

/** Uploads each study as a report of its own, all at once; the tests' programs take long to start. */
export function uploadStudies(
  machine: CommandLine,
  folder: string,
  studies: readonly (readonly [title: string, images: readonly Tags[]])[],
): void {
  const all = mkdtempSync(join(folder, 'studies-'));
  for (const [index, [title, images]] of studies.entries()) {
    const uid = `1.2.3.${index + 1}`;
    const study = join(all, title);
    mkdirSync(study, { recursive: true });
    images.forEach((tags, at) => {
      const file = dicomFile({
        ...tags,
        '00080018': ['UI', `${uid}.${at + 1}`],
        '00081030': ['LO', title],
        '0020000d': ['UI', uid],
        '0020000e': ['UI', `${uid}.0`],
        '00200013': ['IS', String(at + 1)],
      });
      writeFileSync(join(study, `${at}.dcm`), file);
    });
  }
  machine.do('upload', PATIENT, all);
}

export async function visit(page: Page, title: string): Promise<void> {
  await page.getByRole('link', { name: shell.myRecords }).click();
  await openReport(page, new RegExp(`^${title}`));
  await expect(stage(page)).toHaveAttribute('data-shown', 'true');
}

/** The greys that stand on the screen, to within one of 255. */
export async function expectGreys(
  page: Page,
  greys: readonly number[],
  wideToTall?: number,
): Promise<void> {
  await expect
    .poll(async () => {
      const found = await barsOf(stage(page), greys.length, wideToTall);
      return greys.every((each, bar) =>
        [each - 1, each, each + 1].some((near) => found[bar] === grey(near)),
      )
        ? 'as expected'
        : found.join(' ');
    })
    .toBe('as expected');
}
