package io.medseal.server.accounts;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.protocol.accounts.Accounts;
import io.medseal.protocol.accounts.Accounts.NoticeKind;
import io.medseal.protocol.accounts.SlotKind;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.platform.auth.ServiceSecret;
import io.medseal.server.platform.db.Attempts;
import io.medseal.server.platform.db.Attempts.Limit;
import io.medseal.server.platform.db.Database;
import io.medseal.server.platform.http.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Log-in, and what is asked before it. */
@Service
class LogIns {
  /** What an unknown account is said to use: what every client uses today. */
  private static final int MEMORY_KIB = 65_536;

  private static final int ITERATIONS = 3;

  /** What a device that was never here is told of. */
  private static final Duration NEWS = Duration.ofDays(30);

  private final Database database;
  private final Sessions sessions;
  private final Devices devices;
  private final AccountNotices notices;
  private final Attempts attempts;
  private final LogInLimits limits;
  private final ServiceSecret secret;
  private final Clock clock;

  LogIns(
      Database database,
      Sessions sessions,
      Devices devices,
      AccountNotices notices,
      Attempts attempts,
      LogInLimits limits,
      ServiceSecret secret,
      Clock clock) {
    this.database = database;
    this.sessions = sessions;
    this.devices = devices;
    this.notices = notices;
    this.attempts = attempts;
    this.limits = limits;
    this.secret = secret;
    this.clock = clock;
  }

  Accounts.PasswordParameters parameters(Accounts.ParametersQuery query, From from) {
    String email = Email.normal(query.email());
    Accounts.PasswordParameters invented =
        new Accounts.PasswordParameters(
            Bytes.of(Arrays.copyOf(secret.mac("parameters" + email), 16)),
            MEMORY_KIB,
            ITERATIONS,
            1);
    return database.writeEvenIfFull(
        sql -> {
          KeyringId account = Slots.accountOrNobody(sql, email);
          attempts.count(
              sql,
              Devices.find(sql, account, query.device())
                  .map(device -> limits.parametersOfDevice(device.id()))
                  .orElse(limits.parameters(from.origin())));
          return Slots.of(sql, account).stream()
              .map(Slots.Row::slot)
              .filter(slot -> slot.kind() == SlotKind.PASSWORD)
              .map(Accounts.Slot::password)
              .findFirst()
              .orElse(invented);
        });
  }

  /**
   * Opens a session. Whether an account exists is told neither by words, nor by limits, nor by what
   * is done.
   */
  Accounts.SessionOpened open(Accounts.LogIn request, From from) {
    String email = Email.normal(request.email());
    if (request.kind() == null || request.authenticationKey() == null) {
      throw ProblemException.of(ProblemType.MALFORMED);
    }
    // One transaction: where the service fails, nothing is counted.
    return database
        .writeEvenIfFull(sql -> open(sql, email, request, from))
        .orElseThrow(() -> ProblemException.of(ProblemType.WRONG_CREDENTIALS));
  }

  private Optional<Accounts.SessionOpened> open(
      JdbcClient sql, String email, Accounts.LogIn request, From from) {
    KeyringId account = Slots.accountOrNobody(sql, email);
    Optional<Devices.Known> known = Devices.find(sql, account, request.device());
    Limit[] counted =
        known
            .map(device -> new Limit[] {limits.device(device.id())})
            .orElseGet(() -> limits.stranger(email, request.kind(), from.origin()));
    attempts.count(sql, counted);
    boolean right =
        Slots.authenticates(
            sql, account, request.kind(), request.authenticationKey(), request.slotId());
    if (!right) {
      notices.failed(sql, account, request.kind(), from);
      return Optional.empty();
    }
    attempts.giveBack(sql, counted);
    attempts.giveBack(
        sql,
        known
            .map(device -> limits.parametersOfDevice(device.id()))
            .orElse(limits.parameters(from.origin())));
    attempts.count(sql, limits.wentWell(account.hex()));
    Instant since = known.map(Devices.Known::lastUsed).orElse(clock.instant().minus(NEWS));
    List<Accounts.Notice> news = AccountNotices.since(sql, account, since);
    if (known.isEmpty()) { // before the device's own time, so that it is not told of itself
      notices.note(sql, account, NoticeKind.NEW_DEVICE, request.kind(), from);
    }
    Devices.Present device =
        known.isPresent()
            ? devices.again(sql, known.get(), request.device())
            : devices.first(sql, account);
    Sessions.Opened session = sessions.open(sql, account, device.id(), from.program());
    List<Accounts.Slot> ofKind =
        Slots.of(sql, account).stream()
            .map(Slots.Row::slot)
            .filter(slot -> slot.kind() == request.kind())
            .toList();
    return Optional.of(
        new Accounts.SessionOpened(
            session.token(), session.expires(), email, account, ofKind, device.token(), news));
  }
}
