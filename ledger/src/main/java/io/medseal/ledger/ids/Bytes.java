package io.medseal.ledger.ids;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.medseal.ledger.LedgerException;
import java.util.Arrays;
import java.util.Base64;

/** Immutable public bytes; in JSON base64url without padding. Never a secret. */
public final class Bytes {
  private final byte[] value;

  private Bytes(byte[] value) {
    this.value = value;
  }

  /** A copy of {@code bytes}. */
  public static Bytes of(byte[] bytes) {
    return new Bytes(bytes.clone());
  }

  /**
   * Reads base64url without padding.
   *
   * @throws LedgerException.Malformed if the text is anything else, including a non-canonical
   *     ending
   */
  @JsonCreator
  public static Bytes fromBase64Url(String text) {
    byte[] decoded;
    try {
      decoded = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException _) {
      throw new LedgerException.Malformed("bytes are written in base64url without padding");
    }
    Bytes bytes = new Bytes(decoded);
    if (!bytes.base64Url().equals(text)) {
      throw new LedgerException.Malformed("bytes are written in base64url without padding");
    }
    return bytes;
  }

  /** This value as base64url without padding. */
  @JsonValue
  public String base64Url() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(value);
  }

  /** A new array at each call. */
  public byte[] toArray() {
    return value.clone();
  }

  /**
   * The first byte, 0 to 255.
   *
   * @throws IndexOutOfBoundsException if there is none
   */
  public int first() {
    return Byte.toUnsignedInt(value[0]);
  }

  /** Length in bytes. */
  public int size() {
    return value.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes bytes && Arrays.equals(value, bytes.value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    return "Bytes[" + value.length + "]";
  }
}
