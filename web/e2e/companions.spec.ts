import type { Page } from '@playwright/test';
import { en } from '../src/ui/texts/en/index.ts';
import { packed } from '../test/fakes/conformance.ts';
import type { Tags } from '../test/fakes/dicomWriter.ts';
import {
  container,
  drawn,
  image,
  inSpace,
  named,
  number,
  report,
  segmentation,
  slice,
  state,
  structures,
} from '../test/fakes/opened.ts';
import { barsOf } from './browser/greys.ts';
import { logIn } from './pages/doorway.ts';
import {
  BARS,
  bars,
  expectGreys,
  PATIENT,
  SIDE,
  stage,
  STEPS,
  uploadFiles,
  visit,
  window,
} from './pages/pictures.ts';
import { expect, test } from './test.ts';

const PASSWORD = 'a long enough password';
const { dicom } = en.viewer;
/** How much of its colour an area covers a picture with. */
const TINT = 0.45;

/** A picture of bars at a height. */
const at = (z: number, more: Tags = {}) =>
  slice(SIDE, z, {
    ...window('128', '256'),
    '7fe00010': bars(STEPS)['7fe00010'] ?? ['OW', ''],
    '00200013': ['IS', String(z)],
    ...more,
  });
/** The first of the bars. */
const firstBar = (_: unknown, pixel: number) => (pixel % SIDE < SIDE / BARS ? 1 : 0);
const pixels = Array.from({ length: SIDE * SIDE });

const words = (page: Page, text: string | RegExp) =>
  expect(stage(page).getByText(text, { exact: true })).toBeVisible();
/** Red, green and blue of the most colourful pixel about the middle of a bar. */
async function colourOfBar(page: Page, bar: number): Promise<number[]> {
  const colours: number[][] = [];
  for (const aside of [-2, -1, 0, 1, 2]) {
    const found = (await barsOf(stage(page), BARS, 1, aside))[bar] ?? '';
    colours.push([0, 2, 4].map((from) => Number.parseInt(found.slice(from, from + 2), 16)));
  }
  const spread = (colour: number[]) => Math.max(...colour) - Math.min(...colour);
  return colours.reduce((one, other) => (spread(other) > spread(one) ? other : one));
}

