import { describe, expect, it } from 'vitest';
import { DicomError } from '../../src/features/viewer/dicom/parsing/problems.ts';
import { openObject } from '../../src/features/viewer/dicom/parsing/readObject.ts';
import { pictureOf, plainSamples } from '../../src/features/viewer/dicom/pixels/picture.ts';
import { seriesOf } from '../../src/features/viewer/dicom/series/series.ts';
import {
  dataSet,
  dicomFile,
  encapsulatedPixels,
  joined,
  pictureTags,
  withMeta,
  type Tags,
} from '../fakes/dicomWriter.ts';

const words = (...values: number[]) => new Uint8Array(Uint16Array.from(values).buffer);
const lut: Tags = { '00283002': ['US', [2, 0, 16]], '00283006': ['OW', words(0, 9)] };

const tables = pictureTags(2, 2, (x) => x, {
  '00280034': ['IS', '1\\2'],
  '00280120': ['US', [7]],
  '00281050': ['DS', '1'],
  '00281051': ['DS', '2'],
  '00283000': ['SQ', [lut]],
  '00283010': ['SQ', [lut]],
  '52009230': [
    'SQ',
    [{ '00209111': ['SQ', [{ '00209157': ['UL', [1]] }]], '00289132': ['SQ', [lut]] }],
  ],
  '60000010': ['US', [2]],
});
const segments = words(0, 1, 0, 1, 3, 900, 2, 1, 0, 0);
const palette = pictureTags(2, 2, (x) => x, {
  '00280004': ['CS', 'PALETTE COLOR'],
  ...Object.fromEntries([1, 2, 3].map((each) => [`0028110${each}`, ['US', [5, 0, 16]]])),
  ...Object.fromEntries([1, 2, 3].map((each) => [`0028122${each}`, ['OW', segments]])),
});
const { '7fe00010': _pixels, ...tags } = pictureTags(2, 2, () => 0, {
  '00280100': ['US', [8]],
  '00280101': ['US', [8]],
  '00280102': ['US', [7]],
});
const runs = new Uint8Array(70);
runs.set([1, 0, 0, 0, 64]);
runs.set([1, 5, 6, 255, 7], 64);

/** Draws every frame; what is not a declared problem is thrown. */
async function draw(file: Uint8Array): Promise<void> {
  try {
    const { object, frames } = await openObject(file);
    const [series] = seriesOf(new Map([[0, object]]));
    for (const slice of series?.kind === 'stack' ? series.slices.slice(0, 4) : []) {
      const bytes = frames?.frame(slice.frame);
      const samples = bytes && plainSamples(bytes, slice);
      if (samples !== undefined) {
        pictureOf(samples, slice);
      }
    }
  } catch (error) {
    if (!(error instanceof DicomError)) {
      throw error;
    }
  }
}

describe('A file of which any byte is another one', () => {
  it.each<[what: string, file: Uint8Array]>([
    ['with tables', dicomFile(tables)],
    ['with a palette in segments', dicomFile(palette)],
    [
      'in run lengths',
      withMeta(joined([dataSet(tags), encapsulatedPixels([runs])]), '1.2.840.10008.1.2.5'),
    ],
  ])('%s is drawn, or refused by its name', async (_what, file) => {
    await expect(draw(file)).resolves.toBeUndefined();
    for (let at = 128; at < file.length; at += 1) {
      for (const change of [0xff, 0x01, 0x80]) {
        const changed = file.slice();
        changed[at] = (changed[at] ?? 0) ^ change;
        await draw(changed);
      }
    }
  });
});
