package io.medseal.seal.secrets;

import java.util.Arrays;

/** Opens one note (spec/keyrings.md section 5). */
public final class NoteKey extends Secret {
  private NoteKey(byte[] bytes) {
    super(bytes);
  }

  /** A new one from the platform's secure generator. */
  public static NoteKey random() {
    byte[] bytes = randomBytes();
    NoteKey secret = new NoteKey(bytes);
    Arrays.fill(bytes, (byte) 0);
    return secret;
  }

  /**
   * Of exactly 32 bytes, which are copied; the caller overwrites its own.
   *
   * @throws io.medseal.seal.SealException.Malformed if there are fewer or more
   */
  public static NoteKey of(byte[] bytes) {
    return new NoteKey(bytes);
  }
}
