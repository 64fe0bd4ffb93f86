import { Enums, RenderingEngine, type Types } from '@cornerstonejs/core';
import {
  AngleTool,
  annotation,
  Enums as ToolEnums,
  LengthTool,
  PanTool,
  ToolGroupManager,
  WindowLevelTool,
  ZoomTool,
} from '@cornerstonejs/tools';
import type { Study } from '../loading/study.ts';
import { DicomError } from '../parsing/problems.ts';
import { prefetchOrder } from '../series/prefetch.ts';
import type { Slice } from '../series/series.ts';
import { decoded, imageIdOf, isDecoded, startCornerstone } from './cornerstone.ts';
import { rangeOf, windowOf, type GreyWindow } from './presets.ts';

/** What a drag with the main button or one finger does. */
export type Tool = 'scroll' | 'window' | 'zoom' | 'pan' | 'length' | 'angle';

export interface ScreenState {
  readonly index: number;
  readonly window: GreyWindow | undefined;
  readonly zoom: number;
  readonly inverted: boolean;
  /** The picture at the index is being fetched or decoded. */
  readonly waiting: boolean;
  /** Why the picture at the index is not shown. */
  readonly failure: unknown;
  readonly measurements: number;
}

const TOOL_NAMES: Readonly<Record<Exclude<Tool, 'scroll'>, string>> = {
  window: WindowLevelTool.toolName as string,
  zoom: ZoomTool.toolName as string,
  pan: PanTool.toolName as string,
  length: LengthTool.toolName,
  angle: AngleTool.toolName,
};
const { MouseBindings } = ToolEnums;
const PREFETCHED = 48;
const FETCHED_AT_ONCE = 3;

let screens = 0;

