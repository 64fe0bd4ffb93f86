import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { CALIBRATIONS, type Calibration } from '../test/fakes/calibrations.ts';
import { dicomFile, pictureTags } from '../test/fakes/dicomWriter.ts';
import { logIn } from './pages/doorway.ts';
import { PATIENT, SIDE, stage, visit } from './pages/pictures.ts';
import { expect, test } from './test.ts';

const PASSWORD = 'a long enough password';

/** A white square, the middles of whose first and last pixels are `(16, 16)` and `(48, 48)`. */
const inSquare = (at: number) => at >= 16 && at <= 48;

test('Lengths are those of the phantom, in every way that an image has a scale', async ({
  open,
  cloud,
}) => {
  test.setTimeout(480_000);
  const folder = join(cloud.folder, 'phantoms');
  for (const [index, { what, tags }] of CALIBRATIONS.entries()) {
    const study = join(folder, what);
    mkdirSync(study, { recursive: true });
    const picture = pictureTags(SIDE, SIDE, (x, y) => (inSquare(x) && inSquare(y) ? 200 : 20), {
      ...tags,
      '00080018': ['UI', `1.2.3.${index + 1}.1`],
      '00081030': ['LO', what],
      '0020000d': ['UI', `1.2.3.${index + 1}`],
      '0020000e': ['UI', `1.2.3.${index + 1}.0`],
    });
    writeFileSync(join(study, '1.dcm'), dicomFile(picture));
  }
  const machine = cloud.commandLine('lorna');
  machine.signUp('lorna@example.org', 'Lorna Example', PASSWORD);
  machine.do('record', 'create', '--patient', PATIENT);
  machine.do('upload', PATIENT, folder);
  const { page } = await open();
  await logIn(page, 'lorna@example.org', PASSWORD);
  for (const calibration of CALIBRATIONS) {
    await test.step(calibration.what, async () => {
      await visit(page, calibration.what);
      await draw(page, calibration);
      const label = stage(page).locator('svg text tspan');
      const found = await label.allTextContents();
      expect(found.map(words)).toEqual(calibration.lines.map(words));
      // A pixel of the screen is a hundredth of the line, or less.
      found.map(number).forEach((value, at) => {
        const right = number(calibration.lines[at] ?? '');
        expect(Math.abs(value / right - 1)).toBeLessThan(0.01);
      });
    });
  }
});

const number = (line: string) => Number(/[\d.]+/u.exec(line)?.[0]);
const words = (line: string) => line.replace(/[\d.]+/u, '#');

/** Draws the line with the pointer, from the middle of one pixel to that of another. */
async function draw(page: Page, { to = [48, 16], wideToTall = 1 }: Calibration): Promise<void> {
  const box = await stage(page).locator('canvas').boundingBox();
  const { x = 0, y = 0, width = 0, height = 0 } = box ?? {};
  const wide = Math.min(width, height * wideToTall);
  const on = (column: number, row: number): [number, number] => [
    x + width / 2 + wide * ((column + 0.5) / SIDE - 0.5),
    y + height / 2 + (wide / wideToTall) * ((row + 0.5) / SIDE - 0.5),
  ];
  await stage(page).press('l');
  await page.mouse.move(...on(16, 16));
  await page.mouse.down();
  await page.mouse.move(...on(...to), { steps: 4 });
  await page.mouse.up();
}
