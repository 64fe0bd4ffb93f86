import type { Samples } from '../pixels/samples.ts';

const MOST = 4095;
/** What the decoder adds to samples said to have 16 bits, less what it should add to 12 bits. */
const ADDED = 33_024 - 2_048;

/**
 * The library's decoder shifts samples by 257/2 of a level for each level of 8 bits, where the
 * standard shifts by half the range (ITU-T T.81 A.3.1): at 12 bits 15 too bright, and clipped by
 * that. At 16 bits both its shift and its rounding are whole numbers. So a codestream of 12 bits is
 * given to it as one of 16, which changes nothing else, and the shift is taken off again. Undefined
 * where it is not of 12 bits.
 */
export function withRoom(codestream: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | undefined {
  for (let at = 2; at + 5 < codestream.length && codestream[at] === 0xff;) {
    const marker = codestream[at + 1] ?? 0;
    if (marker >= 0xc0 && marker <= 0xc2) {
      if (codestream[at + 4] !== 12) {
        return undefined;
      }
      const copy = codestream.slice();
      copy[at + 4] = 16;
      return copy;
    }
    at += marker === 0xff ? 1 : 2 + (((codestream[at + 2] ?? 0) << 8) | (codestream[at + 3] ?? 0));
  }
  return undefined;
}

/** The samples of 12 bits that came of it. */
export function twelveBitSamples(decoded: Samples): Uint16Array {
  return Uint16Array.from(decoded, (sample) => Math.max(0, Math.min(sample - ADDED, MOST)));
}
