package io.medseal.client.keyrings;

import io.medseal.client.problems.ClientException;
import io.medseal.client.problems.TrustException;
import io.medseal.ledger.ids.KeyringId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Remembers, for one program's life, what was left out and why: one entry for each keyring. */
public final class Troubles {
  private final Map<KeyringId, Trouble> all = new LinkedHashMap<>();
  private final Map<KeyringId, KeyringId> addedBy = new HashMap<>();

  Troubles() {}

  /** What was left out so far. */
  public synchronized List<Trouble> all() {
    List<Trouble> named = new ArrayList<>();
    all.values()
        .forEach(
            trouble ->
                named.add(
                    new Trouble(
                        trouble.keyring(),
                        isTheServices(trouble)
                            ? Optional.empty()
                            : trouble
                                .by()
                                .or(() -> Optional.ofNullable(addedBy.get(trouble.keyring()))),
                        trouble.problem())));
    return List.copyOf(named);
  }

  synchronized void add(KeyringId keyring, Optional<KeyringId> by, ClientException problem) {
    all.putIfAbsent(keyring, new Trouble(keyring, by, problem));
  }

  /** Whether something is wrong about that keyring. */
  public synchronized boolean isAbout(KeyringId keyring) {
    return all.containsKey(keyring);
  }

  synchronized Optional<ClientException> of(KeyringId keyring) {
    return Optional.ofNullable(all.get(keyring)).map(Trouble::problem);
  }

  /** What the service withheld it has handed out now. */
  synchronized void handedOut(KeyringId keyring) {
    all.computeIfPresent(keyring, (_, trouble) -> isTheServices(trouble) ? null : trouble);
  }

  /** Whether nobody but the service can be behind it. */
  private static boolean isTheServices(Trouble trouble) {
    return trouble.problem() instanceof TrustException.MissingKey
        || trouble.problem() instanceof TrustException.SubstituteEnvelope;
  }

  synchronized void over(KeyringId keyring) {
    all.remove(keyring);
  }

  /** Who the service says made this person a member. */
  synchronized void heard(KeyringId keyring, KeyringId by) {
    addedBy.put(keyring, by);
  }
}
