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
      const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d');
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

/**
 * Red, green and blue in the middle of each of so many by so many tiles of a square picture that
 * fits into the viewer's canvas, row by row.
 */
export function tilesOf(stage: Locator, count: number): Promise<number[]> {
  return stage.locator('canvas').evaluate((canvas, count) => {
    const copy =
      canvas instanceof HTMLCanvasElement &&
      new OffscreenCanvas(canvas.width, canvas.height).getContext('2d');
    if (!copy) {
      throw new Error('no canvas');
    }
    copy.drawImage(canvas, 0, 0);
    const { width, height } = canvas;
    const side = Math.min(width, height);
    return Array.from({ length: count * count }, (_, tile) => {
      const x = width / 2 + side * (((tile % count) + 0.5) / count - 0.5);
      const y = height / 2 + side * ((Math.floor(tile / count) + 0.5) / count - 0.5);
      return [...copy.getImageData(Math.round(x), Math.round(y), 1, 1).data.subarray(0, 3)];
    }).flat();
  }, count);
}
