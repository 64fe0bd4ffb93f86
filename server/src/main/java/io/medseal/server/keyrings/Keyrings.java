package io.medseal.server.keyrings;

import io.medseal.ledger.chains.Authority;
import io.medseal.ledger.chains.Staleness;
import io.medseal.ledger.chains.VerifiedChain;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.keyrings.Capability;
import io.medseal.ledger.keyrings.KeyringState;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What other features ask of keyrings. */
@Component
public class Keyrings {
  private static final int MAX_LEVELS = 7;

  private final ChainStore chains;
  private final Appending appending;
  private final Clock clock;

  Keyrings(ChainStore chains, Appending appending, Clock clock) {
    this.chains = chains;
    this.appending = appending;
    this.clock = clock;
  }

  /** Keyrings as one connection sees them at one moment. */
  public Now now(JdbcClient sql) {
    return now(sql, chains.view(sql));
  }

  Now now(JdbcClient sql, ChainStore.View view) {
    return new Now(sql, view, clock.instant());
  }

  /** Answers about one moment; for one piece of work. */
  public final class Now {
    private final JdbcClient sql;
    private final ChainStore.View view;
    private final Instant at;
    private final Authority authority;

    private Now(JdbcClient sql, ChainStore.View view, Instant at) {
      this.sql = sql;
      this.view = view;
      this.at = at;
      this.authority = new Authority(view);
    }

    /** The moment. */
    public Instant at() {
      return at;
    }

    /** The keyring now, if there is one. */
    public Optional<KeyringState> state(KeyringId id) {
      return view.find(id).map(VerifiedChain::state);
    }

    /** All that {@code who} may do in {@code on}. */
    public Set<Capability> capabilities(KeyringId who, KeyringId on) {
      return authority.capabilities(who, on, at);
    }

    /** Whether a single report is shared with {@code who}, or with a group that it opens. */
    public boolean isShared(KeyringId who, KeyringId section, ReportId report) {
      return state(section)
          .map(KeyringState::shares)
          .map(shares -> shares.get(report))
          .filter(
              recipients ->
                  recipients.values().stream()
                      .anyMatch(share -> !share.expiredAt(at) && actsAs(who, share.to())))
          .isPresent();
    }

    /** Whether {@code who} is that keyring or may open it. */
    public boolean actsAs(KeyringId who, KeyringId keyring) {
      return who.equals(keyring) || capabilities(who, keyring).contains(Capability.OPEN);
    }

    /** Whether nothing new may be sealed to it. */
    public boolean isStale(KeyringId id) {
      return new Staleness(view).isStale(id, at);
    }

    /** Whom to seal to instead of a stale keyring. */
    public Set<KeyringId> targets(KeyringId id) {
      return new Staleness(view).targets(id, at);
    }

    /**
     * Every keyring that {@code who} is a member of now, directly or through others; not itself.
     */
    public Set<KeyringId> memberOf(KeyringId who) {
      Set<KeyringId> found = new LinkedHashSet<>();
      Set<KeyringId> level = Set.of(who);
      for (int i = 0; i < MAX_LEVELS && !level.isEmpty(); i++) {
        Set<KeyringId> above = new LinkedHashSet<>();
        for (KeyringId member : level) {
          for (KeyringId keyring : above(member)) {
            if (!found.contains(keyring) && !capabilities(who, keyring).isEmpty()) {
              found.add(keyring);
              above.add(keyring);
            }
          }
        }
        level = above;
      }
      return found;
    }

    /** Appends to a chain; the caller's transaction. */
    public KeyringState append(KeyringId keyring, List<Bytes> statements) {
      appending.append(sql, view, keyring, statements);
      return state(keyring).orElseThrow();
    }

    private List<KeyringId> above(KeyringId member) {
      return sql
          .sql(
              """
              select distinct keyring from memberships
              where member = :member and (until_time is null or until_time > :now)
              order by keyring""")
          .param("member", member.hex())
          .param("now", at.toEpochMilli())
          .query(String.class)
          .list()
          .stream()
          .map(KeyringId::new)
          .toList();
    }
  }
}
