package io.medseal.server.records;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.protocol.records.Records;
import io.medseal.server.accounts.IndexEntries;
import io.medseal.server.platform.faults.DamagedException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What accounts keep of records: one sealed entry each. Nothing in it is known here. */
final class RecordIndex {
  static final int MOST_OF_A_TAG = 200;

  /** Of members through which somebody sees a record; it is read anew each time beyond. */
  private static final int MOST_WAYS = 40;

  private RecordIndex() {}

  /**
   * SQL: whether nothing is kept of the record of a row {@code p} of the places since its name may
   * have changed, since it was seen through the row's opener, and on this ground.
   *
   * <p>Parameters are {@code :account}, {@code :generation} and {@code :ground}.
   */
  static final String UNINDEXED =
      """
      not exists (select 1 from record_index i
        where i.account = :account and i.record = p.record
          and i.revision >= p.named and i.generation = :generation
          and i.through like '%' || p.opener || '%'
          and (i.ground = '' or i.ground = :ground))\
      """;

  /** What is kept at this revision, under the account's own generation. */
  static Optional<Bytes> find(
      JdbcClient sql, KeyringId account, KeyringId record, long revision, int generation) {
    return sql.sql(
            """
            select entry from record_index
            where account = :account and record = :record
              and revision = :revision and generation = :generation\
            """)
        .param("account", account.hex())
        .param("record", record.hex())
        .param("revision", revision)
        .param("generation", generation)
        .query(String.class)
        .optional()
        .map(DamagedException::bytes);
  }

  /** Records of which something is kept under a tag. */
  static List<KeyringId> tagged(JdbcClient sql, KeyringId account, Sha256 tag) {
    return sql
        .sql(
            """
            select record from record_index where account = :account and tag = :tag
            order by record limit :limit\
            """)
        .param("account", account.hex())
        .param("tag", tag.hex())
        .param("limit", MOST_OF_A_TAG + 1)
        .query(String.class)
        .list()
        .stream()
        .map(KeyringId::new)
        .toList();
  }

  /**
   * In place of what was kept, unless that is of a newer revision and of the same members.
   *
   * @param through the members through which the account sees the record now
   */
  static void write(
      JdbcClient sql, KeyringId account, Records.KeptEntry kept, List<KeyringId> through) {
    sql.sql(
            """
            insert into record_index
              (account, record, revision, generation, through, ground, tag, entry)
            values (:account, :record, :revision, :generation, :through, :ground, :tag, :entry)
            on conflict (account, record)
            do update set revision = excluded.revision, generation = excluded.generation,
              through = excluded.through, ground = excluded.ground, tag = excluded.tag,
              entry = excluded.entry
            where record_index.revision <= excluded.revision
              or record_index.through <> excluded.through\
            """)
        .param("account", account.hex())
        .param("record", kept.record().hex())
        .param("revision", kept.revision())
        .param("generation", IndexEntries.generation(kept.entry()))
        .param(
            "through",
            through.stream().limit(MOST_WAYS).map(KeyringId::hex).collect(Collectors.joining(" ")))
        .param("ground", kept.ground() == null ? "" : kept.ground().hex())
        .param("tag", kept.tag().hex())
        .param("entry", kept.entry().base64Url())
        .update();
  }
}
