import { drawingOf } from './drawings.ts';
import type { Elements } from './elements.ts';
import { LIMITS } from './limits.ts';
import type { ImageReference, ReportMark } from './objects.ts';
import { measured, valueOf } from './structuredReport.ts';

const CHILDREN = 'x0040a730';
/** Of measurements beside a region, so many stand there. */
const MOST_LINES = 8;
const MOST_LETTERS = 120;

/**
 * Where a structured report measured (PS3.16 TID 1500 and the like): coordinates in pictures or in
 * space with the numbers that were inferred from them, and numbers that name a picture alone.
 */
export function readReportMarks(root: Elements): ReportMark[] {
  const marks: ReportMark[] = [];
  const read = (element: Elements, lines: readonly string[], depth: number): void => {
    const children = element.items(CHILDREN);
    const numbers = children.filter((child) => typeOf(child) === 'NUM').map(lineOf);
    for (const child of children) {
      if (marks.length >= LIMITS.reportMarks || depth > LIMITS.reportDepth) {
        return;
      }
      const type = typeOf(child);
      const own = typeOf(element) === 'CONTAINER' ? numbers.slice(0, MOST_LINES) : lines;
      if (type === 'SCOORD' || type === 'SCOORD3D') {
        marks.push(markOf(child, own));
      } else if (type === 'IMAGE' && typeOf(element) === 'NUM') {
        marks.push({ drawing: 'none', images: imagesOf(child), frameOfReference: '', lines: own });
      } else {
        read(child, type === 'CONTAINER' ? [] : [lineOf(child)], depth + 1);
      }
    }
  };
  read(root, [], 0);
  return marks;
}

function typeOf(element: Elements): string {
  return element.fact('x0040a040');
}

function lineOf(element: Elements): string {
  const value = typeOf(element) === 'NUM' ? measured(element) : valueOf(element);
  return [element.code('x0040a043').slice(0, MOST_LETTERS), value.slice(0, MOST_LETTERS)]
    .filter((part) => part !== '')
    .join(': ');
}

function markOf(element: Elements, lines: readonly string[]): ReportMark {
  const isInSpace = typeOf(element) === 'SCOORD3D';
  // Of a picture of several tiles, coordinates may be those of the whole.
  const isElsewhere = element.fact('x00480301') === 'VOLUME';
  const concept = element.code('x0040a043');
  return {
    drawing: isElsewhere
      ? undefined
      : drawingOf(element.fact('x00700023'), element.floats('x00700022'), isInSpace ? 3 : 2),
    images: isInSpace
      ? []
      : element
          .items(CHILDREN)
          .filter((child) => typeOf(child) === 'IMAGE')
          .flatMap(imagesOf),
    frameOfReference: isInSpace ? element.fact('x30060024').replace(/\0/gu, '') : '',
    lines: lines.length === 0 && concept !== '' ? [concept] : lines,
  };
}

function imagesOf(element: Elements): ImageReference[] {
  return element.items('x00081199').map(imageReference);
}

/** Referenced SOP Instance UID and Referenced Frame Number; no frames stand for all of them. */
export function imageReference(item: Elements): ImageReference {
  return {
    instance: item.fact('x00081155').replace(/\0/gu, ''),
    // Where it cannot be read it is none of them, rather than all.
    frames: item.saidNumbers('x00081160')?.length === 0 ? [0] : item.numbers('x00081160'),
  };
}
