/**
 * Reads the header of DICOM files (PS3.5, PS3.10): what a study is called, when it was made and in
 * which order its images belong. Never looks at pixel data.
 *
 * <p>What it reads is hostile until proven otherwise: it reads a bounded number of bytes, keeps a
 * bounded number of them, and ends with a header, with "this is not DICOM", or with a {@link
 * io.medseal.client.problems.DicomException}.
 */
package io.medseal.client.dicom;
