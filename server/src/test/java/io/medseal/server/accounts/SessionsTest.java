package io.medseal.server.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.protocol.accounts.Accounts;
import io.medseal.protocol.accounts.SlotKind;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.TestService;
import io.medseal.server.testing.Answer;
import io.medseal.server.testing.Caller;
import io.medseal.server.testing.Person;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Accounts and sessions")
class SessionsTest {
  private static TestService service;

  @BeforeAll
  static void start() {
    service = TestService.fresh();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  @DisplayName(
      "POST /accounts answers email-taken for an address that has an account, however it is written")
  void emailTaken() {
    Person first = service.person("first");
    Person second = Person.stranger(service.clock(), "second");
    for (String email :
        List.of(first.email(), " " + first.email().toUpperCase(Locale.ROOT) + " ")) {
      service
          .anonymous()
          .post(
              "/api/v1/accounts",
              new Accounts.SignUp(
                  email, second.signUp().statements(), second.signUp().slots(), null))
          .problem(ProblemType.EMAIL_TAKEN);
    }
    service
        .anonymous()
        .post(
            "/api/v1/accounts",
            new Accounts.SignUp(
                "third@example.org", first.ring().copyUnsent(), first.signUp().slots(), null))
        .problem(ProblemType.MALFORMED);
  }

  @Test
  @DisplayName(
      "POST /accounts refuses slots without recovery, without a way in, or with a weak password")
  void slots() {
    Person person = Person.stranger(service.clock(), "weak");
    Accounts.NewSlot password = Person.slot(SlotKind.PASSWORD);
    Accounts.NewSlot recovery = Person.slot(SlotKind.RECOVERY);
    Accounts.NewSlot weak =
        new Accounts.NewSlot(
            password.id(),
            SlotKind.PASSWORD,
            password.slot(),
            password.authenticationKey(),
            new Accounts.PasswordParameters(password.password().salt(), 1_024, 1, 1),
            null,
            null);
    for (List<Accounts.NewSlot> bad :
        List.of(
            List.of(password),
            List.of(recovery),
            List.of(password, recovery, Person.slot(SlotKind.RECOVERY)),
            List.of(weak, recovery))) {
      service
          .anonymous()
          .post(
              "/api/v1/accounts",
              new Accounts.SignUp(person.email(), person.signUp().statements(), bad, null))
          .problem(ProblemType.MALFORMED);
    }
  }

  @Test
  @DisplayName(
      "POST /sessions/parameters answers an unknown address in the same shape, the same each time")
  void parameters() {
    Person person = service.person("known");
    Answer known = parameters(person.email());
    Answer unknown = parameters("unknown@example.org");
    assertThat(known.as(Accounts.PasswordParameters.class)).isEqualTo(person.password().password());
    assertThat(unknown.as(Accounts.PasswordParameters.class).salt().size()).isEqualTo(16);
    assertThat(unknown.json().propertyNames()).isEqualTo(known.json().propertyNames());
    assertThat(parameters("Unknown@example.org ").text()).isEqualTo(unknown.text());
    assertThat(parameters("unknown2@example.org").text()).isNotEqualTo(unknown.text());
  }

  @Test
  @DisplayName("POST /sessions answers the slots of the kind logged in with, and no others")
  void slotsOfKind() {
    Person person = service.person("slots");
    Accounts.SessionOpened opened =
        service
            .anonymous()
            .post("/api/v1/sessions", person.logIn())
            .as(Accounts.SessionOpened.class);
    assertThat(opened.slots()).extracting(Accounts.Slot::kind).containsExactly(SlotKind.PASSWORD);
    service
        .anonymous()
        .post(
            "/api/v1/sessions",
            new Accounts.LogIn(
                person.email(),
                SlotKind.RECOVERY,
                person.password().authenticationKey(),
                null,
                null))
        .problem(ProblemType.WRONG_CREDENTIALS);
  }

  @Test
  @DisplayName("GET /sessions lists the account's own; DELETE ends one, the current one, or all")
  void ending() {
    Person person = service.person("ending");
    Caller second = logIn(person);
    Caller third = logIn(person);
    Accounts.Sessions listed = second.get("/api/v1/sessions").as(Accounts.Sessions.class);
    assertThat(listed.sessions()).hasSize(3);
    assertThat(listed.sessions()).filteredOn(Accounts.SessionSummary::current).hasSize(1);

    String current =
        third.get("/api/v1/sessions").as(Accounts.Sessions.class).sessions().stream()
            .filter(Accounts.SessionSummary::current)
            .findFirst()
            .orElseThrow()
            .id();
    second.delete("/api/v1/sessions/" + current).good();
    third.get("/api/v1/account").problem(ProblemType.UNAUTHENTICATED);
    second.delete("/api/v1/sessions/" + current).problem(ProblemType.NOT_FOUND);
    second.delete("/api/v1/sessions/current").good();
    second.get("/api/v1/account").problem(ProblemType.UNAUTHENTICATED);
    Caller fourth = logIn(person);
    person.call().delete("/api/v1/sessions").good();
    fourth.get("/api/v1/account").problem(ProblemType.UNAUTHENTICATED);
    person.call().get("/api/v1/account").problem(ProblemType.UNAUTHENTICATED);
  }

  @Test
  @DisplayName("A session ends 12 hours after it was used last, and 30 days after it was opened")
  void expiry() {
    Person person = service.person("idle");
    Caller idle = logIn(person);
    Caller used = logIn(person);
    for (int hours = 0; hours < 30 * 24 - 11; hours += 11) {
      used.get("/api/v1/account").good();
      service.clock().pass(Duration.ofHours(11));
    }
    idle.get("/api/v1/account").problem(ProblemType.SESSION_EXPIRED);
    used.get("/api/v1/account").good();
    service.clock().pass(Duration.ofHours(11));
    used.get("/api/v1/account").problem(ProblemType.SESSION_EXPIRED);
  }

  @Test
  @DisplayName("PUT /account/slots replaces them and ends every other session")
  void changeSlots() {
    Person person = service.person("changing");
    Caller other = logIn(person);
    Accounts.NewSlot fresh = Person.slot(SlotKind.PASSWORD);
    Accounts.Account after =
        person
            .call()
            .put(
                "/api/v1/account/slots",
                new Accounts.SlotsChange(
                    SlotKind.PASSWORD,
                    person.password().authenticationKey(),
                    null,
                    List.of(),
                    List.of(),
                    List.of(fresh),
                    List.of(person.recovery().id()),
                    null))
            .as(Accounts.Account.class);
    assertThat(after.slots())
        .extracting(Accounts.Slot::id)
        .containsExactlyInAnyOrder(fresh.id(), person.recovery().id());
    other.get("/api/v1/account").problem(ProblemType.UNAUTHENTICATED);
    person.call().get("/api/v1/account").good();
    service
        .anonymous()
        .post("/api/v1/sessions", person.logIn())
        .problem(ProblemType.WRONG_CREDENTIALS);
  }

  @Test
  @DisplayName("POST /sessions keeps the 50 sessions of an account that were used last")
  void most() {
    Person person = service.person("many");
    Caller first = logIn(person);
    for (int i = 0; i < 50; i++) {
      service.clock().pass(Duration.ofMillis(2));
      logIn(person);
    }
    first.get("/api/v1/account").problem(ProblemType.UNAUTHENTICATED);
    assertThat(logIn(person).get("/api/v1/sessions").as(Accounts.Sessions.class).sessions())
        .hasSize(50);
  }

  private static Answer parameters(String email) {
    return service
        .anonymous()
        .post("/api/v1/sessions/parameters", new Accounts.ParametersQuery(email, null));
  }

  private static Caller logIn(Person person) {
    Caller anybody = service.anonymous();
    return anybody.with(
        anybody.post("/api/v1/sessions", person.logIn()).as(Accounts.SessionOpened.class).token());
  }
}
