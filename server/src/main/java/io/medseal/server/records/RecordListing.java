package io.medseal.server.records;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.protocol.keyrings.Statements;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.protocol.records.Records;
import io.medseal.server.keyrings.KeyringSummaries;
import io.medseal.server.keyrings.Keyrings;
import io.medseal.server.keyrings.KeyringsNow;
import io.medseal.server.platform.db.Database;
import io.medseal.server.platform.http.ProblemException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Lists records, newest first, and finds them by what accounts keep of them.
 *
 * <p>The table of places only says where to look. What is answered beyond what the account itself
 * has kept is judged by the verified chains.
 */
@Component
class RecordListing {
  /** So many groups are asked one by one, each through its own rows in order; of more, all. */
  private static final int FEW = 50;

  private static final int MOST_OF_A_PREFIX = 20;

  private static final String OWN =
      " from record_places p where opener in (:openers) and ends > :now ";

  private static final Comparator<Row> NEWEST_FIRST =
      Comparator.comparingLong(Row::newest).thenComparing(Row::record).reversed();

  private final Database database;
  private final Keyrings keyrings;
  private final KeyringSummaries summaries;

  RecordListing(Database database, Keyrings keyrings, KeyringSummaries summaries) {
    this.database = database;
    this.keyrings = keyrings;
    this.summaries = summaries;
  }

  /** A row of the places, or where a page begins. */
  private record Row(long newest, String record) {
    private static final Row FIRST = new Row(Long.MAX_VALUE, "~");

    static Row parse(String text) {
      if (!text.matches("[0-9]{1,15}-[0-9a-f]{64}")) {
        throw ProblemException.of(ProblemType.MALFORMED);
      }
      int dash = text.indexOf('-');
      return new Row(Long.parseLong(text.substring(0, dash)), text.substring(dash + 1));
    }

    String text() {
      return newest + "-" + record;
    }
  }

  /** Who asks: the account, its groups, and the generation of its own keyring. */
  private record Asker(KeyringId account, List<String> openers, int generation, long now) {
    static Asker of(KeyringsNow now, KeyringId account) {
      return new Asker(
          account,
          now.withGroups(account).stream().map(KeyringId::hex).toList(),
          now.state(account).map(state -> state.current().number()).orElse(0),
          now.at().toEpochMilli());
    }
  }

  /** A record that somebody sees, by the places of all through whom they do. */
  private record Place(KeyringId record, long newest, long revision, List<KeyringId> through) {}

  /** A record, and what the account has kept of it at its revision. */
  private record Kept(Place place, Optional<Bytes> index) {}

  private record PageOfKept(List<Kept> records, @Nullable String next) {}

  /** SQL: the rows of a page, those in which something happened last first. */
  static String rows(boolean unindexed) {
    return "select newest, record"
        + OWN
        + "and (newest, record) < (:newest, :record) "
        + (unindexed ? "and " + RecordIndex.UNINDEXED : "")
        + " order by newest desc, record desc limit :limit";
  }

  /**
   * A page.
   *
   * @param unindexed only those of which nothing is kept as they are now
   */
  Records.Page list(KeyringId account, boolean unindexed, @Nullable String after, int limit) {
    Row from = after == null ? Row.FIRST : Row.parse(after);
    PageOfKept page =
        database.read(
            sql ->
                new Question(sql, Asker.of(keyrings.now(sql), account))
                    .page(unindexed, from, limit));
    return new Records.Page(entries(account, page.records(), Set.of()), page.next());
  }

  /** Those that are asked for. */
  Records.Found find(KeyringId account, Records.Query query) {
    Set<KeyringId> byId = Set.copyOf(query.records());
    List<Kept> found = new ArrayList<>();
    boolean complete =
        database.read(
            sql -> {
              found.clear();
              Question question = new Question(sql, Asker.of(keyrings.now(sql), account));
              Set<KeyringId> asked = new LinkedHashSet<>(query.records());
              query.prefixes().forEach(prefix -> asked.addAll(question.beginning(prefix)));
              query.tags().forEach(tag -> asked.addAll(RecordIndex.tagged(sql, account, tag)));
              asked.forEach(
                  record -> question.place(record).map(question::kept).ifPresent(found::add));
              return question.isIndexed();
            });
    return new Records.Found(entries(account, found, byId), complete);
  }

