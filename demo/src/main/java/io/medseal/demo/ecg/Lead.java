package io.medseal.demo.ecg;

/** The twelve leads, in the order in which they are stored, with their codes in ISO 11073-10102. */
public enum Lead {
  I("I", "2:1"),
  II("II", "2:2"),
  III("III", "2:61"),
  AVR("aVR", "2:62"),
  AVL("aVL", "2:63"),
  AVF("aVF", "2:64"),
  V1("V1", "2:3"),
  V2("V2", "2:4"),
  V3("V3", "2:5"),
  V4("V4", "2:6"),
  V5("V5", "2:7"),
  V6("V6", "2:8");

  private final String label;
  private final String code;

  Lead(String label, String code) {
    this.label = label;
    this.code = code;
  }

  /** What is written beside the curve. */
  public String label() {
    return label;
  }

  String code() {
    return code;
  }
}
