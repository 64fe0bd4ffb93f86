package io.medseal.server.institutes;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.protocol.institutes.Institutes.Method;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which domains have named which institutes, and when they were last asked. */
final class DomainRows {
  private static final Duration AGAIN = Duration.ofDays(1);
  private static final Duration AGAIN_AFTER_NOTHING = Duration.ofHours(1);

  private DomainRows() {}

  record Row(KeyringId keyring, String domain, Method method, Instant checked) {}

  static Optional<Row> find(JdbcClient sql, KeyringId institute) {
    return sql.sql("select domain, method, checked from institute_domains where keyring = :k")
        .param("k", institute.hex())
        .query(
            (row, _) ->
                new Row(
                    institute,
                    row.getString(1),
                    method(row.getString(2)),
                    Instant.ofEpochMilli(row.getLong(3))))
        .optional();
  }

  /** A domain stands for one institute: the one that it named last. */
  static void named(JdbcClient sql, Row row) {
    sql.sql("delete from institute_domains where keyring = :k or domain = :d")
        .param("k", row.keyring().hex())
        .param("d", row.domain())
        .update();
    sql.sql(
            """
            insert into institute_domains (keyring, domain, method, checked, next_check)
            values (:k, :d, :m, :c, :n)\
            """)
        .param("k", row.keyring().hex())
        .param("d", row.domain())
        .param("m", row.method().text())
        .param("c", row.checked().toEpochMilli())
        .param("n", row.checked().plus(AGAIN).toEpochMilli())
        .update();
  }

  static void saidNothing(JdbcClient sql, KeyringId institute, Instant now) {
    sql.sql("update institute_domains set next_check = :n where keyring = :k")
        .param("k", institute.hex())
        .param("n", now.plus(AGAIN_AFTER_NOTHING).toEpochMilli())
        .update();
  }

  static void drop(JdbcClient sql, KeyringId institute) {
    sql.sql("delete from institute_domains where keyring = :k")
        .param("k", institute.hex())
        .update();
  }

  /**
   * Those that are to be asked again, longest waiting first. Domains that were silent last time
   * come after all others: whoever owns a thousand slow ones keeps nobody else waiting.
   */
  static List<KeyringId> due(JdbcClient sql, Instant now, int most) {
    return sql
        .sql(
            """
            select keyring from institute_domains where next_check <= :now
            order by case when next_check - checked > :day then 1 else 0 end, next_check
            limit :most\
            """)
        .param("now", now.toEpochMilli())
        .param("day", AGAIN.toMillis())
        .param("most", most)
        .query(String.class)
        .list()
        .stream()
        .map(KeyringId::new)
        .toList();
  }

  private static Method method(String text) {
    return Arrays.stream(Method.values())
        .filter(method -> method.text().equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no such method: " + text));
  }
}
