/** Windows that radiologists use for CT, in Hounsfield units. */
export const CT_PRESETS = {
  soft: { center: 40, width: 400 },
  lung: { center: -600, width: 1500 },
  bone: { center: 480, width: 2500 },
  brain: { center: 40, width: 80 },
} as const;

export type Preset = keyof typeof CT_PRESETS;

export const PRESETS = ['soft', 'lung', 'bone', 'brain'] as const satisfies readonly Preset[];
