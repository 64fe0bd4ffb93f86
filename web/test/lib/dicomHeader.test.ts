import { describe, expect, it } from 'vitest';
import { lookForDicom } from '@/lib/dicom/header.ts';
import { dicomFile, type Tags } from '../fakes/dicomWriter.ts';

const NAMED: Tags = { '00100010': ['PN', 'Example^Ada'], '0020000d': ['UI', '1.2.3'] };

/** A header with the name behind so many bytes. */
function nameAt(offset: number): Uint8Array<ArrayBuffer> {
  const begins = (filler: number) => {
    const file = dicomFile({ ...NAMED, '00091001': ['OB', new Uint8Array(filler)] });
    return { file, at: file.length - 18 - 8 - 6 - 2 };
  };
  const { at } = begins(2);
  return begins(2 + offset - at).file;
}

describe('Headers of DICOM files', () => {
  it('are read on where what was read ends between two elements', async () => {
    for (const offset of [64 * 1024, 1024 * 1024]) {
      for (const by of [-2, 0, 2]) {
        const file = nameAt(offset + by);
        if (by === 0) {
          expect([...file.subarray(offset, offset + 6)]).toEqual([0x10, 0, 0x10, 0, 0x50, 0x4e]);
        }
        const look = await lookForDicom(new Blob([file]));
        expect(look).toMatchObject({
          kind: 'dicom',
          header: { patientNames: ['Ada Example'], study: '1.2.3' },
        });
      }
    }
  });

  it('without a last element end with the file', async () => {
    const look = await lookForDicom(new Blob([dicomFile(NAMED)]));
    expect(look).toMatchObject({ kind: 'dicom', header: { patientNames: ['Ada Example'] } });
  });
});
