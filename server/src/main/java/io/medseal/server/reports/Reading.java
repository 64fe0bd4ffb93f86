package io.medseal.server.reports;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.keyrings.Capability;
import io.medseal.protocol.activity.Activity;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.protocol.reports.Reports;
import io.medseal.server.activity.ActivityLog;
import io.medseal.server.keyrings.Keyrings;
import io.medseal.server.platform.auth.Caller;
import io.medseal.server.platform.blobs.Blobs;
import io.medseal.server.platform.db.Database;
import io.medseal.server.platform.http.Pages;
import io.medseal.server.platform.http.ProblemException;
import io.medseal.server.usage.UsageMeter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reports that are there: listed, read, deleted. */
@Component
class Reading {
  private final Database database;
  private final Keyrings keyrings;
  private final Blobs blobs;
  private final ActivityLog activity;
  private final UsageMeter usage;

  Reading(
      Database database, Keyrings keyrings, Blobs blobs, ActivityLog activity, UsageMeter usage) {
    this.database = database;
    this.keyrings = keyrings;
    this.blobs = blobs;
    this.activity = activity;
    this.usage = usage;
  }

  Reports.Report one(Caller caller, ReportId id) {
    ReportRow report = readable(caller, id);
    return database.read(sql -> answer(sql, keyrings.now(sql), caller, report));
  }

  /** The report whose body the caller is about to get; the opening is written down first. */
  ReportRow opening(Caller caller, ReportId id) {
    ReportRow report = readable(caller, id);
    database.write(
        sql -> {
          activity.opened(sql, caller.account(), report.record(), report.section(), id);
          return true;
        });
    return report;
  }

  Reports.ReportPage list(
      Caller caller,
      @Nullable KeyringId record,
      @Nullable KeyringId section,
      @Nullable String after,
      int limit) {
    return database.read(
        sql -> {
          Keyrings.Now now = keyrings.now(sql);
          PageKey key = after == null ? PageKey.NEWEST : PageKey.parse(after);
          List<ReportRow> rows = rows(sql, now, caller, record, section, key, limit + 1);
          List<Reports.Report> reports =
              Pages.first(rows, limit).stream().map(row -> answer(sql, now, caller, row)).toList();
          return new Reports.ReportPage(
              reports,
              Pages.next(rows, limit, last -> new PageKey(last.created(), last.id().hex()).text()));
        });
  }

  void delete(Caller caller, ReportId id) throws IOException {
    Access.Decision<ReportRow> decision =
        database.write(
            sql -> {
              Optional<ReportRow> found = ReportRow.find(sql, id);
              if (found.isEmpty()) {
                return Access.Decision.notFound();
              }
              ReportRow report = found.get();
              Keyrings.Now now = keyrings.now(sql);
              Set<Capability> capabilities = now.capabilities(caller.account(), report.section());
              boolean own = report.uploader().equals(caller.account());
              if (report.state() == ReportRow.State.UPLOADING && !own) {
                return Access.Decision.notFound();
              }
              boolean allowed =
                  report.state() == ReportRow.State.UPLOADING
                      ? own
                      : capabilities.contains(Capability.MANAGE);
              if (!allowed) {
                activity.refused(
                    sql, caller.account(), report.record(), report.section(), id, "delete");
                return Access.Decision.refuse(own || Access.opens(now, caller, report));
              }
              if (report.state() == ReportRow.State.DELETED) {
                return Access.Decision.gone();
              }
              tombstone(sql, report);
              if (report.state() == ReportRow.State.COMPLETE) {
                usage.stored(sql, report.uploader(), -report.bodyBytes());
                activity.report(
                    sql,
                    Activity.Kind.DELETED,
                    caller.account(),
                    report.record(),
                    report.section(),
                    id);
              }
              return Access.Decision.allow(report);
            });
    blobs.delete(decision.orThrow().blob());
  }

  private static void tombstone(JdbcClient sql, ReportRow report) {
    sql.sql("update reports set state = 'deleted', manifest = null where id = :id")
        .param("id", report.id().hex())
        .update();
    for (String table : List.of("parts", "report_keys")) {
      sql.sql("delete from " + table + " where report = :id")
          .param("id", report.id().hex())
          .update();
    }
  }

