package io.medseal.server.accounts;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.statements.ReadStatement;
import io.medseal.protocol.accounts.Accounts;
import io.medseal.protocol.accounts.SignUpRule;
import io.medseal.protocol.keyrings.SplitStatements;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.keyrings.Keyrings;
import io.medseal.server.platform.db.Attempts;
import io.medseal.server.platform.db.Database;
import io.medseal.server.platform.http.ProblemException;
import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Sign-up, for whom the service's setting lets in. */
@Service
class SignUps {
  private final Database database;
  private final Keyrings keyrings;
  private final Sessions sessions;
  private final Devices devices;
  private final Invitations invitations;
  private final SignUpRule rule;
  private final Attempts attempts;
  private final LogInLimits limits;
  private final Clock clock;

  SignUps(
      Database database,
      Keyrings keyrings,
      Sessions sessions,
      Devices devices,
      Invitations invitations,
      SignUpRule rule,
      Attempts attempts,
      LogInLimits limits,
      Clock clock) {
    this.database = database;
    this.keyrings = keyrings;
    this.sessions = sessions;
    this.devices = devices;
    this.invitations = invitations;
    this.rule = rule;
    this.attempts = attempts;
    this.limits = limits;
    this.clock = clock;
  }

  Accounts.SessionOpened signUp(Accounts.SignUp request, From from) {
    if (rule == SignUpRule.CLOSED) {
      throw ProblemException.of(ProblemType.SIGN_UP_CLOSED);
    }
    return attempts.counted(limits.signUp(from.origin()), () -> make(request, from));
  }

  private Accounts.SessionOpened make(Accounts.SignUp request, From from) {
    String email = Email.normal(request.email());
    Slots.check(request.slots());
    Slots.checkWhole(request.slots().stream().map(Accounts.NewSlot::kind).toList());
    if (request.statements().isEmpty()) {
      throw ProblemException.of(ProblemType.MALFORMED);
    }
    List<ReadStatement> statements = ReadStatement.all(request.statements());
    if (!SplitStatements.areExact(request.statements())) {
      throw ProblemException.of(ProblemType.MALFORMED);
    }
    KeyringId person = statements.getFirst().statement().header().keyring();
    return database.write(
        sql -> {
          if (rule == SignUpRule.INVITATION) {
            // First: without an invitation nobody learns which addresses have accounts.
            invitations.use(sql, request.invitation());
          }
          if (Slots.accountOf(sql, email).isPresent()) {
            throw ProblemException.of(ProblemType.EMAIL_TAKEN);
          }
          if (keyrings.now(sql).state(person).isPresent()) {
            throw ProblemException.of(ProblemType.ALREADY_EXISTS);
          }
          KeyringKind kind = keyrings.append(sql, person, statements, List.of()).kind();
          if (!kind.madeByItself()) {
            throw ProblemException.of(ProblemType.MALFORMED);
          }
          insertAccount(sql, person, email);
          Slots.insertAll(sql, person, request.slots(), clock.millis());
          Devices.Present device = devices.first(sql, person);
          Sessions.Opened opened = sessions.open(sql, person, device.id(), from.program());
          List<Accounts.Slot> slots = Slots.of(sql, person).stream().map(Slots.Row::slot).toList();
          return new Accounts.SessionOpened(
              opened.token(), opened.expires(), email, person, slots, device.token(), List.of());
        });
  }

  private void insertAccount(JdbcClient sql, KeyringId person, String email) {
    sql.sql("insert into accounts (keyring, email, created) values (:keyring, :email, :now)")
        .param("keyring", person.hex())
        .param("email", email)
        .param("now", clock.millis())
        .update();
  }
}