test('What other objects say of a picture is drawn where it lies, or said', async ({
  open,
  cloud,
}) => {
  test.setTimeout(900_000);
  const machine = cloud.commandLine('gwen');
  machine.signUp('gwen@example.org', 'Gwen Example', PASSWORD);
  machine.do('record', 'create', '--patient', PATIENT);
  const middle = (bar: number) => (bar + 0.5) * (SIDE / BARS);
  const inBody = (bar: number) => -10 + (middle(bar) - 0.5) * 0.5;
  uploadFiles(machine, cloud.folder, 'Marked', [
    at(5),
    at(6),
    at(7),
    segmentation(SIDE, [{ z: 5, segment: 2, bytes: packed(pixels.map(firstBar)) }]),
    segmentation(
      SIDE,
      [
        {
          z: 7,
          segment: 2,
          bytes: Uint8Array.from(pixels.map(firstBar), (each) => 100 * each),
        },
      ],
      {
        '00080018': ['UI', '1.2.99.2'],
        '00280100': ['US', [8]],
        '00280101': ['US', [8]],
        '00280102': ['US', [7]],
        '00620001': ['CS', 'FRACTIONAL'],
        '0062000e': ['US', [200]],
      },
    ),
    structures([
      {
        shape: 'OPEN_PLANAR',
        points: [
          [inBody(3), -19, 6],
          [inBody(3), 11, 6],
        ],
      },
    ]),
    report(
      container(
        number(
          'Height',
          '16',
          'mm',
          drawn('POLYLINE', [middle(5), 8, middle(5), 60], image('1.2.5')),
        ),
        number('Depth', '3', 'mm', image('1.2.6')),
        inSpace('POINT', [0, 0, 6.5]),
      ),
    ),
  ]);
  uploadFiles(machine, cloud.folder, 'Presented', [
    at(5),
    at(6),
    state([named('1.2.5')], {
      '00283110': ['SQ', [{ '00281050': ['DS', '64'], '00281051': ['DS', '128'] }]],
      '20500020': ['CS', 'INVERSE'],
      '00181600': ['CS', 'RECTANGULAR'],
      '00181602': ['IS', '1'],
      '00181604': ['IS', String(SIDE - SIDE / BARS)],
      '00181606': ['IS', '1'],
      '00181608': ['IS', String(SIDE)],
    }),
    state([named('1.2.6')], { '00080018': ['UI', '1.2.97'], '00700042': ['US', [90]] }),
    ...(['INVERSE', 'IDENTITY'] as const).flatMap((shape, index) => [
      at(7 + index, { '00280004': ['CS', 'MONOCHROME1'] }),
      state([named(`1.2.${7 + index}`)], {
        '00080018': ['UI', `1.2.96.${index}`],
        '00283110': ['SQ', [{ '00281050': ['DS', '128'], '00281051': ['DS', '256'] }]],
        '20500020': ['CS', shape],
      }),
    ]),
  ]);
  const { page } = await open();
  await logIn(page, 'gwen@example.org', PASSWORD);

  await test.step('areas of bits and of fractions', async () => {
    await visit(page, 'Marked');
    await stage(page).press('Home');
    const tinted = Math.round(255 * TINT);
    await expect
      .poll(async () => (await colourOfBar(page, 0)).every((each) => Math.abs(each - tinted) < 2))
      .toBe(true);
    await words(page, 'Tumour');
    await stage(page).press('End');
    await expectGreys(page, [Math.round((255 * TINT) / 2), ...STEPS.slice(1)]);
    await stage(page).press('g');
    await expectGreys(page, STEPS);
    await words(page, dicom.hidden(1));
    await stage(page).press('g');
  });
  await test.step('a measurement of a report', async () => {
    await stage(page).press('Home');
    await expect
      .poll(async () => {
        const [red = 0, green = 0, blue = 0] = await colourOfBar(page, 5);
        return red > 120 && green > 120 && blue < 110;
      })
      .toBe(true);
  });
  await test.step('an outline, and what has no place or lies between', async () => {
    await stage(page).press('ArrowDown');
    await expect
      .poll(async () => {
        const [red = 0, green = 0, blue = 0] = await colourOfBar(page, 3);
        return red > 120 && green < 60 && blue < 60;
      })
      .toBe(true);
    expect((await barsOf(stage(page), BARS))[0]).toBe('000000');
    await words(page, 'Liver');
    await words(page, 'Depth: 3 mm');
    await words(page, `${dicom.notDrawn.measurement(1)} (${dicom.hindrances.between})`);
  });
  await test.step('a presentation state, until it is hidden', async () => {
    await visit(page, 'Presented');
    await stage(page).press('Home');
    const asked = STEPS.map((step) => {
      const grey = Math.max(0, Math.min(((step - 63.5) / 127 + 0.5) * 255, 255));
      return Math.round(255 - grey);
    });
    await expectGreys(page, [...asked.slice(0, -1), 0]);
    await words(page, dicom.presented('As the surgeon saw it', false));
    await stage(page).press('g');
    await expectGreys(page, STEPS);
    await words(page, dicom.hidden(1));
    await stage(page).press('g');
    await stage(page).press('ArrowDown');
    await expectGreys(page, STEPS);
    await words(page, `${dicom.notDrawn.presentation(1)} (${dicom.hindrances.turned})`);
  });
  await test.step('whose black and white stand for those of the picture', async () => {
    await stage(page).press('ArrowDown');
    await expectGreys(
      page,
      STEPS.map((step) => 255 - step),
    );
    await stage(page).press('ArrowDown');
    await expectGreys(page, STEPS);
    await words(page, dicom.presented('As the surgeon saw it', false));
  });
});
