package io.medseal.client.decisions;

import io.medseal.client.problems.ContendedException;
import io.medseal.client.problems.InputException;
import io.medseal.client.problems.ServiceException;
import io.medseal.client.profiles.Profile;
import io.medseal.client.transport.Connection;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.protocol.accounts.Accounts;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.seal.SealException;
import io.medseal.seal.decisions.Decisions;
import io.medseal.seal.decisions.SealedDecisions;
import io.medseal.seal.secrets.GenerationSecret;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The person's decisions, read once and changed by compare-and-swap.
 *
 * <p><b>Guarantees.</b> Of the service's document and the newest one that this computer has seen,
 * the one with the higher version counts; what does not open counts as none.
 *
 * <p>Safe for use by several threads.
 */
public final class DecisionBook {
  private static final String PATH = "/account/decisions";
  private static final int ATTEMPTS = 8;

  private final Profile profile;
  private final Connection connection;
  private final KeyringId person;
  private final int generation;
  private final GenerationSecret secret;
  private @Nullable Read last;

  /** What was read, and the tag of what the service keeps. */
  private record Read(Optional<SealedDecisions> newest, String tag) {
    Decisions decisions() {
      return newest.map(SealedDecisions::decisions).orElse(Decisions.NONE);
    }

    long version() {
      return newest.map(SealedDecisions::version).orElse(0L);
    }
  }

  /**
   * Asks nothing yet.
   *
   * @param generation the current one of the person's keyring
   * @param secret of that generation; stays the caller's
   */
  public DecisionBook(
      Profile profile,
      Connection connection,
      KeyringId person,
      int generation,
      GenerationSecret secret) {
    this.profile = profile;
    this.connection = connection;
    this.person = person;
    this.generation = generation;
    this.secret = secret;
  }

  /** All of them, asked for once. */
  public synchronized Decisions decisions() {
    if (last == null) {
      last = read();
    }
    return last.decisions();
  }

  /** How often they have been changed; 0 where nothing has been decided. */
  public synchronized long version() {
    decisions();
    return last == null ? 0 : last.version();
  }

  /**
   * Decides.
   *
   * @param change made again on top of what another device has decided meanwhile
   * @throws InputException.BadValue if there is no room for more
   * @throws ContendedException if others were faster every time
   */
  public synchronized Decisions change(UnaryOperator<Decisions> change) {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Read before = read();
      Decisions after = change.apply(before.decisions());
      if (after.equals(before.decisions())) {
        last = before;
        return after;
      }
      SealedDecisions next = new SealedDecisions(before.version() + 1, after);
      Bytes document = sealed(next, generation, secret);
      try {
        String tag = connection.putIf(PATH, new Accounts.Decisions(document), before.tag());
        profile.keepDecisions(document);
        last = new Read(Optional.of(next), tag);
        return after;
      } catch (ServiceException e) {
        if (e.type() != ProblemType.CHANGED_MEANWHILE) {
          throw e;
        }
      }
    }
    throw new ContendedException(ATTEMPTS);
  }

  /** The newest ones for the generation that follows; empty where nothing has been decided. */
  public synchronized Optional<Bytes> sealedAnew(int next, GenerationSecret itsSecret) {
    return read()
        .newest()
        .map(
            newest ->
                sealed(
                    new SealedDecisions(newest.version() + 1, newest.decisions()),
                    next,
                    itsSecret));
  }

  private Read read() {
    Connection.Tagged<Accounts.Decisions> answer =
        connection.getTagged(PATH, Accounts.Decisions.class);
    Optional<Bytes> document = Optional.ofNullable(answer.content().document());
    Optional<SealedDecisions> shown = document.flatMap(this::opened);
    Optional<SealedDecisions> kept = profile.decisions().flatMap(this::opened);
    if (shown.isPresent() && (kept.isEmpty() || shown.get().version() > kept.get().version())) {
      profile.keepDecisions(document.get());
      return new Read(shown, answer.tag());
    }
    return new Read(kept.or(() -> shown), answer.tag());
  }

  private Optional<SealedDecisions> opened(Bytes document) {
    try {
      return Optional.of(SealedDecisions.open(person, generation, secret, document));
    } catch (SealException _) {
      return Optional.empty();
    }
  }

  private Bytes sealed(SealedDecisions decisions, int under, GenerationSecret with) {
    try {
      return decisions.seal(person, under, with);
    } catch (SealException.Malformed _) {
      throw new InputException.BadValue(
          "There is no room for more decisions. Block a person instead of declining each of their"
              + " offers.");
    }
  }
}
