package io.medseal.server.usage;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.protocol.activity.Activity;
import io.medseal.server.platform.db.Database;
import io.medseal.server.platform.rounds.Rounds;
import io.medseal.server.platform.telemetry.FinishedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Counts what accounts use.
 *
 * <p>Stored bytes are counted in the transaction that stores them and are never wrong. Traffic is
 * kept in memory and written every {@link #FLUSH_EVERY}: a process that is killed loses the traffic
 * of those seconds.
 */
@Component
public class UsageMeter extends Rounds implements FinishedRequest.Listener {
  /** How long traffic is kept in memory only. */
  static final Duration FLUSH_EVERY = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(UsageMeter.class);

  private final Database database;
  private final Object lock = new Object();
  private Map<KeyringId, Traffic> waiting = new HashMap<>();

  UsageMeter(Database database) {
    super("usage", FLUSH_EVERY, FLUSH_EVERY);
    this.database = database;
  }

  private record Traffic(long in, long out, long requests) {
    static final Traffic NONE = new Traffic(0, 0, 0);

    Traffic plus(Traffic more) {
      return new Traffic(in + more.in, out + more.out, requests + more.requests);
    }
  }

  @Override
  public void finished(FinishedRequest request) {
    KeyringId account = request.account();
    if (account != null) {
      synchronized (lock) {
        waiting.merge(account, new Traffic(request.in(), request.out(), 1), Traffic::plus);
      }
    }
  }

  /** Bytes are stored from now on, or, negative, no longer. In the caller's transaction. */
  public void stored(JdbcClient sql, KeyringId account, long bytes) {
    add(sql, account, bytes, Traffic.NONE);
  }

  /** Bodies, statements and envelopes that an account has brought and that are stored now. */
  public static long storedBytes(JdbcClient sql, KeyringId account) {
    return sql.sql(
            """
            select coalesce((select stored_bytes from usage where account = :account), 0)
              + coalesce((select sum(bytes + brought) from statements where account = :account), 0)
              + coalesce((select sum(bytes) from envelopes where returned_by = :account), 0)\
            """)
        .param("account", account.hex())
        .query(Long.class)
        .single();
  }

  /** What an account has used, the request that asks not included. */
  Activity.Usage of(KeyringId account) {
    Traffic more;
    synchronized (lock) {
      more = waiting.getOrDefault(account, Traffic.NONE);
    }
    return database.read(
        sql ->
            sql.sql(
                    """
                    select coalesce(u.in_bytes, 0),
                      coalesce(u.out_bytes, 0), coalesce(u.requests, 0), a.created
                    from accounts a left join usage u on u.account = a.keyring
                    where a.keyring = :account\
                    """)
                .param("account", account.hex())
                .query(
                    (row, _) ->
                        new Activity.Usage(
                            storedBytes(sql, account),
                            row.getLong(1) + more.in(),
                            row.getLong(2) + more.out(),
                            row.getLong(3) + more.requests(),
                            Instant.ofEpochMilli(row.getLong(4))))
                .single());
  }

  @Override
  protected void round() {
    flush();
  }

  @Override
  public void stop() {
    super.stop();
    flush();
  }

  /** Starts before and stops after the web server, so that its last requests are counted. */
  @Override
  public int getPhase() {
    return 0;
  }

  private void flush() {
    Map<KeyringId, Traffic> now;
    synchronized (lock) {
      now = waiting;
      waiting = new HashMap<>();
    }
    if (now.isEmpty()) {
      return;
    }
    try {
      database.writeEvenIfFull(
          sql -> {
            now.forEach((account, traffic) -> add(sql, account, 0, traffic));
            return true;
          });
    } catch (DataAccessException e) {
      LOG.warn("usage was not written and waits for the next time", e);
      synchronized (lock) {
        now.forEach((account, traffic) -> waiting.merge(account, traffic, Traffic::plus));
      }
    }
  }

  private static void add(JdbcClient sql, KeyringId account, long stored, Traffic traffic) {
    sql.sql(
            """
            insert into usage (account, stored_bytes, in_bytes, out_bytes, requests)
            values (:account, :stored, :in, :out, :requests)
            on conflict (account) do update set
              stored_bytes = usage.stored_bytes + excluded.stored_bytes,
              in_bytes = usage.in_bytes + excluded.in_bytes,
              out_bytes = usage.out_bytes + excluded.out_bytes,
              requests = usage.requests + excluded.requests\
            """)
        .param("account", account.hex())
        .param("stored", stored)
        .param("in", traffic.in())
        .param("out", traffic.out())
        .param("requests", traffic.requests())
        .update();
  }
}
