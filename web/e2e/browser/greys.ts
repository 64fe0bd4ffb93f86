import type { Locator } from '@playwright/test';

/**
 * What a viewer's canvas shows of a picture that fits into it: colours in its middle row, one in the
 * middle of each of so many equally wide bars, or so many pixels aside of it, as hexadecimal numbers.
 */
export function barsOf(
  stage: Locator,
  count: number,
  wideToTall = 1,
  aside = 0,
): Promise<string[]> {
  return stage.locator('canvas').evaluate(
    (canvas, { count, wideToTall, aside }) => {
      if (!(canvas instanceof HTMLCanvasElement)) {
        throw new Error('no canvas');
      }
      const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', {
        willReadFrequently: true,
      });
      if (copy === null) {
        throw new Error('no canvas');
      }
      copy.drawImage(canvas, 0, 0);
      const width = Math.min(canvas.width, canvas.height * wideToTall);
      return Array.from({ length: count }, (_, bar) => {
        const x = canvas.width / 2 + width * ((bar + 0.5) / count - 0.5) + aside;
        const { data } = copy.getImageData(Math.round(x), Math.round(canvas.height / 2), 1, 1);
        return [...data.subarray(0, 3)].map((each) => each.toString(16).padStart(2, '0')).join('');
      });
    },
    { count, wideToTall, aside },
  );
}

/** What a stage has to show: red, green and blue of so many by so many tiles, row by row. */
export interface Tiles {
  readonly index: number;
  readonly count: number;
  readonly colours: readonly number[];
}

/**
 * Waits in the page until the square picture that fits into the viewer's canvas is this one of its
 * series, and each of its tiles has its colour in the middle, to within one of 255.
 *
 * @returns whether a caution stands with it, or, once the time is over, what there is instead
 */
export function tilesShown(stage: Locator, right: Tiles): Promise<boolean | string> {
  return stage.evaluate(async (stage, { index, count, colours }) => {
    const found = (): boolean | string => {
      const canvas = stage.querySelector('canvas');
      const { index: at, shown } = stage.dataset;
      if (canvas === null || at !== String(index) || shown !== 'true') {
        return `image ${at}, shown ${shown}`;
      }
      const { width, height } = canvas;
      const copy = new OffscreenCanvas(width, height).getContext('2d', {
        willReadFrequently: true,
      });
      copy?.drawImage(canvas, 0, 0);
      const data = copy?.getImageData(0, 0, width, height).data ?? [];
      const side = Math.min(width, height);
      for (let tile = 0; tile < count * count; tile++) {
        const x = Math.round(width / 2 + side * (((tile % count) + 0.5) / count - 0.5));
        const y = Math.round(height / 2 + side * ((Math.floor(tile / count) + 0.5) / count - 0.5));
        for (const part of [0, 1, 2]) {
          const value = data[4 * (y * width + x) + part] ?? -9;
          const colour = colours[3 * tile + part] ?? Infinity;
          if (Math.abs(value - colour) > 1) {
            return `tile ${tile} is ${value}, not ${colour}`;
          }
        }
      }
      return stage.querySelector('[data-caution]') !== null;
    };
    const end = performance.now() + 30_000;
    for (;;) {
      const now = found();
      if (typeof now === 'boolean' || performance.now() > end) {
        return now;
      }
      await new Promise(requestAnimationFrame);
    }
  }, right);
}
