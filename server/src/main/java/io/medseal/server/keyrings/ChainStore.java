package io.medseal.server.keyrings;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.medseal.ledger.LedgerException;
import io.medseal.ledger.chains.ChainResolver;
import io.medseal.ledger.chains.Keyrings;
import io.medseal.ledger.chains.VerifiedChain;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.statements.Header;
import io.medseal.ledger.statements.SignedObject;
import io.medseal.ledger.statements.StatementCodec;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Chains from the database, verified; those used last are kept in memory. */
@Component
class ChainStore {
  private final Cache<KeyringId, VerifiedChain> kept =
      Caffeine.newBuilder()
          .maximumWeight(Runtime.getRuntime().maxMemory() / 8)
          .weigher((KeyringId _, VerifiedChain chain) -> weight(chain))
          .build();

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
    private final Map<KeyringId, Optional<StatementHash>> stored = new HashMap<>();

    private View(JdbcClient sql) {
      this.sql = sql;
    }

    @Override
    public Optional<VerifiedChain> find(KeyringId id) {
      if (!seen.containsKey(id)) {
        load(id);
      }
      return seen.get(id);
    }

    /** What was appended in this piece of work, before it is committed. */
    void put(VerifiedChain chain) {
      seen.put(chain.id(), Optional.of(chain));
    }

    /** The heads in the database of all keyrings that were looked at; empty for unknown ones. */
    Map<KeyringId, Optional<StatementHash>> lookedAt() {
      return Map.copyOf(stored);
    }

    JdbcClient sql() {
      return sql;
    }

    /**
     * Verifies a chain together with all that it leans on and that is not verified yet: chains may
     * lean on one another, so one after the other would not do.
     */
    private void load(KeyringId wanted) {
      Map<KeyringId, VerifiedChain> trusted = new HashMap<>();
      Map<KeyringId, List<Bytes>> raw = new LinkedHashMap<>();
      Deque<KeyringId> open = new ArrayDeque<>(List.of(wanted));
      while (!open.isEmpty()) {
        KeyringId id = open.remove();
        if (seen.containsKey(id) || raw.containsKey(id)) {
          continue;
        }
        Optional<StatementHash> head = head(id);
        stored.put(id, head);
        if (head.isEmpty()) {
          seen.put(id, Optional.empty());
          continue;
        }
        VerifiedChain known = kept.getIfPresent(id);
        if (known != null && known.state().head().equals(head.get())) {
          seen.put(id, Optional.of(known));
          continue;
        }
        int after = -1;
        if (known != null && stands(id, known)) {
          trusted.put(id, known);
          after = known.state().seq();
        }
        List<Bytes> statements = statements(sql, id, after);
        raw.put(id, statements);
        statements.forEach(statement -> leansOn(statement, open));
      }
      if (!raw.isEmpty()) {
        verify(trusted, raw);
      }
    }

    private void verify(Map<KeyringId, VerifiedChain> trusted, Map<KeyringId, List<Bytes>> raw) {
      Keyrings known =
          id ->
              trusted.containsKey(id)
                  ? Optional.of(trusted.get(id))
                  : seen.getOrDefault(id, Optional.empty());
      try {
        ChainResolver.of(known, raw)
            .verifyAll()
            .forEach(
                (id, chain) -> {
                  kept.put(id, chain);
                  seen.put(id, Optional.of(chain));
                });
      } catch (LedgerException e) {
        // Not the caller's fault: what the database holds was verified when it was written.
        throw new IllegalStateException("a stored chain does not verify", e);
      }
    }

    private Optional<StatementHash> head(KeyringId id) {
      return sql.sql("select head from keyrings where id = :id")
          .param("id", id.hex())
          .query(String.class)
          .optional()
          .map(StatementHash::new);
    }

    /**
     * Whether a chain kept in memory is a beginning of the one stored: its commit may have failed.
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

  private static void leansOn(Bytes statement, Deque<KeyringId> open) {
    Header header = StatementCodec.parse(SignedObject.parse(statement)).header();
    open.add(header.signer().keyring());
    header.via().forEach(hop -> open.add(hop.keyring()));
  }

  /** Roughly the bytes that a chain takes in memory: its statements, and a state after each. */
  private static int weight(VerifiedChain chain) {
    long bytes = 0;
    for (VerifiedChain.Entry entry : chain.entries()) {
      bytes += 1_000L + 3L * entry.bytes().size();
      bytes += 100L * entry.state().members().size();
    }
    return (int) Math.min(Integer.MAX_VALUE, bytes);
  }
}
