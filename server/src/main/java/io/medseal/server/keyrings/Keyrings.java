package io.medseal.server.keyrings;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.KeyringState;
import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What other features ask of keyrings. */
@Component
public class Keyrings {
  private final ChainStore chains;
  private final Appending appending;
  private final Clock clock;

  Keyrings(ChainStore chains, Appending appending, Clock clock) {
    this.chains = chains;
    this.appending = appending;
    this.clock = clock;
  }

  /** Keyrings as one connection sees them at this moment; for one piece of work. */
  public KeyringsNow now(JdbcClient sql) {
    return new KeyringsNow(chains.view(sql), clock.instant());
  }

  /**
   * Appends to one chain in the caller's transaction.
   *
   * @return the keyring afterwards
   */
  public KeyringState append(JdbcClient sql, KeyringId keyring, List<Bytes> statements) {
    Appending.Grown grown = appending.append(chains.view(sql), keyring, statements);
    ChainWriter.write(sql, grown);
    return grown.after().state();
  }
}