  /** Keeps what an account writes of records that it sees something of. */
  void keep(KeyringId account, Records.Change change) {
    change.entries().forEach(kept -> RecordIndex.check(kept.entry()));
    database.write(
        sql -> {
          Question question = new Question(sql, Asker.of(keyrings.now(sql), account));
          for (Records.Kept kept : change.entries()) {
            Place place =
                question
                    .place(kept.record())
                    .orElseThrow(() -> ProblemException.of(ProblemType.NOT_FOUND));
            if (kept.revision() < 0 || kept.revision() > place.revision()) {
              throw ProblemException.of(ProblemType.MALFORMED);
            }
            RecordIndex.write(sql, account, kept);
          }
          return true;
        });
  }

  private List<Records.Entry> entries(KeyringId account, List<Kept> records, Set<KeyringId> whole) {
    return records.stream()
        .flatMap(kept -> entry(account, kept, whole.contains(kept.place().record())).stream())
        .toList();
  }

  private Optional<Records.Entry> entry(KeyringId account, Kept kept, boolean whole) {
    Place place = kept.place();
    @Nullable List<Statements.KeyringSummary> seen =
        kept.index().isPresent() && !whole ? null : summaries.within(account, place.record());
    return seen != null && seen.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Records.Entry(
                place.record(),
                place.revision(),
                place.through(),
                kept.index().orElse(null),
                seen));
  }

  private record Question(JdbcClient sql, Asker asker) {
    PageOfKept page(boolean unindexed, Row after, int limit) {
      List<Kept> page = new ArrayList<>();
      Row from = after;
      Row last = after;
      while (true) {
        List<Row> rows = rows(unindexed, from, limit + 1);
        for (Row row : rows) {
          Optional<Place> place = place(new KeyringId(row.record()));
          // A record that several groups see has a row for each; the newest one stands for it.
          if (place.isPresent() && place.get().newest() == row.newest()) {
            if (page.size() == limit) {
              return new PageOfKept(page, last.text());
            }
            page.add(kept(place.get()));
          }
          last = row;
        }
        if (rows.size() <= limit) {
          return new PageOfKept(page, null);
        }
        from = rows.getLast();
      }
    }

    private List<Row> rows(boolean unindexed, Row after, int limit) {
      String query = RecordListing.rows(unindexed);
      List<List<String>> asked =
          asker.openers().size() > FEW
              ? List.of(asker.openers())
              : asker.openers().stream().map(List::of).toList();
      return asked.stream()
          .flatMap(openers -> rows(query, openers, after, limit))
          .distinct()
          .sorted(NEWEST_FIRST)
          .limit(limit)
          .toList();
    }

    private Stream<Row> rows(String query, List<String> openers, Row after, int limit) {
      return asking(query, openers)
          .param("newest", after.newest())
          .param("record", after.record())
          .param("limit", limit)
          .query((row, _) -> new Row(row.getLong("newest"), row.getString("record")))
          .list()
          .stream();
    }

    private JdbcClient.StatementSpec asking(String query, List<String> openers) {
      return sql.sql(query)
          .param("openers", openers)
          .param("now", asker.now())
          .param("account", asker.account().hex())
          .param("generation", asker.generation());
    }

    /** What a record is to the one who asks, if it is anything. */
    Optional<Place> place(KeyringId record) {
      record Way(KeyringId opener, long newest, long revision) {}

      List<Way> ways =
          asking(
                  "select opener, newest, revision" + OWN + "and record = :record order by opener",
                  asker.openers())
              .param("record", record.hex())
              .query(
                  (row, _) ->
                      new Way(new KeyringId(row.getString(1)), row.getLong(2), row.getLong(3)))
              .list();
      return ways.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Place(
                  record,
                  ways.stream().mapToLong(Way::newest).max().orElseThrow(),
                  ways.stream().mapToLong(Way::revision).max().orElseThrow(),
                  ways.stream().map(Way::opener).toList()));
    }

    Kept kept(Place place) {
      return new Kept(
          place,
          RecordIndex.find(
              sql, asker.account(), place.record(), place.revision(), asker.generation()));
    }

    List<KeyringId> beginning(String prefix) {
      return asking(
              "select distinct record"
                  + OWN
                  + "and record >= :prefix and record < :end order by record limit :limit",
              asker.openers())
          .param("prefix", prefix)
          .param("end", prefix + "g")
          .param("limit", MOST_OF_A_PREFIX)
          .query(String.class)
          .list()
          .stream()
          .map(KeyringId::new)
          .toList();
    }

    /** Whether something is kept of every record, as it is now. */
    boolean isIndexed() {
      return asking("select 1" + OWN + "and " + RecordIndex.UNINDEXED + " limit 1", asker.openers())
          .query(Integer.class)
          .optional()
          .isEmpty();
    }
  }
}
