/** Why a DICOM object cannot be shown. */
export type DicomProblem =
  /** Not DICOM at all. */
  | 'not-dicom'
  /** Breaks the standard so that nothing sure can be read out of it. */
  | 'malformed'
  /** Ends before what it announces. */
  | 'cut-off'
  /** Bigger than this device should hold, or unfolds to that. */
  | 'too-big'
  /** Keeps the standard, but is of a kind that is not shown here. */
  | 'unsupported'
  /** A transfer syntax that cannot be decoded here. */
  | 'undecodable'
  /** Says otherwise than the study index of its report. */
  | 'contradicted'
  /** Took longer than any real file does. */
  | 'too-slow';

/** The only error that parsing a DICOM object throws. */
export class DicomError extends Error {
  override readonly name = 'DicomError';
  readonly problem: DicomProblem;

  constructor(problem: DicomProblem, cause?: unknown) {
    super(problem, cause === undefined ? undefined : { cause });
    this.problem = problem;
  }
}
