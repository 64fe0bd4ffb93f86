package io.medseal.e2e.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medseal.client.groups.GroupView;
import io.medseal.client.institutes.Standing;
import io.medseal.client.people.Endorsed;
import io.medseal.client.people.Person;
import io.medseal.client.problems.InputException;
import io.medseal.client.problems.ServiceException;
import io.medseal.client.records.RecordView;
import io.medseal.ledger.keyrings.Card;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.Role;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.testkit.dns.DnsServer;
import io.medseal.testkit.people.TestPerson;
import io.medseal.testkit.programs.CommandLine;
import io.medseal.testkit.proxy.Answer;
import io.medseal.testkit.proxy.LyingProxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("M14: an institute that a stranger founded under a great name")
class InstitutesIT {
  private static final String NAME = "Charité – Universitätsmedizin Berlin";
  private static final String DOMAIN = "charite.example";
  private static final String RECORD = "_medseal." + DOMAIN;

  @TempDir Path folder;
  private DnsServer dns;
  private Scene scene;
  private TestPerson stranger;
  private TestPerson chief;
  private TestPerson patient;
  private GroupView charite;

  @BeforeEach
  void start() {
    dns = DnsServer.start();
    scene = new Scene(folder, List.of("--name-server", "127.0.0.1:" + dns.address().getPort()));
    stranger = scene.person("stranger");
    chief = scene.person("chief");
    patient = scene.person("patient");
    charite = found(stranger, Optional.of(DOMAIN));
    stranger
        .medseal()
        .groups()
        .endorse(
            charite.id(),
            chief.keyring(),
            "Prof. Dr. Invented, chief physician",
            Optional.of("Cardiology"),
            Optional.empty(),
            Optional.empty());
  }

  @AfterEach
  void stop() {
    scene.close();
    dns.close();
  }

  @Test
  @DisplayName("is an unverified institute everywhere, and its word gives nobody a name")
  void unverified() {
    Person found = patient.medseal().people().find(chief.email());
    assertThat(found.verifiedEndorsement()).isEmpty();
    assertThat(found.endorsements())
        .singleElement()
        .satisfies(
            word -> {
              assertThat(word.standing()).isEqualTo(Standing.NONE);
              assertThat(word.spokenInstitute()).isEqualTo("unverified institute \"" + NAME + "\"");
            });
    assertThat(found.display()).isEqualTo(chief.email());
    assertThat(patient.medseal().people().find(charite.id().hex()).display())
        .isEqualTo("unverified institute \"" + NAME + "\"");

    RecordView record = scene.record(patient);
    Scene.offer(patient, record, chief, Role.READER);
    CommandLine line = commandLine();
    assertThat(line.run("access", record.id().hex()).out())
        .contains(chief.keyring().hex().substring(0, 12))
        .doesNotContain("Prof. Dr.", "Charité");
    assertThat(line.run("person", chief.email()).out())
        .contains(
            "Endorsed by unverified institute \""
                + NAME
                + "\" ("
                + charite.id().hex().substring(0, 8)
                + ") as \"Prof. Dr. Invented, chief physician")
        .doesNotContain("onfirmed", "\u2713", "\u2714");
    assertThat(
            line.run("person", chief.email(), "--json")
                .json()
                .at("/endorsements/0/standing/verified")
                .booleanValue())
        .isFalse();
  }

  @Test
  @DisplayName("is not verified by a domain that names the true one, nor by one that names nobody")
  void othersDomain() {
    GroupView rightful = found(scene.person("head"), Optional.of(DOMAIN));
    unproved();
    dns.texts(RECORD, "medseal-institute=" + rightful.id().hex());
    unproved();
    dns.failing(true);
    unproved();
    assertThat(standing()).isEqualTo(Standing.NONE);
  }

  @Test
  @DisplayName(
      "is called by a domain that names it, whatever its name: the domain is shown with it")
  void byDomain() {
    named();
    assertThat(stranger.medseal().institutes().verify(charite.id()).isVerified()).isTrue();
    Endorsed word = patient.medseal().people().find(chief.email()).endorsements().getFirst();
    assertThat(word.standing().domain())
        .hasValueSatisfying(
            domain -> {
              assertThat(domain.name()).isEqualTo(DOMAIN);
              assertThat(domain.method()).isEqualTo("dns");
            });
    assertThat(word.spokenInstitute())
        .startsWith("\"" + NAME + "\" (" + DOMAIN + ", checked by this service on ");
    assertThat(commandLine().run("person", chief.email()).out())
        .contains("Endorsed by \"" + NAME + "\" (" + DOMAIN + ", checked by this service on ");

    dns.texts(RECORD, "medseal-institute=" + "4a".repeat(32));
    unproved();
    assertThat(standing()).as("the record names another now").isEqualTo(Standing.NONE);
  }

  @Test
  @DisplayName("loses its domain with the card that claimed it")
  void cardChanged() {
    named();
    stranger.medseal().institutes().verify(charite.id());
    rename(NAME, Optional.of("other.example"));
    assertThat(standing()).isEqualTo(Standing.NONE);
  }

  @Test
  @DisplayName("is confirmed by the operator under that name, and under no other")
  void byOperator() {
    String id = charite.id().hex();
    assertThat(scene.service().asOperator("confirm", "--institute", id, "--name", NAME).exitCode())
        .isZero();
    assertThat(standing().operator()).isPresent();
    assertThat(patient.medseal().people().find(charite.id().hex()).display())
        .isEqualTo("\"" + NAME + "\" (confirmed by this service's operator)");
    rename("Another Hospital", Optional.empty());
    assertThat(standing()).isEqualTo(Standing.NONE);
    rename(NAME, Optional.empty());
    assertThat(standing().isVerified()).isTrue();
    assertThat(scene.service().asOperator("unconfirm", "--institute", id).exitCode()).isZero();
    assertThat(standing()).isEqualTo(Standing.NONE);
  }

