package io.medseal.server.keyrings;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.protocol.keyrings.Statements;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.platform.db.Database;
import io.medseal.server.platform.http.Pages;
import io.medseal.server.platform.http.ProblemException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What an account is told of the keyrings that it is a member of, each by its chain. One at a time:
 * what a long chain takes of the memory is given back before the next is looked at.
 */
@Component
public class KeyringSummaries {
  private static final int MOST_WAYS = 20;
  private static final int MOST_IN_A_RECORD = 1_000;

  private final Database database;
  private final Keyrings keyrings;
  private final Clock clock;

  KeyringSummaries(Database database, Keyrings keyrings, Clock clock) {
    this.database = database;
    this.keyrings = keyrings;
    this.clock = clock;
  }

  /**
   * A page of all of them, in the order of their ids.
   *
   * @param kinds of which they are; none for all
   */
  Statements.KeyringPage page(
      KeyringId account, List<String> kinds, @Nullable KeyringId after, int most) {
    List<Statements.KeyringSummary> found = new ArrayList<>();
    try {
      KeyringId behind = after;
      while (found.size() <= most) {
        KeyringId from = behind;
        List<KeyringId> candidates =
            database.read(
                sql ->
                    KeyringsNow.candidates(sql, account, kinds, from, clock.instant(), most + 1));
        for (KeyringId candidate : candidates) {
          summary(account, candidate).ifPresent(found::add);
          if (found.size() > most) {
            break;
          }
        }
        if (candidates.size() <= most) {
          break;
        }
        behind = candidates.getLast();
      }
    } finally {
      keyrings.hasty(false);
    }
    return new Statements.KeyringPage(
        Pages.first(found, most), Pages.next(found, most, last -> last.keyring().hex()));
  }

  /**
   * Keyrings of one record.
   *
   * @param isWhole whether each was told by its chain, and there are no more
   * @param looked how many were looked at
   */
  public record Seen(List<Statements.KeyringSummary> keyrings, boolean isWhole, int looked) {}

  /** Those of one record: itself, its sections, and shares of single reports. */
  public Seen within(KeyringId account, KeyringId record) {
    List<KeyringId> candidates =
        database.read(sql -> keyrings.now(sql).candidatesIn(account, record, MOST_IN_A_RECORD + 1));
    boolean isWhole = candidates.size() <= MOST_IN_A_RECORD;
    List<Statements.KeyringSummary> found = new ArrayList<>();
    try {
      for (KeyringId candidate :
          candidates.subList(0, Math.min(candidates.size(), MOST_IN_A_RECORD))) {
        try {
          database
              .read(sql -> summary(keyrings.now(sql), account, candidate))
              .ifPresent(found::add);
        } catch (ProblemException e) {
          requireLong(e);
          isWhole = false;
          database.read(sql -> KeyringsNow.stored(sql, account, candidate)).ifPresent(found::add);
        }
      }
    } finally {
      keyrings.hasty(false);
    }
    return new Seen(found, isWhole, candidates.size());
  }

  /**
   * What can't be looked at beside all that it leans on, or while others look at long chains, is
   * told by the tables alone.
   */
  private Optional<Statements.KeyringSummary> summary(KeyringId account, KeyringId keyring) {
    try {
      return database.read(sql -> summary(keyrings.now(sql), account, keyring));
    } catch (ProblemException e) {
      requireLong(e);
      return database.read(sql -> KeyringsNow.stored(sql, account, keyring));
    }
  }

  /** Who has waited once for long chains waits no more; any other problem goes on. */
  private void requireLong(ProblemException e) {
    if (e.type() != ProblemType.ANSWER_TOO_LARGE && e.type() != ProblemType.UNAVAILABLE) {
      throw e;
    }
    keyrings.hasty(true);
  }

  private static Optional<Statements.KeyringSummary> summary(
      KeyringsNow now, KeyringId account, KeyringId keyring) {
    return now.capabilities(account, keyring).isEmpty()
        ? Optional.empty()
        : now.state(keyring)
            .map(
                state -> {
                  Introducer introducer = Introducer.of(now, account, keyring);
                  return new Statements.KeyringSummary(
                      state.id(),
                      state.kind(),
                      state.parent().orElse(null),
                      state.seq(),
                      state.head(),
                      introducer.by().orElse(null),
                      introducer.email().orElse(null),
                      now.through(account, state, MOST_WAYS));
                });
  }
}
