/**
 * Writes DICOM Part 10 files: explicit VR little endian, with sequences and encapsulated pixel
 * data.
 *
 * <p>A {@link io.medseal.demo.dicom.DataSet} is filled tag by tag and written with {@link
 * io.medseal.demo.dicom.DicomFile}. {@link io.medseal.demo.dicom.Modules} fills what every object
 * of the hospital carries. The section numbers in this package are those of the DICOM standard,
 * PS3.5 (data structures) and PS3.10 (files). Reading is not done here.
 */
package io.medseal.demo.dicom;
