import type { ValueUnit } from './objects.ts';
import { firstSaid, type Values } from './values.ts';

/** What the units of a PET image are called (PS3.3 C.8.9.1.1.3). */
const PET_UNITS: Readonly<Record<string, string>> = {
  BQML: 'Bq/ml',
  CNTS: 'counts',
  CPS: 'counts/s',
  GML: 'g/ml',
  PROPCNTS: 'proportional counts',
  PROPCPS: 'proportional counts/s',
};
/** Doses are in becquerel; what is less than any that is given was written in another unit. */
const LEAST_DOSE = 100_000;
/** Slope and intercept. */
const SCALE = ['x00281053', 'x00281052'];
const PLAIN: ValueUnit = { name: '', factor: 1 };
/** Values 3 and 4 of Image Type of what are maps of something else than attenuation (PS3.3 C.8.15.3.1). */
const NO_ATTENUATION = [
  'LOCALIZER',
  'MAT_SPECIFIC',
  'MAT_FRACTIONAL',
  'EFF_ATOMIC_NUM',
  'ELECTRON_DENSITY',
];
/** A screen that was captured holds greys. */
const SECONDARY_CAPTURE = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.7(?:\.|$)/u;
const DAY = 24 * 60 * 60;

/** What the values behind the modality LUT are (PS3.3 C.11.1.1.2); plain numbers where it is not said. */
export function readUnit(root: Values, sources: readonly Values[]): ValueUnit {
  if (SCALE.some((tag) => firstSaid(sources, tag)?.length === 0)) {
    return PLAIN;
  }
  const modality = root.fact('x00080060');
  if (modality === 'PT') {
    return petUnit(root);
  }
  const lut = root.item('x00283000');
  const type =
    lut === undefined
      ? (sources.map((source) => source.fact('x00281054')).find((text) => text !== '') ?? '')
      : lut.fact('x00283004');
  const isScaled = lut !== undefined || sources.some((source) => source.has('x00281053'));
  // Of a CT they are Hounsfield units unless something else is said.
  const isHounsfield =
    (type === 'HU' || (modality === 'CT' && isScaled && type === '')) && hasAttenuation(root);
  return {
    name: isHounsfield ? 'HU' : type === 'US' || type === 'HU' ? '' : type,
    factor: 1,
  };
}

function hasAttenuation(root: Values): boolean {
  const type = root.words('x00080008');
  return (
    !NO_ATTENUATION.some((word) => type.includes(word)) &&
    !SECONDARY_CAPTURE.test(root.fact('x00080016').replace(/\0/gu, ''))
  );
}

function petUnit(root: Values): ValueUnit {
  const units = root.fact('x00541001');
  const name = PET_UNITS[units] ?? units;
  if (units === 'GML') {
    const type = root.fact('x00541006');
    return { name: `SUV${(type === '' ? 'bw' : type).toLowerCase()}`, factor: 1 };
  }
  const factor = units === 'BQML' ? suvOfBecquerel(root) : undefined;
  return factor === undefined ? { name, factor: 1 } : { name: 'SUVbw', factor };
}

/**
 * Body weight by the dose that was left when the scan began, or by that which was given where the
 * values are corrected to that time. Undefined where anything of it is not said or cannot be.
 */
function suvOfBecquerel(root: Values): number | undefined {
  const corrections = root.words('x00280051');
  const [drug, another] = root.items('x00540016');
  const grams = (root.number('x00101030') ?? 0) * 1000;
  const dose = drug?.number('x00181074') ?? 0;
  const halfLife = drug?.number('x00181075') ?? 0;
  if (
    drug === undefined ||
    another !== undefined ||
    !corrections.includes('ATTN') ||
    !corrections.includes('DECY') ||
    !(grams > 0) ||
    !(dose >= LEAST_DOSE) ||
    !(halfLife > 0)
  ) {
    return undefined;
  }
  switch (root.fact('x00541102')) {
    case 'ADMIN':
      return grams / dose;
    case 'START': {
      const seconds = secondsToScan(root, drug);
      return seconds === undefined ? undefined : grams / (dose * 2 ** (-seconds / halfLife));
    }
    default:
      return undefined;
  }
}

/** From the injection to the beginning of the series, which must not be later than its pictures. */
function secondsToScan(root: Values, drug: Values): number | undefined {
  const day = root.fact('x00080021');
  const start = secondOf(day, root.fact('x00080031'));
  const taken = secondOf(root.fact('x00080022'), root.fact('x00080032'));
  const whole = drug.fact('x00181078');
  const zone = /[+-]\d{4}$/u.exec(whole)?.[0];
  if (zone !== undefined && zone !== root.fact('x00080201')) {
    // The times of the series may be those of another time zone.
    return undefined;
  }
  const given =
    whole === ''
      ? secondOf(day, drug.fact('x00181072'))
      : secondOf(whole.slice(0, 8), whole.slice(8).replace(/[+-]\d{4}$/u, ''));
  if (start === undefined || taken === undefined || given === undefined || start > taken) {
    return undefined;
  }
  const seconds = start - given;
  return seconds >= 0 && seconds < DAY ? seconds : undefined;
}

/** Since 1970, in one and the same time zone. */
function secondOf(date: string, time: string): number | undefined {
  const day = /^(\d{4})\.?(\d{2})\.?(\d{2})$/u.exec(date);
  const clock = /^(\d{2}):?(\d{2}):?(\d{2}(?:\.\d+)?)$/u.exec(time);
  if (day === null || clock === null) {
    return undefined;
  }
  const [year, month, date1] = day.slice(1).map(Number);
  const [hour = 0, minute = 0, second = 0] = clock.slice(1).map(Number);
  const midnight = new Date(Date.UTC(year ?? 0, (month ?? 1) - 1, date1));
  const isReal =
    midnight.getUTCMonth() + 1 === month &&
    midnight.getUTCDate() === date1 &&
    hour < 24 &&
    minute < 60;
  return isReal && second < 61
    ? midnight.getTime() / 1000 + hour * 3600 + minute * 60 + second
    : undefined;
}
