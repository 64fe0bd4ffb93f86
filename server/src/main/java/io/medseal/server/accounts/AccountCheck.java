package io.medseal.server.accounts;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.protocol.accounts.SlotKind;
import io.medseal.server.platform.check.Findings;
import io.medseal.server.platform.http.ProblemException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Verifies that every account has its keyring and the slots that lead into it. */
public final class AccountCheck {
  private AccountCheck() {}

  /** Checks all accounts in one state of the database. */
  public static void run(JdbcClient sql, Findings findings) {
    List<String> accounts =
        sql.sql("select keyring from accounts where deleted is null order by keyring")
            .query(String.class)
            .list();
    for (String account : accounts) {
      String where = "accounts: account " + account;
      int keyrings =
          sql.sql("select count(*) from keyrings where id = :id and kind in ('person', 'service')")
              .param("id", account)
              .query(Integer.class)
              .single();
      if (keyrings == 0) {
        findings.wrong(where, "its keyring is missing");
      }
      List<SlotKind> kinds =
          Slots.of(sql, new KeyringId(account)).stream().map(row -> row.slot().kind()).toList();
      try {
        Slots.checkWhole(kinds);
      } catch (ProblemException _) {
        findings.wrong(where, "it lacks a slot for recovery or one for logging in");
      }
    }
    for (String table : List.of("slots", "sessions", "devices", "decisions")) {
      sql.sql(
              "select distinct a.keyring from accounts a join "
                  + table
                  + " t on t.account = a.keyring where a.deleted is not null")
          .query(String.class)
          .list()
          .forEach(
              account ->
                  findings.wrong(
                      "accounts: account " + account, "it is deleted, and has " + table + " left"));
    }
    findings.checked(accounts.size() + " accounts");
  }
}
