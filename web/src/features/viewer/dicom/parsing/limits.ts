/** What a file may make this device do, however it is written. */
export const LIMITS = {
  /** A DICOM object is held in memory as a whole. */
  objectBytes: 1024 * 1024 * 1024,
  /** What a deflated data set may unfold to. */
  inflatedBytes: 512 * 1024 * 1024,
  /** One decoded frame. */
  frameBytes: 512 * 1024 * 1024,
  frames: 100_000,
  /** Rows or columns. */
  side: 65_535,
  /** Levels and items of a structured report. */
  reportDepth: 40,
  reportItems: 20_000,
  waveformChannels: 64,
  waveformSamples: 20_000_000,
  text: 100_000,
} as const;
