import { Enums, eventTarget, RenderingEngine, type Types } from '@cornerstonejs/core';

const LOST = 'webglcontextlost';

/**
 * Cornerstone's viewport on an element, with a WebGL context of its own. A browser has few of these
 * and takes the oldest away for a new one, so that what is closed gives its context back at once.
 */
export class Glass {
  readonly #id: string;
  readonly #engine: RenderingEngine;
  readonly #onLost: () => void;

  /** @param onLost the browser took the context away; nothing is drawn on this glass any more */
  constructor(id: string, element: HTMLDivElement, onLost: () => void) {
    this.#id = id;
    this.#onLost = onLost;
    this.#engine = new RenderingEngine(id);
    this.#engine.enableElement({
      viewportId: id,
      type: Enums.ViewportType.STACK,
      element,
      defaultOptions: { background: [0, 0, 0] },
    });
    eventTarget.addEventListener(Enums.Events.WEBGL_CONTEXT_LOST, this.#lost);
  }

  get viewport(): Types.IStackViewport {
    return this.#engine.getViewport<Types.IStackViewport>(this.#id);
  }

  resize(keepCamera: boolean): void {
    this.#engine.resize(true, keepCamera);
  }

  close(): void {
    eventTarget.removeEventListener(Enums.Events.WEBGL_CONTEXT_LOST, this.#lost);
    const context = this.#context();
    this.#engine.destroy();
    if (context !== undefined) {
      // Nobody has to be told of what is meant.
      context.canvas.addEventListener(LOST, silence, { capture: true, once: true });
      context.getExtension('WEBGL_lose_context')?.loseContext();
    }
  }

  /** Undefined where nothing is drawn by a GPU. */
  #context(): WebGLRenderingContext | undefined {
    try {
      const window = this.#engine.getOffscreenMultiRenderWindow(this.#id) as unknown as {
        getOpenGLRenderWindow(): { get3DContext(): WebGLRenderingContext | null };
      };
      return window.getOpenGLRenderWindow().get3DContext() ?? undefined;
    } catch {
      return undefined;
    }
  }

  readonly #lost = (event: Event): void => {
    const { renderingEngineId } = (event as CustomEvent<{ renderingEngineId: string }>).detail;
    if (renderingEngineId === this.#id) {
      this.#onLost();
    }
  };
}

function silence(event: Event): void {
  event.stopImmediatePropagation();
}
