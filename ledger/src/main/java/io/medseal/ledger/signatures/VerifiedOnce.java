package io.medseal.ledger.signatures;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.keyrings.PublicKeys;
import io.medseal.ledger.statements.SignedObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Verifies signatures over several payloads once for all of them, as long as they come soon after
 * one another. Not for several threads at once.
 */
public final class VerifiedOnce {
  private static final int MOST = 256;

  private final SignedObject.Domain domain;
  private final Map<Signed, Boolean> known =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Signed, Boolean> eldest) {
          return size() > MOST;
        }
      };

  /** Of payloads in that domain. */
  public VerifiedOnce(SignedObject.Domain domain) {
    this.domain = domain;
  }

  private record Signed(PublicKeys keys, List<Sha256> digests, Bytes ed25519, Bytes mlDsa65) {}

  /** As {@link Signatures#verify}. */
  public boolean verify(PublicKeys keys, SignedObject object) {
    if (object.digests().size() == 1) {
      return Signatures.verify(keys, domain, object);
    }
    return object.isSigned()
        && known.computeIfAbsent(
            new Signed(keys, object.digests(), object.ed25519(), object.mlDsa65()),
            _ -> Signatures.verify(keys, domain, object));
  }
}
