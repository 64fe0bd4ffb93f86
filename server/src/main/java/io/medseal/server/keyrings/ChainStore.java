package io.medseal.server.keyrings;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.medseal.ledger.LedgerException;
import io.medseal.ledger.chains.ChainResolver;
import io.medseal.ledger.chains.Keyrings;
import io.medseal.ledger.chains.Past;
import io.medseal.ledger.chains.Shower;
import io.medseal.ledger.chains.VerifiedStates;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.Generation;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.Header;
import io.medseal.ledger.statements.SignedObject;
import io.medseal.ledger.statements.Statement;
import io.medseal.ledger.statements.StatementCodec;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.keyrings.kept.KeptStates;
import io.medseal.server.platform.db.FirstException;
import io.medseal.server.platform.faults.DamagedException;
import io.medseal.server.platform.http.ProblemException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Chains from the database, verified, long ones behind a state that is kept of them; what is needed
 * of those used last stays in memory: their states, without the statements and all that is sealed
 * in them.
 */
final class ChainStore {
  private static final int TRIES = 5;

  /** A chain with so many times as many states in memory begins anew behind a newer one. */
  private static final int MOST_STRETCHES = 4;

  private final Cache<KeyringId, VerifiedStates> kept =
      Caffeine.newBuilder()
          .maximumWeight(Runtime.getRuntime().maxMemory() / 8)
          .weigher((KeyringId _, VerifiedStates chain) -> StateWeights.of(chain))
          .build();

  /** By their heads, chains that some piece of work is about to need, however large they are. */
  private final Map<StatementHash, Pinned> pinned = new ConcurrentHashMap<>();

  private final LongChains longChains;
  private final Lanes lanes;
  private final JdbcClient queries;
  private final Optional<KeptStates> states;

  /**
   * Over one database.
   *
   * @param queries for what is looked up while nothing waits
   * @param states that are gone on from; empty to verify everything
   */
  ChainStore(Lanes lanes, JdbcClient queries, LongChains longChains, Optional<KeptStates> states) {
    this.lanes = lanes;
    this.longChains = longChains;
    this.queries = queries;
    this.states = states;
  }

  private record Pinned(VerifiedStates chain, int times) {}

  /**
   * The chains as this connection sees them now. For one piece of work: it remembers what it saw.
   * What is not verified yet is verified outside of the work, which then begins anew.
   */
  View view(JdbcClient sql) {
    return new View(sql, true);
  }

  /**
   * The chains as single queries see them: nothing waits while they are verified. Closed by the
   * thread that opened it.
   */
  View apart() {
    return new View(queries, false);
  }

  /** What was verified before it was written needs not be verified again. */
  void keep(VerifiedStates written) {
    if (isShort(written)) {
      kept.put(written.id(), written);
    } else {
      kept.invalidate(written.id());
    }
  }

  /** Whether not so much of it is in memory that it should begin behind a newer state. */
  private boolean isShort(VerifiedStates chain) {
    return states.filter(all -> chain.states().size() > MOST_STRETCHES * all.each()).isEmpty();
  }

  /** A chain's statements behind one of them. */
  StoredStatements statements(KeyringId keyring, int after) {
    return StoredStatements.of(queries, keyring, after);
  }

  /** For what is looked up while nothing waits. */
  JdbcClient queries() {
    return queries;
  }

  /** Shows of a chain to who begins it later. */
  Shower shower(VerifiedStates chain) {
    return new Shower(
        chain,
        KeptStates.keeping(
            queries, chain, seq -> StoredStatements.one(queries, chain.id(), seq).getFirst()));
  }

  /** A generation of a chain by number, if there is one, however long ago it ended. */
  Optional<Generation> generation(VerifiedStates chain, int number) {
    return KeptStates.generation(queries, chain, number);
  }

  /** What is worked out at once of a chain's past: behind that state which is kept. */
  record Stretch(KeyringId keyring, int behind) {}

  /** Where something past had to be worked out; empty where it is held. */
  Optional<Stretch> stretch(VerifiedStates chain, Past past) {
    int seq = StatementCodec.parse(past.statement()).header().seq();
    return states
        .filter(_ -> seq < chain.from())
        .map(kept -> kept.newest(queries, chain.id(), seq + 1))
        .map(kept -> new Stretch(chain.id(), kept.map(KeptStates.Kept::seq).orElse(-1)));
  }

  /** What is looked up of the past takes no thread that answers. */
  <T> T past(Supplier<T> work) {
    return lanes.verify(1, work);
  }

