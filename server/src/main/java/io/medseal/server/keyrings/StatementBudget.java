package io.medseal.server.keyrings;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.protocol.keyrings.Statements;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.platform.http.ProblemException;
import io.medseal.server.platform.start.Settings;
import io.medseal.server.usage.UsageMeter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How many statements, and how long ones, an account may append in an hour and in all. */
@Component
class StatementBudget {
  /** Twice the length of most statements. */
  private static final long BYTES_EACH = 16 * 1024;

  private static final Duration WINDOW = Duration.ofHours(1);

  private final Settings settings;
  private final Clock clock;

  StatementBudget(Settings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  private record Used(long statements, long bytes, long oldest) {}

  /**
   * Refuses what goes beyond it. That much lets everybody append something at last, however long
   * its statements are: an account that has brought nothing in this hour is never refused.
   *
   * @throws ProblemException {@code too-many-requests}, with the time when some will be free again
   */
  boolean require(JdbcClient sql, KeyringId account, Statements.Append request) {
    return require(
        sql,
        account,
        request.appends().stream().flatMap(append -> append.statements().stream()).toList(),
        Stream.concat(
                request.signatures().stream(),
                request.appends().stream().flatMap(append -> append.envelopes().stream()))
            .toList());
  }

  /** The same of what is given back. */
  boolean require(JdbcClient sql, KeyringId account, Statements.GiveBack request) {
    return require(
        sql,
        account,
        request.chains().stream().flatMap(chain -> chain.statements().stream()).toList(),
        Stream.concat(
                request.signatures().stream(),
                request.envelopes().stream().map(Statements.FoundEnvelope::envelope))
            .toList());
  }

  private boolean require(
      JdbcClient sql, KeyringId account, List<String> payloads, List<Bytes> beside) {
    long now = clock.millis();
    Used used = used(sql, account, now - WINDOW.toMillis());
    long statements = used.statements() + payloads.size();
    long bytes =
        used.bytes()
            + payloads.stream().mapToLong(one -> one.getBytes(StandardCharsets.UTF_8).length).sum()
            + beside.stream().mapToLong(Bytes::size).sum();
    int most = settings.bounds().statementsPerHour();
    if (used.bytes() > 0 && (statements > most || bytes > most * BYTES_EACH)) {
      long free = used.oldest() + WINDOW.toMillis();
      throw ProblemException.tooMany(Math.max(1, (free - now + 999) / 1000));
    }
    return true;
  }

  /**
   * Refuses what goes beyond the account's share of the storage. What takes something away from
   * somebody is never refused, nor the renewal that comes with it: who has no room left can still
   * remove and delete.
   *
   * @throws ProblemException {@code quota-exceeded}
   */
  void requireShare(JdbcClient sql, KeyringId account, List<Written> statements) {
    requireShare(sql, account, statements, List.of());
  }

  /** The same, with envelopes by themselves. */
  void requireShare(
      JdbcClient sql,
      KeyringId account,
      List<Written> statements,
      Collection<EnvelopeRows.Row> envelopes) {
    if (envelopes.isEmpty()
        && ChainRoom.isRemoval(statements.stream().map(Written::read).toList())) {
      return;
    }
    long bytes =
        statements.stream().mapToLong(Written::bytes).sum()
            + envelopes.stream().mapToLong(EnvelopeRows.Row::bytes).sum();
    if (UsageMeter.storedBytes(sql, account) + bytes > settings.bounds().accountBytes()) {
      throw ProblemException.of(ProblemType.QUOTA_EXCEEDED);
    }
  }

  private static Used used(JdbcClient sql, KeyringId account, long since) {
    return sql.sql(
            """
            select coalesce(sum(statement), 0), coalesce(sum(bytes), 0), coalesce(min(written), 0)
            from (
              select 1 as statement, bytes + brought as bytes, written from statements
              where account = :account and written > :since
              union all
              select 0, bytes, written from envelopes
              where returned_by = :account and written > :since) as used\
            """)
        .param("account", account.hex())
        .param("since", since)
        .query((row, _) -> new Used(row.getLong(1), row.getLong(2), row.getLong(3)))
        .single();
  }
}
