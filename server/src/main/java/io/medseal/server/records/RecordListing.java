package io.medseal.server.records;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.protocol.records.Records;
import io.medseal.server.accounts.IndexEntries;
import io.medseal.server.keyrings.KeyringSummaries;
import io.medseal.server.keyrings.Keyrings;
import io.medseal.server.keyrings.KeyringsNow;
import io.medseal.server.platform.db.Database;
import io.medseal.server.platform.http.ProblemException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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

  /** Of one query, however it asks. */
  private static final int MOST_FOUND = 200;

  /**
   * Keyrings of one answer that are looked at; the records behind them are only named, to be asked
   * for by their ids.
   */
  private static final int MOST_LOOKED_AT = 1_000;

  private static final String OWN =
      " from record_places p where opener in (:openers) and ends > :now ";

  private static final Comparator<Row> OLDEST_FIRST =
      Comparator.comparingLong(Row::newest).thenComparing(Row::record);

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

    /** Before all that changed after that time. */
    static Row after(long since) {
      return new Row(Math.min(since, Long.MAX_VALUE - 1) + 1, "");
    }

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

  /**
   * A record that somebody sees, or saw, by the places of all through whom they do.
   *
   * @param through empty where nothing of it is seen any more
   */
  private record Place(KeyringId record, long newest, long revision, List<KeyringId> through) {
    Place ended() {
      return new Place(record, newest, revision, List.of());
    }
  }

  /** A record, and what the account has kept of it at its revision. */
  private record Kept(Place place, Optional<Bytes> index) {}

  private record PageOfKept(List<Kept> records, @Nullable String next) {}

  /** What a list is of, and in which order. */
  enum Order {
    /** Those in which something happened last, first. */
    NEWEST("and ends > :now and (newest, record) < (:newest, :record)", "desc"),
    /** Those among them of which nothing is kept as they are now. */
    UNINDEXED(
        "and ends > :now and (newest, record) < (:newest, :record) and " + RecordIndex.UNINDEXED,
        "desc"),
    /** What changed, in the order in which it did, with what is seen no more. */
    CHANGES("and (newest, record) > (:newest, :record)", "asc");

    private final String rows;
    private final boolean ascending;

    Order(String which, String direction) {
      rows =
          "select newest, record from record_places p where opener in (:openers) "
              + which
              + " order by newest "
              + direction
              + ", record "
              + direction
              + " limit :limit";
      ascending = direction.equals("asc");
    }

    private Comparator<Row> comparator() {
      return ascending ? OLDEST_FIRST : OLDEST_FIRST.reversed();
    }

    /** SQL: the rows of a page. */
    String rows() {
      return rows;
    }
  }

  /**
   * A page.
   *
   * @param since of changes: those after it
   * @param ground of what is to be indexed: what entries depend on besides their records
   */
  Records.RecordPage list(
      KeyringId account,
      Order order,
      @Nullable Long since,
      String ground,
      @Nullable String after,
      int limit) {
    Row beginning = since == null ? Row.FIRST : Row.after(since);
    Row from = after == null ? beginning : Row.parse(after);
    PageOfKept page =
        database.read(
            sql ->
                new Question(sql, Asker.of(keyrings.now(sql), account), ground)
                    .page(order, from, limit));
    return new Records.RecordPage(
        entries(account, page.records(), Set.of(), order == Order.CHANGES), page.next());
  }

  /** Whether {@link Order#CHANGES} has anything behind that time. */
  boolean hasChanged(KeyringId account, long since) {
    return database.read(
        sql ->
            !new Question(sql, Asker.of(keyrings.now(sql), account), "")
                .rows(Order.CHANGES, Row.after(since), 1)
                .isEmpty());
  }

  /** Those that are asked for. */
  Records.FoundRecords find(KeyringId account, Records.RecordQuery query) {
    Set<KeyringId> whole =
        Boolean.TRUE.equals(query.indexed()) ? Set.of() : Set.copyOf(query.records());
    String ground = query.ground() == null ? "" : query.ground().hex();
    List<Kept> found = new ArrayList<>();
    boolean complete =
        database.read(
            sql -> {
              found.clear();
              Question question = new Question(sql, Asker.of(keyrings.now(sql), account), ground);
              Set<KeyringId> asked = new LinkedHashSet<>(query.records());
              query.prefixes().forEach(prefix -> asked.addAll(question.beginning(prefix)));
              query.tags().forEach(tag -> asked.addAll(RecordIndex.tagged(sql, account, tag)));
              asked.stream()
                  .limit(MOST_FOUND)
                  .forEach(
                      record -> question.place(record).map(question::kept).ifPresent(found::add));
              return asked.size() <= MOST_FOUND && question.isIndexed();
            });
    return new Records.FoundRecords(entries(account, found, whole, false), complete);
  }

  /** Keeps what an account writes of records that it sees something of. */
  void keep(KeyringId account, Records.IndexChange change) {
    change.entries().forEach(kept -> IndexEntries.check(kept.entry()));
    database.write(
        sql -> {
          Question question = new Question(sql, Asker.of(keyrings.now(sql), account), "");
          for (Records.KeptEntry kept : change.entries()) {
            Place place =
                question
                    .place(kept.record())
                    .orElseThrow(() -> ProblemException.of(ProblemType.NOT_FOUND));
            if (kept.revision() < 0 || kept.revision() > place.revision()) {
              throw ProblemException.of(ProblemType.MALFORMED);
            }
            RecordIndex.write(sql, account, kept, place.through());
          }
          return true;
        });
  }

  private List<Records.RecordEntry> entries(
      KeyringId account, List<Kept> records, Set<KeyringId> whole, boolean withEnded) {
    List<Records.RecordEntry> entries = new ArrayList<>();
    int looked = 0;
    for (Kept kept : records) {
      Place place = kept.place();
      boolean asIndexed = kept.index().isPresent() && !whole.contains(place.record());
      boolean isLookedAt = !asIndexed && !place.through().isEmpty();
      if (isLookedAt && looked >= MOST_LOOKED_AT) {
        entries.add(entry(place, null, null));
        continue;
      }
      KeyringSummaries.@Nullable Seen seen =
          isLookedAt ? summaries.within(account, place.record()) : null;
      looked += seen == null ? 0 : 1 + seen.looked();
      boolean ended = !asIndexed && (seen == null || (seen.keyrings().isEmpty() && seen.isWhole()));
      if (!ended) {
        entries.add(entry(place, kept.index().orElse(null), seen));
      } else if (withEnded) {
        entries.add(entry(place.ended(), null, null));
      }
    }
    return entries;
  }

  private static Records.RecordEntry entry(
      Place place, @Nullable Bytes index, KeyringSummaries.@Nullable Seen seen) {
    return new Records.RecordEntry(
        place.record(),
        place.newest(),
        place.revision(),
        place.through(),
        index,
        seen == null ? null : seen.keyrings(),
        (seen == null || seen.isWhole()) ? null : Boolean.TRUE);
  }

  private record Question(JdbcClient sql, Asker asker, String ground) {
    PageOfKept page(Order order, Row after, int limit) {
      Map<KeyringId, Kept> page = new LinkedHashMap<>();
      Row from = after;
      Row last = after;
      while (true) {
        List<Row> rows = rows(order, from, limit + 1);
        for (Row row : rows) {
          Place place = place(new KeyringId(row.record()), order == Order.CHANGES);
          if (isIts(row, place, order)) {
            if (page.size() == limit && !page.containsKey(place.record())) {
              return new PageOfKept(List.copyOf(page.values()), last.text());
            }
            page.put(place.record(), kept(place));
          }
          last = row;
        }
        if (rows.size() <= limit) {
          return new PageOfKept(List.copyOf(page.values()), null);
        }
        from = rows.getLast();
      }
    }

    /**
     * A record that several groups see has a row for each: the newest one stands for it, or, where
     * it has to be indexed, any that says so.
     */
    private static boolean isIts(Row row, Place place, Order order) {
      return order == Order.UNINDEXED || row.newest() == place.newest();
    }

    private List<Row> rows(Order order, Row after, int limit) {
      List<List<String>> asked =
          asker.openers().size() > FEW
              ? List.of(asker.openers())
              : asker.openers().stream().map(List::of).toList();
      return asked.stream()
          .flatMap(openers -> rows(order.rows(), openers, after, limit))
          .distinct()
          .sorted(order.comparator())
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
          .param("generation", asker.generation())
          .param("ground", ground);
    }

    /** What a record is to the one who asks, if it is anything. */
    Optional<Place> place(KeyringId record) {
      return Optional.of(place(record, false)).filter(place -> !place.through().isEmpty());
    }

    private Place place(KeyringId record, boolean withEnded) {
      record Way(KeyringId opener, long newest, long revision, boolean ended) {}

      List<Way> ways =
          asking(
                  """
                  select opener, newest, revision, ends from record_places p
                  where opener in (:openers) and record = :record order by opener\
                  """,
                  asker.openers())
              .param("record", record.hex())
              .query(
                  (row, _) ->
                      new Way(
                          new KeyringId(row.getString(1)),
                          row.getLong(2),
                          row.getLong(3),
                          row.getLong(4) <= asker.now()))
              .list()
              .stream()
              .filter(way -> withEnded || !way.ended())
              .toList();
      return new Place(
          record,
          ways.stream().mapToLong(Way::newest).max().orElse(0),
          ways.stream().filter(way -> !way.ended()).mapToLong(Way::revision).max().orElse(0),
          ways.stream().filter(way -> !way.ended()).map(Way::opener).toList());
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
