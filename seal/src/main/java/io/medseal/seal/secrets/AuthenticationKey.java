package io.medseal.seal.secrets;

/** Sent to the service at log-in; opens nothing (spec/accounts.md section 2). */
public final class AuthenticationKey extends Secret {
  private AuthenticationKey(byte[] bytes) {
    super(bytes);
  }

  /**
   * Of exactly 32 bytes, which are copied; the caller overwrites its own.
   *
   * @throws io.medseal.seal.SealException.Malformed if there are fewer or more
   */
  public static AuthenticationKey of(byte[] bytes) {
    return new AuthenticationKey(bytes);
  }
}
