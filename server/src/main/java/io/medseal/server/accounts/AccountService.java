package io.medseal.server.accounts;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.statements.ReadStatement;
import io.medseal.protocol.accounts.Accounts;
import io.medseal.protocol.accounts.Accounts.NoticeKind;
import io.medseal.protocol.accounts.SlotKind;
import io.medseal.protocol.keyrings.SplitStatements;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.keyrings.Keyrings;
import io.medseal.server.platform.auth.Caller;
import io.medseal.server.platform.db.Attempts;
import io.medseal.server.platform.db.Attempts.Limit;
import io.medseal.server.platform.db.Database;
import io.medseal.server.platform.http.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** A signed-in owner's account: its ways in, and what happened to it. */
@Service
class AccountService {
  private final Database database;
  private final Keyrings keyrings;
  private final Sessions sessions;
  private final AccountNotices notices;
  private final Attempts attempts;
  private final LogInLimits limits;
  private final Clock clock;

  AccountService(
      Database database,
      Keyrings keyrings,
      Sessions sessions,
      AccountNotices notices,
      Attempts attempts,
      LogInLimits limits,
      Clock clock) {
    this.database = database;
    this.keyrings = keyrings;
    this.sessions = sessions;
    this.notices = notices;
    this.attempts = attempts;
    this.limits = limits;
    this.clock = clock;
  }

  Accounts.Account account(Caller caller) {
    return database.read(sql -> account(sql, caller.account()));
  }

  Accounts.Notices notices(Caller caller) {
    return new Accounts.Notices(
        database.read(sql -> AccountNotices.since(sql, caller.account(), Instant.EPOCH)));
  }

  Accounts.Account changeSlots(Caller caller, Accounts.SlotsChange change, From from) {
    if (change.kind() == null || change.authenticationKey() == null) {
      throw ProblemException.of(ProblemType.MALFORMED);
    }
    Slots.check(change.slots());
    DecisionService.check(change.decisions());
    List<ReadStatement> statements = ReadStatement.all(change.statements());
    if (!SplitStatements.areExact(change.statements())) {
      throw ProblemException.of(ProblemType.MALFORMED);
    }
    // One transaction: where the service fails, nothing is counted.
    return database
        .write(sql -> changeSlots(sql, caller, change, statements, from))
        .orElseThrow(() -> ProblemException.of(ProblemType.WRONG_CREDENTIALS));
  }

  private Optional<Accounts.Account> changeSlots(
      JdbcClient sql,
      Caller caller,
      Accounts.SlotsChange change,
      List<ReadStatement> statements,
      From from) {
    Limit counted = limits.proof(caller.session());
    attempts.count(sql, counted);
    boolean right =
        Slots.authenticates(
            sql, caller.account(), change.kind(), change.authenticationKey(), change.slotId());
    if (!right) {
      notices.failed(sql, caller.account(), change.kind(), from);
      return Optional.empty();
    }
    attempts.giveBack(sql, counted);
    Set<NoticeKind> changed = replaceSlots(sql, caller.account(), change);
    if (!statements.isEmpty()) {
      if (!change.kept().isEmpty()) {
        // A kept slot would open to a secret that is no longer the person's.
        throw ProblemException.of(ProblemType.MALFORMED);
      }
      keyrings.append(sql, caller.account(), statements, change.envelopes());
      DecisionService.replace(sql, caller.account(), change.decisions());
      changed.add(NoticeKind.KEYS_RENEWED);
    } else if (change.decisions() != null || !change.envelopes().isEmpty()) {
      throw ProblemException.of(ProblemType.MALFORMED);
    }
    sessions.endOthers(sql, caller);
    changed.forEach(kind -> notices.note(sql, caller.account(), kind, change.kind(), from));
    return Optional.of(account(sql, caller.account()));
  }

  /** Answers what the owner is told. */
  private Set<NoticeKind> replaceSlots(
      JdbcClient sql, KeyringId account, Accounts.SlotsChange change) {
    Set<Bytes> kept = new HashSet<>(change.kept());
    List<SlotKind> kinds = new ArrayList<>();
    Set<SlotKind> removed = EnumSet.noneOf(SlotKind.class);
    for (Accounts.Slot slot : slots(sql, account)) {
      if (kept.remove(slot.id())) {
        kinds.add(slot.kind());
      } else {
        removed.add(slot.kind());
        sql.sql("delete from slots where account = :account and id = :id")
            .param("account", account.hex())
            .param("id", slot.id().base64Url())
            .update();
      }
    }
    if (!kept.isEmpty()) {
      throw ProblemException.of(ProblemType.MALFORMED);
    }
    Set<SlotKind> added = EnumSet.noneOf(SlotKind.class);
    change.slots().forEach(slot -> added.add(slot.kind()));
    change.slots().forEach(slot -> kinds.add(slot.kind()));
    Slots.checkWhole(kinds);
    Slots.insertAll(sql, account, change.slots(), clock.millis());
    return told(removed, added);
  }

  private static Set<NoticeKind> told(Set<SlotKind> removed, Set<SlotKind> added) {
    Set<NoticeKind> told = EnumSet.noneOf(NoticeKind.class);
    for (SlotKind kind : SlotKind.values()) {
      if (added.contains(kind)) {
        told.add(
            switch (kind) {
              case PASSWORD -> NoticeKind.PASSWORD_CHANGED;
              case RECOVERY -> NoticeKind.RECOVERY_CHANGED;
              case PASSKEY -> NoticeKind.PASSKEY_ADDED;
            });
      }
      if (removed.contains(kind) && kind == SlotKind.PASSKEY) {
        told.add(NoticeKind.PASSKEY_REMOVED);
      }
      if (removed.contains(kind) && kind == SlotKind.PASSWORD && !added.contains(kind)) {
        told.add(NoticeKind.PASSWORD_REMOVED);
      }
    }
    return told;
  }

  private static Accounts.Account account(JdbcClient sql, KeyringId account) {
    return sql.sql("select email, created from accounts where keyring = :account")
        .param("account", account.hex())
        .query(
            (row, _) ->
                new Accounts.Account(
                    row.getString(1),
                    account,
                    Instant.ofEpochMilli(row.getLong(2)),
                    slots(sql, account)))
        .single();
  }

  private static List<Accounts.Slot> slots(JdbcClient sql, KeyringId account) {
    return Slots.of(sql, account).stream().map(Slots.Row::slot).toList();
  }
}
