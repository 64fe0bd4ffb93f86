import type { FrameFacts, Triple } from '../parsing/objects.ts';
import type { Slice } from './series.ts';

/** Of what two written numbers may differ by where one thing is meant, in millimetres. */
const SAME_PLANE = 0.05;
/** Two directions are one, or at right angles, to within a thousandth. */
const SAME_DIRECTION = 1e-3;

/** Where the pixels of a picture lie in space, in millimetres (PS3.3 C.7.6.2.1.1). */
export interface Plane {
  /** The middle of its first pixel. */
  readonly from: Triple;
  readonly along: Triple;
  readonly down: Triple;
  readonly normal: Triple;
  /** Of a pixel. */
  readonly height: number;
  readonly width: number;
}

/** From the pixels of one picture to those of another, as canvases transform. */
export type Affine = readonly [number, number, number, number, number, number];

/** Undefined where the picture does not say all of it, or what cannot be. */
export function planeOf({
  position,
  orientation = [],
  spacing,
}: Pick<FrameFacts, 'position' | 'orientation' | 'spacing'>): Plane | undefined {
  const [a, b, c, d, e, f] = orientation;
  if (
    position === undefined ||
    spacing === undefined ||
    a === undefined ||
    b === undefined ||
    c === undefined ||
    d === undefined ||
    e === undefined ||
    f === undefined
  ) {
    return undefined;
  }
  const [along, down]: [Triple, Triple] = [
    [a, b, c],
    [d, e, f],
  ];
  const isRight =
    Math.abs(dot(along, along) - 1) < 2 * SAME_DIRECTION &&
    Math.abs(dot(down, down) - 1) < 2 * SAME_DIRECTION &&
    Math.abs(dot(along, down)) < SAME_DIRECTION;
  const normal: Triple = [b * f - c * e, c * d - a * f, a * e - b * d];
  const [height, width] = spacing;
  return isRight ? { from: position, along, down, normal, height, width } : undefined;
}

/** How far a point is from the plane, along its normal. */
export function heightOver({ from, normal }: Plane, point: Triple): number {
  return dot(less(point, from), normal);
}

/** Where a point lies among its pixels; the first of them reaches from 0 to 1. */
export function pixelAt(plane: Plane, point: Triple): [x: number, y: number] {
  const away = less(point, plane.from);
  return [dot(away, plane.along) / plane.width + 0.5, dot(away, plane.down) / plane.height + 0.5];
}

export function areParallel(one: Plane, other: Plane): boolean {
  return Math.abs(dot(one.normal, other.normal)) > 1 - SAME_DIRECTION ** 2;
}

export function isInPlane(height: number): boolean {
  return Math.abs(height) < SAME_PLANE;
}

/** From the pixels of one picture to those of another in the same plane. */
export function affine(from: Plane, to: Plane): Affine {
  const at = (x: number, y: number) =>
    pixelAt(
      to,
      from.from.map(
        (value, axis) =>
          value +
          (x - 0.5) * from.width * (from.along[axis] ?? 0) +
          (y - 0.5) * from.height * (from.down[axis] ?? 0),
      ) as unknown as Triple,
    );
  const [x, y] = at(0, 0);
  const [alongX, alongY] = at(1, 0);
  const [downX, downY] = at(0, 1);
  return [alongX - x, alongY - y, downX - x, downY - y, x, y];
}

/** Where a picture of a stack lies, and how near the others are. */
export class Place {
  readonly plane: Plane;
  readonly #heights: readonly number[];
  readonly #gap: number;

  private constructor(plane: Plane, slice: Slice, stack: readonly Slice[]) {
    this.plane = plane;
    this.#heights = stack.flatMap(({ frameFacts }) => {
      const other = planeOf(frameFacts);
      return other === undefined || !areParallel(plane, other)
        ? []
        : [heightOver(plane, other.from)];
    });
    const away = this.#heights.filter((height) => !isInPlane(height)).map(Math.abs);
    this.#gap = away.length > 0 ? Math.min(...away) : (slice.frameFacts.thickness ?? 0);
  }

  /** Undefined where the picture does not say where it lies. */
  static of(slice: Slice, stack: readonly Slice[]): Place | undefined {
    const plane = planeOf(slice.frameFacts);
    return plane && new Place(plane, slice, stack);
  }

  /** Whether what lies so high is nearer to the picture than its neighbours are, and on none of them. */
  isBetween(height: number): boolean {
    return (
      !isInPlane(height) &&
      Math.abs(height) < this.#gap &&
      !this.#heights.some((other) => isInPlane(height - other))
    );
  }

  /** Whether what reaches from one height to another comes near the picture. */
  isNear(least: number, most: number): boolean {
    return least < this.#gap + SAME_PLANE && most > -this.#gap - SAME_PLANE;
  }
}

function less(one: Triple, other: Triple): Triple {
  return [one[0] - other[0], one[1] - other[1], one[2] - other[2]];
}

function dot(one: Triple, other: Triple): number {
  return one[0] * other[0] + one[1] * other[1] + one[2] * other[2];
}
