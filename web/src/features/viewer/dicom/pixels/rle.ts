import type { PixelFacts } from '../parsing/objects.ts';
import { DicomError } from '../parsing/problems.ts';
import { nativeSamples, type Samples } from './samples.ts';

const HEADER_BYTES = 64;
const MOST_SEGMENTS = 15;

/** The samples of an RLE compressed frame (PS3.5 annex G), those of a pixel side by side. */
export function rleSamples(frame: Uint8Array, pixels: PixelFacts): Samples {
  const { rows, columns, samplesPerPixel, bitsAllocated } = pixels;
  if (bitsAllocated === 1) {
    const bits = new Uint8Array(Math.ceil((rows * columns) / 8));
    unpack(segmentsOf(frame, 1)[0] ?? frame, bits, 0, 1);
    return nativeSamples(bits, pixels);
  }
  const bytes = bitsAllocated / 8;
  const whole = new Uint8Array(rows * columns * samplesPerPixel * bytes);
  const pixelBytes = samplesPerPixel * bytes;
  segmentsOf(frame, pixelBytes).forEach((segment, index) => {
    const sample = Math.floor(index / bytes);
    // Of each sample, the segment of its most significant byte comes first.
    const place = sample * bytes + (bytes - 1 - (index % bytes));
    unpack(segment, whole, place, pixelBytes);
  });
  return nativeSamples(whole, pixels);
}

function segmentsOf(frame: Uint8Array, count: number): Uint8Array[] {
  if (frame.length < HEADER_BYTES) {
    throw new DicomError('malformed');
  }
  const view = new DataView(frame.buffer, frame.byteOffset, frame.length);
  if (view.getUint32(0, true) !== count || count > MOST_SEGMENTS) {
    throw new DicomError('malformed');
  }
  const starts = Array.from({ length: count }, (_, at) => view.getUint32(4 + 4 * at, true));
  return starts.map((start, at) => {
    const end = starts[at + 1] ?? frame.length;
    if (start < HEADER_BYTES || end < start || end > frame.length) {
      throw new DicomError('malformed');
    }
    return frame.subarray(start, end);
  });
}

/** Fills every so many bytes from a place on. */
function unpack(packed: Uint8Array, whole: Uint8Array, place: number, step: number): void {
  let to = place;
  let from = 0;
  while (from < packed.length && to < whole.length) {
    const code = packed[from] ?? 0;
    from += 1;
    if (code < 128) {
      for (let count = code + 1; count > 0 && to < whole.length; count -= 1) {
        whole[to] = packed[from] ?? 0;
        from += 1;
        to += step;
      }
    } else if (code > 128) {
      const value = packed[from] ?? 0;
      from += 1;
      for (let count = 257 - code; count > 0 && to < whole.length; count -= 1) {
        whole[to] = value;
        to += step;
      }
    }
  }
  if (to < whole.length || from > packed.length) {
    throw new DicomError('cut-off');
  }
}