/** A stack of pictures on an element: shows one of them, and fetches its neighbours ahead. */
export class StackScreen {
  readonly #id = `screen-${(screens += 1)}`;
  readonly #element: HTMLDivElement;
  readonly #study: Study;
  readonly #onChange: (state: ScreenState) => void;
  readonly #resized: ResizeObserver;
  #engine: RenderingEngine | undefined;
  #slices: readonly Slice[] = [];
  #ids: string[] = [];
  #shown: string | undefined;
  #inStack: readonly string[] = [];
  #direction: 1 | -1 = 1;
  #turn = 0;
  #prefetches = 0;
  #tool: Tool = 'window';
  #closed = false;
  #state: ScreenState = {
    index: 0,
    window: undefined,
    zoom: 1,
    inverted: false,
    waiting: true,
    failure: undefined,
    measurements: 0,
  };

  constructor(element: HTMLDivElement, study: Study, onChange: (state: ScreenState) => void) {
    this.#element = element;
    this.#study = study;
    this.#onChange = onChange;
    this.#resized = new ResizeObserver(() => {
      this.#engine?.resize(true, true);
    });
  }

  async start(): Promise<void> {
    await startCornerstone();
    if (this.#closed) {
      return;
    }
    this.#engine = new RenderingEngine(this.#id);
    this.#engine.enableElement({
      viewportId: this.#id,
      type: Enums.ViewportType.STACK,
      element: this.#element,
      defaultOptions: { background: [0, 0, 0] },
    });
    const group = ToolGroupManager.createToolGroup(this.#id);
    for (const name of Object.values(TOOL_NAMES)) {
      group?.addTool(name);
    }
    group?.addViewport(this.#id, this.#id);
    this.setTool(this.#tool);
    this.#element.addEventListener(Enums.Events.VOI_MODIFIED, this.#read);
    this.#element.addEventListener(Enums.Events.CAMERA_MODIFIED, this.#read);
    this.#element.addEventListener('mouseup', this.#read);
    this.#element.addEventListener('touchend', this.#read);
    this.#resized.observe(this.#element);
    if (this.#slices.length > 0) {
      await this.show(this.#state.index);
    }
  }

  close(): void {
    this.#closed = true;
    this.#turn += 1;
    this.#resized.disconnect();
    ToolGroupManager.destroyToolGroup(this.#id);
    this.#engine?.destroy();
    this.#engine = undefined;
  }

  /** The stack, which grows while files arrive; the picture that is looked at stays. */
  setSlices(slices: readonly Slice[]): void {
    const looked = this.#ids[this.#state.index];
    this.#slices = slices;
    this.#ids = slices.map((slice) => imageIdOf(slice, this.#study.library));
    const found = looked === undefined ? -1 : this.#ids.indexOf(looked);
    const index = Math.max(0, Math.min(found < 0 ? 0 : found, slices.length - 1));
    if (found >= 0) {
      this.#change({ index });
      void this.#prefetch();
    } else {
      void this.show(index);
    }
  }

  /** Leafs by so many pictures; stops at the ends. */
  move(by: number): void {
    const index = Math.max(0, Math.min(this.#state.index + by, this.#ids.length - 1));
    if (index !== this.#state.index) {
      void this.show(index);
    }
  }

  /** The following picture; after the last one, the first. */
  next(): void {
    if (this.#ids.length > 1) {
      void this.show((this.#state.index + 1) % this.#ids.length);
    }
  }

  /** Shows a picture, or says why not. Later calls overtake earlier ones. */
  async show(index: number): Promise<void> {
    const turn = (this.#turn += 1);
    const slice = this.#slices[index];
    const id = this.#ids[index];
    if (slice === undefined || id === undefined) {
      return;
    }
    this.#direction = index < this.#state.index ? -1 : 1;
    this.#change({ index, waiting: true, failure: undefined });
    if (this.#engine === undefined) {
      return;
    }
    try {
      await this.#study.urgently(async () => {
        if (!isDecoded(id)) {
          await this.#study.library.hurry(slice.file, slice.frame);
        }
        await decoded(id);
      });
      if (turn === this.#turn) {
        await this.#display(id, turn);
      }
    } catch (error) {
      if (turn === this.#turn) {
        this.#change({ waiting: false, failure: error });
      }
    }
    if (turn === this.#turn) {
      await this.#prefetch();
    }
  }

  async #display(id: string, turn: number): Promise<void> {
    const viewport = this.#viewport();
    if (viewport === undefined) {
      return;
    }
    // A stack that grew since is good enough while it has this picture.
    const place = this.#inStack.indexOf(id);
    if (place >= 0) {
      await viewport.setImageIdIndex(place);
    } else {
      await this.#replaceStack(viewport, id);
    }
    // Cornerstone does not reject when it could not show a picture.
    const picture: unknown = viewport.getImageData();
    if (!picture || viewport.getCurrentImageId() !== id) {
      if (turn === this.#turn) {
        throw new DicomError('undecodable');
      }
      return;
    }
    viewport.render();
    this.#shown = id;
    this.#change({ waiting: false, failure: undefined });
    this.#read();
  }

  /** Gives Cornerstone the stack as it is now; what the person set stays set. */
  async #replaceStack(viewport: Types.IStackViewport, id: string): Promise<void> {
    const again = this.#shown !== undefined && this.#ids.includes(this.#shown);
    const view = again ? viewport.getViewPresentation() : undefined;
    const { voiRange, invert } = viewport.getProperties();
    this.#inStack = this.#ids;
    await viewport.setStack(this.#ids, this.#ids.indexOf(id));
    if (view !== undefined) {
      viewport.setViewPresentation(view);
      viewport.setProperties({
        ...(voiRange ? { voiRange } : {}),
        ...(invert === undefined ? {} : { invert }),
      });
    }
  }

  async #prefetch(): Promise<void> {
    const turn = (this.#prefetches += 1);
    const order = prefetchOrder(this.#state.index, this.#ids.length, this.#direction, PREFETCHED);
    const next = order.values();
    const lane = async () => {
      for (const index of next) {
        const id = this.#ids[index];
        if (turn !== this.#prefetches || this.#closed) {
          return;
        }
        if (id !== undefined) {
          // A failure is told when the person comes to that picture.
          await decoded(id).catch(() => undefined);
        }
      }
    };
    await Promise.all(Array.from({ length: FETCHED_AT_ONCE }, lane));
  }

  setTool(tool: Tool): void {
    this.#tool = tool;
    const group = ToolGroupManager.getToolGroup(this.#id);
    if (group === undefined) {
      return;
    }
    this.#cancelUnfinished();
    for (const name of Object.values(TOOL_NAMES)) {
      group.setToolPassive(name, { removeAllBindings: true });
    }
    group.setToolActive(TOOL_NAMES.zoom, {
      bindings: [{ mouseButton: MouseBindings.Secondary }, { numTouchPoints: 2 }],
    });
    group.setToolActive(TOOL_NAMES.pan, {
      bindings: [{ mouseButton: MouseBindings.Auxiliary }, { numTouchPoints: 3 }],
    });
    if (tool !== 'scroll') {
      group.setToolActive(TOOL_NAMES[tool], {
        bindings: [{ mouseButton: MouseBindings.Primary }, { numTouchPoints: 1 }],
      });
    }
  }

  setWindow(window: GreyWindow): void {
    const viewport = this.#viewport();
    viewport?.setProperties({ voiRange: rangeOf(window) });
    viewport?.render();
    this.#read();
  }

  toggleInvert(): void {
    const viewport = this.#viewport();
    viewport?.setProperties({ invert: viewport.getProperties().invert !== true });
    viewport?.render();
    this.#read();
  }

  zoomBy(factor: number): void {
    const viewport = this.#viewport();
    viewport?.setZoom(Math.max(0.1, Math.min(viewport.getZoom() * factor, 40)));
    viewport?.render();
  }

  reset(): void {
    const viewport = this.#viewport();
    viewport?.resetProperties();
    viewport?.resetCamera();
    viewport?.render();
    this.#read();
  }

  clearMeasurements(): void {
    this.#cancelUnfinished();
    annotation.state.removeAllAnnotations();
    this.#viewport()?.render();
    this.#change({ measurements: 0 });
  }

  /** A measurement that was begun and not ended would take the next drag for its own. */
  #cancelUnfinished(): void {
    const group = ToolGroupManager.getToolGroup(this.#id);
    for (const name of [TOOL_NAMES.length, TOOL_NAMES.angle]) {
      const tool = group?.getToolInstance(name) as LengthTool | AngleTool | undefined;
      if (tool?.isDrawing === true) {
        const isBegun = tool.editData?.newAnnotation === true;
        const cancelled = tool.cancel(this.#element);
        if (isBegun) {
          annotation.state.removeAnnotation(cancelled);
        }
        this.#viewport()?.render();
        this.#read();
      }
    }
  }

  /** True once the picture has been decoded, so that playing does not stutter. */
  get waiting(): boolean {
    return this.#state.waiting;
  }

  readonly #read = (): void => {
    const viewport = this.#viewport();
    if (viewport?.getCurrentImageId() === undefined) {
      return;
    }
    const { voiRange, invert } = viewport.getProperties();
    this.#change({
      // Before the first picture it is null, whatever its type says.
      window: voiRange ? windowOf(voiRange) : undefined,
      inverted: invert === true,
      zoom: viewport.getZoom(),
      measurements: annotation.state.getAllAnnotations().length,
    });
  };

  #viewport(): Types.IStackViewport | undefined {
    return this.#closed ? undefined : this.#engine?.getViewport(this.#id);
  }

  #change(change: Partial<ScreenState>): void {
    this.#state = { ...this.#state, ...change };
    if (!this.#closed) {
      this.#onChange(this.#state);
    }
  }
}
