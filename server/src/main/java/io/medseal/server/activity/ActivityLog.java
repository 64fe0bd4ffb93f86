package io.medseal.server.activity;

import io.medseal.ledger.chains.VerifiedChain;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.statements.Change;
import io.medseal.protocol.activity.Activity;
import io.medseal.server.keyrings.KeyringRefused;
import io.medseal.server.keyrings.StatementsWritten;
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
    KeyringId record = keyring.parent().orElse(keyring.id());
    refused(refusal.sql(), refusal.who(), record, keyring.id(), null, refusal.what());
  }

  @EventListener
  void onStatements(StatementsWritten written) {
    for (VerifiedChain.Entry entry : written.entries()) {
      KeyringKind kind = entry.state().kind();
      if (kind == KeyringKind.RECORD || kind == KeyringKind.SECTION) {
        row(entry).ifPresent(row -> write(written.sql(), row));
      }
    }
  }

  private static Optional<EventRow> row(VerifiedChain.Entry entry) {
    KeyringState state = entry.state();
    KeyringId actor = entry.statement().header().signer().keyring();
    KeyringId record = state.parent().orElse(state.id());
    Function<Activity.Kind, EventRow> of = kind -> EventRow.of(kind, actor, record, state.id());
    return switch (entry.statement().change()) {
      case Change.Create _ -> Optional.of(of.apply(Activity.Kind.CREATED));
      case Change.Rotate _ -> Optional.of(of.apply(Activity.Kind.ROTATED));
      case Change.SetProfile _ -> Optional.of(of.apply(Activity.Kind.PROFILE_CHANGED));
      case Change.Close _ -> Optional.of(of.apply(Activity.Kind.CLOSED));
      case Change.AddMember add ->
          Optional.of(
              of.apply(Activity.Kind.SHARED)
                  .with(add.member().keyring(), add.member().role(), add.member().until()));
      case Change.RemoveMember remove ->
          Optional.of(of.apply(Activity.Kind.UNSHARED).with(remove.member(), null, null));
      case Change.ShareReport share ->
          Optional.of(
              of.apply(Activity.Kind.SHARED)
                  .about(share.report())
                  .with(share.to().keyring(), null, share.to().until()));
      case Change.UnshareReport unshare ->
          Optional.of(
              of.apply(Activity.Kind.UNSHARED)
                  .about(unshare.report())
                  .with(unshare.from(), null, null));
      case Change.PublishCard _, Change.Endorse _, Change.WithdrawEndorsement _ -> Optional.empty();
    };
  }

  private void writeOnce(JdbcClient sql, EventRow row, Duration within) {
    if (!row.isSince(sql, clock.millis() - within.toMillis())) {
      write(sql, row);
    }
  }

  private void write(JdbcClient sql, EventRow row) {
    long now = clock.millis();
    row.insert(sql, ids.next(now), now);
  }
}
