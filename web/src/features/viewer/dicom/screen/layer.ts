import { Enums, type Types } from '@cornerstonejs/core';

/** What lies over a picture, in its own pixels: the first one reaches from 0 to 1. */
export interface Drawn {
  draw(context: CanvasRenderingContext2D, screenPixels: number): void;
}

/** Draws over each picture that Cornerstone has drawn, on the same canvas. */
export class Layer {
  readonly #element: HTMLDivElement;
  readonly #viewport: () => Types.IStackViewport | undefined;
  readonly #over: { readonly drawn: readonly Drawn[] };

  constructor(
    element: HTMLDivElement,
    viewport: () => Types.IStackViewport | undefined,
    over: { readonly drawn: readonly Drawn[] },
  ) {
    this.#element = element;
    this.#over = over;
    this.#viewport = viewport;
    element.addEventListener(Enums.Events.IMAGE_RENDERED, this.#draw);
  }

  close(): void {
    this.#element.removeEventListener(Enums.Events.IMAGE_RENDERED, this.#draw);
  }

  readonly #draw = (): void => {
    const viewport = this.#viewport();
    const { drawn } = this.#over;
    const context = viewport?.canvas.getContext('2d');
    if (viewport === undefined || !context || drawn.length === 0) {
      return;
    }
    const place = placeOn(viewport);
    if (place === undefined) {
      return;
    }
    context.save();
    context.setTransform(place);
    const screenPixels = Math.hypot(place.a, place.b);
    for (const each of drawn) {
      each.draw(context, screenPixels);
    }
    context.restore();
  };
}

/** How wide a column of the picture is on the screen, in CSS pixels. */
export function columnOn(viewport: Types.IStackViewport): number {
  const place = placeOn(viewport);
  return place === undefined
    ? 0
    : Math.hypot(place.a, place.b) / (globalThis.devicePixelRatio || 1);
}

/** From the picture's pixels to those of the canvas. */
function placeOn(viewport: Types.IStackViewport): DOMMatrix | undefined {
  // Before the first picture there are none, whatever the types say.
  const imageData = (
    viewport.getImageData() as
      { readonly imageData?: { indexToWorld(index: Types.Point3): Types.Point3 } } | undefined
  )?.imageData;
  if (imageData === undefined) {
    return undefined;
  }
  const ratio = globalThis.devicePixelRatio || 1;
  // The middle of the first pixel is at index 0, its edge half a pixel before.
  const on = (column: number, row: number): [number, number] => {
    const world = imageData.indexToWorld([column - 0.5, row - 0.5, 0]);
    const [x, y] = viewport.worldToCanvas(world);
    return [x * ratio, y * ratio];
  };
  const [x, y] = on(0, 0);
  const [alongX, alongY] = on(1, 0);
  const [downX, downY] = on(0, 1);
  return new DOMMatrix([alongX - x, alongY - y, downX - x, downY - y, x, y]);
}
