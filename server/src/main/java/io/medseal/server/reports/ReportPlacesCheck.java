package io.medseal.server.reports;

import io.medseal.server.platform.check.Findings;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Compares every row of the places of reports with the memberships and reports it follows from. */
final class ReportPlacesCheck {
  private static final String MISSING =
      """
      select m.keyring, m.member from memberships m
      join keyrings k on k.id = m.keyring
      left join report_places p on p.place = m.keyring and p.opener = m.member
      where m.kind in ('record', 'section', 'share') and m.role <> 'contributor'
        and (k.parent is null or k.parent <> m.member)
        and (p.place is null or p.ends <> coalesce(m.until_time, :never))\
      """;

  private static final String TOO_MANY =
      """
      select p.place, p.opener from report_places p
      left join memberships m
        on m.keyring = p.place and m.member = p.opener and m.role <> 'contributor'
      where m.keyring is null\
      """;

  private static final String ELSEWHERE =
      """
      select p.place, p.opener from report_places p
      join keyrings k on k.id = p.place
      left join keyrings around on around.id = k.parent
      left join shares s on s.keyring = p.place
      where p.kind <> k.kind
        or p.record <> case k.kind
          when 'record' then k.id when 'section' then k.parent else around.parent end
        or coalesce(p.section, '') <> case k.kind
          when 'record' then '' when 'section' then k.id else k.parent end
        or coalesce(p.report, '') <> coalesce(s.report, '')\
      """;

  private ReportPlacesCheck() {}

  static void run(JdbcClient sql, Findings findings) {
    tell(sql, findings, MISSING, "is missing, or has another end");
    tell(sql, findings, TOO_MANY, "is of nobody who may open it");
    tell(sql, findings, ELSEWHERE, "is said to lie elsewhere");
    sql.sql("select distinct place, kind, record, section, report, newest from report_places")
        .query(
            row -> {
              ReportPlaces.Place place = ReportPlaces.Place.of(row);
              if (ReportPlaces.newest(sql, place) != row.getLong("newest")) {
                findings.wrong(
                    "report_places: place " + place.id().hex(),
                    "the time of its newest report is not that of a report");
              }
            });
  }

  private static void tell(JdbcClient sql, Findings findings, String query, String what) {
    sql.sql(query)
        .param("never", ReportPlaces.WITHOUT_END)
        .query(
            row -> {
              findings.wrong(
                  "report_places: place " + row.getString(1),
                  "the row of " + row.getString(2) + " " + what);
            });
  }
}
