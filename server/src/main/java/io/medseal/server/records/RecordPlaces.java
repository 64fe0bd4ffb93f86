package io.medseal.server.records;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.statements.Change;
import io.medseal.server.keyrings.Written;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Who sees something of which record: one row for each member of a record, or of something in it,
 * with when something happened there last that this member may know. Kept in the transaction of the
 * statement or report that changes it. It only says where to look.
 */
final class RecordPlaces {
  static final long WITHOUT_END = Long.MAX_VALUE;

  /** The end of a row whose opener has nothing there any more. */
  static final long NOTHING = 0;

  /** The end of the last of {@code :opener}'s memberships in a record; null where it has none. */
  private static final String ENDS =
      """
      select max(coalesce(m.until_time, %d)) from memberships m
      where m.member = :opener and m.keyring in (
        select :record
        union all
        select id from keyrings where parent = :record
        union all
        select own.keyring from memberships own
        join shares s on s.keyring = own.keyring
        join keyrings around on around.id = s.section
        where own.member = :opener and own.kind = 'share' and around.parent = :record)\
      """
          .formatted(WITHOUT_END);

  private RecordPlaces() {}

  /** Follows a statement, in the transaction that writes it. */
  static void follow(JdbcClient sql, Written written, long time) {
    KeyringState state = written.state();
    Optional<KeyringId> record = recordOf(sql, state);
    if (record.isEmpty()) {
      return;
    }
    long now = tick(sql, time);
    for (KeyringId member : written.changedMembers()) {
      if (!member.equals(record.get()) && !state.parent().equals(Optional.of(member))) {
        place(sql, member, record.get(), now);
      }
    }
    String all = "newest = :now, revision = :now";
    String set = mayName(written.statement().change(), record.get()) ? all + ", named = :now" : all;
    touch(sql, record.get(), state.id(), now, set, "true");
  }

  /** A report of a section became visible or went: whoever may open the section may know. */
  static void reportsChanged(JdbcClient sql, KeyringId record, KeyringId section, long now) {
    touch(sql, record, section, tick(sql, now), "newest = :now", "m.role <> 'contributor'");
  }

  /** Whether a statement can change what a record is called, for some who see it already. */
  private static boolean mayName(Change change, KeyringId record) {
    return change instanceof Change.Create
        || change instanceof Change.SetProfile
        || (change instanceof Change.SetMember set && set.member().keyring().equals(record));
  }

  private static Optional<KeyringId> recordOf(JdbcClient sql, KeyringState state) {
    return switch (state.kind()) {
      case RECORD -> Optional.of(state.id());
      case SECTION -> state.parent();
      case SHARE -> state.parent().map(section -> parent(sql, section));
      case PERSON, SERVICE, INSTITUTE, DEPARTMENT, LINK, CLAIM -> Optional.empty();
    };
  }

  private static KeyringId parent(JdbcClient sql, KeyringId section) {
    return new KeyringId(
        sql.sql("select parent from keyrings where id = :id")
            .param("id", section.hex())
            .query(String.class)
            .single());
  }

  /**
   * A row that has no end any more because its opener has nothing there stays, for whoever asks
   * what changed.
   */
  private static void place(JdbcClient sql, KeyringId opener, KeyringId record, long now) {
    long ends = ends(sql, opener.hex(), record.hex());
    sql.sql(
            """
            insert into record_places (opener, record, newest, revision, named, ends)
            values (:opener, :record, :now, :now, :now, :ends)
            on conflict (opener, record)
            do update set newest = excluded.newest, revision = excluded.revision,
              named = excluded.named, ends = excluded.ends\
            """)
        .param("opener", opener.hex())
        .param("record", record.hex())
        .param("now", now)
        .param("ends", ends)
        .update();
  }

  /** When the last of somebody's memberships in a record ends. */
  static long ends(JdbcClient sql, String opener, String record) {
    return sql.sql(ENDS)
        .param("opener", opener)
        .param("record", record)
        .query(
            (row, _) -> {
              long ends = row.getLong(1);
              return row.wasNull() ? NOTHING : ends;
            })
        .single();
  }

  /** All who see a keyring of a record: its members and the record's. */
  private static void touch(
      JdbcClient sql, KeyringId record, KeyringId keyring, long now, String set, String members) {
    sql.sql(
            "update record_places set "
                + set
                + """
                 where record = :record and opener in (
                  select m.member from memberships m
                  where m.keyring in (:keyring, :record)
                    and (m.until_time is null or m.until_time > :now) and\
                """
                + " "
                + members
                + ")")
        .param("now", now)
        .param("record", record.hex())
        .param("keyring", keyring.hex())
        .update();
  }

  /** Milliseconds, and later than all before it, so that nothing that happened is passed over. */
  private static long tick(JdbcClient sql, long now) {
    sql.sql(
            """
            update record_clock set last = case when last < :now then :now else last + 1 end
            where id = 1\
            """)
        .param("now", now)
        .update();
    return sql.sql("select last from record_clock where id = 1").query(Long.class).single();
  }
}
