package io.medseal.ledger.ids;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Names a keyring; bound to its first keys and its creator (spec/keyrings.md section 3).
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record KeyringId(@JsonValue String hex) implements Comparable<KeyringId> {
  /** Length in bytes. */
  public static final int BYTES = 32;

  @JsonCreator
  public KeyringId {
    Hex.checked(hex, BYTES, "a keyring id");
  }

  /** Of exactly 32 bytes. */
  public static KeyringId of(byte[] bytes) {
    return new KeyringId(Hex.encode(bytes));
  }

  /** The 32 bytes, a new array at each call. */
  public byte[] bytes() {
    return Hex.decode(hex);
  }

  @Override
  public int compareTo(KeyringId other) {
    return hex.compareTo(other.hex);
  }

  @Override
  public String toString() {
    return hex;
  }
}
