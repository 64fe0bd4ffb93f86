package io.medseal.server.reports;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.Member;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.keyrings.SharedReport;
import io.medseal.server.keyrings.KeyringsNow;
import io.medseal.server.keyrings.Written;
import io.medseal.server.platform.faults.DamagedException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Where somebody's reports lie: the records, sections and shares that name them as a member that
 * may open, by their newest report. One row for each such membership, kept in the transaction of
 * the statement or report that changes it. It only says where to look.
 */
final class ReportPlaces {
  static final long WITHOUT_END = Long.MAX_VALUE;

  private ReportPlaces() {}

  /**
   * A place.
   *
   * @param record the record that it is or is in
   * @param section the section that it is or is in; null for a record
   * @param report the one report that a share is of; null elsewhere
   */
  record Place(
      KeyringId id,
      KeyringKind kind,
      KeyringId record,
      @Nullable KeyringId section,
      @Nullable ReportId report) {

    static Place of(ResultSet row) throws SQLException {
      @Nullable String section = row.getString("section");
      @Nullable String report = row.getString("report");
      return new Place(
          new KeyringId(row.getString("place")),
          kind(row.getString("kind")),
          new KeyringId(row.getString("record")),
          section == null ? null : new KeyringId(section),
          report == null ? null : new ReportId(report));
    }

    private static KeyringKind kind(String text) {
      for (KeyringKind kind : KeyringKind.values()) {
        if (kind.text().equals(text)) {
          return kind;
        }
      }
      throw new DamagedException("an unknown kind of keyring", null);
    }

    /**
     * The reports in it, as a condition on the table of reports. Who opens a record opens those of
     * its sections that have the record as a member, as nearly all have.
     */
    String reports() {
      return switch (kind) {
        case RECORD -> "record = :place and " + KeyringsNow.SECTION_HAS_RECORD;
        case SECTION -> "section = :place";
        default -> "id = :place";
      };
    }

    /** The same, whether its members open them or not. */
    private String all() {
      return kind == KeyringKind.RECORD ? "record = :place" : reports();
    }

    /** What {@code :place} stands for in either. */
    String key() {
      return report == null ? id.hex() : report.hex();
    }
  }

  /**
   * The place that a keyring is, if reports lie there.
   *
   * @param recordOf which record a section is in
   */
  static Optional<Place> of(KeyringState state, UnaryOperator<KeyringId> recordOf) {
    return switch (state.kind()) {
      case RECORD -> Optional.of(new Place(state.id(), state.kind(), state.id(), null, null));
      case SECTION ->
          Optional.of(
              new Place(state.id(), state.kind(), state.parent().orElseThrow(), state.id(), null));
      case SHARE -> {
        KeyringId section = state.parent().orElseThrow();
        yield Optional.of(
            new Place(
                state.id(),
                state.kind(),
                recordOf.apply(section),
                section,
                state.shared().map(SharedReport::report).orElseThrow()));
      }
      case PERSON, SERVICE, INSTITUTE, DEPARTMENT, LINK, CLAIM -> Optional.empty();
    };
  }

  /** Follows a statement, in the transaction that writes it. */
  static void follow(JdbcClient sql, Written written, UnaryOperator<KeyringId> recordOf) {
    KeyringState state = written.state();
    Collection<KeyringId> changed = written.changedMembers();
    if (changed.isEmpty()) {
      return;
    }
    of(state, recordOf)
        .ifPresent(
            place -> {
              long newest = newest(sql, place);
              for (KeyringId member : changed) {
                forget(sql, place, member);
                row(place, state, member).ifPresent(row -> write(sql, place, row, newest));
              }
            });
  }

  /** Who opens a place, and until when (milliseconds). */
  record Row(String opener, long ends) {}

  /** The row that a membership stands for: none where it may not open, or is the parent's. */
  static Optional<Row> row(Place place, KeyringState state, KeyringId opener) {
    return Optional.ofNullable(state.members().get(opener))
        .filter(member -> member.role() != Role.CONTRIBUTOR)
        .filter(_ -> !state.parent().equals(Optional.of(opener)))
        .map(
            (Member member) ->
                new Row(
                    opener.hex(), member.until().map(Instant::toEpochMilli).orElse(WITHOUT_END)));
  }

  private static void forget(JdbcClient sql, Place place, KeyringId opener) {
    sql.sql("delete from report_places where place = :place and opener = :opener")
        .param("place", place.id().hex())
        .param("opener", opener.hex())
        .update();
  }

