import { describe, expect, it } from 'vitest';
import { openObject } from '../../src/features/viewer/dicom/parsing/readObject.ts';
import { leadName } from '../../src/features/viewer/dicom/parsing/waveform.ts';
import {
  curve,
  MARGIN_MM,
  rowsOf,
  sortedChannels,
} from '../../src/features/viewer/dicom/waveforms/paper.ts';
import { dicomFile, pictureTags, type Tags } from '../fakes/dicomWriter.ts';

const code = (meaning: string, value = 'X'): Tags => ({
  '00080100': ['SH', value],
  '00080104': ['LO', meaning],
});

const concept = (meaning: string): Tags => ({ '0040a043': ['SQ', [code(meaning)]] });

function item(type: string, meaning: string, more: Tags): Tags {
  return { '0040a010': ['CS', 'CONTAINS'], '0040a040': ['CS', type], ...concept(meaning), ...more };
}

describe('A structured report', () => {
  it('becomes a tree of concepts and readable values', async () => {
    const { object } = await openObject(
      dicomFile({
        '00080016': ['UI', '1.2.840.10008.5.1.4.1.1.88.22'],
        '0040a040': ['CS', 'CONTAINER'],
        '0040a493': ['CS', 'VERIFIED'],
        ...concept('Echocardiography report'),
        '0040a730': [
          'SQ',
          [
            item('TEXT', 'Finding', { '0040a160': ['UT', 'No effusion.'] }),
            item('NUM', 'Ejection fraction', {
              '0040a300': [
                'SQ',
                [{ '0040a30a': ['DS', '61'], '004008ea': ['SQ', [code('percent', '%')]] }],
              ],
            }),
            item('CODE', 'Rhythm', { '0040a168': ['SQ', [code('Sinus rhythm')]] }),
            item('DATE', 'Performed', { '0040a121': ['DA', '20260131'] }),
            item('PNAME', 'Physician', { '0040a123': ['PN', 'Sample^Anna'] }),
            item('CONTAINER', 'Left ventricle', {
              '0040a730': ['SQ', [item('TEXT', 'Size', { '0040a160': ['UT', 'Normal.'] })]],
            }),
          ],
        ],
      }),
    );
    expect(object.content).toMatchObject({
      kind: 'report',
      verified: true,
      root: {
        concept: 'Echocardiography report',
        children: [
          { concept: 'Finding', value: 'No effusion.' },
          { concept: 'Ejection fraction', value: '61 %' },
          { concept: 'Rhythm', value: 'Sinus rhythm' },
          { concept: 'Performed', value: '2026-01-31' },
          { concept: 'Physician', value: 'Anna Sample' },
          { concept: 'Left ventricle', children: [{ concept: 'Size', value: 'Normal.' }] },
        ],
      },
    });
  });
});

const channel = (name: string, more: Tags = {}): Tags => ({
  '003a0208': ['SQ', [code(name)]],
  '003a0210': ['DS', '5'],
  '003a0211': ['SQ', [code('microvolt', 'uV')]],
  '003a0212': ['DS', '1'],
  '003a0213': ['DS', '0'],
  ...more,
});

function ecg(more: Tags = {}): Uint8Array {
  const samples = Int16Array.from([0, 0, 200, -100, 0, 0, 0, 0]);
  return dicomFile({
    '00080016': ['UI', '1.2.840.10008.5.1.4.1.1.9.1.1'],
    '54000100': [
      'SQ',
      [
        {
          '003a0005': ['US', [2]],
          '003a0010': ['UL', [4]],
          '003a001a': ['DS', '500'],
          '003a0200': ['SQ', [channel('Lead V1'), channel('Lead I (Einthoven)')]],
          '54001004': ['US', [16]],
          '54001006': ['CS', 'SS'],
          '54001010': ['OW', new Uint8Array(samples.buffer)],
          ...more,
        },
      ],
    ],
  });
}

