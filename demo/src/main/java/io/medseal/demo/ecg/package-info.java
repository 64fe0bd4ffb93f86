/**
 * A twelve-lead electrocardiogram of ten seconds: as values, as a picture on the pink paper and as
 * a DICOM waveform.
 */
package io.medseal.demo.ecg;
