import type { Values } from './values.ts';

/** The data sets of one frame's functional groups that say where and how. */
export function functionalGroups(frame: Values | undefined): Values[] {
  return frame === undefined
    ? []
    : ['x00209113', 'x00209116', 'x00289110', 'x00289145', 'x00289132'].flatMap(
        (tag) => frame.item(tag) ?? [],
      );
}
