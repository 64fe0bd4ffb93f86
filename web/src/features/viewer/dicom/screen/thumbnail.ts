import type { Types } from '@cornerstonejs/core';
import type { Picture } from '../pixels/picture.ts';
import { greyOf } from '../pixels/tone.ts';
import { masksIn, pictureIn } from './image.ts';
import { whiteMask } from './stencil.ts';

/** Draws a decoded picture small, in the window that it was made for, with its own overlays. */
export function drawThumbnail(
  image: Types.IImage,
  canvas: HTMLCanvasElement | OffscreenCanvas,
): void {
  const context = canvas.getContext('2d') as CanvasRenderingContext2D | null;
  if (context === null) {
    return;
  }
  const { rows, columns } = image;
  const [wide, tall] = extentOf(image);
  const scale = Math.min(canvas.width / wide, canvas.height / tall);
  const width = Math.max(1, Math.round(wide * scale));
  const height = Math.max(1, Math.round(tall * scale));
  const picture = context.createImageData(width, height);
  const shown = pictureIn(image);
  const shade = shading(shown);
  for (let y = 0; y < height; y += 1) {
    const row = Math.min(rows - 1, Math.floor(((y + 0.5) * rows) / height));
    for (let x = 0; x < width; x += 1) {
      const column = Math.min(columns - 1, Math.floor(((x + 0.5) * columns) / width));
      const from = row * columns + column;
      const to = 4 * (y * width + x);
      for (let channel = 0; channel < 3; channel += 1) {
        picture.data[to + channel] =
          shown.kind === 'colour'
            ? (shown.rgb[3 * from + channel] ?? 0)
            : shade(shown.drawn[from] ?? 0);
      }
      picture.data[to + 3] = 255;
    }
  }
  context.clearRect(0, 0, canvas.width, canvas.height);
  const [left, top] = [
    Math.floor((canvas.width - width) / 2),
    Math.floor((canvas.height - height) / 2),
  ];
  context.putImageData(picture, left, top);
  context.setTransform(width / columns, 0, 0, height / rows, left, top);
  for (const mask of masksIn(image)) {
    whiteMask(mask).draw(context, width / columns);
  }
  context.resetTransform();
}

/** Width and height as they are in the body, in whatever unit the spacing has. */
export function extentOf(image: Types.IImage): [wide: number, tall: number] {
  return [
    image.columns * (image.columnPixelSpacing || 1),
    image.rows * (image.rowPixelSpacing || 1),
  ];
}

function shading(picture: Picture): (drawn: number) => number {
  if (picture.kind === 'colour') {
    return (drawn) => drawn;
  }
  const { tone, offset, factor, isInverted } = picture;
  return (drawn) => {
    const grey = greyOf(drawn / factor + offset, tone);
    return Math.round(255 * (isInverted ? 1 - grey : grey));
  };
}
