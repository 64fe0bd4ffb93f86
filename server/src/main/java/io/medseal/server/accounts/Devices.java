package io.medseal.server.accounts;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.server.platform.auth.Digests;
import io.medseal.server.platform.db.Attempts;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Devices that have logged in before: 32 random bytes at the device, their hash here. A device's
 * token opens nothing; it keeps strangers' failures from being counted against it.
 */
@Component
class Devices {
  private static final int MOST = 20;
  private static final Duration FORGOTTEN_AFTER = Duration.ofDays(365);

  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  Devices(Clock clock) {
    this.clock = clock;
  }

  /** A device that logged in to this account before, and when it did last. */
  record Known(String id, Instant lastUsed) {}

  /** A device that logs in now, with the token that it keeps. */
  record Present(String id, String token) {}

  /** The device of that token; empty if it never logged in to this account, or was logged out. */
  static Optional<Known> find(JdbcClient sql, KeyringId account, @Nullable String token) {
    return sql.sql(
            "select id, last_used from devices where account = :account and token_hash = :hash")
        .param("account", account.hex())
        .param("hash", hash(token == null ? "" : token))
        .query((row, _) -> new Known(row.getString(1), Instant.ofEpochMilli(row.getLong(2))))
        .optional();
  }

  /** Notes that a known device logged in. */
  Present again(JdbcClient sql, Known device, String token) {
    sql.sql("update devices set last_used = :now where id = :id")
        .param("now", clock.millis())
        .param("id", device.id())
        .update();
    return new Present(device.id(), token);
  }

  /** A device that logs in for the first time; the one unused for longest makes room. */
  Present first(JdbcClient sql, KeyringId account) {
    byte[] secret = new byte[32];
    random.nextBytes(secret);
    byte[] id = new byte[8];
    random.nextBytes(id);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    Present device = new Present(HexFormat.of().formatHex(id), token);
    sql.sql(
            "insert into devices (id, account, token_hash, last_used) values (:id, :account, :hash, :now)")
        .param("id", device.id())
        .param("account", account.hex())
        .param("hash", hash(token))
        .param("now", clock.millis())
        .update();
    sql.sql(
            """
            delete from devices where account = :account and id not in (
              select id from devices where account = :account order by last_used desc, id limit %d)\
            """
                .formatted(MOST))
        .param("account", account.hex())
        .update();
    return device;
  }

  static void forget(JdbcClient sql, KeyringId account, String device) {
    sql.sql("delete from devices where account = :account and id = :id")
        .param("account", account.hex())
        .param("id", device)
        .update();
  }

  static void forgetAllBut(JdbcClient sql, KeyringId account, String device) {
    sql.sql("delete from devices where account = :account and id <> :id")
        .param("account", account.hex())
        .param("id", device)
        .update();
  }

  void sweep(JdbcClient sql) {
    sql.sql(
            """
            delete from devices where id in (
              select id from devices where last_used < :old order by last_used limit :most)\
            """)
        .param("old", clock.millis() - FORGOTTEN_AFTER.toMillis())
        .param("most", Attempts.MOST_SWEPT)
        .update();
  }

  private static String hash(String token) {
    return Digests.of("medseal/v1/device", token.getBytes(StandardCharsets.UTF_8));
  }
}
