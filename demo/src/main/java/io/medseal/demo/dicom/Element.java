package io.medseal.demo.dicom;

import java.util.List;

/** The value of one data element. */
sealed interface Element {
  /** A value of even length, as it stands in the file. */
  final class Value implements Element {
    private final byte[] bytes;

    Value(byte[] bytes) {
      this.bytes = bytes;
    }

    byte[] bytes() {
      return bytes;
    }
  }

  /** A sequence of items. */
  record Items(List<DataSet> items) implements Element {}

  /** Compressed frames, one fragment each (PS3.5 section A.4). */
  record Frames(List<byte[]> frames) implements Element {}
}
