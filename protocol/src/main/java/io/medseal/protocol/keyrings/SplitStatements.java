package io.medseal.protocol.keyrings;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.statements.SignedObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Statements as they travel: payloads, and beside them the signatures, once for all that were
 * signed together (spec/http-api.md, Append).
 */
public final class SplitStatements {
  private static final Bytes NONE = Bytes.of(new byte[0]);

  private final Map<Sha256, Bytes> byDigest = new HashMap<>();
  private final Set<Sha256> asked = new HashSet<>();
  private boolean unambiguous = true;

  private SplitStatements() {}

  /**
   * By what they say they are of. Nothing is verified.
   *
   * @throws io.medseal.ledger.LedgerException.Malformed if one has another layout
   */
  public static SplitStatements of(Collection<Bytes> signatures) {
    SplitStatements split = new SplitStatements();
    for (Bytes one : signatures) {
      for (Sha256 digest : SignedObject.digests(one)) {
        split.unambiguous &= split.byDigest.put(digest, one) == null;
      }
    }
    return split;
  }

  /** The signed object of that payload; without signatures where there are none of it. */
  public Bytes object(String payload) {
    Bytes bytes = Bytes.of(payload.getBytes(StandardCharsets.UTF_8));
    Sha256 digest = SignedObject.digest(bytes);
    asked.add(digest);
    return SignedObject.joined(bytes, byDigest.getOrDefault(digest, NONE));
  }

  /** As {@link #object}, of all of them. */
  public List<Bytes> objects(List<String> payloads) {
    return payloads.stream().map(this::object).toList();
  }

  /** Whether every digest has been asked for, and stands in one signature only. */
  public boolean isExact() {
    return unambiguous && asked.equals(byDigest.keySet());
  }

  /** Whether whole objects have exactly the signatures that are of them, as in a request. */
  public static boolean areExact(Collection<Bytes> objects) {
    SplitStatements split = of(signatures(objects));
    objects.forEach(object -> split.object(payload(object)));
    return split.isExact();
  }

  /** The payload as it travels. */
  public static String payload(Bytes object) {
    return new String(SignedObject.parse(object).payload().toArray(), StandardCharsets.UTF_8);
  }

  /** The signatures of all of these, each once. */
  public static List<Bytes> signatures(Collection<Bytes> objects) {
    Set<Bytes> signatures = new LinkedHashSet<>();
    objects.forEach(object -> signatures.add(SignedObject.parse(object).signatures()));
    return new ArrayList<>(signatures);
  }
}
