package io.medseal.server.institutes;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.Change;
import io.medseal.protocol.accounts.Accounts;
import io.medseal.protocol.institutes.Institutes;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.TestService;
import io.medseal.server.testing.Answer;
import io.medseal.server.testing.Person;
import io.medseal.server.testing.Ring;
import io.medseal.testkit.dns.DnsServer;
import java.net.InetAddress;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@DisplayName("M14: an institute")
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
class InstitutesTest {
  private static final String DOMAIN = "charite.example";
  private static final String LABEL = "_medseal." + DOMAIN;
  private static final String NAME = "Charité – Universitätsmedizin Berlin";

  private DnsServer dns;
  private TestService service;
  private Person head;
  private Ring charite;

  @BeforeEach
  void found() {
    dns = DnsServer.start();
    service = TestService.asking(dns.address());
    head = service.person("head");
    charite = institute(head, NAME, DOMAIN);
  }

  @AfterEach
  void close() {
    service.close();
    dns.close();
  }

  @Test
  @DisplayName("is verified by a TXT record of its domain; everybody is told when and how")
  void byDomain() {
    assertThat(standing(charite)).as("before anybody asked").isEmpty();
    dns.texts(LABEL, "v=spf1 -all", named(charite));

    Institutes.Verification answer = verify(head, charite).good().as(Institutes.Verification.class);

    assertThat(answer.domain().name()).isEqualTo(DOMAIN);
    assertThat(answer.domain().method()).isEqualTo(Institutes.Method.DNS);
    assertThat(answer.domain().checked())
        .isBetween(service.clock().instant().minusSeconds(60), service.clock().instant());
    assertThat(standing(charite)).contains(answer);
  }

  @Test
  @DisplayName("of a stranger has its domain's word neither by its name nor by its card")
  void stranger() {
    dns.texts(LABEL, named(charite));
    verify(head, charite).good();
    Person stranger = service.person("stranger");
    Ring false1 = institute(stranger, NAME, DOMAIN);

    verify(stranger, false1).problem(ProblemType.DOMAIN_UNPROVED);

    assertThat(standing(false1)).isEmpty();
    assertThat(standing(charite)).isPresent();
  }

  @Test
  @DisplayName("loses a domain that names another one now, at once")
  void moved() {
    dns.texts(LABEL, named(charite));
    verify(head, charite).good();
    Ring successor = institute(head, NAME, DOMAIN);
    dns.texts(LABEL, named(successor));

    verify(head, successor).good();

    assertThat(standing(charite)).isEmpty();
    assertThat(standing(successor)).isPresent();
  }

  @Test
  @DisplayName("is not verified by a domain that names two, or says something else")
  void twoNames() {
    Ring other = institute(head, NAME, DOMAIN);
    dns.texts(LABEL, named(charite), named(other));
    verify(head, charite).problem(ProblemType.DOMAIN_UNPROVED);
    dns.texts(LABEL, named(charite) + " ");
    verify(head, charite).problem(ProblemType.DOMAIN_UNPROVED);
    dns.texts(DOMAIN, named(charite));
    dns.forget(LABEL);
    verify(head, charite).problem(ProblemType.DOMAIN_UNPROVED);
    dns.texts(LABEL, named(charite));
    dns.failing(true);
    verify(head, charite).problem(ProblemType.DOMAIN_UNPROVED);
    dns.failing(false);
    dns.silent(true);
    verify(head, charite).problem(ProblemType.DOMAIN_UNPROVED);
    assertThat(standing(charite)).isEmpty();
  }

  @Test
  @DisplayName("whose host is on this computer or a private network is not fetched from there")
  void inside() throws Exception {
    for (String host : List.of("127.0.0.1", "10.0.0.1", "169.254.169.254")) {
      dns.address(DOMAIN, InetAddress.ofLiteral(host));
      verify(head, charite).problem(ProblemType.DOMAIN_UNPROVED);
    }
  }

  @Test
  @DisplayName("is unverified as soon as its card names another domain or none, or it is closed")
  void otherCard() {
    dns.texts(LABEL, named(charite));
    verify(head, charite).good();
    card(head, charite, NAME, "charite-berlin.example");
    assertThat(standing(charite)).isEmpty();
    card(head, charite, NAME, DOMAIN);
    assertThat(standing(charite)).isPresent();
    card(head, charite, NAME, null);
    assertThat(standing(charite)).isEmpty();
    verify(head, charite).problem(ProblemType.DOMAIN_UNPROVED);
    card(head, charite, NAME, DOMAIN);
    charite.change(head.ring(), new Change.Close());
    head.append(charite).good();
    assertThat(standing(charite)).isEmpty();
    verify(head, charite).problem(ProblemType.NOT_FOUND);
  }