  @Test
  @DisplayName("is confirmed by the user who compared its safety number, on that machine")
  void bySafetyNumber() {
    CommandLine line = commandLine();
    String id = charite.id().hex();
    String wrong = "00000 11111 22222 33333 44444 55555";
    assertThat(line.run("institute", "confirm", id, "--safety-number", wrong).err())
        .contains("another safety number");
    assertThat(line.run("institute", "show", id).out()).contains("unverified");
    assertThat(
            line.run("institute", "confirm", id, "--safety-number", charite.safetyNumber()).out())
        .contains(NAME);
    assertThat(line.run("person", chief.email()).out())
        .contains(
            "Endorsed by \""
                + NAME
                + "\" (confirmed by you) as \"Prof. Dr. Invented, chief physician");
    assertThat(standing()).as("on another machine").isEqualTo(Standing.NONE);
    rename("Another Hospital", Optional.empty());
    assertThat(line.run("institute", "show", id).out()).contains("unverified");
  }

  @Test
  @DisplayName("is verified by no lie of the service about what its card does not say")
  void lyingService() {
    String others = "\"domain\":{\"name\":\"%s\",\"method\":\"dns\",\"checked\":\"%s\"}";
    String now = "2026-11-29T10:00:00.000Z";
    assertThat(standing(others.formatted("charite-berlin.example", now)))
        .as("a domain that is not on the card")
        .isEqualTo(Standing.NONE);
    assertThat(standing("\"operator\":{\"name\":\"Charité\",\"confirmed\":\"" + now + "\"}"))
        .as("another name")
        .isEqualTo(Standing.NONE);
    assertThat(standing(others.formatted(DOMAIN, now)).naming(charite.id(), Optional.of(NAME)))
        .as("what the card says itself is the service's word, and called that")
        .contains(DOMAIN + ", checked by this service on 2026-11-29");
  }

  @Test
  @DisplayName("lets nothing in by itself, even accepted, until something stands behind it")
  void participation() {
    stranger
        .medseal()
        .groups()
        .setMember(charite.id(), patient.keyring(), Role.READER, Optional.empty());
    patient.medseal().offers().accept(charite.id());
    RecordView record = scene.record(chief);
    Scene.offer(chief, record, patient, Role.READER);
    assertThat(patient.medseal().records().list()).isEmpty();

    named();
    stranger.medseal().institutes().verify(charite.id());
    patient.restart(scene.service().uri());
    assertThat(patient.medseal().records().list())
        .extracting(RecordView::id)
        .containsExactly(record.id());
    assertThat(patient.medseal().offers().waiting().offers()).isEmpty();
  }

  @Test
  @DisplayName("has no domain that looks like another: other scripts are written in ASCII")
  void lookalikes() {
    CommandLine line = commandLine();
    assertThat(create(line, "charit\u00e9.example")).contains("xn--charit-gva.example");
    assertThat(create(line, "\u0441harite.example")).contains("xn--").doesNotContain(DOMAIN + "\"");
    for (String bad : List.of("localhost", "127.0.0.1", "a b.example", "charite.example.")) {
      assertThatThrownBy(() -> found(stranger, Optional.of(bad)))
          .isInstanceOf(InputException.BadValue.class);
    }
  }

  private static String create(CommandLine line, String domain) {
    var created = line.run("institute", "create", "--name", NAME, "--domain", domain, "--json");
    assertThat(created.exitCode()).as(created.err()).isZero();
    return created.out();
  }

  private GroupView found(TestPerson by, Optional<String> domain) {
    return by.medseal()
        .groups()
        .create(KeyringKind.INSTITUTE, new Card(NAME, Optional.empty(), domain));
  }

  private void rename(String name, Optional<String> domain) {
    stranger.medseal().groups().publishCard(charite.id(), new Card(name, Optional.empty(), domain));
  }

  private void named() {
    dns.texts(RECORD, "medseal-institute=" + charite.id().hex());
  }

  private void unproved() {
    assertThatThrownBy(() -> stranger.medseal().institutes().verify(charite.id()))
        .isInstanceOfSatisfying(
            ServiceException.class,
            refused -> assertThat(refused.type()).isEqualTo(ProblemType.DOMAIN_UNPROVED));
  }

  private Standing standing() {
    return patient.medseal().institutes().verification(charite.id());
  }

  /** What a client makes of a service that says this. */
  private Standing standing(String lie) {
    try (LyingProxy proxy = LyingProxy.before(scene.service().uri());
        TestPerson asking = patient.through(proxy.uri())) {
      proxy.lie(
          (request, honest) ->
              request.is("POST", "/api/v1/institutes/query") ? verified(honest, lie) : honest);
      return asking.medseal().institutes().verification(charite.id());
    }
  }

  private Answer verified(Answer honest, String lie) {
    return honest.withBody(
        "{\"institutes\":[{\"keyring\":\"" + charite.id().hex() + "\"," + lie + "}]}");
  }

  private CommandLine commandLine() {
    CommandLine line = CommandLine.of("of-patient", folder.resolve("machines"), List.of());
    Path password = line.secretFile("password", new String(patient.password()));
    var loggedIn =
        line.run(
            "login",
            "--server",
            scene.service().uri().toString(),
            "--email",
            patient.email(),
            "--password-file",
            password.toString());
    assertThat(loggedIn.exitCode()).as(loggedIn.err()).isZero();
    return line;
  }
}
