import type { Mask } from '../pixels/overlays.ts';
import type { Drawn } from './layer.ts';

/** Canvases of this size every browser has. */
const TILE = 2048;
/** How much of a colour covers the picture. */
const TINT = 0.45;

interface Tile {
  readonly canvas: OffscreenCanvas;
  readonly x: number;
  readonly y: number;
}

/** A mask that can be drawn in any colour, a tile at a time. */
class Stencil {
  readonly #tiles: readonly Tile[];

  constructor(mask: Mask) {
    const tiles: Tile[] = [];
    for (let y = 0; y < mask.rows; y += TILE) {
      for (let x = 0; x < mask.columns; x += TILE) {
        tiles.push({ canvas: tileOf(mask, x, y), x: mask.column + x, y: mask.row + y });
      }
    }
    this.#tiles = tiles;
  }

  draw(
    to: CanvasRenderingContext2D,
    colour: string,
    places: readonly (readonly [x: number, y: number])[],
  ): void {
    for (const { canvas, x, y } of this.#tiles) {
      const own = canvas.getContext('2d');
      if (own !== null) {
        own.globalCompositeOperation = 'source-in';
        own.fillStyle = colour;
        own.fillRect(0, 0, canvas.width, canvas.height);
      }
      for (const [right, down] of places) {
        to.drawImage(canvas, x + right, y + down);
      }
    }
  }
}

function tileOf(mask: Mask, left: number, top: number): OffscreenCanvas {
  const width = Math.min(TILE, mask.columns - left);
  const height = Math.min(TILE, mask.rows - top);
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  const image = context?.createImageData(width, height);
  if (context && image) {
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        const at = mask.from + (top + y) * mask.columns + left + x;
        image.data[4 * (y * width + x) + 3] =
          mask.most === undefined
            ? 255 * (((mask.bits[at >> 3] ?? 0) >> (at & 7)) & 1)
            : (255 * (mask.bits[at] ?? 0)) / mask.most;
      }
    }
    context.putImageData(image, 0, 0);
  }
  return canvas;
}

/** A mask in white with a dark edge of a screen's pixel, so that it is seen on any picture. */
export function whiteMask(mask: Mask): Drawn {
  let stencil: Stencil | undefined;
  return {
    draw(context, screenPixels) {
      stencil ??= new Stencil(mask);
      const edge = 1 / screenPixels;
      // Enlarged, each pixel is what it is; made smaller, thin lines do not get lost.
      context.imageSmoothingEnabled = screenPixels < 1;
      context.imageSmoothingQuality = 'high';
      stencil.draw(context, '#000', [
        [-edge, 0],
        [edge, 0],
        [0, -edge],
        [0, edge],
      ]);
      stencil.draw(context, '#fff', [[0, 0]]);
    },
  };
}

/** A mask in a colour through which the picture is seen, its pixels as large and where they are. */
export function tintedMask(mask: Mask, colour: string): Drawn {
  let stencil: Stencil | undefined;
  return {
    draw(context, screenPixels) {
      stencil ??= new Stencil(mask);
      const { at = [1, 0, 0, 1, 0, 0] } = mask;
      context.save();
      context.transform(...at);
      context.imageSmoothingEnabled = screenPixels * Math.hypot(at[0], at[1]) < 1;
      context.globalAlpha = TINT;
      stencil.draw(context, colour, [[0, 0]]);
      context.restore();
    },
  };
}
