package io.medseal.seal.secrets;

import java.util.Arrays;

/**
 * One generation of a keyring: all its private keys follow from it (spec/keyrings.md section 2).
 */
public final class GenerationSecret extends Secret {
  private GenerationSecret(byte[] bytes) {
    super(bytes);
  }

  /** A new one from the platform's secure generator. */
  public static GenerationSecret random() {
    byte[] bytes = randomBytes();
    GenerationSecret secret = new GenerationSecret(bytes);
    Arrays.fill(bytes, (byte) 0);
    return secret;
  }

  /**
   * Of exactly 32 bytes, which are copied; the caller overwrites its own.
   *
   * @throws io.medseal.seal.SealException.Malformed if there are fewer or more
   */
  public static GenerationSecret of(byte[] bytes) {
    return new GenerationSecret(bytes);
  }
}
