package io.medseal.server.accounts;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.protocol.accounts.Accounts;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.platform.auth.Caller;
import io.medseal.server.platform.auth.Digests;
import io.medseal.server.platform.db.Database;
import io.medseal.server.platform.faults.DamagedException;
import io.medseal.server.platform.http.ProblemException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * One sealed document per account: what its owner accepted, declined and blocked. Nothing in it is
 * known here.
 */
@Service
class DecisionService {
  /** Of a document (spec/accounts.md section 5). */
  private static final int MOST_BYTES = 1024 * 1024;

  private static final int LEAST_BYTES = 41;

  /** Of an account that has decided nothing yet. */
  private static final String NONE = "none";

  private final Database database;

  DecisionService(Database database) {
    this.database = database;
  }

  /**
   * As kept.
   *
   * @param tag what the next change has to name
   */
  record Kept(Accounts.Decisions decisions, String tag) {}

  Kept read(Caller caller) {
    return database.read(
        sql ->
            sql.sql("select document, tag from decisions where account = :account")
                .param("account", caller.account().hex())
                .query(
                    (row, _) ->
                        new Kept(
                            new Accounts.Decisions(DamagedException.bytes(row.getString(1))),
                            row.getString(2)))
                .optional()
                .orElse(new Kept(new Accounts.Decisions(null), NONE)));
  }

  /** Replaces what was read with that tag, and answers the new one. */
  String write(Caller caller, @Nullable Bytes document, String readTag) {
    if (document == null) {
      throw ProblemException.of(ProblemType.MALFORMED);
    }
    check(document);
    return database.write(
        sql -> {
          Optional<String> before = tag(sql, caller.account());
          if (!before.orElse(NONE).equals(readTag)) {
            throw ProblemException.of(ProblemType.CHANGED_MEANWHILE);
          }
          return replace(sql, caller.account(), document).orElseThrow();
        });
  }

  /** Refuses what no honest client writes. */
  static void check(@Nullable Bytes document) {
    if (document == null) {
      return;
    }
    if (document.size() > MOST_BYTES) {
      throw ProblemException.of(ProblemType.TOO_LARGE);
    }
    if (document.size() < LEAST_BYTES || document.toArray()[0] != 1) {
      throw ProblemException.of(ProblemType.MALFORMED);
    }
  }

  /** Replaces whatever there is; without a document nothing is kept. */
  static Optional<String> replace(JdbcClient sql, KeyringId account, @Nullable Bytes document) {
    sql.sql("delete from decisions where account = :account")
        .param("account", account.hex())
        .update();
    if (document == null) {
      return Optional.empty();
    }
    String tag = Digests.of("medseal/v1/decisions", document.toArray());
    sql.sql("insert into decisions (account, document, tag) values (:account, :document, :tag)")
        .param("account", account.hex())
        .param("document", document.base64Url())
        .param("tag", tag)
        .update();
    return Optional.of(tag);
  }

  private static Optional<String> tag(JdbcClient sql, KeyringId account) {
    return sql.sql("select tag from decisions where account = :account")
        .param("account", account.hex())
        .query(String.class)
        .optional();
  }
}