describe('An electrocardiogram', () => {
  it('is read in millivolts, lead by lead', async () => {
    const { content } = (await openObject(ecg())).object;
    const group = content.kind === 'waveform' ? content.groups[0] : undefined;
    expect(group?.frequency).toBe(500);
    expect(group?.channels.map(({ name, unit }) => [name, unit])).toEqual([
      ['V1', 'mV'],
      ['I', 'mV'],
    ]);
    expect(group?.channels[0]?.samples[1]).toBeCloseTo(1);
    expect(group?.channels[1]?.samples[1]).toBeCloseTo(-0.5);
  });

  it('shows its leads in the conventional order', async () => {
    const { content } = (await openObject(ecg())).object;
    const [group] = content.kind === 'waveform' ? content.groups : [];
    expect(group && sortedChannels(group).map(({ name }) => name)).toEqual(['I', 'V1']);
  });

  it.each([
    ['without channels', { '003a0005': ['US', [0]] }, 'malformed'],
    ['with more samples than bytes', { '003a0010': ['UL', [5]] }, 'cut-off'],
    ['with an absurd number of samples', { '003a0010': ['UL', [4_000_000_000]] }, 'cut-off'],
    ['without a frequency', { '003a001a': ['DS', '0'] }, 'malformed'],
    ['with samples of no kind', { '54001006': ['CS', ''] }, 'malformed'],
    ['with samples of an unknown kind', { '54001006': ['CS', 'XX'] }, 'malformed'],
    [
      'with samples by the μ-law',
      { '54001004': ['US', [8]], '54001006': ['CS', 'MB'] },
      'unsupported',
    ],
    [
      'with samples by the A-law',
      { '54001004': ['US', [8]], '54001006': ['CS', 'AB'] },
      'unsupported',
    ],
    [
      'with samples of 32 bits',
      { '54001004': ['US', [32]], '54001006': ['CS', 'SL'] },
      'unsupported',
    ],
    ['with more channels than are drawn', { '003a0005': ['US', [65]] }, 'too-big'],
  ] as const)('%s is refused', async (_what, more, problem) => {
    await expect(openObject(ecg(more as unknown as Tags))).rejects.toMatchObject({ problem });
  });

  it('draws a millivolt as high, and a second as long, as the paper says', () => {
    const samples = Float32Array.from([0, 1, 0]);
    expect(curve(samples, 1, 0, 3, 25, 10, 30)).toBe(
      `M${MARGIN_MM}.00 30.00L${MARGIN_MM + 25}.00 20.00L${MARGIN_MM + 50}.00 30.00`,
    );
  });

  it('loses no spike where several samples fall on one place', () => {
    const samples = new Float32Array(10_000);
    samples[5_003] = 2;
    expect(curve(samples, 10_000, 0, 1, 25, 10, 30)).toContain(' 10.00');
  });

  it('gives a lead the room that its curve needs', () => {
    const rows = rowsOf(
      [
        { name: 'I', unit: 'mV', samples: Float32Array.from([0, 3]) },
        { name: 'II', unit: 'mV', samples: Float32Array.from([0, -2]) },
      ],
      10,
    );
    expect(rows[0]?.baseline).toBeGreaterThanOrEqual(30);
    expect((rows[1]?.top ?? 0) + (rows[1]?.height ?? 0)).toBeGreaterThan(
      (rows[1]?.baseline ?? 0) + 20,
    );
  });

  it.each([
    ['Lead I (Einthoven)', 'I'],
    ['Lead aVR', 'aVR'],
    ['V4', 'V4'],
    ['(odd)', '(odd)'],
  ])('calls the lead "%s" %s', (meaning, name) => {
    expect(leadName(meaning)).toBe(name);
  });
});

describe('A film', () => {
  const kindOf = async (last: string) => {
    const file = dicomFile(
      pictureTags(1, 1, () => 0),
      `1.2.840.10008.1.2.4.${last}`,
    );
    return (await openObject(file)).object.content.kind;
  };

  it.each(['100', '101', '102', '103', '104', '105', '106'].flatMap((each) => [each, `${each}.1`]))(
    'is what %s compresses',
    async (last) => {
      expect(await kindOf(last)).toBe('embedded');
    },
  );

  it.each(['107', '108'])('is what %s compresses', async (last) => {
    expect(await kindOf(last)).toBe('embedded');
  });

  // PS3.6 table A-1 has none of these.
  it.each(['107.1', '108.1', '109', '109.1', '100.2', '1001'])(
    'is not what %s names',
    async (last) => {
      expect(await kindOf(last)).toBe('image');
    },
  );
});
