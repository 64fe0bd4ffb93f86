package io.medseal.server.accounts;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.protocol.accounts.Accounts;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.platform.auth.Caller;
import io.medseal.server.platform.auth.Digests;
import io.medseal.server.platform.auth.TokenCheck;
import io.medseal.server.platform.db.Attempts;
import io.medseal.server.platform.db.Database;
import io.medseal.server.platform.http.ProblemException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Sessions: 32 random bytes at the client, their hash here. */
@Component
class Sessions implements TokenCheck {
  private static final Duration LONGEST = Duration.ofDays(30);
  private static final Duration IDLE = Duration.ofHours(12);
  private static final Duration TOUCH_EVERY = Duration.ofMinutes(1);
  private static final Duration REMEMBER_EXPIRED = Duration.ofDays(60);

  /** Of one account; the one unused for longest makes room. */
  private static final int MOST = 50;

  private final Database database;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  Sessions(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** A session just opened: the only time that the token is known here. */
  record Opened(String token, Instant expires) {}

  private record Row(String id, String account, long lastUsed, long expires) {}

  Opened open(JdbcClient sql, KeyringId account, String device, String client) {
    byte[] secret = new byte[32];
    random.nextBytes(secret);
    String token = "medseal_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    byte[] id = new byte[8];
    random.nextBytes(id);
    long now = clock.millis();
    Instant expires = Instant.ofEpochMilli(now).plus(LONGEST);
    sql.sql(
            """
            insert into sessions
              (token_hash, id, account, device, client, created, last_used, expires)
            values (:hash, :id, :account, :device, :client, :now, :now, :expires)\
            """)
        .param("hash", hash(token))
        .param("id", HexFormat.of().formatHex(id))
        .param("account", account.hex())
        .param("device", device)
        .param("client", client)
        .param("now", now)
        .param("expires", expires.toEpochMilli())
        .update();
    sql.sql(
            """
            delete from sessions where account = :account and id not in (
              select id from sessions where account = :account
              order by last_used desc, created desc, id limit %d)\
            """
                .formatted(MOST))
        .param("account", account.hex())
        .update();
    return new Opened(token, expires);
  }

  /** What became of a token that has expired is told for a while longer. */
  void sweep(JdbcClient sql) {
    sql.sql(
            """
            delete from sessions where token_hash in (
              select token_hash from sessions where expires < :old order by expires limit :most)\
            """)
        .param("old", clock.millis() - REMEMBER_EXPIRED.toMillis())
        .param("most", Attempts.MOST_SWEPT)
        .update();
  }

  @Override
  public Result check(String token) {
    String hash = hash(token);
    Optional<Row> found =
        database.read(
            sql ->
                sql.sql(
                        """
                        select id, account, last_used, expires from sessions
                        where token_hash = :hash\
                        """)
                    .param("hash", hash)
                    .query(
                        (row, _) ->
                            new Row(
                                row.getString(1), row.getString(2), row.getLong(3), row.getLong(4)))
                    .optional());
    if (found.isEmpty()) {
      return new Result.Unknown();
    }
    Row row = found.get();
    long now = clock.millis();
    if (now >= row.expires() || now >= row.lastUsed() + IDLE.toMillis()) {
      return new Result.Expired();
    }
    if (now >= row.lastUsed() + TOUCH_EVERY.toMillis()) {
      database.writeEvenIfFull(
          sql ->
              sql.sql("update sessions set last_used = :now where token_hash = :hash")
                  .param("now", now)
                  .param("hash", hash)
                  .update());
    }
    return new Result.Valid(new Caller(new KeyringId(row.account()), row.id()));
  }

  @Override
  public boolean goesOn(Caller caller) {
    return database.read(
        sql ->
            sql.sql("select 1 from sessions where id = :id and expires > :now")
                .param("id", caller.session())
                .param("now", clock.millis())
                .query(Integer.class)
                .optional()
                .isPresent());
  }

  Accounts.Sessions list(Caller caller) {
    long now = clock.millis();
    return new Accounts.Sessions(
        database.read(
            sql ->
                sql.sql(
                        """
                        select id, created, last_used, client from sessions
                        where account = :account and expires > :now and last_used > :idle
                        order by last_used desc, id\
                        """)
                    .param("account", caller.account().hex())
                    .param("now", now)
                    .param("idle", now - IDLE.toMillis())
                    .query(
                        (row, _) ->
                            new Accounts.SessionSummary(
                                row.getString(1),
                                Instant.ofEpochMilli(row.getLong(2)),
                                Instant.ofEpochMilli(row.getLong(3)),
                                row.getString(4),
                                row.getString(1).equals(caller.session())))
                    .list()));
  }

  /** Ends the caller's own; its device stays known. */
  void endOwn(Caller caller) {
    database.writeEvenIfFull(sql -> end(sql, caller, caller.session()));
  }

  /** Ends one that may be in other hands: its device is known no longer. */
  void end(Caller caller, String id) {
    database.writeEvenIfFull(
        sql -> {
          String device =
              deviceOf(sql, caller, id)
                  .orElseThrow(() -> ProblemException.of(ProblemType.NOT_FOUND));
          if (!id.equals(caller.session())) {
            Devices.forget(sql, caller.account(), device);
          }
          return end(sql, caller, id);
        });
  }

  void endAll(Caller caller) {
    database.writeEvenIfFull(
        sql -> {
          Devices.forgetAllBut(sql, caller.account(), "");
          return sql.sql("delete from sessions where account = :account")
              .param("account", caller.account().hex())
              .update();
        });
  }

  /** Ends every session but the caller's; no other device is known any longer. */
  void endOthers(JdbcClient sql, Caller caller) {
    Devices.forgetAllBut(sql, caller.account(), deviceOf(sql, caller, caller.session()).orElse(""));
    sql.sql("delete from sessions where account = :account and id <> :id")
        .param("account", caller.account().hex())
        .param("id", caller.session())
        .update();
  }

  private static Optional<String> deviceOf(JdbcClient sql, Caller caller, String session) {
    return sql.sql("select device from sessions where account = :account and id = :id")
        .param("account", caller.account().hex())
        .param("id", session)
        .query(String.class)
        .optional();
  }

  private static int end(JdbcClient sql, Caller caller, String id) {
    return sql.sql("delete from sessions where account = :account and id = :id")
        .param("account", caller.account().hex())
        .param("id", id)
        .update();
  }

  private static String hash(String token) {
    return Digests.of("medseal/v1/session", token.getBytes(StandardCharsets.UTF_8));
  }
}
