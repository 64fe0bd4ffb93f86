import { LIMITS } from './limits.ts';
import type { Companion } from './objects.ts';
import type { Values } from './values.ts';

/** Objects that say something of the pictures of others, by the beginning of their SOP class. */
const KINDS: readonly (readonly [sopClass: string, kind: Companion['kind']])[] = [
  ['1.2.840.10008.5.1.4.1.1.66.4', 'segmentation'],
  ['1.2.840.10008.5.1.4.1.1.66.5', 'segmentation'],
  ['1.2.840.10008.5.1.4.1.1.66.7', 'segmentation'],
  ['1.2.840.10008.5.1.4.1.1.66.8', 'segmentation'],
  ['1.2.840.10008.5.1.4.1.1.11.', 'presentation'],
  ['1.2.840.10008.5.1.4.1.1.481.3', 'structures'],
  ['1.2.840.10008.5.1.4.1.1.481.5', 'plan'],
  ['1.2.840.10008.5.1.4.1.1.481.8', 'plan'],
  ['1.2.840.10008.5.1.4.1.1.66.1', 'registration'],
  ['1.2.840.10008.5.1.4.1.1.66.3', 'registration'],
];

/** What an object of such a kind would draw over pictures; undefined for others. */
export function readCompanion(root: Values): Companion | undefined {
  const sopClass = root.fact('x00080016').replace(/\0/gu, '');
  const kind = KINDS.find(([known]) =>
    known.endsWith('.') ? sopClass.startsWith(known) : sopClass === known,
  )?.[1];
  return kind === undefined
    ? undefined
    : { kind, contents: contentsOf(kind, root), series: seriesOf(kind, root) };
}

function contentsOf(kind: Companion['kind'], root: Values): string[] {
  switch (kind) {
    case 'segmentation':
      return named(root, 'x00620002', 'x00620005');
    case 'structures':
      return named(root, 'x30060020', 'x30060026');
    case 'plan':
    case 'registration':
      return [];
    case 'presentation':
      return textsOf(root);
  }
}

/** Of the pictures that it says something of. */
function seriesOf(kind: Companion['kind'], root: Values): string[] {
  const series = (item: Values, sequence: string) =>
    item.items(sequence).map((each) => each.fact('x0020000e'));
  const found =
    kind === 'structures'
      ? root
          .items('x30060010')
          .flatMap((frame) => frame.items('x30060012'))
          .flatMap((study) => series(study, 'x30060014'))
      : series(root, 'x00081115');
  return [...new Set(found)].filter((uid) => uid !== '').slice(0, LIMITS.names);
}

/** What stands in the name of each item. */
function named(root: Values, sequence: string, name: string): string[] {
  return root
    .items(sequence)
    .slice(0, LIMITS.names)
    .map((item) => item.fact(name))
    .filter((text) => text !== '');
}

/** Texts that a presentation state writes over its images. */
function textsOf(root: Values): string[] {
  return root
    .items('x00700001')
    .slice(0, LIMITS.names)
    .flatMap((graphic) => named(graphic, 'x00700008', 'x00700006'))
    .slice(0, LIMITS.names);
}
