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
import io.medseal.server.platform.db.FirstException;
import io.medseal.server.platform.memory.MemoryShare;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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

  /** By their heads, chains that some piece of work is about to need, however large they are. */
  private final Map<StatementHash, Pinned> pinned = new ConcurrentHashMap<>();

  /** For chains that some piece of work holds and that are too large to be kept. */
  private final MemoryShare memory = new MemoryShare(4);

  private final Lanes lanes;

  ChainStore(Lanes lanes) {
    this.lanes = lanes;
  }

  private record Pinned(VerifiedChain chain, int times) {}

  /**
   * The chains as this connection sees them now. For one piece of work: it remembers what it saw.
   * What is not verified yet is verified outside of the work, which then begins anew.
   */
  View view(JdbcClient sql) {
    return new View(sql, true);
  }

  /** The chains as single queries see them: nothing waits while they are verified. */
  View apart(JdbcClient queries) {
    return new View(queries, false);
  }

  /** Chains at one moment. */
  final class View implements Keyrings {
    private final JdbcClient sql;
    private final boolean held;
    private final Map<KeyringId, Optional<VerifiedChain>> seen = new HashMap<>();
    private final Map<KeyringId, Optional<StatementHash>> stored = new HashMap<>();

    private View(JdbcClient sql, boolean held) {
      this.sql = sql;
      this.held = held;
    }

    @Override
    public Optional<VerifiedChain> find(KeyringId id) {
      if (!seen.containsKey(id)) {
        load(List.of(id));
      }
      return seen.get(id);
    }

    /** Looks for many at once. */
    void findAll(Collection<KeyringId> ids) {
      load(ids);
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
    private void load(Collection<KeyringId> wanted) {
      Map<KeyringId, VerifiedChain> trusted = new HashMap<>();
      Map<KeyringId, List<Bytes>> raw = new LinkedHashMap<>();
      Deque<KeyringId> open = new ArrayDeque<>(wanted);
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
        Pinned ready = pinned.get(head.get());
        VerifiedChain known = ready == null ? kept.getIfPresent(id) : ready.chain();
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
      if (!raw.isEmpty() && held) {
        throw new Unverified(trusted, raw);
      }
      if (!raw.isEmpty()) {
        verify(trusted, raw).forEach((id, chain) -> seen.put(id, Optional.of(chain)));
      }
    }

    private Map<KeyringId, VerifiedChain> verify(
        Map<KeyringId, VerifiedChain> trusted, Map<KeyringId, List<Bytes>> raw) {
      int statements = raw.values().stream().mapToInt(List::size).sum();
      return lanes.verify(statements, () -> verified(trusted, raw));
    }

    private Map<KeyringId, VerifiedChain> verified(
        Map<KeyringId, VerifiedChain> trusted, Map<KeyringId, List<Bytes>> raw) {
      Keyrings known =
          id ->
              trusted.containsKey(id)
                  ? Optional.of(trusted.get(id))
                  : seen.getOrDefault(id, Optional.empty());
      try {
        Map<KeyringId, VerifiedChain> chains = ChainResolver.of(known, raw).verifyAll();
        kept.putAll(chains);
        return chains;
      } catch (LedgerException e) {
        // Not the caller's fault: what the database holds was verified when it was written.
        throw new IllegalStateException("a stored chain does not verify", e);
      }
    }

    /** Chains to be verified while no connection is held and no writer waits. */
    private final class Unverified extends FirstException {
      private static final long serialVersionUID = 1L;
      private final transient Map<KeyringId, VerifiedChain> trusted;
      private final transient Map<KeyringId, List<Bytes>> raw;

      private Unverified(Map<KeyringId, VerifiedChain> trusted, Map<KeyringId, List<Bytes>> raw) {
        this.trusted = trusted;
        this.raw = raw;
      }

      @Override
      public Runnable doIt() {
        MemoryShare.Held held = memory.take(weight(raw));
        try {
          List<VerifiedChain> chains = List.copyOf(verify(trusted, raw).values());
          chains.forEach(ChainStore.this::pin);
          return () -> {
            chains.forEach(ChainStore.this::unpin);
            held.close();
          };
        } catch (RuntimeException | Error e) {
          held.close();
          throw e;
        }
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

  private void pin(VerifiedChain chain) {
    pinned.merge(
        chain.state().head(),
        new Pinned(chain, 1),
        (there, _) -> new Pinned(there.chain(), there.times() + 1));
  }

  private void unpin(VerifiedChain chain) {
    pinned.computeIfPresent(
        chain.state().head(),
        (_, there) -> there.times() == 1 ? null : new Pinned(there.chain(), there.times() - 1));
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

  private static long weight(Map<KeyringId, List<Bytes>> raw) {
    return raw.values().stream()
        .flatMap(List::stream)
        .mapToLong(statement -> 1_000L + 3L * statement.size())
        .sum();
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
