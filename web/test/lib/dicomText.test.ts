import { describe, expect, it } from 'vitest';
import { personNames } from '@/lib/dicom/names.ts';
import { DicomText } from '@/lib/dicom/text.ts';

const SETS = ['', 'ISO_IR 192', 'GB18030', '\\ISO 2022 IR 87', '\\ISO 2022 IR 149', 'ISO_IR 144'];
const PIECES = [
  '\u001b$B',
  '\u001b(B',
  '\u001b$)C',
  '\u001b-L',
  '\u001b',
  '^',
  '=',
  '\\',
  '\u001b%',
];

describe('Texts of DICOM files', () => {
  it('never fail, nor grow, whatever their bytes are', () => {
    let seed = 8;
    const random = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return (seed >> 8) % below;
    };
    for (let run = 0; run < 5_000; run += 1) {
      const text = Array.from({ length: random(14) }, () =>
        random(3) === 0 ? (PIECES[random(PIECES.length)] ?? '') : String.fromCharCode(random(256)),
      ).join('');
      const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
      const decoded = new DicomText(SETS[random(SETS.length)]).decode(bytes, run % 2 === 0);
      expect(decoded.length).toBeLessThanOrEqual(bytes.length);
      expect(personNames(decoded).every((name) => name.trim() !== '')).toBe(true);
    }
  });

  it('of which nothing is a letter have a replacement character for each byte', () => {
    const bytes = new Uint8Array(100_000).fill(0xff);
    for (const set of SETS) {
      expect(new DicomText(set).decode(bytes)).toHaveLength(bytes.length);
    }
  });
});
