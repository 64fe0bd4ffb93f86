import type { Types } from '@cornerstonejs/core';
import vtkColorTransferFunction from '@kitware/vtk.js/Rendering/Core/ColorTransferFunction.js';
import type { GreyWindow, Tone } from '../parsing/objects.ts';
import { DicomError } from '../parsing/problems.ts';
import type { Picture } from '../pixels/picture.ts';
import { curveOf, rangeOf, windowOf } from '../pixels/tone.ts';
import type { Presented } from '../series/presentations.ts';

/** What the person chose; each image is shown as it asks for itself where they chose nothing. */
export interface Chosen {
  readonly window?: GreyWindow;
  /** What a presentation state makes of the image. */
  readonly presented?: Pick<Presented, 'tone' | 'isInverted'> | undefined;
  /** Black and white are exchanged, whichever way round the image has them itself. */
  readonly isTurned?: boolean;
}

/** Points of a curve that a texture surely holds. */
const MOST_POINTS = 4096;

/** The tone in which a picture is shown. */
export function toneOf(picture: Picture, { window, presented }: Chosen): Tone {
  const own: Tone =
    picture.kind === 'grey'
      ? (presented?.tone ?? picture.tone)
      : { kind: 'window', function: 'LINEAR_EXACT', center: 127.5, width: 255 };
  return window === undefined ? own : { kind: 'window', function: functionOf(picture), ...window };
}

function isInverted(picture: Picture, { isTurned = false, presented }: Chosen): boolean {
  return (picture.kind === 'grey' && (presented ?? picture).isInverted) !== isTurned;
}

/** The window of black and white among the values that are drawn. */
export function chosenWindow(
  picture: Picture,
  { lower, upper }: { readonly lower: number; readonly upper: number },
): GreyWindow {
  const { offset, factor } = scaleOf(picture);
  return windowOf(
    { lower: lower / factor + offset, upper: upper / factor + offset },
    functionOf(picture),
  );
}

/** Shows the picture that the viewport has in its own tone, or in what the person chose. */
export function applyTone(viewport: Types.IStackViewport, picture: Picture, chosen: Chosen): void {
  const tone = toneOf(picture, chosen);
  const { offset, factor } = scaleOf(picture);
  const drawn = (value: number) => (value - offset) * factor;
  const { lower, upper } = rangeOf(tone);
  const inverted = isInverted(picture, chosen);
  // Without a GPU there is no actor, whatever the types say.
  const actor = (viewport.getDefaultActor() as Types.ActorEntry | undefined)?.actor;
  const isDrawnByGpu = actor !== undefined && 'getMapper' in actor;
  if (!isDrawnByGpu && (tone.kind === 'table' || tone.function === 'SIGMOID')) {
    throw new DicomError('unsupported');
  }
  viewport.setProperties({
    voiRange: { lower: drawn(lower), upper: Math.max(drawn(upper), drawn(lower) + 0.001) },
    invert: inverted && !isDrawnByGpu,
  });
  if (!isDrawnByGpu) {
    return;
  }
  // Cornerstone's own function is a line; a table, a sigmoid or one step are not.
  const curve = vtkColorTransferFunction.newInstance();
  const points = curveOf(tone, factor === 1 && offset === 0);
  for (const [value, grey] of points) {
    const shown = inverted ? 1 - grey : grey;
    curve.addRGBPoint(drawn(value), shown, shown, shown);
  }
  const slice = actor as Types.ImageActor;
  slice.getProperty().setRGBTransferFunction(0, curve);
  (
    slice.getMapper() as unknown as { setColorTextureWidth(width: number): void }
  ).setColorTextureWidth(Math.max(1024, Math.min(points.length, MOST_POINTS)));
}

/** A window that is chosen keeps the image's kind of curve; values that are no whole ones are exact. */
function functionOf(picture: Picture) {
  const isSigmoid =
    picture.kind === 'grey' &&
    picture.tone.kind === 'window' &&
    picture.tone.function === 'SIGMOID';
  if (isSigmoid) {
    return 'SIGMOID';
  }
  return picture.kind === 'grey' && !(picture.drawn instanceof Float32Array)
    ? 'LINEAR'
    : 'LINEAR_EXACT';
}

function scaleOf(picture: Picture): { readonly offset: number; readonly factor: number } {
  return picture.kind === 'grey' ? picture : { offset: 0, factor: 1 };
}
