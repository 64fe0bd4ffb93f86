package io.medseal.client.studies;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The attributes that a description has, by tag, with their value representations. */
final class Attribute {
  static final int CHARACTER_SET = 0x0008_0005;
  static final int SOP_CLASS = 0x0008_0016;
  static final int SOP_INSTANCE = 0x0008_0018;
  static final int STUDY = 0x0020_000D;
  static final int SERIES = 0x0020_000E;
  static final int PHOTOMETRIC = 0x0028_0004;
  static final int FRAMES = 0x0028_0008;

  /** Available Transfer Syntax UID: stands for the one in the file's meta information. */
  static final int TRANSFER_SYNTAX = 0x0008_3002;

  /** In the order in which they are written. */
  static final TreeMap<Integer, String> DESCRIBED =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(SOP_CLASS, "UI"),
              Map.entry(SOP_INSTANCE, "UI"),
              Map.entry(0x0008_0020, "DA"),
              Map.entry(0x0008_0030, "TM"),
              Map.entry(0x0008_0050, "SH"),
              Map.entry(0x0008_0060, "CS"),
              Map.entry(0x0008_0080, "LO"),
              Map.entry(0x0008_1030, "LO"),
              Map.entry(0x0008_103E, "LO"),
              Map.entry(0x0008_2144, "IS"),
              Map.entry(TRANSFER_SYNTAX, "UI"),
              Map.entry(0x0010_0010, "PN"),
              Map.entry(0x0010_0020, "LO"),
              Map.entry(0x0010_0030, "DA"),
              Map.entry(0x0010_0040, "CS"),
              Map.entry(0x0010_1010, "AS"),
              Map.entry(0x0018_0015, "CS"),
              Map.entry(0x0018_0040, "IS"),
              Map.entry(0x0018_0050, "DS"),
              Map.entry(0x0018_1063, "DS"),
              Map.entry(0x0018_1065, "DS"),
              Map.entry(0x0018_1164, "DS"),
              Map.entry(STUDY, "UI"),
              Map.entry(SERIES, "UI"),
              Map.entry(0x0020_0011, "IS"),
              Map.entry(0x0020_0013, "IS"),
              Map.entry(0x0020_0032, "DS"),
              Map.entry(0x0020_0037, "DS"),
              Map.entry(0x0028_0002, "US"),
              Map.entry(PHOTOMETRIC, "CS"),
              Map.entry(0x0028_0006, "US"),
              Map.entry(FRAMES, "IS"),
              Map.entry(0x0028_0010, "US"),
              Map.entry(0x0028_0011, "US"),
              Map.entry(0x0028_0030, "DS"),
              Map.entry(0x0028_0100, "US"),
              Map.entry(0x0028_0101, "US"),
              Map.entry(0x0028_0103, "US"),
              Map.entry(0x0028_1050, "DS"),
              Map.entry(0x0028_1051, "DS"),
              Map.entry(0x0028_1052, "DS"),
              Map.entry(0x0028_1053, "DS"),
              Map.entry(0x0028_1056, "CS"),
              Map.entry(0x0042_0010, "ST"),
              Map.entry(0x0070_0081, "LO")));

  /** What has these is no picture: an embedded document, a waveform, a structured report. */
  static final Set<Integer> NO_PICTURE = Set.of(0x0040_A040, 0x0040_A730, 0x0042_0011, 0x5400_0100);

  /** What has these is not said by its attributes alone: regions, concepts, functional groups. */
  static final Set<Integer> NOT_FLAT = Set.of(0x0018_6011, 0x0040_A043, 0x5200_9229, 0x5200_9230);

  static final String SEGMENTATION = "1.2.840.10008.5.1.4.1.1.66.4";

  private Attribute() {}

  /** What has to be read of a file. */
  static Set<Integer> wanted() {
    Set<Integer> wanted = new HashSet<>(DESCRIBED.keySet());
    wanted.add(CHARACTER_SET);
    wanted.remove(TRANSFER_SYNTAX);
    return wanted;
  }

  static String name(int tag) {
    return String.format("%08X", tag);
  }
}
