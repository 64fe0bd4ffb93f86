import { drawingOf } from './drawings.ts';
import type { Elements } from './elements.ts';
import { LIMITS } from './limits.ts';
import { readLut } from './luts.ts';
import type { Annotation, Hindrance, Presentation, PresentedTone, Shutter } from './objects.ts';
import { DicomError } from './problems.ts';
import { imageReference } from './reportMarks.ts';

const GREYSCALE = '1.2.840.10008.5.1.4.1.1.11.1';
/** Slope and intercept. */
const SCALE = ['x00281053', 'x00281052'];
const REFERENCED_IMAGES = 'x00081140';

/**
 * What a greyscale softcopy presentation state (PS3.3 A.33.1) asks for. Whatever of it is not done
 * here is a hindrance: then it is not applied at all.
 */
export function readPresentation(root: Elements): Presentation {
  const annotations = root.items('x00700001').slice(0, LIMITS.names).map(annotationOf);
  const shutters = shuttersOf(root);
  const marks = annotations.reduce(
    (sum, each) => sum + (each?.graphics.length ?? 0) + (each?.texts.length ?? 0),
    0,
  );
  const overlays = Array.from({ length: 16 }, (_, at) => (0x6000 + 2 * at).toString(16));
  const isTurned = (root.uint16('x00700042') ?? 0) % 360 !== 0 || root.fact('x00700041') === 'Y';
  const hindrances: readonly (readonly [boolean, Hindrance])[] = [
    [root.fact('x00080016').replace(/\0/gu, '') !== GREYSCALE, 'kind'],
    [root.has('x00286100'), 'subtraction'],
    [root.has('x20500010') || root.has('x00283000'), 'tones'],
    [overlays.some((group) => root.has(`x${group}3000`)), 'marks'],
    [isTurned, 'turned'],
    [SCALE.some((tag) => root.saidNumbers(tag)?.length === 0), 'values'],
    [annotations.some((each) => each === undefined) || shutters === undefined, 'marks'],
    [root.items('x00700001').length > LIMITS.names || marks > LIMITS.annotations, 'marks'],
    [root.items('x00283110').length > LIMITS.names, 'tones'],
    [root.items('x0070005a').length > LIMITS.names, 'shape'],
  ];
  return {
    label: root.fact('x00700081') || root.fact('x00700080'),
    images: root
      .items('x00081115')
      .flatMap((series) => series.items(REFERENCED_IMAGES).map(imageReference)),
    hindrance: hindrances.find(([isThere]) => isThere)?.[1],
    isInverse: root.fact('x20500020') === 'INVERSE',
    slope: root.number('x00281053') ?? 1,
    intercept: root.number('x00281052') ?? 0,
    tones: root.items('x00283110').slice(0, LIMITS.names).map(toneOf),
    areas: root
      .items('x0070005a')
      .slice(0, LIMITS.names)
      .map((item) => ({
        images: item.items(REFERENCED_IMAGES).map(imageReference),
        from: pairOf([item.int32('x00700052'), item.int32('x00700052', 1)]),
        to: pairOf([item.int32('x00700053'), item.int32('x00700053', 1)]),
        shape: pairOf(
          item.has('x00700101') ? item.numbers('x00700101') : item.numbers('x00700102'),
        ),
      })),
    shutters: shutters ?? [],
    annotations: annotations.filter((each) => each !== undefined),
  };
}

function toneOf(item: Elements): PresentedTone {
  const images = item.items(REFERENCED_IMAGES).map(imageReference);
  const [center] = item.numbers('x00281050');
  const [width] = item.numbers('x00281051');
  const shape = item.text('x00281056');
  if (center !== undefined && width !== undefined && width > 0) {
    const kind = shape === 'SIGMOID' || shape === 'LINEAR_EXACT' ? shape : 'LINEAR';
    return { images, tone: { kind: 'window', function: kind, center, width } };
  }
  try {
    const table = readLut(item.item('x00283010'), false);
    // Whether so great a first value is one below zero, only the image could tell.
    const isClear = table !== undefined && table.first <= 0x7fff;
    return { images, tone: isClear ? { kind: 'table', table } : undefined };
  } catch (error) {
    if (error instanceof DicomError) {
      return { images, tone: undefined };
    }
    throw error;
  }
}

