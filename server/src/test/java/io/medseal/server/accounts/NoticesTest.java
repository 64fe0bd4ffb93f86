package io.medseal.server.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.statements.StrictJson;
import io.medseal.protocol.accounts.Accounts;
import io.medseal.protocol.accounts.Accounts.Notice;
import io.medseal.protocol.accounts.Accounts.NoticeKind;
import io.medseal.protocol.accounts.SlotKind;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.TestService;
import io.medseal.server.testing.Answer;
import io.medseal.server.testing.Caller;
import io.medseal.server.testing.Person;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What an owner learns about their account")
class NoticesTest {
  private static final String SESSIONS = "/api/v1/sessions";
  private static final String NOTICES = "/api/v1/account/notices";
  private static TestService service;

  @BeforeAll
  static void start() {
    service = TestService.behind("127.0.0.0/8, ::1");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  @DisplayName(
      "names failed log-ins with way, address and number, and new devices, at the next log-in of each device")
  void failed() {
    Person person = service.person("watched");
    Accounts.SessionOpened first = opened(person.logIn(), "198.51.100.7");
    service.clock().pass(Duration.ofMillis(2));
    for (int i = 0; i < 3; i++) {
      logIn(wrong(person, SlotKind.PASSWORD), "2001:db8:1:2::" + i)
          .problem(ProblemType.WRONG_CREDENTIALS);
    }
    logIn(wrong(person, SlotKind.RECOVERY), "203.0.113.9").problem(ProblemType.WRONG_CREDENTIALS);
    service.clock().pass(Duration.ofMillis(2));
    Accounts.SessionOpened strange = opened(person.logIn(), "203.0.113.9");
    List<Notice> told = opened(with(person.logIn(), first.device()), "198.51.100.7").notices();
    assertThat(told)
        .extracting(Notice::kind, Notice::way, Notice::origin, Notice::count)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(
                NoticeKind.NEW_DEVICE, SlotKind.PASSWORD, "203.0.113.9", 1),
            org.assertj.core.groups.Tuple.tuple(
                NoticeKind.LOG_IN_FAILED, SlotKind.RECOVERY, "203.0.113.9", 1),
            org.assertj.core.groups.Tuple.tuple(
                NoticeKind.LOG_IN_FAILED, SlotKind.PASSWORD, "2001:db8:1:2::/64", 3));
    assertThat(strange.notices())
        .as("whoever came first has not read it away")
        .extracting(Notice::kind)
        .contains(NoticeKind.LOG_IN_FAILED);
    service.clock().pass(Duration.ofMillis(2));
    assertThat(opened(with(person.logIn(), first.device()), "198.51.100.7").notices())
        .as("told once")
        .isEmpty();
    assertThat(listed(person.call())).hasSize(4);
  }

  @Test
  @DisplayName("names every changed way in, who proved it and from where")
  void changed() {
    Person person = service.person("changing");
    Accounts.NewSlot passkey = Person.slot(SlotKind.PASSKEY);
    change(
        person,
        SlotKind.RECOVERY,
        person.recovery(),
        List.of(Person.slot(SlotKind.PASSWORD), passkey),
        List.of(person.recovery().id()));
    assertThat(listed(person.call()))
        .extracting(Notice::kind)
        .containsExactlyInAnyOrder(NoticeKind.PASSWORD_CHANGED, NoticeKind.PASSKEY_ADDED);
    assertThat(listed(person.call())).extracting(Notice::way).containsOnly(SlotKind.RECOVERY);
    Accounts.NewSlot recovery = Person.slot(SlotKind.RECOVERY);
    change(person, SlotKind.RECOVERY, person.recovery(), List.of(recovery), List.of(passkey.id()));
    assertThat(listed(person.call()))
        .extracting(Notice::kind)
        .contains(NoticeKind.PASSWORD_REMOVED, NoticeKind.RECOVERY_CHANGED);
    change(
        person,
        SlotKind.PASSKEY,
        passkey,
        List.of(Person.slot(SlotKind.PASSWORD)),
        List.of(recovery.id()));
    assertThat(listed(person.call()))
        .extracting(Notice::kind, Notice::way)
        .contains(
            org.assertj.core.groups.Tuple.tuple(NoticeKind.PASSKEY_REMOVED, SlotKind.PASSKEY));
  }

  @Test
  @DisplayName("is bounded: strangers' failures push nothing out but older failures")
  void bounded() {
    Person person = service.person("flooded");
    change(
        person,
        SlotKind.PASSWORD,
        person.password(),
        List.of(Person.slot(SlotKind.PASSWORD)),
        List.of(person.recovery().id()));
    for (int i = 0; i < 80; i++) {
      logIn(wrong(person, SlotKind.PASSWORD), "192.0.2." + i)
          .problem(ProblemType.WRONG_CREDENTIALS);
    }
    assertThat(listed(person.call()))
        .hasSize(51)
        .extracting(Notice::kind)
        .contains(NoticeKind.PASSWORD_CHANGED);
  }

  private static void change(
      Person person,
      SlotKind kind,
      Accounts.NewSlot proof,
      List<Accounts.NewSlot> slots,
      List<Bytes> kept) {
    person
        .call()
        .put(
            "/api/v1/account/slots",
            new Accounts.SlotsChange(
                kind, proof.authenticationKey(), null, List.of(), List.of(), slots, kept, null))
        .good();
  }

  private static List<Notice> listed(Caller caller) {
    return caller.get(NOTICES).as(Accounts.Notices.class).notices();
  }

  private static Accounts.LogIn wrong(Person person, SlotKind kind) {
    return new Accounts.LogIn(person.email(), kind, Bytes.of(Person.random(32)), null, null);
  }

  private static Accounts.LogIn with(Accounts.LogIn request, @Nullable String device) {
    return new Accounts.LogIn(
        request.email(), request.kind(), request.authenticationKey(), null, device);
  }

  private static Accounts.SessionOpened opened(Accounts.LogIn request, String address) {
    return logIn(request, address).as(Accounts.SessionOpened.class);
  }

  private static Answer logIn(Accounts.LogIn request, String address) {
    Caller anybody = service.anonymous();
    return anybody.send(
        anybody
            .request(SESSIONS, "Content-Type", "application/json", "X-Forwarded-For", address)
            .POST(
                HttpRequest.BodyPublishers.ofByteArray(
                    StrictJson.mapper().writeValueAsBytes(request))));
  }
}
