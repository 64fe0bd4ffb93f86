/** Windows that radiologists use for CT, in Hounsfield units. */
export const CT_PRESETS = {
  soft: { center: 40, width: 400 },
  lung: { center: -600, width: 1500 },
  bone: { center: 480, width: 2500 },
  brain: { center: 40, width: 80 },
} as const;

export type Preset = keyof typeof CT_PRESETS;

export const PRESETS = ['soft', 'lung', 'bone', 'brain'] as const satisfies readonly Preset[];

export interface GreyWindow {
  readonly center: number;
  readonly width: number;
}

/** The values that become black and white (PS3.3 C.11.2.1.2, linear). */
export function rangeOf({ center, width }: GreyWindow): { lower: number; upper: number } {
  return { lower: center - 0.5 - (width - 1) / 2, upper: center - 0.5 + (width - 1) / 2 };
}

/** The other way round, rounded as people read it. */
export function windowOf({ lower, upper }: { lower: number; upper: number }): GreyWindow {
  const width = upper - lower + 1;
  return { center: Math.round(lower + (width - 1) / 2 + 0.5), width: Math.round(width) };
}
