export { DicomError, type DicomProblem } from '@/lib/dicom/problems.ts';
