package io.medseal.server.reports;

import io.medseal.ledger.ids.Bytes;
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
import java.util.Map;
import java.util.SequencedCollection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lists reports, newest first, a page at a time. */
@Component
class Listing {
  /** Of manifests and envelopes: a page of long ones is shorter. */
  private static final long MOST_PAGE_BYTES = 2L * 1024 * 1024;

  /** How many times as many places are looked at where those asked for did not fill a page. */
  private static final int MORE = 4;

  private static final int MOST_ASKED = 30;
  private static final int MOST_PREFIXES = 20;
  private static final int MOST_OF_A_PREFIX = 20;
  private static final Pattern PREFIX = Pattern.compile("[0-9a-f]{4,32}");

  private static final String BEGINNING =
      "select "
          + ReportRow.COLUMNS
          + """
           from reports r
          where id >= :prefix and id < :end and state = 'complete'
            and (exists (select 1 from report_places p
                where p.place in (r.section, r.record)
                  and p.opener in (:openers) and p.ends > :now)
              or exists (select 1 from report_places p
                where p.report = r.id and p.opener in (:openers) and p.ends > :now))
          order by id limit :limit\
          """;

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

  /** Those that are asked for, as far as the caller may open them. */
  Reports.FoundReports find(Caller caller, Reports.ReportQuery query) {
    if (!isGood(query.reports(), MOST_ASKED, one -> true)
        || !isGood(query.prefixes(), MOST_PREFIXES, one -> PREFIX.matcher(one).matches())) {
      throw ProblemException.of(ProblemType.MALFORMED);
    }
    Set<Seen.Sight> sights = new HashSet<>();
    Reports.FoundReports found =
        database.read(
            sql -> {
              sights.clear();
              KeyringsNow now = keyrings.now(sql);
              Question question = new Question(sql, now, caller, null, null, 1, sights);
              List<ReportRow> whole =
                  query.reports().stream()
                      .distinct()
                      .flatMap(id -> ReportRow.find(sql, id).stream())
                      .filter(row -> row.state() == ReportRow.State.COMPLETE)
                      .toList();
              List<Reports.ListedReport> answer = new ArrayList<>(question.answers(whole, true));
              boolean complete = true;
              for (String prefix : Set.copyOf(query.prefixes())) {
                List<ReportRow> rows = question.beginning(prefix);
                complete &= rows.size() <= MOST_OF_A_PREFIX;
                answer.addAll(question.answers(rows, false));
              }
              return new Reports.FoundReports(answer, complete);
            });
    seen.write(sights);
    return found;
  }

  private static <T> boolean isGood(@Nullable List<T> asked, int most, Predicate<T> form) {
    return asked != null
        && asked.size() <= most
        && asked.stream().allMatch(one -> one != null && form.test(one));
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
      List<Reports.ListedReport> reports = new ArrayList<>();
      List<ReportRow> rows = rows(after);
      Map<ReportId, Bytes> kept = kept(rows);
      long bytes = 0;
      for (ReportRow row : rows) {
        if (reports.size() == wanted - 1 || bytes > MOST_PAGE_BYTES) {
          Reports.ListedReport last = reports.getLast();
          PageKey next = new PageKey(last.created().toEpochMilli(), last.report().hex());
          return new Reports.ReportPage(reports, next.text());
        }
        Reports.ListedReport listed = answer(row, kept.get(row.id()), true);
        reports.add(listed);
        bytes += bytes(listed);
      }
      return new Reports.ReportPage(reports, null);
    }

    private Map<ReportId, Bytes> kept(List<ReportRow> rows) {
      return ReportIndex.find(
          sql, now, caller.account(), rows.stream().map(ReportRow::id).toList());
    }

    private Reports.ListedReport answer(ReportRow row, @Nullable Bytes kept, boolean whole) {
      if (whole || kept != null) { // titles are to be had by it
        sights.add(sight(row));
      }
      return Stored.listed(sql, now, caller, row, kept, whole);
    }

    /**
     * Those among them that the caller may open.
     *
     * @param whole with manifests, whatever the caller keeps of them; else by that, or named
     */
    List<Reports.ListedReport> answers(List<ReportRow> rows, boolean whole) {
      Map<ReportId, Bytes> kept = whole ? Map.of() : kept(rows);
      return rows.stream()
          .filter(row -> Stored.opens(now, caller, row))
          .map(row -> answer(row, kept.get(row.id()), whole))
          .toList();
    }

    private static long bytes(Reports.ListedReport listed) {
      return listed
          .whole()
          .map(
              report ->
                  report.manifest().size()
                      + report.envelopes().stream().mapToLong(key -> key.envelope().size()).sum())
          .orElse(0L);
    }

    /** By the tables, which only say where to look: one more than are answered. */
    List<ReportRow> beginning(String prefix) {
      return sql.sql(BEGINNING)
          .param("prefix", prefix)
          .param("end", prefix + "g")
          .param("openers", now.withGroups(caller.account()).stream().map(KeyringId::hex).toList())
          .param("now", now.at().toEpochMilli())
          .param("limit", MOST_OF_A_PREFIX + 1)
          .query((row, _) -> ReportRow.of(row))
          .list();
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
