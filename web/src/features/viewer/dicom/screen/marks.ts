import type { ObjectLibrary } from '../loading/objectLibrary.ts';
import type { Mask } from '../pixels/overlays.ts';
import { companionsOf } from '../series/companions.ts';
import { colourOf } from '../series/segments.ts';
import type { Series, Slice } from '../series/series.ts';
import type { Drawn } from './layer.ts';
import type { DrawnSegment, ScreenState } from './screenState.ts';
import { tintedMask, whiteMask } from './stencil.ts';

export interface SegmentMask extends DrawnSegment {
  readonly mask: Mask;
}

/** The segments that lie on a picture. Rejects where one of them cannot be had. */
export async function segmentsOn(
  slice: Slice,
  all: readonly Series[],
  library: Pick<ObjectLibrary, 'frame'>,
): Promise<SegmentMask[]> {
  const { rows, columns } = slice.image.pixels;
  const masks: SegmentMask[] = [];
  for (const { file, frame, segment } of companionsOf(slice, all).marked) {
    const bits = await library.frame(file, frame, 'now');
    const mask = { rows, columns, row: 0, column: 0, bits, from: 0 };
    masks.push({ mask, label: segment.label, colour: colourOf(segment) });
  }
  return masks;
}

/** Each name and colour once. */
export function namesOf(segments: readonly DrawnSegment[]): DrawnSegment[] {
  return segments
    .filter(
      ({ label, colour }, at) =>
        segments.findIndex((other) => other.label === label && other.colour === colour) === at,
    )
    .map(({ label, colour }) => ({ label, colour }));
}

/** All that lies over the picture that is shown: segments of others below, its own overlays above. */
export class Marks {
  /** The person wants to see them. */
  isShown = true;
  readonly #library: Pick<ObjectLibrary, 'frame'>;
  #own: readonly Drawn[] = [];
  #tints: readonly Drawn[] = [];
  #turn = 0;

  constructor(library: Pick<ObjectLibrary, 'frame'>) {
    this.#library = library;
  }

  get drawn(): readonly Drawn[] {
    return this.isShown ? [...this.#tints, ...this.#own] : [];
  }

  /** Of a picture that is shown from now on. */
  setOwn(masks: readonly Mask[]): void {
    this.#turn += 1;
    this.#own = masks.map(whiteMask);
    this.#tints = [];
  }

  /** Fetches the segments on it. Undefined where something else has been asked for since. */
  async segmentsOn(
    slice: Slice,
    all: readonly Series[],
  ): Promise<Pick<ScreenState, 'segments' | 'segmentFailure'> | undefined> {
    const turn = (this.#turn += 1);
    try {
      const segments = await segmentsOn(slice, all, this.#library);
      if (turn !== this.#turn) {
        return undefined;
      }
      this.#tints = segments.map(({ mask, colour }) => tintedMask(mask, colour));
      return { segments: namesOf(segments), segmentFailure: undefined };
    } catch (error) {
      return turn === this.#turn ? { segments: [], segmentFailure: error } : undefined;
    }
  }
}
