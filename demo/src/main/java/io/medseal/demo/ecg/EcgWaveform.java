package io.medseal.demo.ecg;

import io.medseal.demo.dicom.Code;
import io.medseal.demo.dicom.DataSet;
import io.medseal.demo.dicom.DicomFile;
import io.medseal.demo.dicom.Modules;
import io.medseal.demo.dicom.SopClass;
import io.medseal.demo.dicom.Tag;
import io.medseal.demo.dicom.TransferSyntax;
import io.medseal.demo.hospital.Examination;
import java.io.IOException;
import java.nio.file.Path;

/** Writes a recording as a DICOM 12-lead ECG waveform. */
public final class EcgWaveform {
  private static final Modules.Series SERIES =
      new Modules.Series(
          SopClass.TWELVE_LEAD_ECG_WAVEFORM, 1, "Resting ECG", "Medseal Demo", "Drawn Cardiograph");

  private static final Code MICROVOLT = new Code("uV", "UCUM", "microvolt");
  private static final Code MILLISECOND = new Code("ms", "UCUM", "millisecond");
  private static final Code PER_MINUTE = new Code("/min", "UCUM", "per minute");

  private final Examination examination;
  private final EcgRecording recording;

  public EcgWaveform(Examination examination) {
    this.examination = examination;
    this.recording = new EcgRecording(examination);
  }

  /** Writes the file, which is replaced if it is there. */
  public void write(Path file) throws IOException {
    DataSet dataSet =
        Modules.common(examination, "12-lead ECG", SERIES, 1)
            .with(Tag.ACQUISITION_DATE_TIME, Modules.dateTime(examination.start()))
            .with(Tag.BODY_PART_EXAMINED, "HEART")
            .with(Tag.ACQUISITION_CONTEXT_SEQUENCE, electrodePlacement())
            .with(
                Tag.WAVEFORM_ANNOTATION_SEQUENCE,
                text("Sinus rhythm. T waves inverted in V2 to V4. Invented patient."),
                value(new Code("8867-4", "LN", "Heart rate"), PER_MINUTE, EcgRecording.RATE),
                value(new Code("8625-6", "LN", "P-R Interval"), MILLISECOND, 158),
                value(new Code("8633-0", "LN", "QRS Duration"), MILLISECOND, 92),
                value(new Code("8634-8", "LN", "Q-T Interval"), MILLISECOND, 404))
            .with(Tag.WAVEFORM_SEQUENCE, waveform());
    DicomFile.write(file, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, dataSet);
  }

  private static DataSet electrodePlacement() {
    return new DataSet()
        .with(Tag.VALUE_TYPE, "CODE")
        .with(Tag.CONCEPT_NAME_CODE_SEQUENCE, new Code("10:11345", "MDC", "Electrode placement"))
        .with(
            Tag.CONCEPT_CODE_SEQUENCE,
            new Code("10:11265", "MDC", "Standard 12-lead electrode placement"));
  }

  private static DataSet text(String text) {
    return new DataSet()
        .with(Tag.UNFORMATTED_TEXT_VALUE, text)
        .with(Tag.REFERENCED_WAVEFORM_CHANNELS, 1, 0)
        .with(Tag.ANNOTATION_GROUP_NUMBER, 0);
  }

  private static DataSet value(Code name, Code unit, int value) {
    return new DataSet()
        .with(Tag.MEASUREMENT_UNITS_CODE_SEQUENCE, unit)
        .with(Tag.CONCEPT_NAME_CODE_SEQUENCE, name)
        .with(Tag.REFERENCED_WAVEFORM_CHANNELS, 1, 0)
        .with(Tag.ANNOTATION_GROUP_NUMBER, 1)
        .with(Tag.NUMERIC_VALUE, value);
  }

  private DataSet waveform() {
    Lead[] leads = Lead.values();
    DataSet[] channels = new DataSet[leads.length];
    byte[] samples = new byte[EcgRecording.SAMPLES * leads.length * 2];
    for (int channel = 0; channel < leads.length; channel++) {
      channels[channel] = channel(leads[channel]);
      for (int i = 0; i < EcgRecording.SAMPLES; i++) {
        int value = recording.microvolts(leads[channel], i);
        int at = 2 * (i * leads.length + channel);
        samples[at] = (byte) value;
        samples[at + 1] = (byte) (value >>> 8);
      }
    }
    return new DataSet()
        .with(Tag.WAVEFORM_ORIGINALITY, "ORIGINAL")
        .with(Tag.NUMBER_OF_WAVEFORM_CHANNELS, leads.length)
        .with(Tag.NUMBER_OF_WAVEFORM_SAMPLES, EcgRecording.SAMPLES)
        .with(Tag.SAMPLING_FREQUENCY, EcgRecording.FREQUENCY)
        .with(Tag.MULTIPLEX_GROUP_LABEL, "RHYTHM")
        .with(Tag.CHANNEL_DEFINITION_SEQUENCE, channels)
        .with(Tag.WAVEFORM_BITS_ALLOCATED, 16)
        .with(Tag.WAVEFORM_SAMPLE_INTERPRETATION, "SS")
        .with(Tag.WAVEFORM_DATA, samples);
  }

  private static DataSet channel(Lead lead) {
    return new DataSet()
        .with(Tag.CHANNEL_LABEL, lead.label())
        .with(Tag.CHANNEL_SOURCE_SEQUENCE, new Code(lead.code(), "MDC", "Lead " + lead.label()))
        .with(Tag.CHANNEL_SENSITIVITY, 1)
        .with(Tag.CHANNEL_SENSITIVITY_UNITS_SEQUENCE, MICROVOLT)
        .with(Tag.CHANNEL_SENSITIVITY_CORRECTION_FACTOR, 1)
        .with(Tag.CHANNEL_BASELINE, 0)
        .with(Tag.CHANNEL_TIME_SKEW, 0)
        .with(Tag.WAVEFORM_BITS_STORED, 16)
        .with(Tag.FILTER_LOW_FREQUENCY, 0.05)
        .with(Tag.FILTER_HIGH_FREQUENCY, 150);
  }
}
