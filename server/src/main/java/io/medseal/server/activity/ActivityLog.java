package io.medseal.server.activity;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.SharedReport;
import io.medseal.ledger.statements.Change;
import io.medseal.protocol.activity.Activity;
import io.medseal.server.keyrings.KeyringRefused;
import io.medseal.server.keyrings.StatementsWritten;
import io.medseal.server.keyrings.Written;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes events, always in the transaction of what they tell. */
@Component
public class ActivityLog {
  private static final Duration SAME = Duration.ofMinutes(10);
  private static final Duration DAY = Duration.ofDays(1);

  private final Clock clock;
  private final EventIds ids = new EventIds();

  ActivityLog(Clock clock) {
    this.clock = clock;
  }

  /** Something happened to a report. */
  public void report(
      JdbcClient sql,
      Activity.Kind kind,
      KeyringId actor,
      KeyringId record,
      KeyringId section,
      ReportId report) {
    write(sql, EventRow.of(kind, actor, record, section).about(report));
  }

  /**
   * Titles were sent: a report's, or, without one, those of all reports that were in a section. The
   * same account within a day counts once.
   */
  public void seen(
      JdbcClient sql,
      KeyringId actor,
      KeyringId record,
      KeyringId section,
      @Nullable ReportId report) {
    EventRow row = EventRow.of(Activity.Kind.SEEN, actor, record, section);
    writeOnce(sql, report == null ? row : row.about(report), DAY);
  }

  /** A report was opened; the same account within ten minutes counts once. */
  public void opened(
      JdbcClient sql, KeyringId actor, KeyringId record, KeyringId section, ReportId report) {
    writeOnce(sql, EventRow.of(Activity.Kind.OPENED, actor, record, section).about(report), SAME);
  }

  /** Somebody was refused; the same refusal within ten minutes counts once. */
  public void refused(
      JdbcClient sql,
      KeyringId actor,
      KeyringId record,
      KeyringId keyring,
      @Nullable ReportId report,
      String what) {
    EventRow row = EventRow.of(Activity.Kind.REFUSED, actor, record, keyring).refused(what);
    writeOnce(sql, report == null ? row : row.about(report), SAME);
  }

  @EventListener
  void onRefusal(KeyringRefused refusal) {
    KeyringState keyring = refusal.keyring();
    JdbcClient sql = refusal.sql();
    @Nullable ReportId report = keyring.shared().map(SharedReport::report).orElse(null);
    refused(sql, refusal.who(), record(sql, keyring), place(keyring), report, refusal.what());
  }

  @EventListener
  void onStatements(StatementsWritten written) {
    for (Written entry : written.statements()) {
      switch (entry.state().kind()) {
        case RECORD, SECTION, SHARE ->
            row(written.sql(), entry)
                .ifPresent(row -> write(written.sql(), row, time(written, entry)));
        case PERSON, SERVICE, INSTITUTE, DEPARTMENT, LINK, CLAIM -> {}
      }
    }
  }

  /** What is given back happened when it was signed. */
  private long time(StatementsWritten written, Written entry) {
    return written.returned() ? entry.statement().header().time().toEpochMilli() : clock.millis();
  }

  private static Optional<EventRow> row(JdbcClient sql, Written entry) {
    KeyringState state = entry.state();
    KeyringId actor = entry.statement().header().signer().keyring();
    KeyringId record = record(sql, state);
    Function<Activity.Kind, EventRow> of = kind -> EventRow.of(kind, actor, record, place(state));
    Change change = entry.statement().change();
    return state
        .shared()
        .map(shared -> ofShare(change, of, shared.report()))
        .orElseGet(() -> ofKeyring(change, of));
  }

  private static Optional<EventRow> ofKeyring(Change change, Function<Activity.Kind, EventRow> of) {
    return switch (change) {
      case Change.Create _ -> Optional.of(of.apply(Activity.Kind.CREATED));
      case Change.Rotate _ -> Optional.of(of.apply(Activity.Kind.ROTATED));
      case Change.SetProfile _ -> Optional.of(of.apply(Activity.Kind.PROFILE_CHANGED));
      case Change.Close _ -> Optional.of(of.apply(Activity.Kind.CLOSED));
      case Change.Leave _ -> Optional.of(of.apply(Activity.Kind.LEFT));
      case Change.SetMember set ->
          Optional.of(
              of.apply(Activity.Kind.SHARED)
                  .with(set.member().keyring(), set.member().role(), set.member().until()));
      case Change.RemoveMember remove ->
          Optional.of(of.apply(Activity.Kind.UNSHARED).with(remove.member(), null, null));
      case Change.DeleteReport deleted ->
          Optional.of(
              of.apply(deleted.moved() ? Activity.Kind.MOVED_AWAY : Activity.Kind.DELETED)
                  .about(deleted.report()));
      case Change.CorrectReport corrected ->
          Optional.of(of.apply(Activity.Kind.CORRECTED).about(corrected.report()));
      case Change.PublishCard _, Change.Endorse _, Change.WithdrawEndorsement _ -> Optional.empty();
    };
  }

  /** What happens to a share is told of its report; how the share is kept is nobody's concern. */
  private static Optional<EventRow> ofShare(
      Change change, Function<Activity.Kind, EventRow> of, ReportId report) {
    return switch (change) {
      case Change.SetMember set ->
          Optional.of(
              of.apply(Activity.Kind.SHARED)
                  .about(report)
                  .with(set.member().keyring(), null, set.member().until()));
      case Change.RemoveMember remove ->
          Optional.of(
              of.apply(Activity.Kind.UNSHARED).about(report).with(remove.member(), null, null));
      case Change.Leave _ -> Optional.of(of.apply(Activity.Kind.LEFT).about(report));
      case Change.Create _,
          Change.Rotate _,
          Change.SetProfile _,
          Change.Close _,
          Change.DeleteReport _,
          Change.CorrectReport _,
          Change.PublishCard _,
          Change.Endorse _,
          Change.WithdrawEndorsement _ ->
          Optional.empty();
    };
  }

  /** The record or section that something happened in: of a share, its section. */
  private static KeyringId place(KeyringState keyring) {
    return keyring.kind() == KeyringKind.SHARE ? keyring.parent().orElseThrow() : keyring.id();
  }

  private static KeyringId record(JdbcClient sql, KeyringState keyring) {
    if (keyring.kind() != KeyringKind.SHARE) {
      return keyring.parent().orElse(keyring.id());
    }
    return new KeyringId(
        sql.sql("select parent from keyrings where id = :section")
            .param("section", keyring.parent().orElseThrow().hex())
            .query(String.class)
            .single());
  }

  private void writeOnce(JdbcClient sql, EventRow row, Duration within) {
    if (!row.isSince(sql, clock.millis() - within.toMillis())) {
      write(sql, row);
    }
  }

  private void write(JdbcClient sql, EventRow row) {
    write(sql, row, clock.millis());
  }

  private void write(JdbcClient sql, EventRow row, long time) {
    row.insert(sql, ids.next(time), time);
  }
}
