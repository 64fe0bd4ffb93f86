package io.medseal.server.platform.auth;

import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.platform.db.Database;
import io.medseal.server.platform.http.ProblemException;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Writes for a request only as long as there is the account that it comes from: whether there is
 * one is asked again in the transaction that writes, whatever is written. A request may have been
 * on its way when another device deleted the account, and long after its session was looked up.
 */
public final class CallersDatabase implements Database {
  private final Database database;

  /** In front of {@code database}. */
  public CallersDatabase(Database database) {
    this.database = database;
  }

  @Override
  public <T> T read(Work<T> work) {
    return database.read(work);
  }

  @Override
  public <T> T write(Work<T> work) {
    return database.write(ofCaller(work));
  }

  @Override
  public <T> T writeEvenIfFull(Work<T> work) {
    return database.writeEvenIfFull(ofCaller(work));
  }

  @Override
  public JdbcClient queries() {
    return database.queries();
  }

  @Override
  public void close() {
    database.close();
  }

  /** Asks whose request it is here: the work is done on another thread. */
  private static <T> Work<T> ofCaller(Work<T> work) {
    Optional<Caller> caller = Caller.current();
    return caller.isEmpty()
        ? work
        : sql -> {
          requireThere(sql, caller.get());
          return work.with(sql);
        };
  }

  private static void requireThere(JdbcClient sql, Caller caller) {
    int there =
        sql.sql("select count(*) from accounts where keyring = :account and deleted is null")
            .param("account", caller.account().hex())
            .query(Integer.class)
            .single();
    if (there == 0) {
      throw ProblemException.of(ProblemType.UNAUTHENTICATED);
    }
  }
}