  @Test
  @DisplayName(
      "is asked about again every day: at once gone by another name, after days by silence")
  void again() {
    dns.texts(LABEL, named(charite));
    verify(head, charite).good();
    Instant first = standing(charite).orElseThrow().domain().checked();
    InstituteService institutes = service.part(InstituteService.class);

    service.clock().pass(Duration.ofDays(1));
    institutes.askAgain(10);
    Instant second = standing(charite).orElseThrow().domain().checked();
    assertThat(second).isAfter(first);

    dns.forget(LABEL);
    service.clock().pass(Duration.ofDays(1));
    institutes.askAgain(10);
    assertThat(standing(charite).orElseThrow().domain().checked()).isEqualTo(second);
    service.clock().pass(InstituteService.LASTS);
    assertThat(standing(charite)).as("nobody had to ask").isEmpty();
    institutes.askAgain(10);
    dns.texts(LABEL, named(charite));
    institutes.askAgain(10);
    assertThat(standing(charite)).as("its manager has to ask again").isEmpty();

    verify(again(head), charite).good();
    dns.texts(LABEL, named(institute(head, NAME, DOMAIN)));
    service.clock().pass(Duration.ofDays(1));
    institutes.askAgain(10);
    assertThat(standing(charite)).isEmpty();
  }

  @Test
  @DisplayName("is asked about only for those who manage it, and so often an hour")
  void bounded() {
    dns.texts(LABEL, named(charite));
    Person doctor = service.person("doctor");
    charite.add(head.ring(), doctor.ring(), Role.READER, null);
    head.append(charite).good();
    verify(doctor, charite).problem(ProblemType.DENIED);
    verify(doctor, doctor.ring()).problem(ProblemType.NOT_FOUND);
    verify(service.person("other"), charite).problem(ProblemType.DENIED);
    for (int i = 2; i < 20; i++) {
      verify(doctor, charite).problem(ProblemType.DENIED);
    }
    verify(doctor, charite).problem(ProblemType.TOO_MANY_REQUESTS);
    verify(head, charite).good();
  }

  @Test
  @DisplayName("is verified by the operator, under the name that was confirmed and no other")
  void byOperator() throws Exception {
    ConfirmedInstitutes operator = ConfirmedInstitutes.in(service.data());
    operator.confirm(charite.id(), NAME, Instant.parse("2026-11-01T08:00:00Z"));
    Institutes.Verification answer = standing(charite).orElseThrow();
    assertThat(answer.domain()).isNull();
    assertThat(answer.operator().confirmed()).isEqualTo("2026-11-01T08:00:00Z");

    card(head, charite, "Another Hospital", DOMAIN);
    assertThat(standing(charite)).isEmpty();
    card(head, charite, NAME, DOMAIN);
    assertThat(standing(charite)).isPresent();
    operator.withdraw(charite.id());
    assertThat(standing(charite)).isEmpty();

    operator.confirm(charite.id(), NAME, Instant.parse("2026-11-01T08:00:00Z"));
    Files.writeString(service.data().resolve("confirmed-institutes"), "damaged\n");
    assertThat(standing(charite)).as("what can't be read counts for nothing").isEmpty();
  }

  private Ring institute(Person owner, String name, String domain) {
    Ring ring = Ring.owned(service.clock(), KeyringKind.INSTITUTE, owner.ring());
    ring.change(owner.ring(), new Change.PublishCard(name, null, domain));
    owner.append(ring).good();
    return ring;
  }

  private void card(Person owner, Ring ring, String name, String domain) {
    ring.change(owner.ring(), new Change.PublishCard(name, null, domain));
    owner.append(ring).good();
  }

  /** With a session that has not ended meanwhile. */
  private Person again(Person person) {
    person.use(
        service
            .anonymous()
            .with(
                service
                    .anonymous()
                    .post("/api/v1/sessions", person.logIn())
                    .as(Accounts.SessionOpened.class)
                    .token()));
    return person;
  }

  private static String named(Ring institute) {
    return "medseal-institute=" + institute.id().hex();
  }

  private static Answer verify(Person who, Ring institute) {
    return who.call()
        .post("/api/v1/institutes/" + institute.id().hex() + "/verification", Map.of());
  }

  private Optional<Institutes.Verification> standing(Ring institute) {
    return service
        .person("somebody")
        .call()
        .post("/api/v1/institutes/query", new Institutes.InstituteQuery(List.of(institute.id())))
        .good()
        .as(Institutes.Verified.class)
        .institutes()
        .stream()
        .findFirst();
  }
}