/** Undefined where a part of it is not drawn here. */
function annotationOf(item: Elements): Annotation | undefined {
  const graphics = item.items('x00700009').map((graphic) => {
    const drawing = drawingOf(graphic.fact('x00700023'), graphic.floats('x00700022'), 2);
    const space = spaceOf(graphic.fact('x00700005'));
    return drawing && space && { drawing, space, isFilled: graphic.fact('x00700024') === 'Y' };
  });
  const texts = item.items('x00700008').map((text) => {
    const box = pairOf(text.floats('x00700010'));
    const anchor = pairOf(text.floats('x00700014'));
    const space = spaceOf(text.fact(box === undefined ? 'x00700004' : 'x00700003'));
    const at = box ?? anchor;
    const anchorSpace = spaceOf(text.fact('x00700004'));
    const isPointing = box !== undefined && text.fact('x00700015') === 'Y';
    if (at === undefined || space === undefined) {
      return undefined;
    }
    const words = { lines: text.text('x00700006', LIMITS.fact).split(/\r\n|\r|\n/u), at, space };
    if (!isPointing) {
      return words;
    }
    return anchor && anchorSpace && { ...words, anchor: { at: anchor, space: anchorSpace } };
  });
  return item.has('x00700209') || [...graphics, ...texts].includes(undefined)
    ? undefined
    : {
        images: item.items(REFERENCED_IMAGES).map(imageReference),
        graphics: graphics.filter((each) => each !== undefined),
        texts: texts.filter((each) => each !== undefined),
      };
}

function spaceOf(units: string): 'pixels' | 'display' | undefined {
  return units === 'PIXEL' ? 'pixels' : units === 'DISPLAY' ? 'display' : undefined;
}

/** What the picture is seen through (PS3.3 C.7.6.11); undefined where one of them is not drawn here. */
function shuttersOf(root: Elements): Shutter[] | undefined {
  const shutters: Shutter[] = [];
  for (const shape of root.words('x00181600')) {
    const edges = ['x00181602', 'x00181606', 'x00181604', 'x00181608'].map((tag) =>
      root.number(tag),
    );
    const [left, top, right, bottom] = edges;
    const [row, column] = root.numbers('x00181610');
    const radius = root.number('x00181612');
    const vertices = root.numbers('x00181620');
    // Rows and columns begin with 1; the middle of the first pixel is half a pixel from its edge.
    if (shape === 'RECTANGULAR' && left && top && right && bottom) {
      const [x, y] = [left - 1, top - 1];
      shutters.push({
        shape: 'polygon',
        points: [
          [x, y],
          [right, y],
          [right, bottom],
          [x, bottom],
        ],
      });
    } else if (shape === 'CIRCULAR' && row && column && radius) {
      const [x, y] = [column - 0.5, row - 0.5];
      shutters.push({
        shape: 'circle',
        points: [
          [x, y],
          [x + radius, y],
        ],
      });
    } else if (shape === 'POLYGONAL' && vertices.length >= 6 && vertices.length % 2 === 0) {
      const points = Array.from({ length: vertices.length / 2 }, (_, at) => [
        (vertices[2 * at + 1] ?? 0) - 0.5,
        (vertices[2 * at] ?? 0) - 0.5,
      ]);
      shutters.push({ shape: 'polygon', points });
    } else {
      return undefined;
    }
  }
  return shutters;
}

function pairOf([one, other]: readonly (number | undefined)[]):
  readonly [number, number] | undefined {
  return one !== undefined && other !== undefined && Number.isFinite(one) && Number.isFinite(other)
    ? [one, other]
    : undefined;
}
