import type { Drawing, Hindrance, ImageReference, Presentation, Tone } from '../parsing/objects.ts';
import { possibleRange } from '../pixels/grey.ts';
import type { Slice } from './series.ts';

/** What a presentation state makes of a picture. */
export interface Presented {
  readonly label: string;
  readonly tone: Tone;
  readonly isInverted: boolean;
  /** It asks for a part of the picture, which is shown as a whole here. */
  readonly isPart: boolean;
  readonly shutters: Presentation['shutters'];
  /** In pixels. */
  readonly graphics: readonly { readonly drawing: Drawing; readonly isFilled: boolean }[];
  readonly texts: readonly {
    readonly lines: readonly string[];
    readonly at: readonly [x: number, y: number];
    readonly anchor: readonly [x: number, y: number] | undefined;
  }[];
}

/** Whether a picture is among those that are named; where none is, all are meant. */
export function isNamed(
  images: readonly ImageReference[],
  { facts, frame }: Pick<Slice, 'facts' | 'frame'>,
): boolean {
  return images.some(
    ({ instance, frames }) =>
      instance === facts.sopInstance && (frames.length === 0 || frames.includes(frame + 1)),
  );
}

/** What a state that names the picture makes of it, or why it is not applied. */
export function presented(state: Presentation, slice: Slice): Presented | Hindrance {
  const { hindrance, label, isInverse, shutters } = state;
  if (hindrance !== undefined) {
    return hindrance;
  }
  const { pixels, display } = slice.image;
  const { slope = 1, intercept = 0 } = slice.frameFacts;
  const isGrey = pixels.samplesPerPixel === 1 && pixels.palette === undefined;
  if (
    !isGrey ||
    pixels.isFloat ||
    display.modalityLut !== undefined ||
    state.slope !== slope ||
    state.intercept !== intercept
  ) {
    return 'values';
  }
  const own = <T extends { readonly images: readonly ImageReference[] }>(items: readonly T[]) =>
    items.filter(({ images }) => images.length === 0 || isNamed(images, slice));
  const [toned, ...others] = own(state.tones);
  const [area] = own(state.areas);
  const tone = toned === undefined ? wholeRange(slice) : toned.tone;
  if (tone === undefined || others.length > 0) {
    return 'tones';
  }
  const [vertical, horizontal] = slice.frameFacts.spacing ?? display.aspect ?? [1, 1];
  if (
    area?.shape !== undefined &&
    Math.abs(area.shape[0] / area.shape[1] / (vertical / horizontal) - 1) > 0.01
  ) {
    return 'shape';
  }
  const [left, top] = area?.from ?? [1, 1];
  const [right, bottom] = area?.to ?? [pixels.columns, pixels.rows];
  const inPixels = (at: readonly number[], space: 'pixels' | 'display'): [number, number] => {
    const [x = 0, y = 0] = at;
    return space === 'pixels'
      ? [x, y]
      : [left - 1 + x * (right - left + 1), top - 1 + y * (bottom - top + 1)];
  };
  const annotations = own(state.annotations);
  return {
    label,
    tone,
    isInverted: isInverse,
    isPart: left > 1 || top > 1 || right < pixels.columns || bottom < pixels.rows,
    shutters,
    graphics: annotations.flatMap(({ graphics }) =>
      graphics.map(({ drawing, space, isFilled }) => ({
        drawing: { ...drawing, points: drawing.points.map((point) => inPixels(point, space)) },
        isFilled,
      })),
    ),
    texts: annotations.flatMap(({ texts }) =>
      texts.map(({ lines, at, space, anchor }) => ({
        lines,
        at: inPixels(at, space),
        anchor: anchor && inPixels(anchor.at, anchor.space),
      })),
    ),
  };
}

/** Without a VOI LUT all values that there can be are shown (PS3.3 C.11.8). */
function wholeRange({ image, frameFacts }: Slice): Tone {
  const { least, most } = possibleRange(image.pixels, frameFacts);
  return {
    kind: 'window',
    function: 'LINEAR_EXACT',
    center: (least + most) / 2,
    width: most - least,
  };
}
