package io.medseal.server.usage;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.server.platform.db.Database;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Counts what accounts use. Stored bytes are counted in the transaction that stores them; traffic
 * is kept in memory and written every few seconds, so a crash loses at most those.
 */
@Component
public class UsageMeter {
  private final Database database;
  private final Clock clock;
  private final Map<KeyringId, Traffic> waiting = new ConcurrentHashMap<>();

  UsageMeter(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  private record Traffic(long in, long out, long requests) {
    Traffic plus(Traffic more) {
      return new Traffic(in + more.in, out + more.out, requests + more.requests);
    }
  }

  /** Body bytes came in. */
  public void received(KeyringId account, long bytes) {
    waiting.merge(account, new Traffic(bytes, 0, 0), Traffic::plus);
  }

  /** Body bytes went out. */
  public void sent(KeyringId account, long bytes) {
    waiting.merge(account, new Traffic(0, bytes, 0), Traffic::plus);
  }

  /** A request was answered. */
  public void request(KeyringId account) {
    waiting.merge(account, new Traffic(0, 0, 1), Traffic::plus);
  }

  /** Bytes are stored from now on, or, negative, no longer. In the caller's transaction. */
  public void stored(JdbcClient sql, KeyringId account, long bytes) {
    add(sql, account, bytes, new Traffic(0, 0, 0));
  }

  /** Writes down what waits. */
  public void flush() {
    for (KeyringId account : Set.copyOf(waiting.keySet())) {
      Traffic traffic = waiting.remove(account);
      if (traffic != null) {
        database.write(
            sql -> {
              add(sql, account, 0, traffic);
              return true;
            });
      }
    }
  }

  private void add(JdbcClient sql, KeyringId account, long stored, Traffic traffic) {
    sql.sql(
            """
            insert into usage (account, stored_bytes, in_bytes, out_bytes, requests, since)
            values (:account, :stored, :in, :out, :requests, :now)
            on conflict (account) do update set
              stored_bytes = usage.stored_bytes + excluded.stored_bytes,
              in_bytes = usage.in_bytes + excluded.in_bytes,
              out_bytes = usage.out_bytes + excluded.out_bytes,
              requests = usage.requests + excluded.requests""")
        .param("account", account.hex())
        .param("stored", stored)
        .param("in", traffic.in())
        .param("out", traffic.out())
        .param("requests", traffic.requests())
        .param("now", clock.millis())
        .update();
  }
}
