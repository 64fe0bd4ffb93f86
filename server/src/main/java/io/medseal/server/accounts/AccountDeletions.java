package io.medseal.server.accounts;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.protocol.accounts.Accounts;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.keyrings.LastingOwners;
import io.medseal.server.platform.auth.Caller;
import io.medseal.server.platform.db.Attempts;
import io.medseal.server.platform.db.Attempts.Limit;
import io.medseal.server.platform.db.Database;
import io.medseal.server.platform.http.ProblemException;
import java.time.Clock;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Ends accounts for good, at their owners' wish, in one transaction. What stays is the keyring with
 * all that it has signed, so that this goes on to verify, reports in others' records, and a row
 * without address, so that nobody ever takes the keyring's place.
 */
@Service
class AccountDeletions {
  private static final int MOST_OWNED = 100;
  private static final int MOST_MEMBERSHIPS = 1_000;

  /**
   * SQL: what the account alone owns for good, has signed something in, and something depends on.
   * Anybody can make anybody an owner: what the account never took part in keeps nobody here.
   */
  private static final String OWNED =
      """
      select m.keyring from memberships m
      where m.member = :account and m.role = 'owner' and m.until_time is null
        and m.kind in ('record', 'institute', 'department')
        and exists (
          select 1 from statements s where s.keyring = m.keyring and s.signer = :account)
        and not exists (
          select 1 from memberships o
          where o.keyring = m.keyring and o.member <> :account and %s)
        and (
          exists (
            select 1 from memberships o
            where o.keyring = m.keyring and o.member <> :account)
          or exists (
            select 1 from memberships g
            where g.member = m.keyring and g.kind not in ('section', 'share'))
          or exists (
            select 1 from keyrings s join memberships o on o.keyring = s.id
            where s.parent = m.keyring and o.member not in (m.keyring, :account))
          or exists (
            select 1 from reports r
            where r.record = m.keyring and r.state = 'complete')
          or exists (select 1 from endorsements e where e.institute = m.keyring))
      order by m.keyring limit :most\
      """
          .formatted(LastingOwners.LASTING);

  /** SQL: what nobody else can own any more, whether or not the account ever took part in it. */
  private static final String ALONE =
      """
      select m.keyring from memberships m
      where m.member = :account and m.role = 'owner' and m.until_time is null
        and m.keyring <> :account
        and not exists (
          select 1 from memberships o
          where o.keyring = m.keyring and o.member <> :account and %s)
      order by m.keyring limit :most\
      """
          .formatted(LastingOwners.LASTING);

  private final Database database;
  private final AccountNotices notices;
  private final Attempts attempts;
  private final LogInLimits limits;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  AccountDeletions(
      Database database,
      AccountNotices notices,
      Attempts attempts,
      LogInLimits limits,
      ApplicationEventPublisher events,
      Clock clock) {
    this.database = database;
    this.notices = notices;
    this.attempts = attempts;
    this.limits = limits;
    this.events = events;
    this.clock = clock;
  }

  /** What would stand in the way, and what would be left behind. */
  Accounts.LeftBehind look(Caller caller) {
    return database.read(
        sql ->
            new Accounts.LeftBehind(
                owned(sql, caller.account()),
                keyrings(
                    sql,
                    """
                    select keyring from memberships
                    where member = :account and keyring <> :account
                      and (until_time is null or until_time > :now)
                    order by keyring limit :most\
                    """,
                    caller.account(),
                    MOST_MEMBERSHIPS),
                keyrings(sql, ALONE, caller.account(), MOST_MEMBERSHIPS)));
  }

  void delete(Caller caller, Accounts.Deletion request, From from) {
    if (request.kind() == null || request.authenticationKey() == null) {
      throw ProblemException.of(ProblemType.MALFORMED);
    }
    if (!database.write(sql -> delete(sql, caller, request, from))) {
      throw ProblemException.of(ProblemType.WRONG_CREDENTIALS);
    }
  }

  /** Whether it is deleted; false where the proof is wrong, which is counted. */
  private boolean delete(JdbcClient sql, Caller caller, Accounts.Deletion request, From from) {
    KeyringId account = caller.account();
    Limit counted = limits.proof(caller.session());
    attempts.count(sql, counted);
    if (!Slots.authenticates(
        sql, account, request.kind(), request.authenticationKey(), request.slotId())) {
      notices.failed(sql, account, request.kind(), from);
      return false;
    }
    attempts.giveBack(sql, counted);
    if (!owned(sql, account).isEmpty()) {
      throw ProblemException.of(ProblemType.STILL_OWNER);
    }
    events.publishEvent(new AccountDeleted(sql, account));
    for (String table : List.of("slots", "sessions", "devices", "decisions", "notices")) {
      sql.sql("delete from " + table + " where account = :account")
          .param("account", account.hex())
          .update();
    }
    sql.sql("update accounts set email = null, deleted = :now where keyring = :account")
        .param("account", account.hex())
        .param("now", clock.millis())
        .update();
    return true;
  }

  private List<KeyringId> owned(JdbcClient sql, KeyringId account) {
    return keyrings(sql, OWNED, account, MOST_OWNED);
  }

  private List<KeyringId> keyrings(JdbcClient sql, String query, KeyringId account, int most) {
    return sql
        .sql(query)
        .param("account", account.hex())
        .param("most", most)
        .param("now", clock.millis())
        .query(String.class)
        .list()
        .stream()
        .map(KeyringId::new)
        .toList();
  }
}
