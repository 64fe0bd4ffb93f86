package io.medseal.server.keyrings;

import io.medseal.ledger.chains.VerifiedStates;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.KeyringState;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.Stream;

/** Who may read which chain, and what comes along with it (spec/keyrings.md section 7). */
final class Reading {
  private final KeyringsNow now;

  Reading(KeyringsNow now) {
    this.now = now;
  }

  boolean mayRead(KeyringId who, KeyringState chain) {
    return switch (chain.kind()) {
      case PERSON, SERVICE, INSTITUTE, DEPARTMENT -> true;
      case RECORD ->
          isMember(who, chain)
              || children(chain.id()).anyMatch(section -> readsSection(who, section));
      case SECTION -> readsSection(who, chain);
      case SHARE -> isMember(who, chain);
      case LINK, CLAIM ->
          isMember(who, chain)
              || chain.creator().equals(who)
              || holders(chain.id()).anyMatch(holder -> isMember(who, holder));
    };
  }

  /** Those chains, and every chain that verifying them or sealing to them needs. */
  static Map<KeyringId, VerifiedStates> closure(
      ChainStore.View view, Collection<VerifiedStates> asked) {
    Map<KeyringId, VerifiedStates> all = new LinkedHashMap<>();
    asked.forEach(chain -> all.put(chain.id(), chain));
    Queue<VerifiedStates> open = new ArrayDeque<>(asked);
    while (!open.isEmpty()) {
      VerifiedStates chain = open.remove();
      Queue<KeyringId> needed = new ArrayDeque<>(chain.leansOn());
      chain.state().parent().ifPresent(needed::add);
      needed.addAll(chain.state().members().keySet());
      view.findAll(needed);
      for (KeyringId id : needed) {
        if (!all.containsKey(id)) {
          view.find(id)
              .ifPresent(
                  found -> {
                    all.put(id, found);
                    open.add(found);
                  });
        }
      }
    }
    return all;
  }

  private boolean readsSection(KeyringId who, KeyringState section) {
    return isMember(who, section) || now.isAnyShared(who, section.id());
  }

  private boolean isMember(KeyringId who, KeyringState keyring) {
    return !now.capabilities(who, keyring.id()).isEmpty();
  }

  private Stream<KeyringState> children(KeyringId record) {
    return states("select id from keyrings where parent = :id order by id", record);
  }

  /** The keyrings that a link or claim was given something in. */
  private Stream<KeyringState> holders(KeyringId member) {
    return states("select keyring from memberships where member = :id", member);
  }

  private Stream<KeyringState> states(String query, KeyringId id) {
    List<String> found =
        now.view().sql().sql(query).param("id", id.hex()).query(String.class).list();
    List<KeyringId> ids = found.stream().map(KeyringId::new).toList();
    now.view().findAll(ids);
    return ids.stream().map(now::state).flatMap(Optional::stream);
  }
}
