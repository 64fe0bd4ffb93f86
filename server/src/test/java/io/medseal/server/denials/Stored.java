package io.medseal.server.denials;

import io.medseal.server.TestService;
import io.medseal.server.platform.blobs.Blobs;
import io.medseal.server.platform.db.Database;
import io.medseal.server.testing.Person;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Everything that a refused request must leave as it is, and the number of events. */
record Stored(Map<String, List<String>> tables, List<Blobs.Stored> blobs) {
  private static final List<String> WHOLE =
      List.of(
          "accounts",
          "slots",
          "decisions",
          "keyrings",
          "statements",
          "memberships",
          "shares",
          "record_places",
          "record_index",
          "report_index",
          "endorsements",
          "reports",
          "parts",
          "removals",
          "report_keys");

  /** Now. Of sessions only those of {@code owner}, of events only what is no refusal. */
  static Stored now(TestService service, Person owner) {
    Map<String, List<String>> tables = new TreeMap<>();
    service
        .part(Database.class)
        .read(
            sql -> {
              for (String table : WHOLE) {
                tables.put(table, rows(sql, "select * from " + table));
              }
              tables.put(
                  "sessions",
                  rows(
                      sql,
                      "select token_hash, id, expires from sessions where account = '"
                          + owner.ring().id().hex()
                          + "'"));
              tables.put("events", rows(sql, "select * from events where kind <> 'refused'"));
              tables.put(
                  "usage",
                  rows(sql, "select account, stored_bytes from usage where stored_bytes <> 0"));
              return tables.size();
            });
    try {
      return new Stored(tables, service.part(Blobs.class).list());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> rows(JdbcClient sql, String query) {
    return sql.sql(query).query().listOfRows().stream().map(Object::toString).sorted().toList();
  }
}