  private ReportRow readable(Caller caller, ReportId id) {
    Optional<ReportRow> found =
        database
            .read(sql -> ReportRow.find(sql, id))
            .filter(report -> report.state() != ReportRow.State.UPLOADING);
    if (found.isEmpty()) {
      throw ProblemException.of(ProblemType.NOT_FOUND);
    }
    ReportRow report = found.get();
    if (!database.read(sql -> Access.opens(keyrings.now(sql), caller, report))) {
      database.write(
          sql -> {
            activity.refused(sql, caller.account(), report.record(), report.section(), id, "read");
            return true;
          });
      throw ProblemException.of(ProblemType.NOT_FOUND);
    }
    if (report.state() == ReportRow.State.DELETED) {
      throw ProblemException.of(ProblemType.GONE);
    }
    return report;
  }

  private List<ReportRow> rows(
      JdbcClient sql,
      Keyrings.Now now,
      Caller caller,
      @Nullable KeyringId record,
      @Nullable KeyringId section,
      PageKey after,
      int limit) {
    Set<KeyringId> keyringsOfCaller = now.memberOf(caller.account());
    Set<String> sections =
        keyringsOfCaller.stream()
            .filter(id -> now.capabilities(caller.account(), id).contains(Capability.OPEN))
            .map(KeyringId::hex)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> shared = shared(sql, now, caller, keyringsOfCaller);
    return sql.sql(
            "select "
                + ReportRow.COLUMNS
                + """
                 from reports
                where state = 'complete'
                  and (section in (:sections) or id in (:shared))
                  and (:record = '' or record = :record)
                  and (:section = '' or section = :section)
                  and (created, id) < (:created, :id)
                order by created desc, id desc limit :limit""")
        .param("sections", orNone(sections))
        .param("shared", orNone(shared))
        .param("record", record == null ? "" : record.hex())
        .param("section", section == null ? "" : section.hex())
        .param("created", after.created())
        .param("id", after.id())
        .param("limit", limit)
        .query((row, _) -> ReportRow.of(row))
        .list();
  }

  private static Set<String> shared(
      JdbcClient sql, Keyrings.Now now, Caller caller, Set<KeyringId> keyringsOfCaller) {
    Set<String> recipients =
        keyringsOfCaller.stream()
            .filter(id -> now.actsAs(caller.account(), id))
            .map(KeyringId::hex)
            .collect(Collectors.toCollection(TreeSet::new));
    recipients.add(caller.account().hex());
    return new TreeSet<>(
        sql.sql(
                """
                select report from report_shares
                where recipient in (:recipients) and (until_time is null or until_time > :now)""")
            .param("recipients", recipients)
            .param("now", now.at().toEpochMilli())
            .query(String.class)
            .list());
  }

  private static Set<String> orNone(Set<String> ids) {
    return ids.isEmpty() ? Set.of("") : ids;
  }

  private static Reports.Report answer(
      JdbcClient sql, Keyrings.Now now, Caller caller, ReportRow report) {
    List<Reports.SealedKey> keys = new ArrayList<>();
    sql
        .sql("select keyring, generation, envelope from report_keys where report = :id")
        .param("id", report.id().hex())
        .query(
            (row, _) ->
                new Reports.SealedKey(
                    new KeyringId(row.getString(1)),
                    row.getInt(2),
                    Bytes.fromBase64Url(row.getString(3))))
        .list()
        .stream()
        .filter(key -> now.actsAs(caller.account(), key.keyring()))
        .forEach(keys::add);
    return new Reports.Report(
        report.id(),
        report.record(),
        report.section(),
        report.uploader(),
        java.time.Instant.ofEpochMilli(report.created()),
        report.bodyBytes(),
        java.util.Objects.requireNonNull(report.manifest()),
        keys);
  }

  /** Where a page begins. */
  private record PageKey(long created, String id) {
    static final PageKey NEWEST = new PageKey(Long.MAX_VALUE, "~");

    static PageKey parse(String text) {
      String[] halves = text.split("-", -1);
      try {
        if (halves.length == 2) {
          return new PageKey(Long.parseLong(halves[0]), new ReportId(halves[1]).hex());
        }
      } catch (NumberFormatException _) {
        throw ProblemException.of(ProblemType.MALFORMED);
      }
      throw ProblemException.of(ProblemType.MALFORMED);
    }

    String text() {
      return created + "-" + id;
    }
  }
}
