import { getWebWorkerManager } from '@cornerstonejs/core';
import { decodeJPEGBaseline8BitColor } from '@cornerstonejs/dicom-image-loader';
import { hasColourTransform, withoutMetadata } from '../parsing/codestreams.ts';
import { EndedTogether } from '../parsing/endedTogether.ts';
import { DicomError } from '../parsing/problems.ts';
import type { PixelFacts } from '../parsing/objects.ts';
import type { Samples } from '../pixels/samples.ts';
import type { Slice } from '../series/series.ts';
import { twelveBitSamples, withRoom } from './twelveBits.ts';

const JPEG_EXTENDED = '1.2.840.10008.1.2.4.51';
const JPEG_BASELINE = '1.2.840.10008.1.2.4.50';
const DECODING_MS = 30_000;
const WORKER = 'dicomImageLoader';

const workers = new EndedTogether(() => {
  getWebWorkerManager().terminate(WORKER);
}, DECODING_MS);

/** The samples that a codestream holds, those of a pixel side by side. */
export interface Decoded {
  readonly samples: Samples;
  /** They are red, green and blue, whatever the object says that was compressed. */
  readonly isRgb: boolean;
}

/** What the library's decoders read and give, as far as it is used here. */
interface Frame extends Omit<PixelFacts, 'isFloat' | 'palette'> {
  readonly pixelData?: Samples;
}

/** Decodes a compressed frame. Rejects with {@link DicomError} only. */
export async function decodedSamples(
  frame: Uint8Array<ArrayBuffer>,
  { facts, image }: Slice,
): Promise<Decoded> {
  try {
    const decoded = await workers.run(() => decode(frame, facts.transferSyntax, image.pixels));
    const { rows, columns } = image.pixels;
    if (
      decoded.frame.rows !== rows ||
      decoded.frame.columns !== columns ||
      decoded.frame.pixelData === undefined
    ) {
      throw new DicomError('malformed');
    }
    return { samples: decoded.frame.pixelData, isRgb: decoded.isRgb };
  } catch (error) {
    throw error instanceof DicomError ? error : new DicomError('undecodable', error);
  }
}

async function decode(
  bytes: Uint8Array<ArrayBuffer>,
  transferSyntax: string,
  pixels: PixelFacts,
): Promise<{ frame: Frame; isRgb: boolean }> {
  const frame = asked(pixels);
  if (transferSyntax === JPEG_BASELINE && pixels.samplesPerPixel === 3) {
    const canvas = document.createElement('canvas');
    const shown = await (
      decodeJPEGBaseline8BitColor as unknown as (
        frame: Frame,
        bytes: Uint8Array,
        canvas: HTMLCanvasElement,
      ) => Promise<Frame>
    )(frame, withoutMetadata(bytes), canvas);
    return {
      frame: { ...shown, pixelData: withoutAlpha(shown.pixelData ?? new Uint8Array()) },
      isRgb: true,
    };
  }
  const roomy =
    transferSyntax === JPEG_EXTENDED && pixels.bitsAllocated === 16 ? withRoom(bytes) : undefined;
  const decoded = await getWebWorkerManager().executeTask<Frame>(WORKER, 'decodeTask', {
    imageFrame: frame,
    transferSyntax,
    pixelData: roomy ?? bytes,
    options: { preScale: { enabled: false }, allowFloatRendering: true },
    decodeConfig: {},
  });
  return {
    frame:
      roomy !== undefined && decoded.pixelData !== undefined
        ? { ...decoded, pixelData: twelveBitSamples(decoded.pixelData) }
        : decoded,
    isRgb: pixels.samplesPerPixel === 3 && hasColourTransform(bytes),
  };
}

/** Bits and signs are made of what comes by the object's own account. */
function asked(pixels: PixelFacts): Frame {
  return {
    rows: pixels.rows,
    columns: pixels.columns,
    samplesPerPixel: pixels.samplesPerPixel,
    photometricInterpretation: pixels.photometricInterpretation,
    planarConfiguration: 0,
    bitsAllocated: pixels.bitsAllocated,
    bitsStored: pixels.bitsStored,
    pixelRepresentation: 0,
  };
}

function withoutAlpha(rgba: Samples): Uint8Array {
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    rgb[to] = rgba[from] ?? 0;
    rgb[to + 1] = rgba[from + 1] ?? 0;
    rgb[to + 2] = rgba[from + 2] ?? 0;
  }
  return rgb;
}
