package io.medseal.server.keyrings;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.statements.ReadStatement;
import io.medseal.server.keyrings.kept.KeptStates;
import io.medseal.server.platform.db.Database;
import io.medseal.server.platform.db.FirstException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What other features ask of keyrings. */
@Component
public class Keyrings {
  private final ChainStore chains;
  private final Appending appending;
  private final Clock clock;
  private final KeptStates states;

  /** For transactions that are about to begin anew. */
  private final Map<Work, Verified> verified = new ConcurrentHashMap<>();

  Keyrings(Lanes lanes, Appending appending, Database database, Clock clock, KeptStates states) {
    this.chains =
        new ChainStore(lanes, database.queries(), LongChains.bounded(), Optional.of(states));
    this.states = states;
    this.appending = appending;
    this.clock = clock;
  }

  /** Chains as single queries see them; what is verified for it keeps nobody waiting. */
  ChainStore.View apart() {
    return chains.apart();
  }

  /** What those chains say at this moment. */
  KeyringsNow now(ChainStore.View view) {
    return new KeyringsNow(view, clock.instant());
  }

  /** For the rest of this thread's work, whether it waits for others who look at long chains. */
  void hasty(boolean now) {
    chains.hasty(now);
  }

  /** Where statements are, for somebody who may read them. */
  ChainStore store() {
    return chains;
  }

  /** Keyrings as one connection sees them at this moment; for one piece of work. */
  public KeyringsNow now(JdbcClient sql) {
    return new KeyringsNow(chains.view(sql), clock.instant());
  }

  /**
   * Appends to one chain in the caller's transaction, by whom it is. The statements are verified
   * outside of it, before it begins anew.
   *
   * @param envelopes those that the statements announce
   * @return the keyring afterwards
   */
  public KeyringState append(
      JdbcClient sql, KeyringId keyring, List<ReadStatement> statements, List<Bytes> envelopes) {
    Work work = new Work(keyring, List.copyOf(statements), List.copyOf(envelopes));
    Verified ready = verified.get(work);
    if (ready == null || !ChainWriter.unmoved(sql, ready.lookedAt())) {
      throw new FirstException(() -> verify(work));
    }
    write(sql, ready.grown(), keyring);
    return ready.grown().after().state();
  }

  /** Writes what was verified, by whom it was brought. */
  void write(JdbcClient sql, Appending.Grown grown, KeyringId account) {
    LastingOwners.require(sql, grown);
    ChainWriter.write(sql, grown, account, clock.instant(), states);
  }

  /** Writes what was verified and has been given back, by whom. */
  void giveBack(JdbcClient sql, Appending.Grown grown, KeyringId account) {
    ChainWriter.giveBack(sql, grown, account, clock.instant(), states);
  }

  private record Work(KeyringId keyring, List<ReadStatement> statements, List<Bytes> envelopes) {}

  private record Verified(
      Appending.Grown grown, Map<KeyringId, Optional<StatementHash>> lookedAt) {}

  /** Verifies it while no connection is held and no writer waits. */
  private Runnable verify(Work work) {
    try (ChainStore.View view = chains.apart()) {
      Appending.Grown grown =
          appending.append(view, work.keyring(), work.statements(), work.envelopes());
      verified.put(work, new Verified(grown, view.lookedAt()));
    }
    return () -> verified.remove(work);
  }
}
