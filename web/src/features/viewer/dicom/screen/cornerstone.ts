import { cache, imageLoader, init as initCore, metaData, type Types } from '@cornerstonejs/core';
import { init as initLoader } from '@cornerstonejs/dicom-image-loader';
import {
  addTool,
  AngleTool,
  annotation,
  BidirectionalTool,
  CobbAngleTool,
  EllipticalROITool,
  init as initTools,
  LengthTool,
  PanTool,
  ProbeTool,
  RectangleROITool,
  WindowLevelTool,
  ZoomTool,
} from '@cornerstonejs/tools';
import type { ObjectLibrary } from '../loading/objectLibrary.ts';
import type { DicomObject } from '../parsing/objects.ts';
import { DicomError } from '../parsing/problems.ts';
import { masksOf } from '../pixels/overlays.ts';
import { pictureOf, plainSamples } from '../pixels/picture.ts';
import { agree } from '../study/agree.ts';
import { sliceOf, type Slice } from '../series/series.ts';
import { decodedSamples } from './decoding.ts';
import { drawnImage } from './image.ts';
import { moduleOf } from './modules.ts';

const SCHEME = 'medseal';
/** Decoded pictures that are kept; a thousand slices of CT fit, then the oldest go. */
const DECODED_BYTES = 640 * 1024 * 1024;

interface Known {
  /** What the file says itself, once it has been asked. */
  slice: Slice;
  readonly library: ObjectLibrary;
}

const known = new Map<string, Known>();
const libraries = new WeakMap<ObjectLibrary, number>();
let counted = 0;
let started: Promise<void> | undefined;

/** Starts Cornerstone once a page. */
export function startCornerstone(): Promise<void> {
  started ??= Promise.resolve().then(start);
  return started;
}

function start(): void {
  // One stack is on the screen at a time; each engine would make seven contexts by itself.
  initCore({ rendering: { webGlContextCount: 1 }, debug: {} });
  initTools();
  initLoader({ maxWebWorkers: Math.max(1, Math.min(4, (navigator.hardwareConcurrency || 2) - 1)) });
  cache.setMaxCacheSize(DECODED_BYTES);
  imageLoader.registerImageLoader(SCHEME, (imageId) => ({ promise: load(imageId) }));
  metaData.addProvider((type: string, imageId: unknown) => {
    const slice = typeof imageId === 'string' ? known.get(imageId)?.slice : undefined;
    return slice === undefined ? undefined : moduleOf(type, slice);
  }, 100_000);
  for (const tool of [
    WindowLevelTool,
    PanTool,
    ZoomTool,
    LengthTool,
    AngleTool,
    BidirectionalTool,
    CobbAngleTool,
    RectangleROITool,
    EllipticalROITool,
    ProbeTool,
  ]) {
    addTool(tool);
  }
  // Readable on any picture.
  const { style } = annotation.config;
  const { global, ...others } = style.getDefaultToolStyles();
  style.setDefaultToolStyles({
    ...others,
    global: { ...global, textBoxBackground: 'rgba(0, 0, 0, 0.65)', textBoxMargin: '3' },
  });
}

/** The name under which Cornerstone knows a slice. */
export function imageIdOf(slice: Slice, library: ObjectLibrary): string {
  let number = libraries.get(library);
  if (number === undefined) {
    number = counted += 1;
    libraries.set(library, number);
    library.onClose(() => {
      forget(library);
    });
  }
  // What a file says itself has another name than what the index said of it.
  const source = slice.announced === undefined ? '' : '/announced';
  const imageId = `${SCHEME}:${number}/${slice.file}/${slice.frame}${source}`;
  if (!known.has(imageId)) {
    known.set(imageId, { slice, library });
  }
  return imageId;
}

/** A decoded picture. Rejects with what kept it from being fetched or decoded. */
export function decoded(imageId: string): Promise<Types.IImage> {
  const known = cache.getImageLoadObject(imageId);
  if (known !== undefined) {
    return known.promise;
  }
  const promise = imageLoader.loadImage(imageId);
  // The cache would tell nobody of a failure that the caller is told of.
  cache.putImageLoadObject(imageId, { promise }).catch(() => undefined);
  return promise;
}

/** What the file of a decoded picture says itself. */
export function drawnSlice(imageId: string): Slice | undefined {
  return known.get(imageId)?.slice;
}

export function isDecoded(imageId: string): boolean {
  return cache.getImage(imageId) !== undefined;
}

/** Forgets the pictures and measurements of a report whose page is left. */
function forget(library: ObjectLibrary): void {
  annotation.state.removeAllAnnotations();
  for (const [imageId, entry] of known) {
    if (entry.library === library) {
      known.delete(imageId);
      if (cache.getImageLoadObject(imageId) !== undefined) {
        cache.removeImageLoadObject(imageId, { force: true });
      }
    }
  }
}

async function load(imageId: string): Promise<Types.IImage> {
  const entry = known.get(imageId);
  if (entry === undefined) {
    throw new DicomError('malformed');
  }
  const { library } = entry;
  const { file, frame: index } = entry.slice;
  const confirmed = await confirm(entry);
  const frame = await library.frame(file, index, 'ahead');
  const own = confirmed ?? (await library.opened(file));
  if (own?.content.kind === 'image') {
    // A picture is made of what its file says, never of what the index says of it.
    entry.slice = sliceOf(file, own, own.content, index);
  }
  const { slice } = entry;
  const plain = plainSamples(frame, slice);
  const { samples, isRgb } =
    plain === undefined ? await decodedSamples(frame, slice) : { samples: plain, isRgb: false };
  return drawnImage(imageId, pictureOf(samples, slice, isRgb), slice, masksOf(slice, samples));
}

/** The file that the index speaks of, which has to say the same; undefined where no index does. */
async function confirm({ slice, library }: Known): Promise<DicomObject | undefined> {
  if (slice.announced === undefined) {
    return undefined;
  }
  const own = await library.open(slice.file, 'ahead');
  if (!agree(slice.announced, own)) {
    throw new DicomError('contradicted');
  }
  return own;
}
