package io.medseal.server.activity;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.keyrings.Role;
import io.medseal.protocol.activity.Activity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An event as it is written. */
record EventRow(
    Activity.Kind kind,
    KeyringId actor,
    KeyringId record,
    KeyringId keyring,
    @Nullable ReportId report,
    @Nullable KeyringId subject,
    @Nullable Role role,
    @Nullable Instant until,
    @Nullable String refused) {

  static EventRow of(Activity.Kind kind, KeyringId actor, KeyringId record, KeyringId keyring) {
    return new EventRow(kind, actor, record, keyring, null, null, null, null, null);
  }

  EventRow about(ReportId one) {
    return new EventRow(kind, actor, record, keyring, one, subject, role, until, refused);
  }

  EventRow with(KeyringId whom, @Nullable Role as, @Nullable Instant end) {
    return new EventRow(kind, actor, record, keyring, report, whom, as, end, refused);
  }

  EventRow refused(String what) {
    return new EventRow(kind, actor, record, keyring, report, subject, role, until, what);
  }

  /**
   * Whether the same was written at or after that time, in milliseconds, and nobody was given or
   * lost anything in the record since: what happens after that is news.
   */
  boolean isSince(JdbcClient sql, long time) {
    return sql.sql(
                """
                select count(*) from events e
                where e.record = :record and e.time >= :time and e.kind = :kind
                  and e.actor = :actor and e.keyring = :keyring
                  and coalesce(e.report, '') = :report and coalesce(e.refused, '') = :refused
                  and not exists (
                    select 1 from events c
                    where c.record = :record and c.time >= e.time and c.id > e.id
                      and c.kind in ('shared', 'unshared'))\
                """)
            .param("record", record.hex())
            .param("time", time)
            .param("kind", kind.text())
            .param("actor", actor.hex())
            .param("keyring", keyring.hex())
            .param("report", report == null ? "" : report.hex())
            .param("refused", refused == null ? "" : refused)
            .query(Integer.class)
            .single()
        > 0;
  }

  void insert(JdbcClient sql, String id, long time) {
    sql.sql(
            """
            insert into events (id, time, kind, record, keyring, actor, report, subject, role,
              until_time, refused)
            values (:id, :time, :kind, :record, :keyring, :actor, :report, :subject, :role, :until,
              :refused)\
            """)
        .param("id", id)
        .param("time", time)
        .param("kind", kind.text())
        .param("record", record.hex())
        .param("keyring", keyring.hex())
        .param("actor", actor.hex())
        .param("report", report == null ? null : report.hex())
        .param("subject", subject == null ? null : subject.hex())
        .param("role", role == null ? null : role.text())
        .param("until", until == null ? null : until.toEpochMilli())
        .param("refused", refused)
        .update();
  }
}
