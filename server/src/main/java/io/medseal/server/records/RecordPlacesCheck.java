package io.medseal.server.records;

import io.medseal.server.platform.check.Findings;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Compares the places of records with the memberships that they follow from. */
public final class RecordPlacesCheck {
  /** Who is a member of which record, or of something in it; not what a record gives to its own. */
  private static final String MEMBERS =
      """
      select m.member as opener, k.id as record from memberships m
      join keyrings k on k.id = m.keyring where m.kind = 'record'
      union
      select m.member, k.parent from memberships m
      join keyrings k on k.id = m.keyring where m.kind = 'section' and m.member <> k.parent
      union
      select m.member, around.parent from memberships m
      join shares s on s.keyring = m.keyring
      join keyrings around on around.id = s.section where m.kind = 'share'\
      """;

  private RecordPlacesCheck() {}

  /** Tells what is wrong. */
  public static void run(JdbcClient sql, Findings findings) {
    sql.sql(
            "select own.opener, own.record from ("
                + MEMBERS
                + """
                ) own left join record_places p
                  on p.opener = own.opener and p.record = own.record
                where p.record is null\
                """)
        .query(
            row -> {
              wrong(findings, row.getString(2), row.getString(1), "is missing");
            });
    sql.sql("select opener, record, ends from record_places order by record, opener")
        .query(
            row -> {
              String opener = row.getString(1);
              String record = row.getString(2);
              if (RecordPlaces.ends(sql, opener, record) != row.getLong(3)) {
                wrong(findings, record, opener, "has another end than the memberships");
              }
            });
    sql.sql(
            """
            select opener, record from record_places, record_clock
            where newest > last or revision > newest or named > revision\
            """)
        .query(
            row -> {
              wrong(findings, row.getString(2), row.getString(1), "is newer than the newest");
            });
  }

  private static void wrong(Findings findings, String record, String opener, String what) {
    findings.wrong("record_places: record " + record, "the row of " + opener + " " + what);
  }
}
