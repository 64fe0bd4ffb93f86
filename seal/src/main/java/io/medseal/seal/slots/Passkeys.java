package io.medseal.seal.slots;

import io.medseal.ledger.ids.Bytes;
import io.medseal.seal.suite.Digests;

/** What a passkey is asked for (spec/accounts.md section 2); its answer is the unlock key. */
public final class Passkeys {
  private Passkeys() {}

  /** Input of the WebAuthn PRF extension. */
  public static Bytes prfInput() {
    return Bytes.of(Digests.sha256("medseal/v1/passkey"));
  }
}
