import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { en } from '../src/ui/texts/en/index.ts';
import {
  dataSet,
  dicomFile,
  encapsulatedPixels,
  joined,
  pictureTags,
  withMeta,
  type Tags,
  type Value,
} from '../test/fakes/dicomWriter.ts';
import { evenBlock } from '../test/fakes/jpeg.ts';
import { barsOf } from './browser/greys.ts';
import type { CommandLine } from './cloud/commandLine.ts';
import { logIn } from './pages/doorway.ts';
import { openReport } from './pages/records.ts';
import { expect, test } from './test.ts';

const PASSWORD = 'a long enough password';
/** Whom the images name. */
const PATIENT = 'Anna Sample';
const SIDE = 64;
const BARS = 8;
const { shell, viewer } = en;

type More = Record<string, readonly [string, Value]>;

const stage = (page: Page) => page.getByRole('application', { name: viewer.dicom.stage });
const grey = (value: number) => value.toString(16).padStart(2, '0').repeat(3);

/** Eight bars of equal width with these values, 16 bits, or rows of pixels that a test makes itself. */
function bars(values: readonly number[], more: More = {}): Tags {
  return pictureTags(SIDE, SIDE, (x) => values[Math.floor((x * BARS) / SIDE)] ?? 0, more);
}

const window = (center: string, width: string): More => ({
  '00281050': ['DS', center],
  '00281051': ['DS', width],
});
const lut = (first: number, bits: number, entries: readonly number[]): Tags => ({
  '00283002': ['US', [entries.length, first, bits]],
  '00283006': ['OW', new Uint8Array(Uint16Array.from(entries).buffer)],
});
/** 0, 32 … 224. */
const STEPS = Array.from({ length: BARS }, (_, bar) => 32 * bar);

