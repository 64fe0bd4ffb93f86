package io.medseal.server.keyrings;

import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keyrings in a database that this process serves nobody from. */
public final class StoredKeyrings {
  private StoredKeyrings() {}

  /** What that connection sees, verified from the first statements. */
  public static KeyringsNow in(JdbcClient sql, Instant now) {
    return new KeyringsNow(
        new ChainStore(new Lanes(), sql, LongChains.unbounded(), Optional.empty()).apart(), now);
  }
}
