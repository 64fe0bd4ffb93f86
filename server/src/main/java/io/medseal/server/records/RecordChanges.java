package io.medseal.server.records;

import io.medseal.server.keyrings.StatementsWritten;
import io.medseal.server.reports.ReportsChanged;
import java.time.Clock;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Keeps the places of records in the transactions of what changes them. */
@Component
class RecordChanges {
  private final Clock clock;

  RecordChanges(Clock clock) {
    this.clock = clock;
  }

  @EventListener
  void onStatements(StatementsWritten written) {
    written
        .statements()
        .forEach(entry -> RecordPlaces.follow(written.sql(), entry, clock.millis()));
  }

  @EventListener
  void onReports(ReportsChanged changed) {
    RecordPlaces.reportsChanged(changed.sql(), changed.record(), changed.section(), clock.millis());
  }
}
