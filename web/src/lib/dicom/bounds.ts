/** What reading a DICOM file may make this device do, however it is written. */
export const DICOM_BOUNDS = {
  /** An object is held in memory as a whole. */
  objectBytes: 1024 * 1024 * 1024,
  /** What a deflated data set may unfold to. */
  inflatedBytes: 512 * 1024 * 1024,
  /** More than any header: sequences before the patient's data may hold thousands of references. */
  headerBytes: 32 * 1024 * 1024,
  /** Of one value of a header; longer ones count as absent. */
  valueBytes: 16 * 1024,
  /** Elements and items before the pixels of an object that is shown. */
  elements: 2_000_000,
  /** Sequences within sequences. */
  depth: 32,
} as const;
