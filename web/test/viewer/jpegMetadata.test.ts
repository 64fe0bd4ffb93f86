import { describe, expect, it } from 'vitest';
import {
  claimedSize,
  withoutMetadata,
} from '../../src/features/viewer/dicom/parsing/codestreams.ts';
import { evenBlock } from '../fakes/jpeg.ts';

const segment = (marker: number, text: string) => {
  const letters = new TextEncoder().encode(text);
  return [0xff, marker, 0, letters.length + 2, ...letters];
};
/** The test's codestreams have a segment of their own. */
const PLAIN = withoutMetadata(evenBlock(0, 8));
const withSegments = (...segments: number[][]) => {
  const [first = 0, second = 0, ...rest] = PLAIN;
  return Uint8Array.from([first, second, ...segments.flat(), ...rest]);
};

describe('A JPEG codestream', () => {
  it('loses an orientation and a colour profile', () => {
    const jpeg = withSegments(segment(0xe1, 'Exif\0\0MM'), segment(0xe2, 'ICC_PROFILE\0'));
    expect([...withoutMetadata(jpeg)]).toEqual([...PLAIN]);
  });

  it('keeps what says which colours it has, and comments', () => {
    const jpeg = withSegments(
      segment(0xe0, 'JFIF\0'),
      segment(0xee, 'Adobe'),
      segment(0xfe, 'a comment'),
    );
    expect([...withoutMetadata(jpeg)]).toEqual([...jpeg]);
  });

  it('is what it was before, however it ends', () => {
    const whole = withSegments(segment(0xe1, 'Exif\0\0MM'));
    for (let length = 0; length < whole.length; length += 1) {
      const cut = whole.slice(0, length);
      expect(withoutMetadata(cut).length).toBeLessThanOrEqual(length);
    }
    expect(claimedSize(withoutMetadata(whole))).toEqual(claimedSize(PLAIN));
  });

  it('is passed over where fill bytes stand before a marker', () => {
    const jpeg = withSegments([0xff], segment(0xe1, 'Exif\0\0MM'));
    expect(new TextDecoder('latin1').decode(withoutMetadata(jpeg))).not.toContain('Exif');
  });
});
