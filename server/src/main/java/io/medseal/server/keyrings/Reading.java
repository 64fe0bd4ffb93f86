package io.medseal.server.keyrings;

import io.medseal.ledger.chains.VerifiedStates;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.KeyringState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;
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

  /**
   * Those chains, and every chain that verifying them or sealing to them needs.
   *
   * @param begun of a chain that is begun later, whom verifying it needs; of its members come along
   *     only groups then
   */
  static Map<KeyringId, VerifiedStates> closure(
      ChainStore.View view,
      Collection<VerifiedStates> asked,
      Function<VerifiedStates, Optional<Set<KeyringId>>> begun) {
    Map<KeyringId, VerifiedStates> all = new LinkedHashMap<>();
    asked.forEach(chain -> all.put(chain.id(), chain));
    Queue<VerifiedStates> open = new ArrayDeque<>(asked);
    while (!open.isEmpty()) {
      VerifiedStates chain = open.remove();
      Collection<KeyringId> needed =
          begun
              .apply(chain)
              .map(leansOn -> withGroups(view, chain.id(), leansOn))
              .orElseGet(() -> around(chain));
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

  private static Collection<KeyringId> around(VerifiedStates chain) {
    List<KeyringId> around = new ArrayList<>(chain.leansOn());
    chain.state().parent().ifPresent(around::add);
    around.addAll(chain.state().members().keySet());
    return around;
  }

  /** The groups among its members may lead to whoever asks; people are asked for by themselves. */
  private static Collection<KeyringId> withGroups(
      ChainStore.View view, KeyringId keyring, Collection<KeyringId> leansOn) {
    List<KeyringId> all = new ArrayList<>(leansOn);
    view.sql()
        .sql(
            """
            select m.member from memberships m join keyrings k on k.id = m.member
            where m.keyring = :id and k.kind not in ('person', 'service')\
            """)
        .param("id", keyring.hex())
        .query(String.class)
        .list()
        .forEach(id -> all.add(new KeyringId(id)));
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
