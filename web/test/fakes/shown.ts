import { openObject } from '../../src/features/viewer/dicom/parsing/readObject.ts';
import {
  pictureOf,
  plainSamples,
  type Picture,
} from '../../src/features/viewer/dicom/pixels/picture.ts';
import { curveOf, greyOf } from '../../src/features/viewer/dicom/pixels/tone.ts';
import { seriesOf, type Slice } from '../../src/features/viewer/dicom/series/series.ts';

/** The picture of a frame that is not compressed by a codec, and what the file says of it. */
export async function pictureIn(
  file: Uint8Array,
  frame = 0,
): Promise<{ picture: Picture; slice: Slice }> {
  const { object, frames } = await openObject(file);
  const [series] = seriesOf(new Map([[0, object]]));
  const slice = series?.kind === 'stack' ? series.slices[frame] : undefined;
  const bytes = slice && frames?.frame(slice.frame);
  const samples = slice && bytes && plainSamples(bytes, slice);
  if (slice === undefined || samples === undefined) {
    throw new Error('no picture');
  }
  return { picture: pictureOf(samples, slice), slice };
}

/** What a screen shows of each value in the image's own tone: greys from 0 to 255, or RGB as hexadecimal. */
export async function shown(file: Uint8Array, frame = 0): Promise<(number | string)[]> {
  const { picture } = await pictureIn(file, frame);
  if (picture.kind === 'colour') {
    return Array.from({ length: picture.rgb.length / 3 }, (_, at) =>
      Buffer.from(picture.rgb.subarray(3 * at, 3 * at + 3)).toString('hex'),
    );
  }
  return greysOf(picture).map(Math.round);
}

/** What a screen shows of each value, from 0 to 255. */
export function greysOf(picture: Extract<Picture, { kind: 'grey' }>): number[] {
  const { drawn, offset, factor, tone, isInverted } = picture;
  const curve = curveOf(tone, factor === 1);
  return Array.from(drawn, (each) => {
    const value = each / factor + offset;
    const grey = greyOf(value, tone);
    if (Math.abs(grey - between(curve, value)) > 0.002) {
      throw new Error(`the curve of the screen differs at ${value}`);
    }
    return 255 * (isInverted ? 1 - grey : grey);
  });
}

function between(curve: readonly (readonly [number, number])[], value: number): number {
  const after = curve.findIndex(([at]) => at >= value);
  const [x1, y1] = curve[after] ?? curve.at(-1) ?? [0, 0];
  const [x0, y0] = curve[after - 1] ?? [x1, y1];
  return after < 0 || x1 === x0 ? y1 : y0 + ((y1 - y0) * (value - x0)) / (x1 - x0);
}
