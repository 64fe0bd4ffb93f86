package io.medseal.server.accounts;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.protocol.accounts.Accounts;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.platform.auth.Caller;
import io.medseal.server.platform.auth.Digests;
import io.medseal.server.platform.auth.TokenCheck;
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

  Opened open(JdbcClient sql, KeyringId account, String client) {
    byte[] secret = new byte[32];
    random.nextBytes(secret);
    String token = "medseal_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    byte[] id = new byte[8];
    random.nextBytes(id);
    long now = clock.millis();
    Instant expires = Instant.ofEpochMilli(now).plus(LONGEST);
    sql.sql("delete from sessions where expires < :old")
        .param("old", now - REMEMBER_EXPIRED.toMillis())
        .update();
    sql.sql(
            """
            insert into sessions (token_hash, id, account, client, created, last_used, expires)
            values (:hash, :id, :account, :client, :now, :now, :expires)\
            """)
        .param("hash", hash(token))
        .param("id", HexFormat.of().formatHex(id))
        .param("account", account.hex())
        .param("client", client)
        .param("now", now)
        .param("expires", expires.toEpochMilli())
        .update();
    return new Opened(token, expires);
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
      database.write(
          sql ->
              sql.sql("update sessions set last_used = :now where token_hash = :hash")
                  .param("now", now)
                  .param("hash", hash)
                  .update());
    }
    return new Result.Valid(new Caller(new KeyringId(row.account()), row.id()));
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

  void end(Caller caller, String id) {
    int ended =
        database.write(
            sql ->
                sql.sql("delete from sessions where account = :account and id = :id")
                    .param("account", caller.account().hex())
                    .param("id", id)
                    .update());
    if (ended == 0) {
      throw ProblemException.of(ProblemType.NOT_FOUND);
    }
  }

  void endAll(Caller caller) {
    database.write(
        sql ->
            sql.sql("delete from sessions where account = :account")
                .param("account", caller.account().hex())
                .update());
  }

  void endOthers(JdbcClient sql, Caller caller) {
    sql.sql("delete from sessions where account = :account and id <> :id")
        .param("account", caller.account().hex())
        .param("id", caller.session())
        .update();
  }

  private static String hash(String token) {
    return Digests.of("medseal/v1/session", token.getBytes(StandardCharsets.UTF_8));
  }
}
