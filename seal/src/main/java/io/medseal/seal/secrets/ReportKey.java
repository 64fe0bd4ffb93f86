package io.medseal.seal.secrets;

import java.util.Arrays;

/** Opens one report's manifest and parts (spec/bodies.md section 1). */
public final class ReportKey extends BodyKey {
  private ReportKey(byte[] bytes) {
    super(bytes);
  }

  /** A new one from the platform's secure generator. */
  public static ReportKey random() {
    byte[] bytes = randomBytes();
    ReportKey secret = new ReportKey(bytes);
    Arrays.fill(bytes, (byte) 0);
    return secret;
  }

  /**
   * Of exactly 32 bytes, which are copied; the caller overwrites its own.
   *
   * @throws io.medseal.seal.SealException.Malformed if there are fewer or more
   */
  public static ReportKey of(byte[] bytes) {
    return new ReportKey(bytes);
  }
}