  private static void write(JdbcClient sql, Place place, Row row, long newest) {
    sql.sql(
            """
            insert into report_places
              (place, opener, kind, record, section, report, newest, ends)
            values (:place, :opener, :kind, :record, :section, :report, :newest, :ends)\
            """)
        .param("place", place.id().hex())
        .param("opener", row.opener())
        .param("kind", place.kind().text())
        .param("record", place.record().hex())
        .param("section", place.section() == null ? null : place.section().hex())
        .param("report", place.report() == null ? null : place.report().hex())
        .param("newest", newest)
        .param("ends", row.ends())
        .update();
  }

  /** When the newest report of a place became visible; 0 where there is none. */
  static long newest(JdbcClient sql, Place place) {
    return sql.sql(
            "select coalesce(max(created), 0) from reports where state = 'complete' and "
                + place.all())
        .param("place", place.key())
        .query(Long.class)
        .single();
  }

  /** A report became visible, now. */
  static void published(JdbcClient sql, ReportRow report, long now) {
    sql.sql(
            """
            update report_places set newest = :now
            where place in (:section, :record) and newest < :now\
            """)
        .param("now", now)
        .param("section", report.section().hex())
        .param("record", report.record().hex())
        .update();
  }

  /** A report is gone. */
  static void gone(JdbcClient sql, ReportRow report) {
    sql.sql("update report_places set newest = 0 where report = :report")
        .param("report", report.id().hex())
        .update();
    KeyringId record = report.record();
    KeyringId section = report.section();
    List<Place> around = new ArrayList<>();
    around.add(new Place(record, KeyringKind.RECORD, record, null, null));
    around.add(new Place(section, KeyringKind.SECTION, record, section, null));
    for (Place place : around) {
      sql.sql("update report_places set newest = :newest where place = :place")
          .param("newest", newest(sql, place))
          .param("place", place.id().hex())
          .update();
    }
  }

  /** So many groups are asked one by one, each through its own rows in order; of more, all. */
  private static final int FEW = 50;

  private static final String COLUMNS = "select place, kind, record, section, report, ";

  private static final String OF_OPENERS =
      " from report_places p where opener in (:openers) and ends > :now and ";

  private static final String LATEST_OF_RECORD =
      """
      (select max(r.created) from reports r
       where r.record = p.place and r.state = 'complete' and r.created <= :created)\
      """;

  private static final String LATEST_OF_SECTION =
      """
      (select max(r.created) from reports r
       where r.section = p.place and r.state = 'complete' and r.created <= :created)\
      """;

  /**
   * What is looked for.
   *
   * @param openers whose places
   * @param record only in this record, null in all
   * @param section only in this section of that record, null in all
   * @param created milliseconds: only where something became visible at this time or before
   */
  record Question(
      List<KeyringId> openers,
      Instant now,
      @Nullable KeyringId record,
      @Nullable KeyringId section,
      long created) {

    private String within() {
      return (record == null ? "" : " and record = :record")
          + (section == null ? "" : " and (section is null or section = :section)");
    }

    /** Places with nothing newer than that time. */
    String upToThen() {
      return COLUMNS
          + "newest as latest"
          + OF_OPENERS
          + "newest between 1 and :created"
          + within()
          + " order by newest desc limit :limit";
    }

    /** Places with something newer, and perhaps something older too. */
    String beyond() {
      return COLUMNS
          + "latest from ("
          + COLUMNS
          + "case kind when 'record' then "
          + LATEST_OF_RECORD
          + " when 'section' then "
          + LATEST_OF_SECTION
          + " end as latest"
          + OF_OPENERS
          + "newest > :created"
          + within()
          + ") beyond where latest is not null order by latest desc limit :limit";
    }
  }

  /** A place, and when the newest of its reports that are looked for became visible. */
  record Found(Place place, long latest) {}

  /** Places by the newest of their reports that are looked for, newest first. */
  static List<Found> find(JdbcClient sql, Question question, int limit) {
    List<List<KeyringId>> asked =
        question.openers().size() > FEW
            ? List.of(question.openers())
            : question.openers().stream().map(List::of).toList();
    return asked.stream()
        .flatMap(
            openers ->
                Stream.of(question.upToThen(), question.beyond())
                    .flatMap(query -> find(sql, query, openers, question, limit).stream()))
        .sorted(Comparator.comparingLong(Found::latest).reversed())
        .distinct()
        .limit(limit)
        .toList();
  }

  private static List<Found> find(
      JdbcClient sql, String query, List<KeyringId> openers, Question question, int limit) {
    KeyringId record = question.record();
    KeyringId section = question.section();
    return sql.sql(query)
        .param("openers", openers.stream().map(KeyringId::hex).toList())
        .param("now", question.now().toEpochMilli())
        .param("created", question.created())
        .param("record", record == null ? "" : record.hex())
        .param("section", section == null ? "" : section.hex())
        .param("limit", limit)
        .query((row, _) -> new Found(Place.of(row), row.getLong("latest")))
        .list();
  }
}
