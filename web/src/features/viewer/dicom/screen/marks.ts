import type { ObjectLibrary } from '../loading/objectLibrary.ts';
import type { Mask } from '../pixels/overlays.ts';
import { companionsOf, type Companions } from '../series/companions.ts';
import { colourOf } from '../series/segments.ts';
import type { Series, Slice } from '../series/series.ts';
import type { Drawn } from './layer.ts';
import { measurement, outline, presentation } from './pen.ts';
import type { DrawnSegment, ScreenState } from './screenState.ts';
import { tintedMask, whiteMask } from './stencil.ts';

export interface SegmentMask extends DrawnSegment {
  readonly mask: Mask;
}

type Library = Pick<ObjectLibrary, 'frame'>;

/** The segments that lie on a picture. Rejects where one of them cannot be had. */
export async function masksOf(
  { marked }: Pick<Companions, 'marked'>,
  library: Library,
): Promise<SegmentMask[]> {
  const masks: SegmentMask[] = [];
  for (const { file, frame, segment, rows, columns, most, at } of marked) {
    const bits = await library.frame(file, frame, 'now');
    const mask: Mask = {
      rows,
      columns,
      row: 0,
      column: 0,
      bits,
      from: 0,
      ...(most === 1 ? {} : { most }),
      ...(at === undefined ? {} : { at }),
    };
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

/** What lies over the picture that is shown: others' areas and lines below, its own overlays above. */
export class Marks {
  /** The person wants to see them. */
  isShown = true;
  readonly #library: Library;
  #own: readonly Drawn[] = [];
  #tints: readonly Drawn[] = [];
  #lines: readonly Drawn[] = [];
  #companions: Companions | undefined;
  #turn = 0;

  constructor(library: Library) {
    this.#library = library;
  }

  get drawn(): readonly Drawn[] {
    return this.isShown ? [...this.#tints, ...this.#lines, ...this.#own] : [];
  }

  /** What a presentation state makes of the picture, while it is to be seen. */
  get presented(): Companions['presented'] {
    return this.isShown ? this.#companions?.presented : undefined;
  }

  /** What lies over a picture that is shown from now on: all but areas, which have to be fetched. */
  show(slice: Slice, all: readonly Series[], masks: readonly Mask[]): Partial<ScreenState> {
    this.#own = masks.map(whiteMask);
    this.#tints = [];
    return {
      ...this.set(slice, all),
      overlays: masks.length,
      segments: [],
      segmentFailure: undefined,
    };
  }

  /** What the report's objects say of the picture that is shown; more of them may come. */
  set(slice: Slice, all: readonly Series[]): Partial<ScreenState> {
    this.#turn += 1;
    const found = companionsOf(slice, all);
    const { presented, lines, measured, undrawn } = found;
    const { rows, columns } = slice.image.pixels;
    this.#companions = found;
    this.#lines = [
      ...lines.map(outline),
      ...(presented === undefined ? [] : [presentation(presented, rows, columns)]),
      ...measured.map(measurement),
    ];
    return {
      said: measured.flatMap((each) => (each.drawing === undefined ? each.lines : [])),
      marks: measured.length,
      presented,
      undrawn,
    };
  }

  /** Fetches the areas on it. Undefined where something else has been set since. */
  async segments(): Promise<Pick<ScreenState, 'segments' | 'segmentFailure'> | undefined> {
    const turn = this.#turn;
    const lines = (this.#companions?.lines ?? []).map(({ name, colour }) => ({
      label: name,
      colour,
    }));
    try {
      const segments = await masksOf(this.#companions ?? { marked: [] }, this.#library);
      if (turn !== this.#turn) {
        return undefined;
      }
      this.#tints = segments.map(({ mask, colour }) => tintedMask(mask, colour));
      return { segments: namesOf([...segments, ...lines]), segmentFailure: undefined };
    } catch (error) {
      return turn === this.#turn ? { segments: namesOf(lines), segmentFailure: error } : undefined;
    }
  }
}
