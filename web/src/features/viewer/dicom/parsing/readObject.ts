import { Elements } from './elements.ts';
import { readFacts } from './facts.ts';
import { EmptyFrames, type FrameBytes, Frames, fragmentsTogether, pixelElement } from './frames.ts';
import type { Budget } from './budget.ts';
import { readCompanion } from './companions.ts';
import { readImage, readOverlaysAlone } from './imageFacts.ts';
import { tableBytes } from './luts.ts';
import type { Companion, Content, DicomObject, ImageContent } from './objects.ts';
import { outlineBytes, readOutlines } from './outlines.ts';
import { readPresentation } from './presentation.ts';
import { isBigEndian, readPart10, type Part10 } from '@/lib/dicom/part10.ts';
import { DicomError } from './problems.ts';
import { isNative } from '../pixels/samples.ts';
import { readSegmentation } from './segmentation.ts';
import { readReportMarks } from './reportMarks.ts';
import { readContentTree } from './structuredReport.ts';
import { readWaveforms } from './waveform.ts';

/** MPEG-2 and H.264 films, which may be in fragments, and H.265 ones (PS3.6 table A-1). */
const FILM = /^1\.2\.840\.10008\.1\.2\.4\.10(?:[0-6](?:\.1)?|[78])$/u;
/** Bytes that the page keeps for a frame while it sorts, and for what is said of one. */
const SLICE = 512;
const FRAME_FACTS = 512;

/** An object, and access to what its content is made of. */
export interface OpenedObject {
  readonly object: DicomObject;
  /** Undefined where the object has no pixels that can be shown. */
  readonly frames: FrameBytes | undefined;
  /** The file inside, where the content is `embedded`. */
  readonly embedded: () => Uint8Array<ArrayBuffer>;
}

/** Reads a whole object. Throws {@link DicomError} only. */
export async function openObject(bytes: Uint8Array): Promise<OpenedObject> {
  const part10 = await readPart10(bytes);
  const root = new Elements(part10.data);
  const object = objectOf(root, part10);
  if (object.content.kind !== 'image') {
    return {
      object,
      frames: segmentFrames(root, part10, object.content),
      embedded: () => embedded(root, part10),
    };
  }
  const { content } = object;
  const frames =
    pixelElement(part10) === undefined
      ? new EmptyFrames(content.pixels, content.frames)
      : new Frames(part10, root, content.pixels, content.frames);
  return {
    object: frames.count === content.frames ? object : withFound(object, content, frames.count),
    frames,
    embedded: () => embedded(root, part10),
  };
}

/** An object with other frames than it says; each of them is listed. */
function withFound(object: DicomObject, content: ImageContent, found: number): DicomObject {
  return {
    ...object,
    content: { ...content, display: { ...content.display, found } },
    weight: object.weight + Math.max(0, found - content.frames) * SLICE,
  };
}

function segmentFrames(root: Elements, part10: Part10, content: Content): Frames | undefined {
  const segmentation = content.kind === 'other' ? content.companion?.segmentation : undefined;
  return segmentation && new Frames(part10, root, segmentation.pixels, segmentation.frames.length);
}

/**
 * Reads the elements before the pixels out of the beginning of a file. Undefined if more of the file
 * is needed.
 */
export async function openHeader(bytes: Uint8Array): Promise<DicomObject | undefined> {
  let part10: Part10;
  try {
    part10 = await readPart10(bytes);
  } catch (error) {
    if (error instanceof DicomError && error.problem !== 'not-dicom') {
      return undefined;
    }
    throw error;
  }
  if (pixelElement(part10) === undefined) {
    return undefined;
  }
  return objectOf(new Elements(part10.data), part10);
}

function objectOf(root: Elements, part10: Part10): DicomObject {
  const facts = readFacts(root, part10.transferSyntax);
  const content = contentOf(root, part10);
  const weight = weightOf(content, root.budget);
  const pixels = part10.isFolded ? undefined : pixelElement(part10);
  return {
    facts,
    content,
    weight,
    held: part10.bytes.length,
    ...(pixels === undefined
      ? {}
      : {
          stored: {
            offset: pixels.dataOffset,
            length: pixels.hadUndefinedLength === true ? undefined : pixels.length,
          },
        }),
  };
}

function weightOf(content: Content, budget: Budget): number {
  return content.kind === 'image'
    ? budget.weight +
        content.frames * SLICE +
        content.frameFacts.length * FRAME_FACTS +
        tableBytes(content)
    : budget.weight + companionWeight(content);
}

function companionWeight(content: Content): number {
  const { segmentation, outlines } = (content.kind === 'other' && content.companion) || {};
  return (segmentation?.frames.length ?? 0) * FRAME_FACTS + outlineBytes(outlines ?? []);
}

function contentOf(root: Elements, part10: Part10): Content {
  if (root.has('x00420011')) {
    return { kind: 'embedded', mediaType: root.fact('x00420012') };
  }
  if (FILM.test(part10.transferSyntax)) {
    return { kind: 'embedded', mediaType: 'video/mp4' };
  }
  if (root.has('x54000100')) {
    return {
      kind: 'waveform',
      groups: readWaveforms(root, isBigEndian(part10)),
    };
  }
  if (root.has('x0040a730') || root.text('x0040a040') === 'CONTAINER') {
    return {
      kind: 'report',
      ...readContentTree(root),
      verified: root.text('x0040a493') === 'VERIFIED',
      marks: readReportMarks(root),
    };
  }
  const companion = readCompanion(root);
  if (companion !== undefined) {
    return { kind: 'other', companion: { ...companion, ...drawnOf(companion.kind, root, part10) } };
  }
  if (pixelElement(part10) !== undefined) {
    return readImage(root);
  }
  return readOverlaysAlone(root) ?? { kind: 'other' };
}

/** What of a companion can be drawn. */
function drawnOf(kind: Companion['kind'], root: Elements, part10: Part10): Partial<Companion> {
  switch (kind) {
    case 'segmentation': {
      const segmentation = readSegmentation(root, isNative(part10.transferSyntax));
      return segmentation === undefined ? {} : { segmentation };
    }
    case 'structures': {
      const outlines = readOutlines(root);
      return outlines === undefined ? {} : { outlines };
    }
    case 'presentation':
      return { presentation: readPresentation(root) };
    case 'plan':
    case 'registration':
      return {};
  }
}

function embedded(root: Elements, part10: Part10): Uint8Array<ArrayBuffer> {
  const document = root.bytes('x00420011');
  if (document !== undefined) {
    const length = root.uint32('x00420015');
    return document.slice(0, length === undefined ? document.length : length);
  }
  if (!root.has('x7fe00010')) {
    throw new DicomError('malformed');
  }
  return fragmentsTogether(part10);
}
