package io.medseal.server.platform.telemetry;

import io.medseal.server.platform.db.Database;
import io.medseal.server.platform.faults.StorageFullException;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Whether the database answers, and takes what comes with reading: entries in the activity. */
@Component("databaseHealthIndicator")
class DatabaseHealth implements HealthIndicator {
  private final Database database;

  DatabaseHealth(Database database) {
    this.database = database;
  }

  @Override
  public Health health() {
    try {
      database.read(
          sql ->
              sql.sql("select count(*) from accounts where email = ''").query(Long.class).single());
      // A transaction without a statement asks nothing of a connection, which may be broken.
      database.writeEvenIfFull(sql -> sql.sql("select 1").query(Long.class).single());
      return Health.up().build();
    } catch (DataAccessException | StorageFullException _) {
      return Health.down().build();
    }
  }
}
