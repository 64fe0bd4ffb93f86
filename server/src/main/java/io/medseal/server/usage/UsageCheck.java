package io.medseal.server.usage;

import io.medseal.server.platform.check.Findings;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Compares the stored bytes that accounts are said to use with their reports. */
public final class UsageCheck {
  private UsageCheck() {}

  /** Checks all accounts in one state of the database. */
  public static void run(JdbcClient sql, Findings findings) {
    sql.sql(
            """
            select a.keyring from accounts a
            left join usage u on u.account = a.keyring
            left join (
              select uploader, sum(body_bytes + beside_bytes) as bytes from reports
              where state = 'complete' group by uploader) r on r.uploader = a.keyring
            where coalesce(u.stored_bytes, 0) <> coalesce(r.bytes, 0)
            order by a.keyring\
            """)
        .query(String.class)
        .list()
        .forEach(
            account ->
                findings.wrong(
                    "usage: account " + account, "its stored bytes are not those of its reports"));
  }
}
