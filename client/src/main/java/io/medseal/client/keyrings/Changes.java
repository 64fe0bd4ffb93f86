package io.medseal.client.keyrings;

import io.medseal.client.problems.ConnectionException;
import io.medseal.client.problems.ContendedException;
import io.medseal.client.problems.LocalFileException;
import io.medseal.client.problems.ServiceException;
import io.medseal.client.transport.Connection;
import io.medseal.ledger.chains.VerifiedChain;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.protocol.keyrings.Statements;
import io.medseal.protocol.problems.ProblemType;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Appends statements, all or none. Where somebody else was faster, everything is fetched, verified
 * and built again, several times with growing random pauses.
 */
public final class Changes {
  private static final int ATTEMPTS = 12;
  private static final long PAUSE_MILLIS = 25;

  private final Connection connection;
  private final TrustedChains chains;
  private final KeyChest chest;

  Changes(Connection connection, TrustedChains chains, KeyChest chest) {
    this.connection = connection;
    this.chains = chains;
    this.chest = chest;
  }

  /**
   * Builds a draft and appends it.
   *
   * @param involved keyrings to fetch anew before each attempt
   * @param build fills the draft; called once for each attempt, so it must not keep anything
   * @return what {@code build} returned at the attempt that succeeded
   * @throws ContendedException if others were faster every time
   * @throws LocalFileException.CannotWrite before anything is changed, if the profile could not
   *     remember it
   */
  public <T> T commit(Collection<KeyringId> involved, Function<Draft, T> build) {
    Set<KeyringId> stale = new HashSet<>(involved);
    stale.add(chest.me());
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      chains.refresh(stale);
      chains.complete(stale);
      Draft draft = new Draft(chains, chest.me(), chest.mine(), connection.clock().instant());
      T result = build.apply(draft);
      if (draft.isEmpty() || append(draft)) {
        return result;
      }
      stale.addAll(draft.touched());
      stale.removeIf(id -> isNew(draft, id));
      pause(attempt);
    }
    throw new ContendedException(ATTEMPTS);
  }

  /**
   * Builds a draft by what is known now, and appends nothing: what it refuses is refused before
   * anything is changed.
   */
  void rehearse(Consumer<Draft> build) {
    build.accept(new Draft(chains, chest.me(), chest.mine(), connection.clock().instant()));
  }

  /** Whether it was appended; false if somebody else was faster. */
  private boolean append(Draft draft) {
    chains.requireMemory();
    try {
      connection.post(
          "/statements", draft.append(), Statements.Appended.class, Connection.Repeat.NEVER);
    } catch (ServiceException e) {
      if (e.type() == ProblemType.HEAD_MOVED || e.type() == ProblemType.STALE_SEAL) {
        return false;
      }
      throw e;
    } catch (ConnectionException.Unreachable e) {
      // It is not known whether the append happened: the chains themselves tell.
      if (!arrived(draft)) {
        throw e;
      }
    }
    chains.adopt(draft.changed());
    draft.brought().forEach(chains.envelopes()::keep);
    return true;
  }

  private boolean arrived(Draft draft) {
    chains.refresh(draft.changed().keySet());
    for (Map.Entry<KeyringId, VerifiedChain> change : draft.changed().entrySet()) {
      boolean there =
          chains
              .find(change.getKey())
              .filter(chain -> chain.knows(change.getValue().state().head()))
              .isPresent();
      if (!there) {
        return false;
      }
    }
    return true;
  }

  private boolean isNew(Draft draft, KeyringId id) {
    return draft.changed().containsKey(id) && chains.find(id).isEmpty();
  }

  private static void pause(int attempt) {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(PAUSE_MILLIS * attempt) + 1);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new ConnectionException.Interrupted();
    }
  }
}
