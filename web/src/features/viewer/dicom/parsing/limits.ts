import { DICOM_BOUNDS } from '@/lib/dicom/bounds.ts';

/** What a file may make this device do, however it is written. */
export const LIMITS = {
  /** A DICOM object is held in memory as a whole. */
  objectBytes: DICOM_BOUNDS.objectBytes,
  /** One decoded frame. */
  frameBytes: 512 * 1024 * 1024,
  frames: 100_000,
  /** Parts that an object's pixels lie in. */
  fragments: 1_000_000,
  /** Rows or columns. */
  side: 65_535,
  /** Of a structured report so many levels, items and characters are shown. */
  reportDepth: 40,
  reportItems: 10_000,
  reportText: 1_000_000,
  /** Places that a report measured at. */
  reportMarks: 500,
  waveformGroups: 64,
  waveformChannels: 64,
  /** Of all channels of all groups. */
  waveformSamples: 20_000_000,
  /** Names of segments, structures and the like that are told of an object. */
  names: 100,
  /** Lines of structures that are drawn, and their points. */
  outlines: 50_000,
  outlinePoints: 2_000_000,
  /** Points of all lines on one picture, and of one drawing of others. */
  drawnPoints: 100_000,
  /** Drawings and texts of a presentation state. */
  annotations: 1_000,
  /** Of a segmentation that is drawn. */
  segmentFrames: 10_000,
  /** Of a multi-frame object. */
  dimensions: 16,
  /** Entries of a lookup table. */
  lutEntries: 65_536,
  /** Bits of all overlays of an object, and pixels of one. */
  overlayBytes: 64 * 1024 * 1024,
  overlayPixels: 64 * 1024 * 1024,
  /** Grey-scale windows of a frame, and regions of an ultrasound image. */
  windows: 16,
  regions: 256,
  /** Bytes of one text, and of one that says who, what or when. */
  text: 100_000,
  fact: 4_096,
  /** Bytes of all texts that are read out of an object. */
  textBytes: 64 * 1024 * 1024,
  /** Items of all sequences that are looked into. */
  items: 1_000_000,
  /** What the page keeps of all objects of a report, without their pixels. */
  keptBytes: 512 * 1024 * 1024,
} as const;
