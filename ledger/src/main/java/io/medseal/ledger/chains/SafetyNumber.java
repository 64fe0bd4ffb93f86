package io.medseal.ledger.chains;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.PublicKeys;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Thirty digits for two people to compare by voice (spec/keyrings.md section 10). */
public final class SafetyNumber {
  private SafetyNumber() {}

  /** Six groups of five digits, joined by spaces. */
  public static String of(KeyringState state) {
    return of(state.id(), state.current().number(), state.current().keys());
  }

  /**
   * The same, for one who knows the keys without the chain.
   *
   * @param generation that the keys belong to
   */
  public static String of(KeyringId id, int generation, PublicKeys keys) {
    MessageDigest digest = KeyringIds.sha256();
    digest.update("medseal/v1/safety-number".getBytes(StandardCharsets.UTF_8));
    digest.update(id.bytes());
    digest.update(ByteBuffer.allocate(4).putInt(generation).array());
    digest.update(keys.hpke().toArray());
    if (keys.ed25519() != null && keys.mlDsa65() != null) {
      digest.update(keys.ed25519().toArray());
      digest.update(keys.mlDsa65().toArray());
    }
    ByteBuffer first = ByteBuffer.wrap(digest.digest());
    List<String> groups = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      groups.add(String.format(Locale.ROOT, "%05d", first.getShort() & 0xffff));
    }
    return String.join(" ", groups);
  }
}
