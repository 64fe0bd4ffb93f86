import type { Drawing } from '../parsing/objects.ts';
import type { Line } from '../series/outlines.ts';
import type { Presented } from '../series/presentations.ts';
import type { Measured } from '../series/reportMarks.ts';
import type { Drawn } from './layer.ts';

/** In pixels of the screen, as CSS counts them. */
const LINE = 1.5;
const CROSS = 5;
const LETTERS = 13;
const MARK = '#ffeb3b';

type Point = readonly number[];

/** A line around a structure, in its colour. */
export function outline({ shape, colour, points }: Line): Drawn {
  return {
    draw: (context) => {
      stroke(
        context,
        { shape: shape === 'point' ? 'points' : shape === 'closed' ? 'polygon' : 'line', points },
        colour,
      );
    },
  };
}

/** Where something was measured, and what. */
export function measurement({ drawing, lines }: Measured): Drawn {
  return {
    draw: (context) => {
      if (drawing !== undefined) {
        stroke(context, drawing, MARK);
        write(context, lines, rightmost(drawing.points), MARK);
      }
    },
  };
}

/** What a presentation state draws over a picture of so many pixels. */
export function presentation(
  { shutters, graphics, texts }: Presented,
  rows: number,
  columns: number,
): Drawn {
  return {
    draw: (context) => {
      for (const { shape, points } of shutters) {
        const path = pathOf({ shape, points });
        path.rect(0, 0, columns, rows);
        context.fillStyle = '#000';
        context.fill(path, 'evenodd');
      }
      for (const { drawing, isFilled } of graphics) {
        if (isFilled) {
          context.fillStyle = MARK;
          context.fill(pathOf(drawing));
        }
        stroke(context, drawing, MARK);
      }
      for (const { lines, at, anchor } of texts) {
        if (anchor !== undefined) {
          stroke(context, { shape: 'line', points: [at, anchor] }, MARK);
        }
        write(context, lines, at, MARK);
      }
    },
  };
}

/** A line as wide as it is on the screen, whatever the picture's size there, with a dark edge. */
function stroke(context: CanvasRenderingContext2D, drawing: Drawing, colour: string): void {
  const matrix = context.getTransform();
  const ratio = globalThis.devicePixelRatio || 1;
  const path = new Path2D();
  if (drawing.shape === 'points') {
    for (const [x = 0, y = 0] of drawing.points) {
      const at = matrix.transformPoint({ x, y });
      const reach = CROSS * ratio;
      path.moveTo(at.x - reach, at.y);
      path.lineTo(at.x + reach, at.y);
      path.moveTo(at.x, at.y - reach);
      path.lineTo(at.x, at.y + reach);
    }
  } else {
    path.addPath(pathOf(drawing), matrix);
  }
  context.save();
  context.resetTransform();
  context.lineJoin = 'round';
  for (const [style, width] of [
    ['#000', LINE + 2],
    [colour, LINE],
  ] as const) {
    context.strokeStyle = style;
    context.lineWidth = width * ratio;
    context.stroke(path);
  }
  context.restore();
}

function pathOf({ shape, points }: Drawing): Path2D {
  const path = new Path2D();
  const [first = [0, 0], second = [0, 0], third = [0, 0], fourth = [0, 0]] = points;
  switch (shape) {
    case 'circle':
      path.arc(first[0] ?? 0, first[1] ?? 0, distance(first, second), 0, 2 * Math.PI);
      break;
    case 'ellipse': {
      const [x, y] = [
        ((first[0] ?? 0) + (second[0] ?? 0)) / 2,
        ((first[1] ?? 0) + (second[1] ?? 0)) / 2,
      ];
      const turn = Math.atan2(
        (second[1] ?? 0) - (first[1] ?? 0),
        (second[0] ?? 0) - (first[0] ?? 0),
      );
      path.ellipse(
        x,
        y,
        distance(first, second) / 2,
        distance(third, fourth) / 2,
        turn,
        0,
        2 * Math.PI,
      );
      break;
    }
    case 'points':
      break;
    case 'line':
    case 'polygon':
      for (const [x = 0, y = 0] of points) {
        path.lineTo(x, y);
      }
      if (shape === 'polygon') {
        path.closePath();
      }
  }
  return path;
}

/** Words right of a place, upright and as large on any picture. */
function write(
  context: CanvasRenderingContext2D,
  lines: readonly string[],
  [x = 0, y = 0]: Point,
  colour: string,
): void {
  const at = context.getTransform().transformPoint({ x, y });
  const size = LETTERS * (globalThis.devicePixelRatio || 1);
  context.save();
  context.resetTransform();
  context.font = `${size}px system-ui, sans-serif`;
  context.textBaseline = 'top';
  lines.forEach((line, index) => {
    const [left, top] = [at.x + size / 2, at.y + index * size * 1.3];
    context.fillStyle = 'rgba(0, 0, 0, 0.65)';
    context.fillRect(left - 2, top - 1, context.measureText(line).width + 4, size * 1.3);
    context.fillStyle = colour;
    context.fillText(line, left, top);
  });
  context.restore();
}

function rightmost(points: readonly Point[]): Point {
  return points.reduce(
    (one, other) => ((other[0] ?? 0) > (one[0] ?? 0) ? other : one),
    points[0] ?? [],
  );
}

function distance(one: Point, other: Point): number {
  return Math.hypot((one[0] ?? 0) - (other[0] ?? 0), (one[1] ?? 0) - (other[1] ?? 0));
}
