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
} from '../test/fakes/dicomWriter.ts';
import { evenBlock } from '../test/fakes/jpeg.ts';
import { barsOf } from './browser/greys.ts';
import { logIn } from './pages/doorway.ts';
import {
  bars,
  expectGreys,
  lut,
  PATIENT,
  SIDE,
  stage,
  STEPS,
  upload,
  uploadFiles,
  uploadStudies,
  visit,
  window,
} from './pages/pictures.ts';
import { openReport } from './pages/records.ts';
import { expect, test } from './test.ts';

const PASSWORD = 'a long enough password';
/** Without a scale the values of a CT are no Hounsfield units, and have no windows to choose. */
const HOUNSFIELD: Tags = { '00281052': ['DS', '0'], '00281053': ['DS', '1'] };
const { shell, viewer } = en;

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
  uploadStudies(machine, cloud.folder, [
    ...kinds.map(([title, tags]) => [title, [tags]] as const),
    [
      'Two views',
      [
        bars(STEPS, { ...HOUNSFIELD, ...window('128', '256') }),
        bars(
          STEPS.map((step) => step + 3000),
          { ...HOUNSFIELD, ...window('3128', '256') },
        ),
        bars(STEPS, {
          ...HOUNSFIELD,
          '00280004': ['CS', 'MONOCHROME1'],
          ...window('128', '256'),
        }),
      ],
    ],
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
  uploadFiles(machine, cloud.folder, 'Cut picture', [
    dicomFile(bars(STEPS, window('128', '256'))).subarray(0, -1),
  ]);
  upload(machine, cloud.folder, 'Uncounted', [
    pictureTags(
      SIDE,
      SIDE,
      (_x, _y, frame) => 60 * (frame + 1),
      { ...window('128', '256'), '00280008': ['IS', '1A'] },
      3,
    ),
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
  await test.step('a picture that is cut off', async () => {
    await page.getByRole('link', { name: shell.myRecords }).click();
    await openReport(page, /^Cut picture/u);
    const failure = page.getByRole('alert').filter({ hasText: viewer.dicomProblems['cut-off'] });
    await expect(failure.getByRole('button', { name: /^Download \(/u })).toBeVisible();
    await expect(stage(page)).toHaveCount(0);
  });
  await test.step('more pictures than the file says', async () => {
    await visit(page, 'Uncounted');
    await words(page, viewer.dicom.longer(3, 1));
    await stage(page).press('End');
    await expect(stage(page)).toHaveAttribute('data-index', '2');
    await expectGreys(page, [180]);
    await words(page, viewer.dicom.longer(3, 1));
  });
  await test.step('pixels that are no squares, without directions, with an overlay', async () => {
    await visit(page, 'Tall pixels');
    await words(page, viewer.dicom.overlays(1));
    await words(page, viewer.dicom.flat);
    await words(page, viewer.dicom.uncalibrated);
    await expectGreys(page, STEPS, 0.5);
  });
  await test.step('a region that has no lengths', async () => {
    await visit(page, 'Speeds of blood');
    await words(page, viewer.dicom.inRegions);
  });
});
