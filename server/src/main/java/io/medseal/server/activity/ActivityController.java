package io.medseal.server.activity;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.keyrings.Capability;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.protocol.activity.Activity;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.keyrings.Keyrings;
import io.medseal.server.keyrings.KeyringsNow;
import io.medseal.server.platform.auth.Caller;
import io.medseal.server.platform.db.Database;
import io.medseal.server.platform.http.Pages;
import io.medseal.server.platform.http.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
class ActivityController {
  /**
   * Of whom an address is told: who has acted in the record. Being made a member is not the
   * member's act, and what a client does by itself, or by asking for what is not to be had, isn't
   * either.
   */
  private static final String ACTED =
      """
      exists (select 1 from events own
        where own.record = e.record and own.actor = :WHO and own.kind in (:KINDS))\
      """
          .replace(
              ":KINDS",
              Arrays.stream(Activity.Kind.values())
                  .filter(ActivityController::isAct)
                  .map(kind -> "'" + kind.text() + "'")
                  .collect(Collectors.joining(", ")));

  private final Database database;
  private final Keyrings keyrings;
  private final ActivityLog log;

  ActivityController(Database database, Keyrings keyrings, ActivityLog log) {
    this.database = database;
    this.keyrings = keyrings;
    this.log = log;
  }

  @GetMapping("/records/{id}/activity")
  Activity.EventPage activity(
      @AuthenticationPrincipal Caller caller,
      @PathVariable KeyringId id,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(defaultValue = "50") int limit) {
    int most = Pages.limit(limit);
    PageKey key = after == null ? PageKey.NEWEST : PageKey.parse(after);
    requireManager(caller, id);
    return database.read(
        sql -> {
          List<Activity.Event> rows = rows(sql, id, key, most + 1);
          return new Activity.EventPage(
              Pages.first(rows, most),
              Pages.next(
                  rows, most, last -> new PageKey(last.time().toEpochMilli(), last.id()).text()));
        });
  }

  private void requireManager(Caller caller, KeyringId id) {
    Optional<Set<Capability>> capabilities =
        database.read(
            sql -> {
              KeyringsNow now = keyrings.now(sql);
              return now.state(id)
                  .filter(state -> state.kind() == KeyringKind.RECORD)
                  .map(state -> now.capabilities(caller.account(), id));
            });
    if (capabilities.isEmpty()) {
      throw ProblemException.of(ProblemType.NOT_FOUND);
    }
    if (!capabilities.get().contains(Capability.MANAGE)) {
      database.writeEvenIfFull(
          sql -> {
            log.refused(sql, caller.account(), id, id, null, "activity");
            return true;
          });
      throw ProblemException.of(
          capabilities.get().isEmpty() ? ProblemType.NOT_FOUND : ProblemType.DENIED);
    }
  }

  private static List<Activity.Event> rows(
      JdbcClient sql, KeyringId record, PageKey after, int limit) {
    return sql.sql(
            """
            select e.id, e.time, e.kind, e.actor, a.email, e.keyring, e.report, e.subject, s.email,
              e.role, e.until_time, e.refused
            from events e
            left join accounts a on a.keyring = e.actor and ACTOR_ACTED
            left join accounts s on s.keyring = e.subject and SUBJECT_ACTED
            where e.record = :record and (e.time, e.id) < (:time, :id)
            order by e.time desc, e.id desc limit :limit\
            """
                .replace("ACTOR_ACTED", ACTED.replace(":WHO", "e.actor"))
                .replace("SUBJECT_ACTED", ACTED.replace(":WHO", "e.subject")))
        .param("record", record.hex())
        .param("time", after.time())
        .param("id", after.id())
        .param("limit", limit)
        .query((row, _) -> event(row))
        .list();
  }

  private static boolean isAct(Activity.Kind kind) {
    return switch (kind) {
      case CREATED,
          UPLOADED,
          OPENED,
          CORRECTED,
          DELETED,
          MOVED_AWAY,
          MOVED_HERE,
          SHARED,
          UNSHARED,
          ROTATED,
          PROFILE_CHANGED,
          CLOSED ->
          true;
      case SEEN, LEFT, REFUSED -> false;
    };
  }

  private static Activity.Event event(ResultSet row) throws SQLException {
    String report = row.getString(7);
    String subject = row.getString(8);
    long until = row.getLong(11);
    boolean endless = row.wasNull();
    return new Activity.Event(
        row.getString(1),
        Instant.ofEpochMilli(row.getLong(2)),
        kind(row.getString(3)),
        new KeyringId(row.getString(4)),
        row.getString(5),
        new KeyringId(row.getString(6)),
        report == null ? null : new ReportId(report),
        subject == null ? null : new KeyringId(subject),
        row.getString(9),
        row.getString(10),
        endless ? null : Instant.ofEpochMilli(until),
        row.getString(12));
  }

  private static Activity.Kind kind(String text) {
    return Arrays.stream(Activity.Kind.values())
        .filter(kind -> kind.text().equals(text))
        .findFirst()
        .orElseThrow();
  }

  /** Where a page begins. */
  private record PageKey(long time, String id) {
    static final PageKey NEWEST = new PageKey(Long.MAX_VALUE, "~");

    static PageKey parse(String text) {
      if (!text.matches("[0-9]{1,15}-[0-9a-f]{32}")) {
        throw ProblemException.of(ProblemType.MALFORMED);
      }
      int dash = text.indexOf('-');
      return new PageKey(Long.parseLong(text.substring(0, dash)), text.substring(dash + 1));
    }

    String text() {
      return time + "-" + id;
    }
  }
}
