import type { GreyWindow } from '../parsing/objects.ts';
import type { Undrawn } from '../series/companions.ts';
import type { Presented } from '../series/presentations.ts';
import type { Slice } from '../series/series.ts';

/** A segment's name and colour. */
export interface DrawnSegment {
  readonly label: string;
  readonly colour: string;
}

/** What the page knows of a stack of pictures. */
export interface ScreenState {
  readonly index: number;
  /** Undefined for colours, and where a table of the image makes its greys. */
  readonly window: GreyWindow | undefined;
  /** Whose picture stands on the screen, as its file says itself; also while another is waited for. */
  readonly drawn: Slice | undefined;
  /** How wide a column of it is there, in CSS pixels. */
  readonly column: number;
  readonly isByTable: boolean;
  readonly zoom: number;
  /** The person exchanged black and white. */
  readonly inverted: boolean;
  /** The picture at the index is being fetched or decoded. */
  readonly waiting: boolean;
  /** The picture has overlays that are drawn. */
  readonly overlays: number;
  /** Measurements of reports that are shown on it, and what those say that have no place there. */
  readonly marks: number;
  readonly said: readonly string[];
  /** The presentation state that it is shown by, if that is not hidden. */
  readonly presented: Presented | undefined;
  /** What belongs to it and is not drawn. */
  readonly undrawn: readonly Undrawn[];
  /** Segments and structures that are drawn over it. */
  readonly segments: readonly DrawnSegment[];
  /** Segments that lie on it and could not be fetched, and why. */
  readonly segmentFailure: unknown;
  /** The person wants to see what lies over the picture. */
  readonly isOverlaid: boolean;
  /** Why the picture at the index is not shown. */
  readonly failure: unknown;
  readonly measurements: number;
}

export const START: ScreenState = {
  index: 0,
  window: undefined,
  drawn: undefined,
  column: 0,
  isByTable: false,
  zoom: 1,
  inverted: false,
  waiting: true,
  overlays: 0,
  marks: 0,
  said: [],
  presented: undefined,
  undrawn: [],
  segments: [],
  segmentFailure: undefined,
  isOverlaid: true,
  failure: undefined,
  measurements: 0,
};
