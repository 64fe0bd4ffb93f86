package io.medseal.ledger.ids;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * SHA-256 of a statement's payload (spec/keyrings.md section 6).
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record StatementHash(@JsonValue String hex) implements Comparable<StatementHash> {
  /** Stands where no statement comes before. */
  public static final StatementHash NONE = new StatementHash("0".repeat(64));

  /** Length in bytes. */
  public static final int BYTES = 32;

  @JsonCreator
  public StatementHash {
    Hex.checked(hex, BYTES, "a statement hash");
  }

  /** Of exactly 32 bytes. */
  public static StatementHash of(byte[] bytes) {
    return new StatementHash(Hex.encode(bytes));
  }

  /** The 32 bytes, a new array at each call. */
  public byte[] bytes() {
    return Hex.decode(hex);
  }

  @Override
  public int compareTo(StatementHash other) {
    return hex.compareTo(other.hex);
  }

  @Override
  public String toString() {
    return hex;
  }
}
