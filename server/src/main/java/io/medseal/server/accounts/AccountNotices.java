package io.medseal.server.accounts;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.protocol.accounts.Accounts.Notice;
import io.medseal.protocol.accounts.Accounts.NoticeKind;
import io.medseal.protocol.accounts.SlotKind;
import io.medseal.server.platform.db.Attempts;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What owners learn about their accounts: failed log-ins, new devices, changed ways in. */
@Component
class AccountNotices {
  /**
   * Of failed log-ins and of everything else, so that strangers push nothing out but themselves.
   */
  private static final int MOST = 50;

  private static final Duration KEPT = Duration.ofDays(90);
  private static final Duration DAY = Duration.ofDays(1);

  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  AccountNotices(Clock clock) {
    this.clock = clock;
  }

  /**
   * Counts a failed log-in with those of the same day, way and origin. An unknown account costs the
   * same as a known one: time tells nobody which accounts exist.
   */
  void failed(JdbcClient sql, KeyringId account, SlotKind way, From from) {
    long day = clock.millis() / DAY.toMillis();
    String id = String.join("/", account.hex(), way.text(), from.origin().text(), "" + day);
    write(sql, id, account, NoticeKind.LOG_IN_FAILED, way, from);
    sql.sql(
            """
            delete from notices where account = :account and kind = :failed and id not in (
              select id from notices where account = :account and kind = :failed
              order by time desc, id limit %d)\
            """
                .formatted(MOST))
        .param("account", account.hex())
        .param("failed", NoticeKind.LOG_IN_FAILED.text())
        .update();
  }

  void note(JdbcClient sql, KeyringId account, NoticeKind kind, SlotKind way, From from) {
    byte[] id = new byte[16];
    random.nextBytes(id);
    write(sql, HexFormat.of().formatHex(id), account, kind, way, from);
    sql.sql(
            """
            delete from notices where account = :account and kind <> :failed and id not in (
              select id from notices where account = :account and kind <> :failed
              order by time desc, id limit %d)\
            """
                .formatted(MOST))
        .param("account", account.hex())
        .param("failed", NoticeKind.LOG_IN_FAILED.text())
        .update();
  }

  /** Newest first. */
  static List<Notice> since(JdbcClient sql, KeyringId account, Instant since) {
    return sql
        .sql(
            """
            select time, kind, way, origin, client, count from notices
            where account = :account and time > :since order by time desc, id\
            """)
        .param("account", account.hex())
        .param("since", since.toEpochMilli())
        .query((row, _) -> notice(row))
        .list()
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  void sweep(JdbcClient sql) {
    sql.sql(
            """
            delete from notices where id in (
              select id from notices where time < :old order by time limit :most)\
            """)
        .param("old", clock.millis() - KEPT.toMillis())
        .param("most", Attempts.MOST_SWEPT)
        .update();
  }

  private void write(
      JdbcClient sql, String id, KeyringId account, NoticeKind kind, SlotKind way, From from) {
    sql.sql(
            """
            insert into notices (id, account, time, kind, way, origin, client, count)
            values (:id, :account, :now, :kind, :way, :origin, :client, 1)
            on conflict (id) do update set
              count = notices.count + 1, time = :now, client = :client\
            """)
        .param("id", id)
        .param("account", account.hex())
        .param("now", clock.millis())
        .param("kind", kind.text())
        .param("way", way.text())
        .param("origin", from.origin().text())
        .param("client", from.program())
        .update();
  }

  /** Empty for a row that means nothing: it keeps nobody from logging in. */
  private static Optional<Notice> notice(ResultSet row) throws SQLException {
    Instant time = Instant.ofEpochMilli(row.getLong(1));
    String kind = row.getString(2);
    String way = row.getString(3);
    String origin = row.getString(4);
    String client = row.getString(5);
    int count = row.getInt(6);
    return Arrays.stream(NoticeKind.values())
        .filter(known -> known.text().equals(kind))
        .findFirst()
        .flatMap(
            known ->
                Arrays.stream(SlotKind.values())
                    .filter(slot -> slot.text().equals(way))
                    .findFirst()
                    .map(slot -> new Notice(time, known, slot, origin, client, count)));
  }
}
