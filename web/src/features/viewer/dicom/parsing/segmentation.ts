import { frameSources } from './functionalGroups.ts';
import { frameFacts } from './imageFacts.ts';
import { LIMITS } from './limits.ts';
import type { Segment, SegmentFrame, Segmentation } from './objects.ts';
import { readPixels } from './pixelFacts.ts';
import { DicomError } from './problems.ts';
import type { Values } from './values.ts';

const SEGMENTATION = '1.2.840.10008.5.1.4.1.1.66.4';
const SHARED = 'x52009229';
const EACH = 'x52009230';
const SEGMENT_IDENTIFICATION = 'x0062000a';

/** What a segmentation of bits or fractions marks (PS3.3 A.51); undefined where it is of another kind. */
export function readSegmentation(root: Values, isNative: boolean): Segmentation | undefined {
  const count = root.whole('x00280008') ?? 1;
  const most = mostOf(root);
  const isHere = root.fact('x00080016').replace(/\0/gu, '') === SEGMENTATION;
  if (
    !isHere ||
    most === undefined ||
    !isNative ||
    !root.has('x7fe00010') ||
    count > LIMITS.segmentFrames
  ) {
    return undefined;
  }
  const each = root.items(EACH);
  const shared = root.item(SHARED);
  const { frames } = frameSources(root, count);
  const pixels = plainPixels(root, most === 1 ? 1 : 8);
  const segments = root.items('x00620002').slice(0, LIMITS.names).flatMap(segmentOf);
  if (pixels === undefined || each.length !== count) {
    return undefined;
  }
  return {
    pixels,
    most,
    segments,
    frameOfReference: root.fact('x00200052').replace(/\0/gu, ''),
    frames: each.map((group, at): SegmentFrame => {
      const { position, orientation, spacing } = frameFacts(frames[at] ?? []);
      const named = (
        group.item(SEGMENT_IDENTIFICATION) ?? shared?.item(SEGMENT_IDENTIFICATION)
      )?.uint16('x0062000b');
      return { segment: named ?? 0, position, orientation, spacing, source: sourceOf(group) };
    }),
  };
}

/** Of fractions Maximum Fractional Value (PS3.3 C.8.20.2.3). */
function mostOf(root: Values): number | undefined {
  switch (root.fact('x00620001')) {
    case 'BINARY':
      return 1;
    case 'FRACTIONAL': {
      const most = root.uint16('x0062000e') ?? 0;
      return most > 1 && most <= 255 ? most : undefined;
    }
    default:
      return undefined;
  }
}

function plainPixels(root: Values, bits: number) {
  try {
    const pixels = readPixels(root);
    return pixels.bitsAllocated === bits && pixels.samplesPerPixel === 1 ? pixels : undefined;
  } catch (error) {
    if (error instanceof DicomError) {
      return undefined;
    }
    throw error;
  }
}

function segmentOf(item: Values): Segment[] {
  const number = item.uint16('x00620004');
  const lab = [0, 1, 2].map((index) => item.uint16('x0062000d', index));
  const [l, a, b] = lab;
  return number === undefined
    ? []
    : [
        {
          number,
          label: item.fact('x00620005'),
          lab: l === undefined || a === undefined || b === undefined ? undefined : [l, a, b],
        },
      ];
}

/** The one picture that a frame was made of; undefined where it is none or several. */
function sourceOf(group: Values): SegmentFrame['source'] {
  const sources = group.items('x00089124').flatMap((item) => item.items('x00082112'));
  const [source] = sources;
  return source === undefined || sources.length > 1
    ? undefined
    : {
        instance: source.fact('x00081155').replace(/\0/gu, ''),
        frame: source.number('x00081160'),
      };
}
