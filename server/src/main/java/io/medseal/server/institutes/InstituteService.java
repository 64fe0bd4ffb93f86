package io.medseal.server.institutes;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.Capability;
import io.medseal.ledger.keyrings.Card;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.protocol.institutes.Institutes;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.keyrings.Keyrings;
import io.medseal.server.keyrings.KeyringsNow;
import io.medseal.server.platform.db.Attempts;
import io.medseal.server.platform.db.Database;
import io.medseal.server.platform.http.ProblemException;
import io.medseal.server.platform.start.Settings;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Says what stands behind institutes, and asks domains. */
@Service
class InstituteService {
  /** A domain that has named nobody for so long names nobody any more. */
  static final Duration LASTS = Duration.ofDays(3);

  private static final Logger LOG = LoggerFactory.getLogger(InstituteService.class);
  private static final int ASKED_AN_HOUR = 20;
  private static final int AT_ONCE = 16;
  private static final long LATER_SECONDS = 10;

  private final Database database;
  private final Keyrings keyrings;
  private final Domains domains;
  private final Attempts attempts;
  private final ConfirmedInstitutes confirmed;
  private final Clock clock;
  private final Semaphore places = new Semaphore(AT_ONCE);
  private final Set<KeyringId> asking = ConcurrentHashMap.newKeySet();

  InstituteService(
      Database database,
      Keyrings keyrings,
      Domains domains,
      Attempts attempts,
      Settings settings,
      Clock clock) {
    this.database = database;
    this.keyrings = keyrings;
    this.domains = domains;
    this.attempts = attempts;
    this.confirmed = ConfirmedInstitutes.in(settings.data());
    this.clock = clock;
  }

  /** What stands behind each of these; those that nothing does are left out. */
  List<Institutes.Verification> verified(List<KeyringId> asked) {
    Map<KeyringId, ConfirmedInstitutes.Confirmed> operators = operators();
    return database.read(
        sql -> {
          KeyringsNow now = keyrings.now(sql);
          return asked.stream()
              .distinct()
              .map(id -> verification(sql, now, operators, id))
              .flatMap(Optional::stream)
              .toList();
        });
  }

  /**
   * Asks the domain on the institute's card, now.
   *
   * @throws ProblemException {@code domain-unproved} if it does not name the institute
   */
  Institutes.Verification verify(KeyringId account, KeyringId institute) {
    Attempts.Limit limit =
        new Attempts.Limit("institute:" + account.hex(), ASKED_AN_HOUR, Duration.ofHours(1), true);
    return attempts.counted(limit, () -> askFor(account, institute));
  }

  private Institutes.Verification askFor(KeyringId account, KeyringId institute) {
    String domain = database.read(sql -> managed(keyrings.now(sql), account, institute));
    Domains.Word word = ask(account, domain, institute);
    database.write(
        sql -> {
          switch (word) {
            case Domains.Word.Named named ->
                DomainRows.named(sql, new DomainRows.Row(institute, domain, named.method(), now()));
            case Domains.Word.Another _ -> DomainRows.drop(sql, institute);
            case Domains.Word.Nothing _ -> {}
          }
          return true;
        });
    if (!(word instanceof Domains.Word.Named)) {
      throw ProblemException.of(ProblemType.DOMAIN_UNPROVED);
    }
    return verified(List.of(institute)).stream()
        .findFirst()
        .orElseThrow(() -> ProblemException.of(ProblemType.DOMAIN_UNPROVED));
  }

  /** A slow domain keeps those waiting that named it, and few others. */
  private Domains.Word ask(KeyringId account, String domain, KeyringId institute) {
    if (!asking.add(account)) {
      throw ProblemException.tooMany(LATER_SECONDS);
    }
    try {
      if (!places.tryAcquire()) {
        throw ProblemException.of(ProblemType.UNAVAILABLE);
      }
      try {
        return domains.ask(domain, institute);
      } finally {
        places.release();
      }
    } finally {
      asking.remove(account);
    }
  }

