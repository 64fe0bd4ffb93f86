package io.medseal.server.accounts;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.statements.SignedObject;
import io.medseal.ledger.statements.StatementCodec;
import io.medseal.protocol.accounts.Accounts;
import io.medseal.protocol.accounts.SlotKind;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.keyrings.Keyrings;
import io.medseal.server.platform.auth.Caller;
import io.medseal.server.platform.auth.Digests;
import io.medseal.server.platform.auth.ServiceSecret;
import io.medseal.server.platform.db.Attempts;
import io.medseal.server.platform.db.Database;
import io.medseal.server.platform.http.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Sign-up, log-in and changes of slots. */
@Service
class AccountService {
  private static final Duration LOG_IN_WINDOW = Duration.ofMinutes(15);
  private static final int LOG_INS_PER_ACCOUNT = 10;
  private static final int LOG_INS_PER_ADDRESS = 100;
  private static final int SIGN_UPS_PER_ADDRESS = 100;
  private static final int PARAMETERS_PER_ADDRESS = 600;

  /** What an unknown account is said to use: what every client uses today. */
  private static final int MEMORY_KIB = 65_536;

  private static final int ITERATIONS = 3;

  private final Database database;
  private final Keyrings keyrings;
  private final Sessions sessions;
  private final Attempts attempts;
  private final ServiceSecret secret;
  private final Clock clock;

  AccountService(
      Database database,
      Keyrings keyrings,
      Sessions sessions,
      Attempts attempts,
      ServiceSecret secret,
      Clock clock) {
    this.database = database;
    this.keyrings = keyrings;
    this.sessions = sessions;
    this.attempts = attempts;
    this.secret = secret;
    this.clock = clock;
  }

  Accounts.SessionOpened signUp(Accounts.SignUp request, String address, String program) {
    attempts.count(bucket("sign-up", address), SIGN_UPS_PER_ADDRESS, Duration.ofHours(1));
    String email = Email.normal(request.email());
    Slots.check(request.slots());
    Slots.checkWhole(request.slots().stream().map(Accounts.NewSlot::kind).toList());
    if (request.statements().isEmpty()) {
      throw ProblemException.of(ProblemType.MALFORMED);
    }
    KeyringId person =
        StatementCodec.parse(SignedObject.parse(request.statements().getFirst()))
            .header()
            .keyring();
    return database.write(
        sql -> {
          if (accountOf(sql, email).isPresent()) {
            throw ProblemException.of(ProblemType.EMAIL_TAKEN);
          }
          if (keyrings.now(sql).state(person).isPresent()) {
            throw ProblemException.of(ProblemType.ALREADY_EXISTS);
          }
          KeyringKind kind = keyrings.append(sql, person, request.statements()).kind();
          if (!kind.madeByItself()) {
            throw ProblemException.of(ProblemType.MALFORMED);
          }
          insertAccount(sql, person, email);
          insertSlots(sql, person, request.slots());
          Sessions.Opened opened = sessions.open(sql, person, program);
          return new Accounts.SessionOpened(
              opened.token(), opened.expires(), email, person, slots(sql, person));
        });
  }

  Accounts.PasswordParameters parameters(String asked, String address) {
    attempts.count(bucket("parameters", address), PARAMETERS_PER_ADDRESS, LOG_IN_WINDOW);
    String email = Email.normal(asked);
    Accounts.PasswordParameters invented =
        new Accounts.PasswordParameters(
            Bytes.of(Arrays.copyOf(secret.mac("parameters" + email), 16)),
            MEMORY_KIB,
            ITERATIONS,
            1);
    return database.read(
        sql ->
            accountOf(sql, email)
                .flatMap(
                    account ->
                        slots(sql, account).stream()
                            .filter(slot -> slot.kind() == SlotKind.PASSWORD)
                            .map(Accounts.Slot::password)
                            .findFirst())
                .orElse(invented));
  }

  Accounts.SessionOpened logIn(Accounts.LogIn request, String address, String program) {
    String email = Email.normal(request.email());
    if (request.kind() == null || request.authenticationKey() == null) {
      throw ProblemException.of(ProblemType.MALFORMED);
    }
    // An unknown address is counted as a known one is: the limit tells nobody which accounts exist.
    Attempts.Counted ofAddress =
        attempts.count(bucket("log-in-address", address), LOG_INS_PER_ADDRESS, LOG_IN_WINDOW);
    Attempts.Counted ofAccount =
        attempts.count(bucket("log-in-account", email), LOG_INS_PER_ACCOUNT, LOG_IN_WINDOW);
    Accounts.SessionOpened opened =
        database.write(
            sql -> {
              Optional<KeyringId> account = accountOf(sql, email);
              if (account.isEmpty()
                  || !authenticates(
                      sql,
                      account.get(),
                      request.kind(),
                      request.authenticationKey(),
                      request.slotId())) {
                throw ProblemException.of(ProblemType.WRONG_CREDENTIALS);
              }
              Sessions.Opened session = sessions.open(sql, account.get(), program);
              List<Accounts.Slot> ofKind =
                  slots(sql, account.get()).stream()
                      .filter(slot -> slot.kind() == request.kind())
                      .toList();
              return new Accounts.SessionOpened(
                  session.token(), session.expires(), email, account.get(), ofKind);
            });
    attempts.giveBack(ofAddress, ofAccount);
    return opened;
  }

