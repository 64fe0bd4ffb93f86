package io.medseal.seal.secrets;

import io.medseal.seal.SealException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * 32 secret bytes.
 *
 * <p>Guarantees: a copy of its own; overwritten with zeros by {@link #close()}; compared in
 * constant time; never printed, serialised or hashed. A closed secret refuses every use.
 *
 * <p>Safe for use by several threads, as long as none closes it while another uses it.
 */
public abstract sealed class Secret implements AutoCloseable
    permits GenerationSecret, BodyKey, NoteKey, UnlockKey, WrapKey, AuthenticationKey {
  /** Length in bytes. */
  public static final int BYTES = 32;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final byte[] value;
  private volatile boolean closed;

  /** Copies {@code bytes}. */
  Secret(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new SealException.Malformed("a secret has 32 bytes");
    }
    value = bytes.clone();
  }

  static byte[] randomBytes() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  /**
   * A copy of the secret bytes: the one way out, to be searched for in reviews. The caller
   * overwrites it after use.
   *
   * @throws IllegalStateException after {@link #close()}
   */
  public final byte[] revealSecretBytes() {
    byte[] copy = value.clone();
    if (closed) {
      Arrays.fill(copy, (byte) 0);
      throw new IllegalStateException("this secret is closed");
    }
    return copy;
  }

  /** Overwrites the bytes. May be called again. */
  @Override
  public final void close() {
    closed = true;
    Arrays.fill(value, (byte) 0);
  }

  /** Whether both are open secrets of one type with the same bytes; takes the same time always. */
  @Override
  public final boolean equals(Object other) {
    return other instanceof Secret secret
        && secret.getClass() == getClass()
        && !closed
        && !secret.closed
        && MessageDigest.isEqual(value, secret.value);
  }

  /** The same for all secrets of a type: a hash would tell about the bytes. */
  @Override
  public final int hashCode() {
    return getClass().hashCode();
  }

  /** The type's name only. */
  @Override
  public final String toString() {
    return getClass().getSimpleName();
  }
}
