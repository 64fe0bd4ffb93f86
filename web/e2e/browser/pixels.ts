import { expect, type Locator } from '@playwright/test';

/** What a picture on the screen is made of. */
interface Look {
  readonly colours: number;
  /** The part of it that has not its commonest colour, between 0 and 1. */
  readonly drawn: number;
}

/** Counts the colours of the middle of what is shown, where no controls and words lie over it. */
async function look(shown: Locator): Promise<Look> {
  const picture = (await shown.screenshot()).toString('base64');
  return shown.page().evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const [width, height] = [bitmap.width >> 1, bitmap.height >> 1];
    const context = new OffscreenCanvas(width, height).getContext('2d');
    if (context === null) {
      throw new Error('no canvas');
    }
    context.drawImage(bitmap, -(width >> 1), -(height >> 1));
    const counts = new Map<number, number>();
    for (const pixel of new Uint32Array(context.getImageData(0, 0, width, height).data.buffer)) {
      counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
    }
    return { colours: counts.size, drawn: 1 - Math.max(...counts.values()) / (width * height) };
  }, picture);
}

/** Waits until something is drawn: enough colours, and enough of it not mere background. */
export async function expectDrawn(
  shown: Locator,
  { colours, drawn }: Look = { colours: 40, drawn: 0.2 },
): Promise<void> {
  await expect(shown).toBeVisible();
  await expect
    .poll(async () => {
      const found = await look(shown);
      return found.colours >= colours && found.drawn >= drawn ? 'drawn' : found;
    })
    .toBe('drawn');
}

/** The middle of a page of text: some ink, most of it paper. */
export const INK: Look = { colours: 20, drawn: 0.01 };
