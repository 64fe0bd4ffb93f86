package io.medseal.server.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.ledger.ids.Bytes;
import io.medseal.protocol.accounts.Accounts;
import io.medseal.protocol.accounts.SlotKind;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.TestService;
import io.medseal.server.testing.Answer;
import io.medseal.server.testing.Caller;
import io.medseal.server.testing.Person;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Limits on attempts")
class LimitsTest {
  private static final Duration WINDOW = Duration.ofMinutes(15);
  private static final Duration HOUR = Duration.ofHours(1);

  private static TestService service;
  private static Caller anybody;

  @BeforeAll
  static void start() {
    service = TestService.fresh();
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
      "POST /sessions answers too-many-requests after 10 failures for an account, to the right password as well, until 15 minutes are over")
  void perAccount() {
    Person person = service.person("guessed");
    for (int i = 0; i < 10; i++) {
      guess(person.email()).problem(ProblemType.WRONG_CREDENTIALS);
    }
    tooMany(guess(person.email()), WINDOW);
    tooMany(anybody.post("/api/v1/sessions", person.logIn()), WINDOW);
    service.clock().pass(WINDOW);
    anybody.post("/api/v1/sessions", person.logIn()).good();
  }

  @Test
  @DisplayName(
      "POST /sessions counts failures only: right log-ins use nothing up and forgive nothing")
  void onlyFailures() {
    Person person = service.person("busy");
    for (int i = 0; i < 9; i++) {
      guess(person.email()).problem(ProblemType.WRONG_CREDENTIALS);
    }
    for (int i = 0; i < 110; i++) {
      anybody.post("/api/v1/sessions", person.logIn()).good();
    }
    guess(person.email()).problem(ProblemType.WRONG_CREDENTIALS);
    tooMany(guess(person.email()), WINDOW);
  }

  @Test
  @DisplayName("POST /sessions lets no more than 10 guesses through when they come all at once")
  void atOnce() throws Exception {
    Person person = service.person("rushed");
    List<Future<Answer>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 40; i++) {
        answers.add(threads.submit(() -> guess(person.email())));
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
      Answer known = guess(person.email());
      Answer unknown = guess("nobody-has-this@example.org");
      assertThat(unknown.status()).isEqualTo(known.status());
      assertThat(unknown.json().get("type")).isEqualTo(known.json().get("type"));
      assertThat(unknown.header("Retry-After").isPresent())
          .isEqualTo(known.header("Retry-After").isPresent());
    }
  }

  @Test
  @DisplayName("POST /sessions answers too-many-requests after 100 failures from one address")
  void perAddress() {
    Person person = service.person("neighbour");
    for (int i = 0; i < 100; i++) {
      guess("spread-" + i + "@example.org").problem(ProblemType.WRONG_CREDENTIALS);
    }
    tooMany(guess("one-more@example.org"), WINDOW);
    tooMany(anybody.post("/api/v1/sessions", person.logIn()), WINDOW);
  }

  @Test
  @DisplayName("are kept when the service starts again")
  void restart() {
    Person person = service.person("patient");
    for (int i = 0; i < 10; i++) {
      guess(person.email()).problem(ProblemType.WRONG_CREDENTIALS);
    }
    service.stop();
    service.start();
    anybody = service.anonymous();
    tooMany(guess(person.email()), WINDOW);
  }

  @Test
  @DisplayName("PUT /account/slots answers too-many-requests after 10 wrong authentication keys")
  void slots() {
    Person person = service.person("unlocked");
    Accounts.SlotsChange change =
        new Accounts.SlotsChange(
            SlotKind.PASSWORD,
            Bytes.of(Person.random(32)),
            null,
            List.of(),
            List.of(Person.slot(SlotKind.PASSWORD), Person.slot(SlotKind.RECOVERY)),
            List.of(),
            null);
    for (int i = 0; i < 10; i++) {
      person.call().put("/api/v1/account/slots", change).problem(ProblemType.WRONG_CREDENTIALS);
    }
    tooMany(person.call().put("/api/v1/account/slots", change), WINDOW);
  }

  @Test
  @DisplayName(
      "POST /accounts answers too-many-requests after 100 sign-ups from one address in an hour, good or bad")
  void signUps() {
    Person person = service.person("first");
    Accounts.SignUp bad =
        new Accounts.SignUp("no address", person.signUp().statements(), List.of());
    for (int i = 1; i < 100; i++) {
      anybody.post("/api/v1/accounts", bad).problem(ProblemType.MALFORMED);
    }
    tooMany(anybody.post("/api/v1/accounts", bad), HOUR);
    service.clock().pass(HOUR);
    service.person("later");
  }

  @Test
  @DisplayName(
      "POST /sessions/parameters answers too-many-requests after 600 questions from one address")
  void parameters() {
    Accounts.ParametersQuery query = new Accounts.ParametersQuery("anybody@example.org");
    for (int i = 0; i < 600; i++) {
      anybody.post("/api/v1/sessions/parameters", query).good();
    }
    tooMany(anybody.post("/api/v1/sessions/parameters", query), WINDOW);
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

  private static Answer guess(String email) {
    return anybody.post(
        "/api/v1/sessions",
        new Accounts.LogIn(email, SlotKind.PASSWORD, Bytes.of(Person.random(32)), null));
  }

  private static void tooMany(Answer answer, Duration window) {
    answer.problem(ProblemType.TOO_MANY_REQUESTS);
    String header = answer.header("Retry-After").orElseThrow();
    assertThat(Long.parseLong(header)).isBetween(1L, window.toSeconds());
    assertThat(answer.json().get("retryAfterSeconds").longValue())
        .isEqualTo(Long.parseLong(header));
  }
}
