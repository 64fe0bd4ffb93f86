package io.medseal.seal.secrets;

/** What a password, recovery code or passkey yields (spec/accounts.md section 2). */
public final class UnlockKey extends Secret {
  private UnlockKey(byte[] bytes) {
    super(bytes);
  }

  /**
   * Of exactly 32 bytes, which are copied; the caller overwrites its own.
   *
   * @throws io.medseal.seal.SealException.Malformed if there are fewer or more
   */
  public static UnlockKey of(byte[] bytes) {
    return new UnlockKey(bytes);
  }
}
