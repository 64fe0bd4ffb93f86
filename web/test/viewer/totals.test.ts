import { describe, expect, it } from 'vitest';
import { Study } from '../../src/features/viewer/dicom/loading/study.ts';
import { LIMITS } from '../../src/features/viewer/dicom/parsing/limits.ts';
import type { ContentItem } from '../../src/features/viewer/dicom/parsing/structuredReport.ts';
import { openObject } from '../../src/features/viewer/dicom/parsing/readObject.ts';
import { dicomFile, pictureTags, type Tags } from '../fakes/dicomWriter.ts';
import { LocalReader, memoryFile } from '../fakes/localReader.ts';

const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

const text = (value: string, children: Tags[] = []): Tags => ({
  '0040a040': ['CS', 'TEXT'],
  '0040a160': ['UT', value],
  ...(children.length === 0 ? {} : { '0040a730': ['SQ', children] }),
});

async function report(children: Tags[]) {
  const file = dicomFile({ '0040a040': ['CS', 'CONTAINER'], '0040a730': ['SQ', children] });
  const { content } = (await openObject(file)).object;
  if (content.kind !== 'report') {
    throw new Error('it is a report');
  }
  const all: ContentItem[] = [];
  const walk = (item: ContentItem) => {
    all.push(item);
    item.children.forEach(walk);
  };
  walk(content.root);
  return {
    isCut: content.isCut,
    items: all.length,
    characters: all.reduce((sum, { value }) => sum + value.length, 0),
  };
}

describe('What one object may make the page show', () => {
  it('is a whole report where it is one that somebody wrote', async () => {
    const shown = await report(many(500, (index) => text(`Finding ${index}`)));
    expect(shown).toMatchObject({ isCut: false, items: 501 });
  });

  it('is part of a report whose texts are long together, which is told', async () => {
    const shown = await report(many(200, () => text('malign '.repeat(3_500))));
    expect(shown.isCut).toBe(true);
    expect(shown.characters).toBeLessThan(LIMITS.reportText + LIMITS.text);
  });

  it('is part of a report of many items, or of many levels', async () => {
    const wide = await report(many(LIMITS.reportItems + 1, () => text('')));
    expect(wide).toMatchObject({ isCut: true, items: LIMITS.reportItems });
    let deep = text('end');
    for (let level = 0; level < LIMITS.reportDepth; level += 1) {
      deep = text('', [deep]);
    }
    expect(await report([deep])).toMatchObject({ isCut: true, items: LIMITS.reportDepth + 1 });
  });

  it('is part of a text that is too long by itself', async () => {
    expect(await report([text('x'.repeat(LIMITS.text + 1))])).toMatchObject({ isCut: true });
  });

  it('is no line longer than lines are', async () => {
    const file = dicomFile({
      ...pictureTags(2, 2, () => 0),
      '0008103e': ['LO', 'x'.repeat(60_000)],
    });
    const { facts } = (await openObject(file)).object;
    expect(facts.seriesDescription).toHaveLength(LIMITS.fact);
  });
});

function group(samples: number, label = ''): Tags {
  return {
    '003a0005': ['US', [1]],
    '003a0010': ['UL', [samples]],
    '003a001a': ['DS', '500'],
    '003a0020': ['SH', label],
    '54001004': ['US', [8]],
    '54001006': ['CS', 'SB'],
    '54001010': ['OB', new Uint8Array(samples)],
  };
}

const waveforms = (groups: Tags[]) => dicomFile({ '54000100': ['SQ', groups] });

describe('What one object may make this device read', () => {
  it.each([
    ['samples in many groups', () => waveforms(many(3, () => group(LIMITS.waveformSamples / 2)))],
    ['groups', () => waveforms(many(LIMITS.waveformGroups + 1, () => group(2)))],
    [
      'regions',
      () =>
        dicomFile({
          ...pictureTags(2, 2, () => 0),
          '00186011': ['SQ', many(LIMITS.regions + 1, () => ({}))],
        }),
    ],
    [
      'frames that each repeat a long text',
      () =>
        dicomFile({
          ...pictureTags(2, 2, () => 0),
          '00280008': ['IS', '3000'],
          '00281050': ['DS', '1\\'.repeat(30_000)],
          '52009230': ['SQ', many(3_000, () => ({}))],
        }),
    ],
  ])('is bounded in all: %s', async (_what, file) => {
    await expect(openObject(file())).rejects.toMatchObject({ problem: 'too-big' });
  });
});

describe('What the objects of a report may make the page keep', () => {
  it('is bounded in all; those beyond it are told', async () => {
    const file = dicomFile(pictureTags(1, 1, () => 0, {}, LIMITS.frames));
    const { object } = await openObject(file);
    const files = many(20, (index) => memoryFile(`${index}.dcm`, 'application/dicom', file));
    const reader = new LocalReader(files);
    const study = new Study(reader, reader.files);
    study.library.describe = () => Promise.resolve(object);
    study.start();
    await expect.poll(() => study.snapshot().read, { timeout: 20_000 }).toBe(files.length);
    study.close();
    const { series, failures } = study.snapshot();
    expect(series.length * object.weight).toBeLessThanOrEqual(LIMITS.keptBytes);
    expect(series.length + failures.size).toBe(files.length);
    expect([...failures.values()][0]).toMatchObject({ problem: 'too-big' });
  });
});
