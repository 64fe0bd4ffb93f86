package io.medseal.server.keyrings;

import io.medseal.ledger.chains.ChainVerifier;
import io.medseal.ledger.chains.Keyrings;
import io.medseal.ledger.chains.VerifiedChain;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Chains from the database, verified, with those used last kept in memory. */
@Component
class ChainStore {
  private static final int KEPT = 20_000;

  private final Map<KeyringId, VerifiedChain> kept =
      Collections.synchronizedMap(
          new LinkedHashMap<>(256, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<KeyringId, VerifiedChain> eldest) {
              return size() > KEPT;
            }
          });

  /**
   * The chains as this connection sees them now. For one piece of work: it remembers what it saw.
   */
  View view(JdbcClient sql) {
    return new View(sql);
  }

  /** Chains at one moment. */
  final class View implements Keyrings {
    private final JdbcClient sql;
    private final Map<KeyringId, Optional<VerifiedChain>> seen = new HashMap<>();

    private View(JdbcClient sql) {
      this.sql = sql;
    }

    @Override
    public Optional<VerifiedChain> find(KeyringId id) {
      Optional<VerifiedChain> known = seen.get(id);
      if (known == null) {
        known = load(id);
        seen.put(id, known);
      }
      return known;
    }

    /** What was appended in this piece of work, before it is committed. */
    void put(VerifiedChain chain) {
      seen.put(chain.id(), Optional.of(chain));
    }

    private Optional<VerifiedChain> load(KeyringId id) {
      Optional<StatementHash> head =
          sql.sql("select head from keyrings where id = :id")
              .param("id", id.hex())
              .query(String.class)
              .optional()
              .map(StatementHash::new);
      if (head.isEmpty()) {
        return Optional.empty();
      }
      VerifiedChain before = kept.get(id);
      if (before != null && before.state().head().equals(head.get())) {
        return Optional.of(before);
      }
      VerifiedChain chain =
          before != null && stands(id, before)
              ? new ChainVerifier(this).append(before, statements(sql, id, before.state().seq()))
              : new ChainVerifier(this).verify(id, statements(sql, id, -1));
      kept.put(id, chain);
      return Optional.of(chain);
    }

    /**
     * Whether a chain kept in memory is a beginning of the one stored: its write may have failed.
     */
    private boolean stands(KeyringId id, VerifiedChain chain) {
      return sql.sql("select hash from statements where keyring = :id and seq = :seq")
          .param("id", id.hex())
          .param("seq", chain.state().seq())
          .query(String.class)
          .optional()
          .filter(chain.state().head().hex()::equals)
          .isPresent();
    }
  }

  static List<Bytes> statements(JdbcClient sql, KeyringId id, int after) {
    return sql
        .sql("select object from statements where keyring = :id and seq > :after order by seq")
        .param("id", id.hex())
        .param("after", after)
        .query(String.class)
        .list()
        .stream()
        .map(Bytes::fromBase64Url)
        .toList();
  }
}
