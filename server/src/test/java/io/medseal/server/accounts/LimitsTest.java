package io.medseal.server.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.statements.StrictJson;
import io.medseal.protocol.accounts.Accounts;
import io.medseal.protocol.accounts.SlotKind;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.TestService;
import io.medseal.server.platform.db.Attempts;
import io.medseal.server.platform.db.Database;
import io.medseal.server.testing.Answer;
import io.medseal.server.testing.Caller;
import io.medseal.server.testing.Person;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Limits on attempts")
class LimitsTest {
  private static final Duration WINDOW = Duration.ofMinutes(15);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final String SESSIONS = "/api/v1/sessions";

  /** Documentation's own addresses (RFC 5737, RFC 3849). */
  private static final String HOME = "198.51.100.7";

  private static final String STRANGER = "203.0.113.9";

  private static TestService service;
  private static Caller anybody;

  @BeforeAll
  static void start() {
    service = TestService.behind("127.0.0.0/8, ::1");
    anybody = service.anonymous();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  /** Every test has a whole hour of its own, so that no window ends in its middle. */
  @BeforeEach
  void nextHour() {
    long now = service.clock().millis();
    service.clock().pass(Duration.ofMillis(HOUR.toMillis() - now % HOUR.toMillis() + 1_000));
  }

  @Test
  @DisplayName(
      "POST /sessions answers too-many-requests after 10 failures for an account from one address, to the right password as well, until 15 minutes are over")
  void perAccountAndOrigin() {
    Person person = service.person("guessed");
    for (int i = 0; i < 10; i++) {
      guess(STRANGER, person.email()).problem(ProblemType.WRONG_CREDENTIALS);
    }
    tooMany(guess(STRANGER, person.email()), WINDOW);
    tooMany(from(STRANGER, SESSIONS, person.logIn()), WINDOW);
    service.clock().pass(WINDOW);
    from(STRANGER, SESSIONS, person.logIn()).good();
  }

  @Test
  @DisplayName(
      "A stranger's wrong passwords lock the owner out neither at another address, nor with a device that is known, nor with the recovery code")
  void ownerGetsIn() {
    Person person = service.person("owner");
    String device = from(HOME, SESSIONS, person.logIn()).as(Accounts.SessionOpened.class).device();
    for (int i = 0; i < 11; i++) {
      guess(STRANGER, person.email());
    }
    from(HOME, SESSIONS, person.logIn()).good();
    from(STRANGER, SESSIONS, person.logIn()).problem(ProblemType.TOO_MANY_REQUESTS);
    from(STRANGER, SESSIONS, with(person.logIn(), device)).good();
    from(STRANGER, SESSIONS, recovery(person)).good();
  }

  @Test
  @DisplayName(
      "Passwords of one account are tried 100 times in an hour from all addresses together; its known device and its recovery code open it all the same")
  void botnet() {
    Person person = service.person("popular");
    String device = from(HOME, SESSIONS, person.logIn()).as(Accounts.SessionOpened.class).device();
    for (int i = 0; i < 100; i++) {
      guess("192.0.2." + i, person.email()).problem(ProblemType.WRONG_CREDENTIALS);
    }
    tooMany(guess("192.0.2.200", person.email()), HOUR);
    tooMany(from("192.0.2.201", SESSIONS, person.logIn()), HOUR);
    from("192.0.2.200", SESSIONS, with(person.logIn(), device)).good();
    from("192.0.2.200", SESSIONS, recovery(person)).good();
    for (int i = 0; i < 110; i++) {
      from("192.0.2." + i, SESSIONS, wrong(person.email(), SlotKind.RECOVERY))
          .problem(ProblemType.WRONG_CREDENTIALS);
    }
    from("192.0.2.200", SESSIONS, recovery(person)).good();
    service.clock().pass(HOUR);
    from("192.0.2.201", SESSIONS, person.logIn()).good();
  }

  @Test
  @DisplayName(
      "A known device has 20 failures in 15 minutes of its own, and its token is worth nothing for another account")
  void knownDevice() {
    Person person = service.person("keeper");
    Person other = service.person("other");
    String device = from(HOME, SESSIONS, person.logIn()).as(Accounts.SessionOpened.class).device();
    for (int i = 0; i < 20; i++) {
      from(STRANGER, SESSIONS, with(wrong(person.email(), SlotKind.PASSWORD), device))
          .problem(ProblemType.WRONG_CREDENTIALS);
    }
    tooMany(from(STRANGER, SESSIONS, with(person.logIn(), device)), WINDOW);
    from(STRANGER, SESSIONS, person.logIn()).good();
    for (int i = 0; i < 10; i++) {
      from(STRANGER, SESSIONS, with(wrong(other.email(), SlotKind.PASSWORD), device))
          .problem(ProblemType.WRONG_CREDENTIALS);
    }
    tooMany(from(STRANGER, SESSIONS, with(other.logIn(), device)), WINDOW);
  }

  @Test
  @DisplayName(
      "An account knows the 20 devices that logged in last; logging one out from elsewhere, or everywhere, makes it a stranger again, logging out of it does not")
  void devices() {
    Person person = service.person("devices");
    Accounts.SessionOpened first = opened(person.logIn());
    anybody.with(first.token()).delete(SESSIONS + "/current").good();
    assertThat(opened(with(person.logIn(), first.device())).device()).isEqualTo(first.device());
    for (int i = 0; i < 20; i++) {
      service.clock().pass(Duration.ofMillis(2));
      opened(person.logIn());
    }
    Accounts.SessionOpened again = opened(with(person.logIn(), first.device()));
    assertThat(again.device()).as("forgotten, so a new one").isNotEqualTo(first.device());

    Accounts.SessionOpened elsewhere = opened(person.logIn());
    String id =
        anybody
            .with(elsewhere.token())
            .get(SESSIONS)
            .as(Accounts.Sessions.class)
            .sessions()
            .stream()
            .filter(Accounts.SessionSummary::current)
            .findFirst()
            .orElseThrow()
            .id();
    anybody.with(again.token()).delete(SESSIONS + "/" + id).good();
    assertThat(opened(with(person.logIn(), elsewhere.device())).device())
        .isNotEqualTo(elsewhere.device());
    anybody.with(again.token()).delete(SESSIONS).good();
    assertThat(opened(with(person.logIn(), again.device())).device()).isNotEqualTo(again.device());
  }

  @Test
  @DisplayName(
      "POST /sessions counts failures only: right log-ins use nothing up and forgive nothing")
  void onlyFailures() {
    Person person = service.person("busy");
    for (int i = 0; i < 9; i++) {
      guess(HOME, person.email()).problem(ProblemType.WRONG_CREDENTIALS);
    }
    for (int i = 0; i < 110; i++) {
      from(HOME, SESSIONS, person.logIn()).good();
    }
    guess(HOME, person.email()).problem(ProblemType.WRONG_CREDENTIALS);
    tooMany(guess(HOME, person.email()), WINDOW);
  }

  @Test
  @DisplayName("A log-in that ends in an error of the service counts as nothing")
  void serviceFails() {
    Person person = service.person("unlucky");
    write("create trigger broken before insert on sessions begin select raise(abort, ''); end");
    try {
      for (int i = 0; i < 12; i++) {
        assertThat(from(STRANGER, SESSIONS, person.logIn()).status()).isGreaterThanOrEqualTo(500);
      }
    } finally {
      write("drop trigger broken");
    }
    for (int i = 0; i < 10; i++) {
      guess(STRANGER, person.email()).problem(ProblemType.WRONG_CREDENTIALS);
    }
    tooMany(guess(STRANGER, person.email()), WINDOW);
  }

  @Test
  @DisplayName("An account logs in 300 times in 15 minutes; each one writes a session")
  void wentWell() {
    Person person = service.person("restless");
    for (int i = 0; i < 300; i++) {
      from(HOME, SESSIONS, person.logIn()).good();
    }
    tooMany(from(HOME, SESSIONS, person.logIn()), WINDOW);
  }

  @Test
  @DisplayName("POST /sessions lets no more than 10 guesses through when they come all at once")
  void atOnce() throws Exception {
    Person person = service.person("rushed");
    List<Future<Answer>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 40; i++) {
        answers.add(threads.submit(() -> guess(STRANGER, person.email())));
      }
    }
    int wrong = 0;
    for (Future<Answer> answer : answers) {
      wrong += answer.get().status() == ProblemType.WRONG_CREDENTIALS.status() ? 1 : 0;
    }
    assertThat(wrong).isEqualTo(10);
  }

  @Test
  @DisplayName("POST /sessions does not tell by its limits or its words which accounts exist")
  void noEnumeration() {
    Person person = service.person("known");
    for (int i = 0; i < 12; i++) {
      Answer known = guess("192.0.2.1", person.email());
      Answer unknown = guess("192.0.2.2", "nobody-has-this@example.org");
      assertThat(unknown.status()).isEqualTo(known.status());
      assertThat(unknown.json().get("type")).isEqualTo(known.json().get("type"));
      assertThat(unknown.header("Retry-After").isPresent())
          .isEqualTo(known.header("Retry-After").isPresent());
    }
  }

  @Test
  @DisplayName(
      "POST /sessions answers too-many-requests after 300 failures from one address; a known device at that address logs in, recovery works")
  void perOrigin() {
    Person person = service.person("neighbour");
    String device = from(HOME, SESSIONS, person.logIn()).as(Accounts.SessionOpened.class).device();
    for (int i = 0; i < 300; i++) {
      guess(STRANGER, "spread-" + i + "@example.org").problem(ProblemType.WRONG_CREDENTIALS);
    }
    tooMany(guess(STRANGER, "one-more@example.org"), WINDOW);
    tooMany(from(STRANGER, SESSIONS, person.logIn()), WINDOW);
    from(STRANGER, SESSIONS, with(person.logIn(), device)).good();
    from(STRANGER, SESSIONS, recovery(person)).good();
    from(HOME, SESSIONS, person.logIn()).good();
  }

  @Test
  @DisplayName(
      "IPv6 addresses count by their /64, and an IPv4 address counts the same when it is mapped into IPv6")
  void ipv6() {
    Person person = service.person("six");
    for (int i = 0; i < 10; i++) {
      guess("2001:db8:1:2::" + i, person.email()).problem(ProblemType.WRONG_CREDENTIALS);
    }
    tooMany(guess("2001:db8:1:2:ffff::1", person.email()), WINDOW);
    guess("2001:db8:1:3::1", person.email()).problem(ProblemType.WRONG_CREDENTIALS);
    for (int i = 0; i < 10; i++) {
      guess(STRANGER, person.email()).problem(ProblemType.WRONG_CREDENTIALS);
    }
    tooMany(guess("::ffff:" + STRANGER, person.email()), WINDOW);
  }

  @Test
  @DisplayName("are kept when the service starts again")
  void restart() {
    Person person = service.person("patient");
    for (int i = 0; i < 10; i++) {
      guess(STRANGER, person.email()).problem(ProblemType.WRONG_CREDENTIALS);
    }
    service.stop();
    service.start();
    anybody = service.anonymous();
    tooMany(guess(STRANGER, person.email()), WINDOW);
  }

  @Test
  @DisplayName("of very many strangers keep out whoever tries often, and nobody who tries for once")
  void manyStrangers() {
    Person person = service.person("distant");
    for (int i = 0; i < 6; i++) {
      guess(STRANGER, "nobody" + i + "@example.org").problem(ProblemType.WRONG_CREDENTIALS);
    }
    write(
        """
        insert into attempts (bucket, window_start, ends, count)
        with recursive n (i) as (select 1 union all select i + 1 from n where i < 200000)
        select 'x:' || i, 0, 9000000000000, 1 from n\
        """);
    Attempts attempts = service.part(Attempts.class);
    attempts.sweep();
    try {
      guess(STRANGER, "another@example.org").problem(ProblemType.TOO_MANY_REQUESTS);
      from("198.51.100.77", SESSIONS, person.logIn()).good();
      guess("198.51.100.78", "one@example.org").problem(ProblemType.WRONG_CREDENTIALS);
    } finally {
      write("delete from attempts where bucket like 'x:%'");
      attempts.sweep();
    }
  }

  @Test
  @DisplayName("leave no rows behind once their windows are over")
  void swept() {
    for (int i = 0; i < 50; i++) {
      guess("192.0.2." + i, "nobody@example.org").problem(ProblemType.WRONG_CREDENTIALS);
    }
    assertThat(rows()).isGreaterThan(100);
    service.clock().pass(HOUR);
    service.part(AccountSweeper.class).round();
    assertThat(rows()).isZero();
  }

  @Test
  @DisplayName(
      "PUT /account/slots answers too-many-requests after 10 wrong proofs of one session, and to another session of the account goes on answering")
  void proofs() {
    Person person = service.person("unlocked");
    Caller stolen = anybody.with(opened(person.logIn()).token());
    Accounts.SlotsChange change =
        new Accounts.SlotsChange(
            SlotKind.PASSWORD,
            Bytes.of(Person.random(32)),
            null,
            List.of(),
            List.of(),
            List.of(Person.slot(SlotKind.PASSWORD), Person.slot(SlotKind.RECOVERY)),
            List.of(),
            null);
    for (int i = 0; i < 10; i++) {
      stolen.put("/api/v1/account/slots", change).problem(ProblemType.WRONG_CREDENTIALS);
    }
    tooMany(stolen.put("/api/v1/account/slots", change), WINDOW);
    person.call().put("/api/v1/account/slots", change).problem(ProblemType.WRONG_CREDENTIALS);
  }

  @Test
  @DisplayName(
      "POST /accounts answers too-many-requests after 100 sign-ups from one address in an hour, good or bad")
  void signUps() {
    Person person = service.person("first");
    Accounts.SignUp bad =
        new Accounts.SignUp("no address", person.signUp().statements(), List.of(), null);
    for (int i = 0; i < 100; i++) {
      from(STRANGER, "/api/v1/accounts", bad).problem(ProblemType.MALFORMED);
    }
    tooMany(from(STRANGER, "/api/v1/accounts", bad), HOUR);
    from(HOME, "/api/v1/accounts", bad).problem(ProblemType.MALFORMED);
    service.clock().pass(HOUR);
    from(STRANGER, "/api/v1/accounts", bad).problem(ProblemType.MALFORMED);
  }

  @Test
  @DisplayName(
      "POST /sessions/parameters answers too-many-requests after 600 questions from one address; a log-in that goes well gives its own back, and a known device asks all the same")
  void parameters() {
    Person person = service.person("asking");
    Accounts.ParametersQuery query = new Accounts.ParametersQuery(person.email(), null);
    for (int i = 0; i < 250; i++) {
      from(STRANGER, "/api/v1/sessions/parameters", query).good();
      from(STRANGER, SESSIONS, person.logIn()).good();
    }
    // Of the newest devices, which alone stay known.
    Accounts.SessionOpened opened =
        from(HOME, SESSIONS, person.logIn()).as(Accounts.SessionOpened.class);
    for (int i = 0; i < 600; i++) {
      from(STRANGER, "/api/v1/sessions/parameters", query).good();
    }
    tooMany(from(STRANGER, "/api/v1/sessions/parameters", query), WINDOW);
    from(
            STRANGER,
            "/api/v1/sessions/parameters",
            new Accounts.ParametersQuery(person.email(), opened.device()))
        .good();
    from(HOME, "/api/v1/sessions/parameters", query).good();
  }

  @Test
  @DisplayName(
      "POST /directory/query answers too-many-requests after 300 look-ups of one account in an hour, and still answers another")
  void directory() {
    Person curious = service.person("curious");
    Person other = service.person("other");
    Accounts.DirectoryQuery query = new Accounts.DirectoryQuery("somebody@example.org");
    for (int i = 0; i < 300; i++) {
      curious.call().post("/api/v1/directory/query", query).problem(ProblemType.NOT_FOUND);
    }
    tooMany(curious.call().post("/api/v1/directory/query", query), HOUR);
    other.call().post("/api/v1/directory/query", query).problem(ProblemType.NOT_FOUND);
  }

  private static void write(String statement) {
    service.part(Database.class).write(sql -> sql.sql(statement).update());
  }

  private static int rows() {
    return service
        .part(Database.class)
        .read(sql -> sql.sql("select count(*) from attempts").query(Integer.class).single());
  }

  private static Accounts.SessionOpened opened(Accounts.LogIn request) {
    return from(HOME, SESSIONS, request).as(Accounts.SessionOpened.class);
  }

  private static Accounts.LogIn with(Accounts.LogIn request, @Nullable String device) {
    return new Accounts.LogIn(
        request.email(), request.kind(), request.authenticationKey(), null, device);
  }

  private static Accounts.LogIn recovery(Person person) {
    return new Accounts.LogIn(
        person.email(), SlotKind.RECOVERY, person.recovery().authenticationKey(), null, null);
  }

  private static Accounts.LogIn wrong(String email, SlotKind kind) {
    return new Accounts.LogIn(email, kind, Bytes.of(Person.random(32)), null, null);
  }

  private static Answer guess(String address, String email) {
    return from(address, SESSIONS, wrong(email, SlotKind.PASSWORD));
  }

  private static Answer from(String address, String path, Object body) {
    return anybody.send(
        anybody
            .request(path, "Content-Type", "application/json", "X-Forwarded-For", address)
            .POST(
                HttpRequest.BodyPublishers.ofByteArray(
                    StrictJson.mapper().writeValueAsBytes(body))));
  }

  private static void tooMany(Answer answer, Duration window) {
    answer.problem(ProblemType.TOO_MANY_REQUESTS);
    String header = answer.header("Retry-After").orElseThrow();
    assertThat(Long.parseLong(header)).isBetween(1L, window.toSeconds());
    assertThat(answer.json().get("retryAfterSeconds").longValue())
        .isEqualTo(Long.parseLong(header));
  }
}
