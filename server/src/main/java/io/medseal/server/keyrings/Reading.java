package io.medseal.server.keyrings;

import io.medseal.ledger.chains.Authority;
import io.medseal.ledger.chains.VerifiedChain;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.ReportShare;
import io.medseal.ledger.statements.Header;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who may read which chain, and what comes along with it (spec/keyrings.md section 7). */
final class Reading {
  private static final int MOST_CHAINS = 10_000;

  private final JdbcClient sql;
  private final ChainStore.View view;
  private final Instant at;
  private final Authority authority;

  Reading(JdbcClient sql, ChainStore.View view, Instant at) {
    this.sql = sql;
    this.view = view;
    this.at = at;
    this.authority = new Authority(view);
  }

  boolean mayRead(KeyringId who, KeyringState chain) {
    return switch (chain.kind()) {
      case PERSON, SERVICE, INSTITUTE, DEPARTMENT -> true;
      case RECORD ->
          has(who, chain) || children(chain.id()).stream().anyMatch(s -> section(who, s));
      case SECTION -> section(who, chain);
      case LINK, CLAIM ->
          has(who, chain)
              || chain.creator().equals(who)
              || holders(chain.id()).stream().anyMatch(holder -> has(who, holder));
    };
  }

  /** Those chains, and every chain that verifying them or sealing to them needs. */
  Map<KeyringId, VerifiedChain> closure(List<VerifiedChain> asked) {
    Map<KeyringId, VerifiedChain> all = new LinkedHashMap<>();
    Queue<VerifiedChain> open = new ArrayDeque<>(asked);
    asked.forEach(chain -> all.put(chain.id(), chain));
    while (!open.isEmpty() && all.size() < MOST_CHAINS) {
      VerifiedChain chain = open.remove();
      for (VerifiedChain.Entry entry : chain.entries()) {
        add(entry.statement().header().signer().keyring(), all, open);
        for (Header.Hop hop : entry.statement().header().via()) {
          add(hop.keyring(), all, open);
        }
      }
      chain.state().parent().ifPresent(parent -> add(parent, all, open));
      chain.state().members().keySet().forEach(member -> add(member, all, open));
    }
    return all;
  }

  private void add(KeyringId id, Map<KeyringId, VerifiedChain> all, Queue<VerifiedChain> open) {
    if (!all.containsKey(id)) {
      view.find(id)
          .ifPresent(
              chain -> {
                all.put(id, chain);
                open.add(chain);
              });
    }
  }

  private boolean section(KeyringId who, KeyringState section) {
    if (has(who, section)) {
      return true;
    }
    for (Map<KeyringId, ReportShare> recipients : section.shares().values()) {
      for (ReportShare share : recipients.values()) {
        if (!share.expiredAt(at)
            && (share.to().equals(who)
                || authority
                    .capabilities(who, share.to(), at)
                    .contains(io.medseal.ledger.keyrings.Capability.OPEN))) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean has(KeyringId who, KeyringState keyring) {
    return !authority.capabilities(who, keyring.id(), at).isEmpty();
  }

  private List<KeyringState> children(KeyringId record) {
    return states("select id from keyrings where parent = :id order by id", record);
  }

  private List<KeyringState> holders(KeyringId member) {
    return states("select distinct keyring from memberships where member = :id", member);
  }

  private List<KeyringState> states(String query, KeyringId id) {
    return sql.sql(query).param("id", id.hex()).query(String.class).list().stream()
        .map(KeyringId::new)
        .map(view::find)
        .flatMap(Optional::stream)
        .map(VerifiedChain::state)
        .toList();
  }
}
