package io.medseal.ledger.ids;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Names a report: random, chosen by the author's client (spec/README.md section 2).
 *
 * @param hex 32 lower-case hexadecimal digits
 */
public record ReportId(@JsonValue String hex) implements Comparable<ReportId> {
  /** Length in bytes. */
  public static final int BYTES = 16;

  @JsonCreator
  public ReportId {
    Hex.checked(hex, BYTES, "a report id");
  }

  /** Of exactly 16 bytes. */
  public static ReportId of(byte[] bytes) {
    return new ReportId(Hex.encode(bytes));
  }

  /** The 16 bytes, a new array at each call. */
  public byte[] bytes() {
    return Hex.decode(hex);
  }

  @Override
  public int compareTo(ReportId other) {
    return hex.compareTo(other.hex);
  }

  @Override
  public String toString() {
    return hex;
  }
}
