package io.medseal.server.reports;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.keyrings.Capability;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.protocol.reports.Reports;
import io.medseal.server.keyrings.Keyrings;
import io.medseal.server.keyrings.KeyringsNow;
import io.medseal.server.platform.auth.Caller;
import io.medseal.server.platform.db.Database;
import io.medseal.server.platform.http.ProblemException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.SequencedCollection;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lists reports, newest first, a page at a time. */
@Component
class Listing {
  /** A page of long manifests is shorter. */
  private static final long MOST_PAGE_BYTES = 8L * 1024 * 1024;

  /** How many times as many places are looked at where those asked for did not fill a page. */
  private static final int MORE = 4;

  private static final Comparator<ReportRow> NEWEST_FIRST =
      Comparator.comparingLong(ReportRow::created).thenComparing(ReportRow::id).reversed();

  private final Database database;
  private final Keyrings keyrings;
  private final Seen seen;

  Listing(Database database, Keyrings keyrings, Seen seen) {
    this.database = database;
    this.keyrings = keyrings;
    this.seen = seen;
  }

  /**
   * A page.
   *
   * @param record only of this record, null for all
   * @param section only of this section, null for all
   * @param after where the page before ended, null for the first
   */
  Reports.ReportPage list(
      Caller caller,
      @Nullable KeyringId record,
      @Nullable KeyringId section,
      @Nullable String after,
      int limit) {
    PageKey key = after == null ? PageKey.NEWEST : PageKey.parse(after);
    Set<Seen.Sight> sights = new HashSet<>();
    Reports.ReportPage page =
        database.read(
            sql -> {
              sights.clear();
              KeyringsNow now = keyrings.now(sql);
              return new Question(sql, now, caller, record, section, limit + 1, sights).page(key);
            });
    seen.write(sights);
    return page;
  }

  private record Question(
      JdbcClient sql,
      KeyringsNow now,
      Caller caller,
      @Nullable KeyringId record,
      @Nullable KeyringId section,
      int wanted,
      Set<Seen.Sight> sights) {

    Reports.ReportPage page(PageKey after) {
      List<Reports.Report> reports = new ArrayList<>();
      long bytes = 0;
      for (ReportRow row : rows(after)) {
        if (reports.size() == wanted - 1 || bytes > MOST_PAGE_BYTES) {
          Reports.Report last = reports.getLast();
          PageKey next = new PageKey(last.created().toEpochMilli(), last.report().hex());
          return new Reports.ReportPage(reports, next.text());
        }
        reports.add(Stored.answer(sql, now, caller, row));
        sights.add(sight(row));
        bytes += reports.getLast().manifest().size();
      }
      return new Reports.ReportPage(reports, null);
    }

    private Seen.Sight sight(ReportRow row) {
      return now.capabilities(caller.account(), row.section()).contains(Capability.OPEN)
          ? Seen.Sight.ofSection(caller, row)
          : Seen.Sight.ofReport(caller, row);
    }

    private List<ReportRow> rows(PageKey after) {
      @Nullable KeyringId around = section == null ? record : recordOf(section);
      if (section != null && (around == null || (record != null && !around.equals(record)))) {
        return List.of();
      }
      ReportPlaces.Question question =
          new ReportPlaces.Question(
              now.withGroups(caller.account()), now.at(), around, section, after.created());
      int asked = wanted;
      while (true) {
        List<ReportPlaces.Found> places = ReportPlaces.find(sql, question, asked);
        List<ReportRow> rows = newest(places, after);
        if (places.size() < asked || isBeyond(rows, places.getLast().latest())) {
          return rows;
        }
        asked *= MORE; // what the tables promised, the chains do not give
      }
    }

    private @Nullable KeyringId recordOf(KeyringId section) {
      return now.state(section).flatMap(KeyringState::parent).orElse(null);
    }

    private List<ReportRow> newest(List<ReportPlaces.Found> places, PageKey after) {
      TreeSet<ReportRow> newest = new TreeSet<>(NEWEST_FIRST);
      for (ReportPlaces.Found found : places) {
        if (isBeyond(newest, found.latest())) {
          break;
        }
        query(found.place(), after).stream()
            .filter(row -> Stored.opens(now, caller, row))
            .forEach(newest::add);
        while (newest.size() > wanted) {
          newest.pollLast();
        }
      }
      return List.copyOf(newest);
    }

    /** Whether a page is full with what is newer than that. */
    private boolean isBeyond(SequencedCollection<ReportRow> rows, long latest) {
      return rows.size() == wanted && rows.getLast().created() > latest;
    }

    private List<ReportRow> query(ReportPlaces.Place place, PageKey after) {
      return sql.sql(
              "select "
                  + ReportRow.COLUMNS
                  + " from reports where state = 'complete' and "
                  + place.reports()
                  + (section == null ? "" : " and section = :section")
                  + """
                   and (created, id) < (:created, :id)
                  order by created desc, id desc limit :limit\
                  """)
          .param("place", place.key())
          .param("section", section == null ? "" : section.hex())
          .param("now", now.at().toEpochMilli())
          .param("created", after.created())
          .param("id", after.id())
          .param("limit", wanted)
          .query((row, _) -> ReportRow.of(row))
          .list();
    }
  }

  /** Where a page begins. */
  private record PageKey(long created, String id) {
    static final PageKey NEWEST = new PageKey(Long.MAX_VALUE, "~");

    static PageKey parse(String text) {
      if (!text.matches("[0-9]{1,15}-[0-9a-f]{32}")) {
        throw ProblemException.of(ProblemType.MALFORMED);
      }
      int dash = text.indexOf('-');
      return new PageKey(
          Long.parseLong(text.substring(0, dash)), new ReportId(text.substring(dash + 1)).hex());
    }

    String text() {
      return created + "-" + id;
    }
  }
}
