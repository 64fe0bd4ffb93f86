import { utilities, type Types } from '@cornerstonejs/core';
import { SPREAD } from '../pixels/grey.ts';
import type { Mask } from '../pixels/overlays.ts';
import type { Picture } from '../pixels/picture.ts';
import { rangeOf } from '../pixels/tone.ts';
import type { Slice } from '../series/series.ts';
import { planeOf } from './modules.ts';

const pictures = new WeakMap<Types.IImage, Picture>();
const overlays = new WeakMap<Types.IImage, readonly Mask[]>();

/** What Cornerstone draws: values that are ready, whose tone is set when they are shown. */
export function drawnImage(
  imageId: string,
  picture: Picture,
  slice: Slice,
  masks: readonly Mask[],
): Types.IImage {
  const { rows, columns } = slice.image.pixels;
  const { rowPixelSpacing, columnPixelSpacing } = planeOf(slice);
  const isColour = picture.kind === 'colour';
  const scalarData = isColour ? picture.rgb : picture.drawn;
  const isSpread = scalarData instanceof Float32Array;
  const numberOfComponents = isColour ? 3 : 1;
  const { lower, upper } = drawnRange(picture);
  const image = {
    imageId,
    dataType: scalarData.constructor.name,
    color: isColour,
    rgba: false,
    numberOfComponents,
    rows,
    columns,
    height: rows,
    width: columns,
    rowPixelSpacing,
    columnPixelSpacing,
    slope: 1,
    intercept: 0,
    invert: false,
    minPixelValue: isSpread ? 0 : lower,
    maxPixelValue: isSpread ? SPREAD : upper,
    windowCenter: (lower + upper + 1) / 2,
    windowWidth: upper - lower + 1,
    voiLUTFunction: 'LINEAR',
    sizeInBytes: scalarData.byteLength + masks.reduce((sum, { bits }) => sum + bits.length, 0),
    voxelManager: utilities.VoxelManager.createImageVoxelManager({
      scalarData,
      width: columns,
      height: rows,
      numberOfComponents,
    }),
    getPixelData: () => scalarData,
    getCanvas: undefined,
  } as unknown as Types.IImage;
  pictures.set(image, picture);
  overlays.set(image, masks);
  return image;
}

/** What a decoded image shows. */
export function pictureIn(image: Types.IImage): Picture {
  const picture = pictures.get(image);
  if (picture === undefined) {
    throw new Error('an image is made of a picture');
  }
  return picture;
}

/** What its own overlays draw over it. */
export function masksIn(image: Types.IImage): readonly Mask[] {
  return overlays.get(image) ?? [];
}

/** Black and white of the picture's own tone, among the values that are drawn. */
function drawnRange(picture: Picture): { lower: number; upper: number } {
  if (picture.kind === 'colour') {
    return { lower: 0, upper: 255 };
  }
  const { lower, upper } = rangeOf(picture.tone);
  const { offset, factor } = picture;
  return { lower: (lower - offset) * factor, upper: (upper - offset) * factor };
}