  Accounts.Account account(Caller caller) {
    return database.read(sql -> account(sql, caller.account()));
  }

  Accounts.Account changeSlots(Caller caller, Accounts.SlotsChange change) {
    if (change.kind() == null || change.authenticationKey() == null) {
      throw ProblemException.of(ProblemType.MALFORMED);
    }
    Attempts.Counted counted =
        attempts.count(
            bucket("change-slots", caller.account().hex()), LOG_INS_PER_ACCOUNT, LOG_IN_WINDOW);
    Slots.check(change.slots());
    DecisionService.check(change.decisions());
    Accounts.Account after =
        database.write(
            sql -> {
              if (!authenticates(
                  sql,
                  caller.account(),
                  change.kind(),
                  change.authenticationKey(),
                  change.slotId())) {
                throw ProblemException.of(ProblemType.WRONG_CREDENTIALS);
              }
              replaceSlots(sql, caller.account(), change);
              if (!change.statements().isEmpty()) {
                if (!change.kept().isEmpty()) {
                  // A kept slot would open to a secret that is no longer the person's.
                  throw ProblemException.of(ProblemType.MALFORMED);
                }
                keyrings.append(sql, caller.account(), change.statements());
                DecisionService.replace(sql, caller.account(), change.decisions());
              } else if (change.decisions() != null) {
                throw ProblemException.of(ProblemType.MALFORMED);
              }
              sessions.endOthers(sql, caller);
              return account(sql, caller.account());
            });
    attempts.giveBack(counted);
    return after;
  }

  private void replaceSlots(JdbcClient sql, KeyringId account, Accounts.SlotsChange change) {
    Set<Bytes> kept = new HashSet<>(change.kept());
    List<SlotKind> kinds = new ArrayList<>();
    for (Accounts.Slot slot : slots(sql, account)) {
      if (kept.remove(slot.id())) {
        kinds.add(slot.kind());
      } else {
        sql.sql("delete from slots where account = :account and id = :id")
            .param("account", account.hex())
            .param("id", slot.id().base64Url())
            .update();
      }
    }
    if (!kept.isEmpty()) {
      throw ProblemException.of(ProblemType.MALFORMED);
    }
    change.slots().forEach(slot -> kinds.add(slot.kind()));
    Slots.checkWhole(kinds);
    insertSlots(sql, account, change.slots());
  }

  private void insertAccount(JdbcClient sql, KeyringId person, String email) {
    sql.sql("insert into accounts (keyring, email, created) values (:keyring, :email, :now)")
        .param("keyring", person.hex())
        .param("email", email)
        .param("now", clock.millis())
        .update();
  }

  private void insertSlots(JdbcClient sql, KeyringId account, List<Accounts.NewSlot> slots) {
    for (Accounts.NewSlot slot : slots) {
      if (!Slots.insert(sql, account, slot, clock.millis())) {
        throw ProblemException.of(ProblemType.ALREADY_EXISTS);
      }
    }
  }

  private static boolean authenticates(
      JdbcClient sql,
      KeyringId account,
      SlotKind kind,
      Bytes authenticationKey,
      @org.jspecify.annotations.Nullable Bytes slotId) {
    String shown = Slots.hash(authenticationKey);
    boolean matches = false;
    for (Slots.Row row : Slots.of(sql, account)) {
      boolean candidate =
          row.slot().kind() == kind && (slotId == null || slotId.equals(row.slot().id()));
      if (candidate && Digests.same(shown, row.authenticationHash())) {
        matches = true;
      }
    }
    return matches;
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

  private static Optional<KeyringId> accountOf(JdbcClient sql, String email) {
    return sql.sql("select keyring from accounts where email = :email")
        .param("email", email)
        .query(String.class)
        .optional()
        .map(KeyringId::new);
  }

  /** Limits are kept under a hash: the table tells nobody who tried to get in from where. */
  private String bucket(String what, String whom) {
    return what + ":" + java.util.HexFormat.of().formatHex(secret.mac(what + "/" + whom), 0, 16);
  }
}