  /** Signatures of statements, none yet. */
  StoredSignatures signatures() {
    return new StoredSignatures(queries);
  }

  /** Chains at one moment. */
  final class View implements Keyrings, AutoCloseable {
    private final JdbcClient sql;
    private final boolean held;
    private final Map<KeyringId, Optional<VerifiedStates>> seen = new HashMap<>();
    private final Map<KeyringId, Optional<StatementHash>> stored = new HashMap<>();
    private final List<LongChains.Held> taken = new ArrayList<>();

    /** By keyring, the oldest state that is kept but damaged. */
    private final Map<KeyringId, Integer> damaged = new HashMap<>();

    private View(JdbcClient sql, boolean held) {
      this.sql = sql;
      this.held = held;
    }

    @Override
    public Optional<VerifiedStates> find(KeyringId id) {
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
    void put(VerifiedStates chain) {
      seen.put(chain.id(), Optional.of(chain));
    }

    /** The heads in the database of all keyrings that were looked at; empty for unknown ones. */
    Map<KeyringId, Optional<StatementHash>> lookedAt() {
      return Map.copyOf(stored);
    }

    JdbcClient sql() {
      return sql;
    }

    @Override
    public void close() {
      taken.forEach(LongChains.Held::close);
      taken.clear();
    }

    private void load(Collection<KeyringId> wanted) {
      List<KeyringId> unverified = new ArrayList<>();
      for (KeyringId id : wanted) {
        if (!seen.containsKey(id) && !isReady(id)) {
          unverified.add(id);
        }
      }
      if (!unverified.isEmpty() && held) {
        throw new FirstException(() -> pinned(unverified));
      }
      if (!unverified.isEmpty()) {
        verify(unverified);
      }
    }

    /** Whether it is verified already, or not there. */
    private boolean isReady(KeyringId id) {
      Optional<StatementHash> head = head(id);
      stored.put(id, head);
      if (head.isEmpty()) {
        seen.put(id, Optional.empty());
        return true;
      }
      return isVerified(id, head);
    }

    /** Whether that is the head of what somebody has verified. */
    private boolean isVerified(KeyringId id, Optional<StatementHash> head) {
      Pinned ready = head.map(pinned::get).orElse(null);
      VerifiedStates known = ready == null ? kept.getIfPresent(id) : ready.chain();
      boolean newest = known != null && head.equals(Optional.of(known.state().head()));
      if (newest) {
        seen.put(id, Optional.of(known));
      }
      return newest;
    }

    /**
     * Verifies chains together with all that they lean on and that is not verified yet: chains may
     * lean on one another, so one after the other would not do.
     */
    private void verify(Collection<KeyringId> wanted) {
      while (!tryToVerify(wanted)) {
        // A state that is kept is damaged: behind an older one, or from the first statement.
      }
    }

    private boolean tryToVerify(Collection<KeyringId> wanted) {
      Map<KeyringId, VerifiedStates> trusted = new HashMap<>();
      Map<KeyringId, Integer> behind = new HashMap<>();
      Map<KeyringId, StoredStatements> raw = new LinkedHashMap<>();
      Deque<KeyringId> open = new ArrayDeque<>(wanted);
      long weight = 0;
      while (!open.isEmpty()) {
        KeyringId id = open.remove();
        if (seen.containsKey(id) || raw.containsKey(id) || isReady(id)) {
          continue;
        }
        Optional<VerifiedStates> known =
            Optional.ofNullable(kept.getIfPresent(id)).filter(chain -> stands(id, chain));
        Optional<KeptStates.Kept> newest =
            known.filter(ChainStore.this::isShort).isPresent() ? Optional.empty() : newest(id);
        int after = -1;
        if (newest.isPresent()) {
          after = newest.get().seq();
          behind.put(id, after);
          weight += StateWeights.ofKept(newest.get());
        } else if (known.isPresent()) {
          after = known.get().state().seq();
          trusted.put(id, known.get());
        }
        StoredStatements statements = StoredStatements.of(sql, id, after);
        raw.put(id, statements);
        Read read = lanes.verify(statements.size(), () -> read(statements));
        weight += read.weight();
        open.addAll(read.leansOn());
      }
      taken.add(longChains.take(weight, size(raw)));
      // Whoever had the turn before may have verified the same.
      raw.keySet().removeIf(id -> isVerified(id, stored.getOrDefault(id, Optional.empty())));
      if (raw.isEmpty()) {
        return true;
      }
      behind.keySet().retainAll(raw.keySet());
      behind.forEach(
          (id, seq) ->
              lanes
                  .verify(1, () -> states.orElseThrow().read(sql, id, seq))
                  .ifPresentOrElse(chain -> trusted.put(id, chain), () -> damaged.put(id, seq)));
      if (!trusted.keySet().containsAll(behind.keySet())) {
        taken.removeLast().close();
        return false;
      }
      lanes
          .verify(size(raw), () -> verified(trusted, Map.copyOf(raw)))
          .forEach((id, chain) -> seen.put(id, Optional.of(chain)));
      return true;
    }

    /** What is kept of it, and not known to be damaged. */
    private Optional<KeptStates.Kept> newest(KeyringId id) {
      int before = damaged.getOrDefault(id, Integer.MAX_VALUE);
      return states.flatMap(kept -> kept.newest(sql, id, before));
    }

    private static int size(Map<KeyringId, StoredStatements> raw) {
      return raw.values().stream().mapToInt(List::size).sum();
    }

    private Map<KeyringId, VerifiedStates> verified(
        Map<KeyringId, VerifiedStates> trusted, Map<KeyringId, List<Bytes>> raw) {
      try {
        Map<KeyringId, VerifiedStates> chains =
            ChainResolver.ofStates(
                    id -> seen.getOrDefault(id, Optional.ofNullable(trusted.get(id))), raw)
                .verifyAll();
        kept.putAll(chains);
        return chains;
      } catch (LedgerException e) {
        throw broken(e);
      }
    }

    private Read read(StoredStatements statements) {
      try {
        return Read.of(statements);
      } catch (LedgerException e) {
        throw broken(e);
      }
    }

    /**
     * Not the caller's fault: what the database holds was verified when it was written. But one
     * chain may have grown after another was looked at that it leans on.
     */
    private RuntimeException broken(LedgerException e) {
      return ChainWriter.unmoved(sql, stored)
          ? new DamagedException("a stored chain does not verify", e)
          : ProblemException.of(ProblemType.HEAD_MOVED);
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
    private boolean stands(KeyringId id, VerifiedStates chain) {
      return sql.sql("select hash from statements where keyring = :id and seq = :seq")
          .param("id", id.hex())
          .param("seq", chain.state().seq())
          .query(String.class)
          .optional()
          .filter(chain.state().head().hex()::equals)
          .isPresent();
    }
  }

  /** Verifies chains while no connection is held and no writer waits. */
  private Runnable pinned(List<KeyringId> wanted) {
    View apart = look(wanted);
    List<VerifiedStates> chains = apart.seen.values().stream().flatMap(Optional::stream).toList();
    chains.forEach(this::pin);
    return () -> {
      chains.forEach(this::unpin);
      apart.close();
    };
  }

  /** The chains, at one moment that all of them have in common. */
  private View look(List<KeyringId> wanted) {
    for (int attempt = 1; ; attempt++) {
      View apart = apart();
      try {
        apart.findAll(wanted);
        return apart;
      } catch (ProblemException e) {
        apart.close();
        if (e.type() != ProblemType.HEAD_MOVED || attempt == TRIES) {
          throw e;
        }
      } catch (RuntimeException | Error e) {
        apart.close();
        throw e;
      }
    }
  }

  /** For the rest of this thread's work, whether it waits for others who look at long chains. */
  void hasty(boolean now) {
    longChains.hasty(now);
  }

  private void pin(VerifiedStates chain) {
    pinned.merge(
        chain.state().head(),
        new Pinned(chain, 1),
        (there, _) -> new Pinned(there.chain(), there.times() + 1));
  }

  private void unpin(VerifiedStates chain) {
    pinned.computeIfPresent(
        chain.state().head(),
        (_, there) -> there.times() == 1 ? null : new Pinned(there.chain(), there.times() - 1));
  }

  /**
   * What is seen of statements before they are verified.
   *
   * @param weight the most bytes that their states take
   */
  private record Read(Set<KeyringId> leansOn, long weight) {
    static Read of(StoredStatements statements) {
      Set<KeyringId> named = new LinkedHashSet<>();
      StateWeights weights = new StateWeights();
      long weight = 0;
      for (Bytes bytes : statements) {
        Statement statement = StatementCodec.parse(SignedObject.parse(bytes));
        Header header = statement.header();
        named.add(header.signer().keyring());
        header.via().forEach(hop -> named.add(hop.keyring()));
        Change change = statement.change();
        weight += weights.add(change, header.via().size());
      }
      return new Read(named, weight + StateWeights.ofNamed(named.size()));
    }
  }
}
