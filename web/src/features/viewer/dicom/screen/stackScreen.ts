import { Enums, type Types } from '@cornerstonejs/core';
import { annotation } from '@cornerstonejs/tools';
import type { Texts } from '@/ui/texts/texts.ts';
import type { Study } from '../loading/study.ts';
import { DicomError } from '../parsing/problems.ts';
import { inLanes, prefetchOrder } from '../series/prefetch.ts';
import type { Series, Slice } from '../series/series.ts';
import type { GreyWindow } from '../parsing/objects.ts';
import type { Picture } from '../pixels/picture.ts';
import { decoded, drawnSlice, imageIdOf, isDecoded, startCornerstone } from './cornerstone.ts';
import { Glass } from './glass.ts';
import { masksIn, pictureIn } from './image.ts';
import { columnOn, Layer } from './layer.ts';
import { Marks } from './marks.ts';
import { START, type ScreenState } from './screenState.ts';
import { StackTools, type Tool } from './stackTools.ts';
import { applyTone, chosenWindow, toneOf, type Chosen } from './toning.ts';

/** A context that is lost again and again is not asked for any more. */
const MOST_LOSSES = 3;
const PREFETCHED = 48;
const FETCHED_AT_ONCE = 3;

let screens = 0;

/** A stack of pictures on an element: shows one of them, and fetches its neighbours ahead. */
export class StackScreen {
  readonly #id = `screen-${(screens += 1)}`;
  readonly #element: HTMLDivElement;
  readonly #study: Study;
  readonly #words: Texts['viewer']['dicom'];
  readonly #onChange: (state: ScreenState) => void;
  readonly #resized: ResizeObserver;
  #glass: Glass | undefined;
  #losses = 0;
  #slices: readonly Slice[] = [];
  #ids: string[] = [];
  #shown: string | undefined;
  #picture: Picture | undefined;
  readonly #marks: Marks;
  #all: readonly Series[] = [];
  #chosen: Chosen = {};
  /** The person moved or enlarged the picture; otherwise each image fits. */
  #isPlaced = false;
  /** What changes now, the person did not change. */
  #ownWork = 0;
  #inStack: readonly string[] = [];
  #direction: 1 | -1 = 1;
  #turn = 0;
  #prefetches = 0;
  #tool: Tool = 'window';
  #tools: StackTools | undefined;
  #layer: Layer | undefined;
  #closed = false;
  #state: ScreenState = START;

