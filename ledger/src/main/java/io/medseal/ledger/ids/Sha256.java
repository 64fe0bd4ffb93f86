package io.medseal.ledger.ids;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A SHA-256 digest.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Sha256(@JsonValue String hex) implements Comparable<Sha256> {
  /** Length in bytes. */
  public static final int BYTES = 32;

  @JsonCreator
  public Sha256 {
    Hex.checked(hex, BYTES, "a SHA-256");
  }

  /** Of exactly 32 bytes. */
  public static Sha256 of(byte[] bytes) {
    return new Sha256(Hex.encode(bytes));
  }

  /** The digest of those bytes. */
  public static Sha256 digest(byte[] bytes) {
    try {
      return of(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The 32 bytes, a new array at each call. */
  public byte[] bytes() {
    return Hex.decode(hex);
  }

  @Override
  public int compareTo(Sha256 other) {
    return hex.compareTo(other.hex);
  }

  @Override
  public String toString() {
    return hex;
  }
}
