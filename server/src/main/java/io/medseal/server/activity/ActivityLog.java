package io.medseal.server.activity;

import io.medseal.ledger.chains.VerifiedChain;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.statements.Change;
import io.medseal.protocol.activity.Activity;
import io.medseal.server.keyrings.StatementsWritten;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes events, always in the transaction of what they tell. */
@Component
public class ActivityLog {
  private static final Duration SAME_OPENING = Duration.ofMinutes(10);

  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

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
    write(sql, kind, actor, record, section, report, null, null, null, null);
  }

  /** A report was opened; the same account within ten minutes counts once. */
  public void opened(
      JdbcClient sql, KeyringId actor, KeyringId record, KeyringId section, ReportId report) {
    if (!recently(sql, Activity.Kind.OPENED, actor, section, report, null)) {
      report(sql, Activity.Kind.OPENED, actor, record, section, report);
    }
  }

  /** Somebody was refused; the same refusal within ten minutes counts once. */
  public void refused(
      JdbcClient sql,
      KeyringId actor,
      KeyringId record,
      KeyringId keyring,
      @Nullable ReportId report,
      String what) {
    if (!recently(sql, Activity.Kind.REFUSED, actor, keyring, report, what)) {
      write(sql, Activity.Kind.REFUSED, actor, record, keyring, report, null, null, null, what);
    }
  }

  @EventListener
  void onStatements(StatementsWritten written) {
    for (VerifiedChain.Entry entry : written.entries()) {
      KeyringState state = entry.state();
      if (state.kind() != KeyringKind.RECORD && state.kind() != KeyringKind.SECTION) {
        continue;
      }
      KeyringId record = state.parent().orElse(state.id());
      JdbcClient sql = written.sql();
      KeyringId actor = entry.statement().header().signer().keyring();
      KeyringId on = state.id();
      switch (entry.statement().change()) {
        case Change.Create _ ->
            write(sql, Activity.Kind.CREATED, actor, record, on, null, null, null, null, null);
        case Change.Rotate _ ->
            write(sql, Activity.Kind.ROTATED, actor, record, on, null, null, null, null, null);
        case Change.AddMember add ->
            write(
                sql,
                Activity.Kind.SHARED,
                actor,
                record,
                on,
                null,
                add.member().keyring(),
                add.member().role().text(),
                add.member().until(),
                null);
        case Change.RemoveMember remove ->
            write(
                sql,
                Activity.Kind.UNSHARED,
                actor,
                record,
                on,
                null,
                remove.member(),
                null,
                null,
                null);
        case Change.ShareReport share ->
            write(
                sql,
                Activity.Kind.SHARED,
                actor,
                record,
                on,
                share.report(),
                share.to().keyring(),
                "reader",
                share.to().until(),
                null);
        case Change.UnshareReport unshare ->
            write(
                sql,
                Activity.Kind.UNSHARED,
                actor,
                record,
                on,
                unshare.report(),
                unshare.from(),
                null,
                null,
                null);
        case Change.SetProfile _ ->
            write(
                sql,
                Activity.Kind.PROFILE_CHANGED,
                actor,
                record,
                on,
                null,
                null,
                null,
                null,
                null);
        case Change.Close _ ->
            write(sql, Activity.Kind.CLOSED, actor, record, on, null, null, null, null, null);
        case Change.PublishCard _, Change.Endorse _, Change.WithdrawEndorsement _ -> {}
      }
    }
  }

  private boolean recently(
      JdbcClient sql,
      Activity.Kind kind,
      KeyringId actor,
      KeyringId keyring,
      @Nullable ReportId report,
      @Nullable String what) {
    return sql.sql(
                """
                select count(*) from events
                where keyring = :keyring and kind = :kind and actor = :actor and time > :since
                  and coalesce(report, '') = :report and coalesce(refused, '') = :what""")
            .param("keyring", keyring.hex())
            .param("kind", kind.text())
            .param("actor", actor.hex())
            .param("since", clock.millis() - SAME_OPENING.toMillis())
            .param("report", report == null ? "" : report.hex())
            .param("what", what == null ? "" : what)
            .query(Integer.class)
            .single()
        > 0;
  }

  private void write(
      JdbcClient sql,
      Activity.Kind kind,
      KeyringId actor,
      KeyringId record,
      KeyringId keyring,
      @Nullable ReportId report,
      @Nullable KeyringId subject,
      @Nullable String role,
      @Nullable Instant until,
      @Nullable String refused) {
    byte[] id = new byte[16];
    random.nextBytes(id);
    sql.sql(
            """
            insert into events (id, time, kind, record, keyring, actor, report, subject, role,
              until_time, refused)
            values (:id, :time, :kind, :record, :keyring, :actor, :report, :subject, :role, :until,
              :refused)""")
        .param("id", HexFormat.of().formatHex(id))
        .param("time", clock.millis())
        .param("kind", kind.text())
        .param("record", record.hex())
        .param("keyring", keyring.hex())
        .param("actor", actor.hex())
        .param("report", report == null ? null : report.hex())
        .param("subject", subject == null ? null : subject.hex())
        .param("role", role)
        .param("until", until == null ? null : until.toEpochMilli())
        .param("refused", refused)
        .update();
  }
}