  constructor(
    element: HTMLDivElement,
    study: Study,
    words: Texts['viewer']['dicom'],
    onChange: (state: ScreenState) => void,
  ) {
    this.#element = element;
    this.#words = words;
    this.#marks = new Marks(study.library);
    this.#study = study;
    this.#onChange = onChange;
    this.#resized = new ResizeObserver(() => {
      this.#quietly(() => this.#glass?.resize(this.#isPlaced));
    });
  }

  async start(): Promise<void> {
    await startCornerstone();
    if (this.#closed) {
      return;
    }
    this.#setUp();
    this.#element.addEventListener(Enums.Events.VOI_MODIFIED, this.#windowChanged);
    this.#element.addEventListener(Enums.Events.CAMERA_MODIFIED, this.#placeChanged);
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
    this.#tearDown();
  }

  #setUp(): void {
    this.#glass = new Glass(this.#id, this.#element, this.#lost);
    this.#tools = new StackTools(this.#id, () => this.#words);
    this.#layer = new Layer(this.#element, () => this.#viewport(), this.#marks);
    this.setTool(this.#tool);
  }

  #tearDown(): void {
    this.#tools?.close();
    this.#tools = undefined;
    this.#layer?.close();
    this.#layer = undefined;
    this.#glass?.close();
    this.#glass = undefined;
    this.#inStack = [];
    this.#shown = undefined;
  }

  /** The driver was restarted, or something else took all contexts: the picture is drawn on a new one. */
  readonly #lost = (): void => {
    this.#losses += 1;
    this.#tearDown();
    if (this.#losses > MOST_LOSSES) {
      this.#change({ waiting: false, failure: new DicomError('undecodable'), drawn: undefined });
    } else {
      this.#setUp();
      void this.show(this.#state.index);
    }
  };

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
    if (this.#glass === undefined) {
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
        this.#change({ waiting: false, failure: error, drawn: undefined });
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
    this.#ownWork += 1;
    try {
      // A stack that grew since is good enough while it has this picture.
      const place = this.#inStack.indexOf(id);
      if (place >= 0) {
        await viewport.setImageIdIndex(place);
      } else {
        await this.#replaceStack(viewport, id);
      }
    } finally {
      this.#ownWork -= 1;
    }
    // Cornerstone does not reject when it could not show a picture.
    const picture: unknown = viewport.getImageData();
    if (!picture || viewport.getCurrentImageId() !== id) {
      if (turn === this.#turn) {
        throw new DicomError('undecodable');
      }
      return;
    }
    const image = viewport.getCornerstoneImage();
    this.#picture = pictureIn(image);
    this.#quietly(() => {
      if (!this.#isPlaced) {
        viewport.resetCamera();
      }
    });
    this.#shown = id;
    const own = drawnSlice(id);
    const marked = own && this.#marks.show(own, this.#all, masksIn(image));
    this.#change({ waiting: false, failure: undefined, drawn: own, ...marked });
    this.#choose(this.#chosen);
    void this.#segment();
  }

  /** Gives Cornerstone the stack as it is now; where the person moved the picture, it stays. */
  async #replaceStack(viewport: Types.IStackViewport, id: string): Promise<void> {
    const again = this.#isPlaced && this.#shown !== undefined && this.#ids.includes(this.#shown);
    const view = again ? viewport.getViewPresentation() : undefined;
    this.#isPlaced &&= again;
    this.#inStack = this.#ids;
    await viewport.setStack(this.#ids, this.#ids.indexOf(id));
    if (view !== undefined) {
      viewport.setViewPresentation(view);
    }
  }

  async #prefetch(): Promise<void> {
    const turn = (this.#prefetches += 1);
    const order = prefetchOrder(this.#state.index, this.#ids.length, this.#direction, PREFETCHED);
    await inLanes(order, FETCHED_AT_ONCE, async (index) => {
      const id = this.#ids[index];
      if (id !== undefined && turn === this.#prefetches && !this.#closed) {
        // A failure is told when the person comes to that picture.
        await decoded(id).catch(() => undefined);
      }
    });
  }

  setTool(tool: Tool): void {
    this.#tool = tool;
    this.#cancelUnfinished();
    this.#tools?.choose(tool);
  }

  setWindow(window: GreyWindow): void {
    this.#choose({ ...this.#chosen, window });
  }

  toggleInvert(): void {
    this.#choose({ ...this.#chosen, isTurned: this.#chosen.isTurned !== true });
  }

  toggleOverlays(): void {
    this.#marks.isShown = !this.#marks.isShown;
    this.#change({ isOverlaid: this.#marks.isShown });
    this.#choose(this.#chosen);
  }

  /** What the report's other objects mark on its pictures; more of them may come. */
  setSeries(all: readonly Series[]): void {
    this.#all = all;
    const { drawn } = this.#state;
    if (drawn !== undefined) {
      this.#change(this.#marks.set(drawn, all));
      this.#choose(this.#chosen);
      void this.#segment();
    }
  }

  async #segment(): Promise<void> {
    const found = await this.#marks.segments();
    const { segments, segmentFailure } = this.#state;
    const isNews =
      segments.length + (found?.segments.length ?? 0) > 0 ||
      segmentFailure !== found?.segmentFailure;
    if (found !== undefined && isNews) {
      this.#change(found);
      this.#viewport()?.render();
    }
  }

  /** What the person chose, else what a presentation state asks for. */
  get #asked(): Chosen {
    return { ...this.#chosen, presented: this.#marks.presented };
  }

  zoomBy(factor: number): void {
    const viewport = this.#viewport();
    viewport?.setZoom(Math.max(0.1, Math.min(viewport.getZoom() * factor, 40)));
    viewport?.render();
  }

  /** Every image as it asks for itself, and whole. */
  reset(): void {
    this.#isPlaced = false;
    this.#quietly(() => this.#viewport()?.resetCamera());
    this.#choose({});
  }

  #choose(chosen: Chosen): void {
    this.#chosen = chosen;
    this.#applyTone();
    this.#read();
  }

  #applyTone(): void {
    const viewport = this.#viewport();
    const picture = this.#picture;
    if (viewport !== undefined && picture !== undefined) {
      this.#quietly(() => {
        applyTone(viewport, picture, this.#asked);
      });
      viewport.render();
    }
  }

  #quietly(work: () => void): void {
    this.#ownWork += 1;
    try {
      work();
    } finally {
      this.#ownWork -= 1;
    }
  }

  readonly #windowChanged = (): void => {
    const voiRange = this.#viewport()?.getProperties().voiRange;
    if (this.#ownWork === 0 && voiRange && this.#picture !== undefined) {
      this.#chosen = { ...this.#chosen, window: chosenWindow(this.#picture, voiRange) };
      this.#applyTone();
    }
    this.#read();
  };

  readonly #placeChanged = (): void => {
    this.#isPlaced ||= this.#ownWork === 0;
    this.#read();
  };

  clearMeasurements(): void {
    this.#cancelUnfinished();
    annotation.state.removeAllAnnotations();
    this.#viewport()?.render();
    this.#change({ measurements: 0 });
  }

  #cancelUnfinished(): void {
    if (this.#tools?.cancelUnfinished(this.#element) === true) {
      this.#viewport()?.render();
      this.#read();
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
    const picture = this.#picture;
    const tone = picture?.kind === 'grey' ? toneOf(picture, this.#asked) : undefined;
    this.#change({
      window: tone?.kind === 'window' ? { center: tone.center, width: tone.width } : undefined,
      isByTable: tone?.kind === 'table',
      inverted: this.#chosen.isTurned === true,
      zoom: viewport.getZoom(),
      column: columnOn(viewport),
      measurements: annotation.state.getAllAnnotations().length,
    });
  };

  #viewport(): Types.IStackViewport | undefined {
    return this.#closed ? undefined : this.#glass?.viewport;
  }

  #change(change: Partial<ScreenState>): void {
    this.#state = { ...this.#state, ...change };
    if (!this.#closed) {
      this.#onChange(this.#state);
    }
  }
}
