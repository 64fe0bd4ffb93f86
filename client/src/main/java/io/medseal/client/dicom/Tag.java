package io.medseal.client.dicom;

import java.util.Set;

/** Data elements by number: group in the upper, element in the lower 16 bits (PS3.6). */
final class Tag {
  static final int META_GROUP_LENGTH = 0x0002_0000;
  static final int TRANSFER_SYNTAX = 0x0002_0010;
  static final int CHARACTER_SET = 0x0008_0005;
  static final int SOP_CLASS = 0x0008_0016;
  static final int SOP_INSTANCE = 0x0008_0018;
  static final int STUDY_DATE = 0x0008_0020;
  static final int STUDY_TIME = 0x0008_0030;
  static final int MODALITY = 0x0008_0060;
  static final int STUDY_DESCRIPTION = 0x0008_1030;
  static final int SERIES_DESCRIPTION = 0x0008_103E;
  static final int PATIENT_NAME = 0x0010_0010;
  static final int PATIENT_ID = 0x0010_0020;
  static final int PATIENT_BIRTH_DATE = 0x0010_0030;
  static final int STUDY = 0x0020_000D;
  static final int SERIES = 0x0020_000E;
  static final int SERIES_NUMBER = 0x0020_0011;
  static final int INSTANCE_NUMBER = 0x0020_0013;

  /** The last of those read; elements stand in ascending order. */
  static final int LAST = INSTANCE_NUMBER;

  static final int ITEM = 0xFFFE_E000;
  static final int ITEM_END = 0xFFFE_E00D;
  static final int SEQUENCE_END = 0xFFFE_E0DD;

  static final Set<Integer> WANTED =
      Set.of(
          TRANSFER_SYNTAX,
          CHARACTER_SET,
          SOP_CLASS,
          SOP_INSTANCE,
          STUDY_DATE,
          STUDY_TIME,
          MODALITY,
          STUDY_DESCRIPTION,
          SERIES_DESCRIPTION,
          PATIENT_NAME,
          PATIENT_ID,
          PATIENT_BIRTH_DATE,
          STUDY,
          SERIES,
          SERIES_NUMBER,
          INSTANCE_NUMBER);

  private Tag() {}

  static int group(int tag) {
    return tag >>> 16;
  }
}