/** Uploads files of one report. */
function uploadFiles(
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
function upload(
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

async function visit(page: Page, title: string): Promise<void> {
  await page.getByRole('link', { name: shell.myRecords }).click();
  await openReport(page, new RegExp(`^${title}`));
  await expect(stage(page)).toHaveAttribute('data-shown', 'true');
}

/** The greys that stand on the screen, to within one of 255. */
async function expectGreys(
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

test('Pictures are as grey as the standard says, each in its own window', async ({
  open,
  cloud,
}) => {
  test.setTimeout(240_000);
  const machine = cloud.commandLine('greta');
  machine.signUp('greta@example.org', 'Greta Example', PASSWORD);
  machine.do('record', 'create', '--patient', PATIENT);
  const upTo = (entry: (value: number) => number) =>
    Array.from({ length: 256 }, (_, value) => entry(value));
  const kinds: readonly [title: string, tags: Tags, greys: readonly number[]][] = [
    ['Linear', bars(STEPS, window('128', '256')), STEPS],
    [
      'Modality LUT',
      bars(STEPS, {
        '00283000': [
          'SQ',
          [
            lut(
              0,
              16,
              upTo((value) => 255 - value),
            ),
          ],
        ],
        ...window('128', '256'),
      }),
      STEPS.map((step) => 255 - step),
    ],
    [
      'VOI LUT',
      bars(STEPS, {
        '00283010': [
          'SQ',
          [
            lut(
              0,
              16,
              upTo((value) => value * value),
            ),
          ],
        ],
      }),
      STEPS.map((step) => Math.round((255 * step * step) / 65_535)),
    ],
    [
      'Negative slope',
      bars(STEPS, { '00281052': ['DS', '0'], '00281053': ['DS', '-1'], ...window('-127', '256') }),
      STEPS.map((step) => 255 - step),
    ],
    [
      'Tiny scale',
      bars(STEPS, {
        '00281052': ['DS', '0'],
        '00281053': ['DS', '1e-6'],
        ...window('.0001275', '.000255'),
      }),
      STEPS,
    ],
    ['One value', bars(STEPS, window('100', '1')), STEPS.map((step) => (step > 99 ? 255 : 0))],
    ['All zero', bars([]), STEPS.map(() => 0)],
    [
      'Padding',
      bars([63_000, 0, 10, 20, 30, 40, 50, 63_000], {
        '00280120': ['US', [63_000]],
      }),
      [255, 0, 51, 102, 153, 204, 255, 255],
    ],
  ];
  for (const [title, tags] of kinds) {
    upload(machine, cloud.folder, title, [tags]);
  }
  upload(machine, cloud.folder, 'Two views', [
    bars(STEPS, window('128', '256')),
    bars(
      STEPS.map((step) => step + 3000),
      window('3128', '256'),
    ),
    bars(STEPS, { '00280004': ['CS', 'MONOCHROME1'], ...window('128', '256') }),
  ]);
  const { page } = await open();
  await logIn(page, 'greta@example.org', PASSWORD);

  for (const [title, , greys] of kinds) {
    await test.step(title, async () => {
      await visit(page, title);
      await expectGreys(page, greys);
    });
  }

  await test.step('a series whose images differ', async () => {
    const turned = STEPS.map((step) => 255 - step);
    const words = (text: RegExp) => expect(stage(page).getByText(text)).toBeVisible();
    await visit(page, 'Two views');
    await expectGreys(page, STEPS);
    await words(/^C 128\s+W 256$/u);
    await stage(page).press('ArrowDown');
    await expectGreys(page, STEPS);
    await words(/^C 3128\s+W 256$/u);
    await stage(page).press('ArrowDown');
    await expectGreys(page, turned);
    await stage(page).press('i');
    await expectGreys(page, STEPS);
    await stage(page).press('Home');
    await expectGreys(page, turned);
    await stage(page).press('r');
    await expectGreys(page, STEPS);
    await stage(page).press('End');
    await expectGreys(page, turned);
  });

  await test.step('what the person chooses stays for all of them', async () => {
    await stage(page).press('Home');
    await stage(page).press('1');
    await expect(stage(page).getByText(/^C 40\s+W 400$/u)).toBeVisible();
    await stage(page).press('ArrowDown');
    await expectGreys(
      page,
      STEPS.map(() => 255),
    );
    await expect(stage(page).getByText(/^C 40\s+W 400$/u)).toBeVisible();
    await stage(page).press('r');
    await expectGreys(page, STEPS);
  });
});

test('Pictures have their colours, shapes and frames, and say what they lack', async ({
  open,
  cloud,
}) => {
  test.setTimeout(240_000);
  const machine = cloud.commandLine('gregor');
  machine.signUp('gregor@example.org', 'Gregor Example', PASSWORD);
  machine.do('record', 'create', '--patient', PATIENT);
  const words = (page: Page, text: string) =>
    expect(stage(page).getByText(text, { exact: true })).toBeVisible();
  // Of each two pixels: Y, Y, Cb, Cr; red on the left, white on the right.
  const shared = Uint8Array.from({ length: SIDE * SIDE * 2 }, (_, at) => {
    const isLeft = at % (2 * SIDE) < SIDE;
    return (isLeft ? [76, 76, 85, 255] : [255, 255, 128, 128])[at % 4] ?? 0;
  });
  upload(machine, cloud.folder, 'Shared chrominance', [
    bars([], {
      '00280002': ['US', [3]],
      '00280004': ['CS', 'YBR_FULL_422'],
      '00280006': ['US', [0]],
      '00280100': ['US', [8]],
      '00280101': ['US', [8]],
      '00280102': ['US', [7]],
      '7fe00010': ['OB', shared],
    }),
  ]);
  const { '7fe00010': _pixels, ...evenTags } = pictureTags(8, 8, () => 0, {
    '00280101': ['US', [12]],
    '00280102': ['US', [11]],
    ...window('2048', '31'),
  });
  uploadFiles(machine, cloud.folder, 'Twelve bits', [
    withMeta(
      joined([dataSet(evenTags), encapsulatedPixels([evenBlock(0, 12)])]),
      '1.2.840.10008.1.2.4.51',
    ),
  ]);
  uploadFiles(machine, cloud.folder, 'Cut film', [
    dicomFile(
      pictureTags(
        SIDE,
        SIDE,
        (_x, _y, frame) => 60 * (frame + 1),
        { ...window('128', '256'), '00181063': ['DS', '3000'] },
        4,
      ),
    ).subarray(0, -SIDE * SIDE - 1),
  ]);
  upload(machine, cloud.folder, 'Tall pixels', [
    bars(STEPS, {
      ...window('128', '256'),
      '00280030': ['DS', ''],
      '00280034': ['IS', '2\\1'],
      '00200037': ['DS', '0\\0\\0\\0\\0\\0'],
      '60000010': ['US', [SIDE]],
      '60000011': ['US', [SIDE]],
      // A bit of the values themselves.
      '60000102': ['US', [3]],
    }),
  ]);
  // Over the second of the bars, in the middle of the picture's height.
  upload(machine, cloud.folder, 'Drawn over', [
    bars(STEPS, {
      ...window('128', '256'),
      '60000010': ['US', [SIDE / 2]],
      '60000011': ['US', [SIDE / BARS]],
      '60000050': ['SS', [SIDE / 4 + 1, SIDE / BARS + 1]],
      '60003000': ['OW', new Uint8Array((SIDE * SIDE) / (16 * BARS)).fill(255)],
    }),
  ]);
  upload(machine, cloud.folder, 'A right breast', [
    bars(STEPS, {
      ...window('128', '256'),
      '00080060': ['CS', 'MG'],
      '00280030': ['DS', ''],
      '00181164': ['DS', '0.1\\0.1'],
      '00200020': ['CS', 'A\\FR'],
      '00200062': ['CS', 'R'],
      '00185101': ['CS', 'MLO'],
    }),
  ]);
  const oneDouble = (value: number) => new Uint8Array(Float64Array.of(value).buffer);
  upload(machine, cloud.folder, 'Speeds of blood', [
    bars(STEPS, {
      '00080060': ['CS', 'US'],
      '00186011': [
        'SQ',
        [
          {
            '00186012': ['US', [3]],
            '00186014': ['US', [3]],
            '00186018': ['UL', [0]],
            '0018601a': ['UL', [0]],
            '0018601c': ['UL', [SIDE]],
            '0018601e': ['UL', [SIDE]],
            '00186024': ['US', [4]],
            '00186026': ['US', [7]],
            '0018602c': ['FD', oneDouble(0.01)],
            '0018602e': ['FD', oneDouble(0.5)],
          },
        ],
      ],
    }),
  ]);
  const { page } = await open();
  await logIn(page, 'gregor@example.org', PASSWORD);

  await test.step('chrominance that pixels share', async () => {
    await visit(page, 'Shared chrominance');
    await expect.poll(() => barsOf(stage(page), 2)).toEqual(['fe0000', 'ffffff']);
  });
  await test.step('JPEG of 12 bits', async () => {
    await visit(page, 'Twelve bits');
    await expectGreys(page, [132]);
  });
  await test.step('a film that is cut off', async () => {
    await visit(page, 'Cut film');
    await words(page, viewer.dicom.shorter(3, 4));
    await stage(page).press('End');
    await expect(stage(page)).toHaveAttribute('data-index', '2');
    await expectGreys(page, [180]);
    await stage(page).press('Home');
    await expect(page.getByLabel(viewer.dicom.speed)).toHaveValue('0.33 fps');
    await stage(page).press(' ');
    await expectGreys(page, [120]);
    await stage(page).press(' ');
  });
  await test.step('pixels that are no squares, without directions, with an overlay', async () => {
    await visit(page, 'Tall pixels');
    await words(page, viewer.dicom.overlays(1));
    await words(page, viewer.dicom.flat);
    await words(page, viewer.dicom.uncalibrated);
    await expectGreys(page, STEPS, 0.5);
  });
  await test.step('an overlay, until it is hidden', async () => {
    const over = STEPS.map((step, bar) => (bar === 1 ? 255 : step));
    await visit(page, 'Drawn over');
    await expectGreys(page, over);
    await stage(page).press('g');
    await expectGreys(page, STEPS);
    await words(page, viewer.dicom.hidden(1));
    await stage(page).press('g');
    await expectGreys(page, over);
  });
  await test.step('sides, view and scale, also without the names', async () => {
    const edges = () =>
      stage(page)
        .locator('[data-edge]')
        .evaluateAll((all) => all.map((each) => each.textContent).join(' '));
    await visit(page, 'A right breast');
    await expect.poll(edges).toBe('P A HL FR');
    await words(page, `${viewer.dicom.laterality.R} · MLO`);
    await stage(page).press('o');
    await expect(stage(page).getByText(PATIENT)).toHaveCount(0);
    await words(page, `${viewer.dicom.laterality.R} · MLO`);
    const bar = stage(page).locator('[data-scale]');
    await expect(bar.locator('..')).toContainText('detector');
    // 64 columns of 0.1 mm fill the height of the stage, which is less than its width.
    const canvas = await stage(page).locator('canvas').boundingBox();
    const millimetres = Number(await bar.getAttribute('data-scale'));
    const width = (await bar.boundingBox())?.width ?? 0;
    expect(width).toBeCloseTo(((canvas?.height ?? 0) / (SIDE * 0.1)) * millimetres, -0.5);
    await stage(page).press('o');
  });
  await test.step('a length where there are no lengths', async () => {
    await visit(page, 'Speeds of blood');
    await words(page, viewer.dicom.uncalibrated);
    const box = await stage(page).locator('canvas').boundingBox();
    const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2];
    await stage(page).press('l');
    await page.mouse.move(x - 40, y);
    await page.mouse.down();
    await page.mouse.move(x + 40, y, { steps: 5 });
    await page.mouse.up();
    await expect(stage(page).locator('svg text')).toContainText('px');
    await expect(stage(page).locator('svg text')).not.toContainText('mm');
  });
});
