package io.medseal.server.reports;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.statements.Change;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.keyrings.StatementsKept;
import io.medseal.server.keyrings.StatementsWritten;
import io.medseal.server.keyrings.Written;
import io.medseal.server.platform.http.ProblemException;
import io.medseal.server.usage.UsageMeter;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What statements do to reports: {@code delete-report} makes a tombstone in the transaction that
 * writes it, and a share is only of a report that its section has.
 */
@Component
class SignedChanges {
  private final UsageMeter usage;
  private final Tombstones tombstones;
  private final ApplicationEventPublisher events;

  SignedChanges(UsageMeter usage, Tombstones tombstones, ApplicationEventPublisher events) {
    this.usage = usage;
    this.tombstones = tombstones;
    this.events = events;
  }

  @EventListener
  void onStatements(StatementsWritten written) {
    for (Written entry : written.statements()) {
      ReportPlaces.follow(written.sql(), entry, section -> recordOf(written.sql(), section));
      Change change = entry.statement().change();
      if (written.returned()) {
        if (change instanceof Change.DeleteReport deleted) {
          find(written.sql(), deleted.report(), entry.state().id())
              .ifPresent(report -> delete(written.sql(), report));
        }
      } else if (change instanceof Change.DeleteReport deleted) {
        delete(written.sql(), complete(written.sql(), deleted.report(), entry.state().id()));
      } else if (change instanceof Change.CorrectReport corrected) {
        complete(written.sql(), corrected.report(), entry.state().id());
      } else if (change instanceof Change.Create(_, _, KeyringId section, _, ReportId report, _)
          && section != null
          && report != null) {
        complete(written.sql(), report, section);
      }
    }
  }

  /** Blobs go after the commit; what a crash leaves behind, the sweeper finds. */
  @EventListener
  void onCommit(StatementsKept kept) {
    for (Written entry : kept.statements()) {
      if (entry.statement().change() instanceof Change.DeleteReport deleted) {
        tombstones.remove(deleted.report());
      }
    }
  }

  private void delete(JdbcClient sql, ReportRow report) {
    tombstones.put(sql, report.id());
    ReportPlaces.gone(sql, report);
    events.publishEvent(ReportsChanged.of(sql, report));
    usage.stored(sql, report.uploader(), -report.bytes());
  }

  /** By the tables: the section may have been written in the same transaction. */
  private static KeyringId recordOf(JdbcClient sql, KeyringId section) {
    return new KeyringId(
        sql.sql("select parent from keyrings where id = :section")
            .param("section", section.hex())
            .query(String.class)
            .single());
  }

  private static ReportRow complete(JdbcClient sql, ReportId id, KeyringId section) {
    return find(sql, id, section).orElseThrow(() -> ProblemException.of(ProblemType.NOT_FOUND));
  }

  private static Optional<ReportRow> find(JdbcClient sql, ReportId id, KeyringId section) {
    return ReportRow.find(sql, id)
        .filter(row -> row.state() == ReportRow.State.COMPLETE && row.section().equals(section));
  }
}
