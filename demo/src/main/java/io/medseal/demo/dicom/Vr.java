package io.medseal.demo.dicom;

/** The value representations in use (PS3.5 section 6.2). */
enum Vr {
  AE(16),
  AS(4),
  AT,
  CS(16),
  DA(8),
  DS(16),
  DT(26),
  FD,
  IS(12),
  LO(64),
  LT(10240),
  OB,
  OW,
  PN(64),
  SH(16),
  SL,
  SQ,
  SS,
  ST(1024),
  TM(14),
  UI(64),
  UL,
  US,
  UT(1 << 20);

  private final int maximumLength;

  Vr() {
    this(0);
  }

  Vr(int maximumLength) {
    this.maximumLength = maximumLength;
  }

  boolean isText() {
    return maximumLength > 0;
  }

  /** The most characters one value may have; 0 where values are not text. */
  int maximumLength() {
    return maximumLength;
  }

  /** Whether several values may stand in one element, separated by backslashes. */
  boolean hasSeveralValues() {
    return this != LT && this != ST && this != UT;
  }

  /** Whether the length is written in 32 bits, after two reserved bytes (PS3.5 section 7.1.2). */
  boolean hasLongLength() {
    return switch (this) {
      case OB, OW, SQ, UT -> true;
      case AE, AS, AT, CS, DA, DS, DT, FD, IS, LO, LT, PN, SH, SL, SS, ST, TM, UI, UL, US -> false;
    };
  }

  /** What fills a value up to an even length. */
  byte padding() {
    return (byte) (this == UI || this == OB ? 0 : ' ');
  }
}
