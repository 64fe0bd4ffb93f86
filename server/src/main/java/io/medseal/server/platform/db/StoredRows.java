package io.medseal.server.platform.db;

import io.medseal.ledger.LedgerException;
import io.medseal.server.platform.faults.DamagedException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCreator;
import org.springframework.jdbc.core.PreparedStatementSetter;
import org.springframework.jdbc.core.ResultSetExtractor;

/** Takes rows whose ids or bytes have not their form for damaged: no caller has written them. */
final class StoredRows extends JdbcTemplate {
  StoredRows(DataSource connections) {
    super(connections);
  }

  @Override
  public <T extends @Nullable Object> T query(
      PreparedStatementCreator creator,
      @Nullable PreparedStatementSetter setter,
      ResultSetExtractor<T> rows) {
    try {
      return super.query(creator, setter, rows);
    } catch (LedgerException e) {
      throw new DamagedException("a stored row has not its form", e);
    }
  }
}
