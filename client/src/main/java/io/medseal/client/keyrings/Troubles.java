package io.medseal.client.keyrings;

import io.medseal.client.problems.ClientException;
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
                        trouble.by().or(() -> Optional.ofNullable(addedBy.get(trouble.keyring()))),
                        trouble.problem())));
    return List.copyOf(named);
  }

  synchronized void add(KeyringId keyring, Optional<KeyringId> by, ClientException problem) {
    all.putIfAbsent(keyring, new Trouble(keyring, by, problem));
  }

  synchronized Optional<ClientException> of(KeyringId keyring) {
    return Optional.ofNullable(all.get(keyring)).map(Trouble::problem);
  }

  synchronized void over(KeyringId keyring) {
    all.remove(keyring);
  }

  /** Who the service says made this person a member. */
  synchronized void heard(KeyringId keyring, KeyringId by) {
    addedBy.put(keyring, by);
  }
}