  /** Asks again, all at once, so many of the domains that were not asked for a day. */
  void askAgain(int most) {
    List<KeyringId> due = database.read(sql -> DomainRows.due(sql, clock.instant(), most));
    try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
      due.forEach(institute -> all.execute(() -> askAgain(institute)));
    }
  }

  private void askAgain(KeyringId institute) {
    try {
      Optional<DomainRows.Row> before =
          database.read(
              sql ->
                  DomainRows.find(sql, institute)
                      .filter(row -> claims(keyrings.now(sql), institute, row.domain())));
      Domains.Word word =
          before.isEmpty()
              ? new Domains.Word.Another()
              : domains.ask(before.get().domain(), institute);
      database.write(
          sql -> {
            note(sql, before, institute, word);
            return true;
          });
    } catch (RuntimeException e) {
      LOG.error("asking an institute's domain failed and is tried again", e);
    }
  }

  private void note(
      JdbcClient sql, Optional<DomainRows.Row> before, KeyringId institute, Domains.Word word) {
    if (!DomainRows.find(sql, institute).equals(before)) {
      return; // somebody asked meanwhile
    }
    switch (word) {
      case Domains.Word.Named named ->
          DomainRows.named(
              sql,
              new DomainRows.Row(institute, before.orElseThrow().domain(), named.method(), now()));
      case Domains.Word.Another _ -> DomainRows.drop(sql, institute);
      case Domains.Word.Nothing _ -> {
        if (isOver(before.orElseThrow())) {
          DomainRows.drop(sql, institute);
        } else {
          DomainRows.saidNothing(sql, institute, clock.instant());
        }
      }
    }
  }

  private Optional<Institutes.Verification> verification(
      JdbcClient sql,
      KeyringsNow now,
      Map<KeyringId, ConfirmedInstitutes.Confirmed> operators,
      KeyringId id) {
    Institutes.Domain domain =
        DomainRows.find(sql, id)
            .filter(row -> !isOver(row) && claims(now, id, row.domain()))
            .map(row -> new Institutes.Domain(row.domain(), row.method(), row.checked()))
            .orElse(null);
    ConfirmedInstitutes.Confirmed word = operators.get(id);
    Institutes.Operator operator =
        word != null
                && institute(now, id)
                    .flatMap(KeyringState::card)
                    .map(Card::name)
                    .filter(word.name()::equals)
                    .isPresent()
            ? new Institutes.Operator(word.name(), word.since())
            : null;
    return domain == null && operator == null
        ? Optional.empty()
        : Optional.of(new Institutes.Verification(id, domain, operator));
  }

  private static String managed(KeyringsNow now, KeyringId account, KeyringId id) {
    KeyringState institute =
        institute(now, id).orElseThrow(() -> ProblemException.of(ProblemType.NOT_FOUND));
    if (!now.capabilities(account, id).contains(Capability.MANAGE)) {
      throw ProblemException.of(ProblemType.DENIED);
    }
    return domain(institute).orElseThrow(() -> ProblemException.of(ProblemType.DOMAIN_UNPROVED));
  }

  private static boolean claims(KeyringsNow now, KeyringId id, String domain) {
    return institute(now, id).flatMap(InstituteService::domain).filter(domain::equals).isPresent();
  }

  private static Optional<KeyringState> institute(KeyringsNow now, KeyringId id) {
    return now.state(id).filter(state -> state.kind() == KeyringKind.INSTITUTE && !state.closed());
  }

  private static Optional<String> domain(KeyringState institute) {
    return institute.card().flatMap(Card::domain);
  }

  private boolean isOver(DomainRows.Row row) {
    return row.checked().plus(LASTS).isBefore(clock.instant());
  }

  private Instant now() {
    return Instant.ofEpochMilli(clock.millis());
  }

  private Map<KeyringId, ConfirmedInstitutes.Confirmed> operators() {
    try {
      ConfirmedInstitutes.Confirmations said = confirmed.read();
      if (!said.damaged().isEmpty()) {
        LOG.error(
            "lines {} of the operator's confirmations are damaged; the others count",
            said.damaged());
      }
      return said.all();
    } catch (IOException e) {
      LOG.error("the operator's confirmations of institutes can't be read; none counts", e);
      return Map.of();
    }
  }
}
