import type { Values } from './values.ts';

const SHARED = 'x52009229';
const EACH = 'x52009230';
/**
 * The groups that say where and how: position, orientation, anatomy, measures, pixels at an X-ray
 * detector, transformation, window.
 */
const GROUPS = [
  'x00209113',
  'x00209116',
  'x00209071',
  'x00289110',
  'x00289443',
  'x00289145',
  'x00289132',
];
const FRAME_CONTENT = 'x00209111';

/** Where an object says something of a frame, what is believed first coming first. */
export interface FrameSources {
  /**
   * One for all frames, or one for each that has groups of its own and a last one for those that have
   * none, or that nobody said are there.
   */
  readonly frames: readonly (readonly Values[])[];
  /** Of {@link frames}, what is said of the frames that the object says it has. */
  readonly said: readonly (readonly Values[])[];
  /** Frame Content of each frame that has functional groups of its own. */
  readonly contents: readonly (Values | undefined)[];
}

/** The data sets that say something of each frame (PS3.3 C.7.6.16). */
export function frameSources(root: Values, frames: number): FrameSources {
  const shared = [...groupsOf(root.item(SHARED)), root];
  const each = root.items(EACH).slice(0, frames);
  const sources = [...each.map((frame) => [...groupsOf(frame), ...shared]), shared];
  return {
    frames: sources,
    said: sources.slice(0, frames),
    contents: each.map((frame) => frame.item(FRAME_CONTENT)),
  };
}

function groupsOf(frame: Values | undefined): Values[] {
  return frame === undefined ? [] : GROUPS.flatMap((tag) => frame.item(tag) ?? []);
}
