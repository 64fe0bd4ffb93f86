package io.medseal.seal.secrets;

import java.util.Arrays;

/** Opens one sealed file (spec/bodies.md section 5). */
public final class FileKey extends BodyKey {
  private FileKey(byte[] bytes) {
    super(bytes);
  }

  /** A new one from the platform's secure generator. */
  public static FileKey random() {
    byte[] bytes = randomBytes();
    FileKey secret = new FileKey(bytes);
    Arrays.fill(bytes, (byte) 0);
    return secret;
  }

  /**
   * Of exactly 32 bytes, which are copied; the caller overwrites its own.
   *
   * @throws io.medseal.seal.SealException.Malformed if there are fewer or more
   */
  public static FileKey of(byte[] bytes) {
    return new FileKey(bytes);
  }
}
