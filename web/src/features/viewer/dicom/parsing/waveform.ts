import type { Elements } from './elements.ts';
import { LIMITS } from './limits.ts';
import { DicomError } from './problems.ts';
import { lookUp } from '@/ui/lookUp.ts';

/** Channels that were recorded together. */
export interface WaveformGroup {
  readonly label: string;
  /** Samples a second. */
  readonly frequency: number;
  readonly channels: readonly Channel[];
}

export interface Channel {
  readonly name: string;
  /** `mV` for everything electric; the author's unit otherwise. */
  readonly unit: string;
  readonly samples: Float32Array;
}

/** Millivolts in one of the unit that the author used. */
const MILLIVOLTS: Readonly<Record<string, number>> = {
  nv: 1e-6,
  uv: 1e-3,
  µv: 1e-3,
  mv: 1,
  v: 1000,
};

/** Sensitivity, its correction and the baseline of a channel. */
const SCALE = ['x003a0210', 'x003a0212', 'x003a0213'];

/** Bits and kind of samples (PS3.3 C.10.9.1.5) that are read here, and the kinds that there are. */
const READ = ['8 SB', '8 UB', '16 SS', '16 US'];
const KNOWN = ['SB', 'UB', 'MB', 'AB', 'SS', 'US', 'SL', 'UL', 'SV', 'UV'];

/** Every multiplex group of the object's waveform sequence. */
export function readWaveforms(root: Elements, bigEndian: boolean): WaveformGroup[] {
  const groups = root.items('x54000100');
  if (groups.length > LIMITS.waveformGroups) {
    throw new DicomError('too-big');
  }
  return groups.map((group) => readGroup(group, bigEndian));
}

function readGroup(group: Elements, bigEndian: boolean): WaveformGroup {
  const channels = group.uint16('x003a0005') ?? 0;
  const samples = group.uint32('x003a0010') ?? 0;
  const frequency = group.number('x003a001a') ?? 0;
  const bits = group.uint16('x54001004') ?? 16;
  const data = group.bytes('x54001010');
  const kind = group.text('x54001006');
  if (channels < 1 || samples < 1 || !(frequency > 0) || data === undefined) {
    throw new DicomError('malformed');
  }
  if (channels > LIMITS.waveformChannels) {
    throw new DicomError('too-big');
  }
  if (!READ.includes(`${bits} ${kind}`)) {
    throw new DicomError(KNOWN.includes(kind) ? 'unsupported' : 'malformed');
  }
  if (data.length < (channels * samples * bits) / 8) {
    throw new DicomError('cut-off');
  }
  group.budget.samples(channels * samples);
  const at = reader(data, bits, kind, !bigEndian);
  const definitions = group.items('x003a0200');
  return {
    label: group.fact('x003a0020'),
    frequency,
    channels: Array.from({ length: channels }, (_, channel) =>
      readChannel(
        definitions[channel],
        channel,
        Float32Array.from({ length: samples }, (_unused, sample) =>
          at(sample * channels + channel),
        ),
      ),
    ),
  };
}

function readChannel(
  definition: Elements | undefined,
  index: number,
  samples: Float32Array,
): Channel {
  const written = definition?.item('x003a0211')?.fact('x00080100') ?? '';
  const millivolts = lookUp(MILLIVOLTS, written.toLowerCase());
  if (SCALE.some((tag) => definition?.saidNumbers(tag)?.length === 0)) {
    // Without them the height of a wave is unknown.
    throw new DicomError('malformed');
  }
  const sensitivity = definition?.number('x003a0210') ?? 1;
  const factor = sensitivity * (definition?.number('x003a0212') ?? 1) * (millivolts ?? 1);
  const baseline = definition?.number('x003a0213') ?? 0;
  return {
    name: leadName(definition?.code('x003a0208').slice(0, LIMITS.fact) ?? '') || `${index + 1}`,
    unit: millivolts === undefined ? written : 'mV',
    samples: samples.map((value) => value * factor + baseline * (millivolts ?? 1)),
  };
}

function reader(data: Uint8Array, bits: number, kind: string, little: boolean) {
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  if (bits === 8) {
    return kind === 'UB'
      ? (index: number) => view.getUint8(index)
      : (index: number) => view.getInt8(index);
  }
  return kind === 'US'
    ? (index: number) => view.getUint16(index * 2, little)
    : (index: number) => view.getInt16(index * 2, little);
}

/** "Lead aVR (Einthoven)" is written "aVR" on paper. */
export function leadName(meaning: string): string {
  const name = meaning
    .replace(/\([^)]*\)/gu, '')
    .replace(/^\s*(?:ecg\s+)?lead\s+/iu, '')
    .trim();
  return name === '' ? meaning.trim() : name;
}
