package io.medseal.seal.secrets;

/** Opens an unlock slot; never leaves the device (spec/accounts.md section 2). */
public final class WrapKey extends Secret {
  private WrapKey(byte[] bytes) {
    super(bytes);
  }

  /**
   * Of exactly 32 bytes, which are copied; the caller overwrites its own.
   *
   * @throws io.medseal.seal.SealException.Malformed if there are fewer or more
   */
  public static WrapKey of(byte[] bytes) {
    return new WrapKey(bytes);
  }
}
