import type { Page } from '@playwright/test';
import { en } from '../src/ui/texts/en/index.ts';
import { logIn } from './pages/doorway.ts';
import {
  BARS,
  bars,
  expectGreys,
  PATIENT,
  SIDE,
  stage,
  STEPS,
  upload,
  visit,
  window,
} from './pages/pictures.ts';
import { expect, test } from './test.ts';

const PASSWORD = 'a long enough password';
const { viewer } = en;

test('What is said of a picture stands on it', async ({ open, cloud }) => {
  test.setTimeout(240_000);
  const machine = cloud.commandLine('marta');
  machine.signUp('marta@example.org', 'Marta Example', PASSWORD);
  machine.do('record', 'create', '--patient', PATIENT);
  const words = (page: Page, text: string) =>
    expect(stage(page).getByText(text, { exact: true })).toBeVisible();
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
  const { page } = await open();
  await page.addInitScript(countContexts);
  await logIn(page, 'marta@example.org', PASSWORD);

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
  await test.step('the values in a rectangle, whatever is drawn over them', async () => {
    await visit(page, 'Drawn over');
    const canvas = await stage(page).locator('canvas').boundingBox();
    const { x = 0, y = 0, width = 0, height = 0 } = canvas ?? {};
    const at = (column: number, row: number): [number, number] => [
      x + width / 2 + height * (column / SIDE - 0.5),
      y + (height * row) / SIDE,
    ];
    await stage(page).press('d');
    await page.mouse.move(...at(9, 20));
    await page.mouse.down();
    await page.mouse.move(...at(12, 24));
    await page.mouse.move(...at(15, 30), { steps: 4 });
    await page.mouse.up();
    await expect(stage(page).locator('svg text')).toContainText(viewer.dicom.mean('32', '0'));
    await stage(page).press('w');
  });
  await test.step('in the last of many reports as in the first', async () => {
    const over = STEPS.map((step, bar) => (bar === 1 ? 255 : step));
    // A browser has sixteen contexts.
    for (let visits = 0; visits < 25; visits += 1) {
      await visit(page, 'A right breast');
      await expectGreys(page, STEPS);
      await visit(page, 'Drawn over');
      await expectGreys(page, over);
    }
    const { made, held } = await page.evaluate(heldContexts);
    expect(made).toBeGreaterThan(50);
    expect(held).toBeLessThan(4);
  });
});

interface Counted {
  readonly contexts: Set<WebGL2RenderingContext>;
}

/** Keeps every WebGL context that the page makes. */
function countContexts(): void {
  const contexts = new Set<WebGL2RenderingContext>();
  (globalThis as unknown as Counted & { contexts: unknown }).contexts = contexts;
  const { prototype } = HTMLCanvasElement;
  const get = Object.getOwnPropertyDescriptor(prototype, 'getContext')?.value as (
    this: HTMLCanvasElement,
    ...rest: unknown[]
  ) => unknown;
  prototype.getContext = function (this: HTMLCanvasElement, ...rest: unknown[]) {
    const context = get.apply(this, rest);
    if (context instanceof WebGL2RenderingContext) {
      contexts.add(context);
    }
    return context;
  } as typeof prototype.getContext;
}

function heldContexts(): { made: number; held: number } {
  const contexts = [...(globalThis as unknown as Counted).contexts];
  return { made: contexts.length, held: contexts.filter((one) => !one.isContextLost()).length };
}
