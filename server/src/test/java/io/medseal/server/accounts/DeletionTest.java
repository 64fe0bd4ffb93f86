package io.medseal.server.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.Change;
import io.medseal.protocol.accounts.Accounts;
import io.medseal.protocol.accounts.SlotKind;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.TestService;
import io.medseal.server.testing.Answer;
import io.medseal.server.testing.Caller;
import io.medseal.server.testing.Hospital;
import io.medseal.server.testing.Person;
import io.medseal.server.testing.Ring;
import io.medseal.server.testing.TestReport;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Deleting an account")
class DeletionTest {
  private static final String PATH = "/api/v1/account/deletion";
  private static TestService service;

  @BeforeAll
  static void start() {
    service = TestService.fresh();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static Answer delete(Person person) {
    return person
        .call()
        .post(
            PATH,
            new Accounts.Deletion(SlotKind.PASSWORD, person.password().authenticationKey(), null));
  }

  private static Accounts.LeftBehind look(Person person) {
    return person.call().get(PATH).as(Accounts.LeftBehind.class);
  }

  private static Caller another(Person person) {
    Accounts.SessionOpened opened =
        service
            .anonymous()
            .post("/api/v1/sessions", person.logIn())
            .as(Accounts.SessionOpened.class);
    return new Caller(service.uri(), opened.token());
  }

  @Test
  @DisplayName(
      "POST /account/deletion ends every session and way in: afterwards it is an unknown account")
  void deleted() {
    Person person = service.person("leaves");
    Caller elsewhere = another(person);
    elsewhere.get("/api/v1/account").good();
    delete(person).good();

    person.call().get("/api/v1/account").problem(ProblemType.UNAUTHENTICATED);
    elsewhere.get("/api/v1/account").problem(ProblemType.UNAUTHENTICATED);
    service
        .anonymous()
        .post("/api/v1/sessions", person.logIn())
        .problem(ProblemType.WRONG_CREDENTIALS);
    service
        .person("asks")
        .call()
        .post("/api/v1/directory/query", new Accounts.DirectoryQuery(person.email()))
        .problem(ProblemType.NOT_FOUND);
    assertThat(
            service
                .part(io.medseal.server.platform.db.Database.class)
                .<Integer>read(
                    sql ->
                        sql.sql("select count(*) from slots where account = :account")
                            .param("account", person.ring().id().hex())
                            .query(Integer.class)
                            .single()))
        .isZero();
  }

  @Test
  @DisplayName(
      "POST /account/deletion is stopped by no ownership that the account never took part in")
  void madeOwner() {
    Person stranger = service.person("stranger");
    Person victim = service.person("victim");
    Person other = service.person("other");
    Ring trap = Ring.owned(service.clock(), KeyringKind.DEPARTMENT, stranger.ring());
    trap.add(stranger.ring(), other.ring(), Role.READER, null);
    trap.add(stranger.ring(), victim.ring(), Role.OWNER, null);
    trap.leave(stranger.ring());
    stranger.append(trap).good();
    assertThat(victim.call().get("/api/v1/account/deletion").as(Accounts.LeftBehind.class).owned())
        .isEmpty();
    delete(victim).good();
  }

  @Test
  @DisplayName(
      "POST /account/deletion frees the address for somebody else, who inherits nothing; the keyring"
          + " never signs up again")
  void addressAgain() {
    Hospital hospital = Hospital.open(service);
    Person person = Person.stranger(service.clock(), "reader");
    Accounts.SignUp before = person.signUp();
    person.use(
        new Caller(
            service.uri(),
            service
                .anonymous()
                .post("/api/v1/accounts", before)
                .as(Accounts.SessionOpened.class)
                .token()));
    hospital
        .clerk()
        .append(hospital.record().add(hospital.clerk().ring(), person.ring(), Role.READER, null))
        .good();
    delete(person).good();

    Person other = Person.stranger(service.clock(), "other");
    Accounts.SignUp signUp = other.signUp();
    Accounts.SessionOpened opened =
        service
            .anonymous()
            .post(
                "/api/v1/accounts",
                new Accounts.SignUp(person.email(), signUp.statements(), signUp.slots(), null))
            .as(Accounts.SessionOpened.class);
    Caller inherited = new Caller(service.uri(), opened.token());
    assertThat(inherited.get("/api/v1/keyrings").text())
        .doesNotContain(hospital.record().id().hex());
    assertThat(inherited.get("/api/v1/records").text())
        .doesNotContain(hospital.record().id().hex());
    service
        .anonymous()
        .post(
            "/api/v1/accounts",
            new Accounts.SignUp(
                "again@example.org",
                before.statements(),
                List.of(Person.slot(SlotKind.PASSWORD), Person.slot(SlotKind.RECOVERY)),
                null))
        .problem(ProblemType.ALREADY_EXISTS);
  }

  @Test
  @DisplayName(
      "POST /account/deletion answers still-owner while others or reports depend on what it alone"
          + " owns, and changes nothing")
  void stillOwner() {
    Hospital hospital = Hospital.open(service);
    Person clerk = hospital.clerk();
    TestReport report = TestReport.of(hospital.section(), 1_000).upload(clerk);
    assertThat(look(clerk).owned()).containsExactly(hospital.record().id());
    delete(clerk).problem(ProblemType.STILL_OWNER);
    clerk.call().get(report.path()).good();
    another(clerk).get("/api/v1/account").good();

    Person heir = service.person("heir");
    clerk.append(hospital.record().add(clerk.ring(), heir.ring(), Role.READER, null)).good();
    delete(clerk).problem(ProblemType.STILL_OWNER);
    clerk
        .append(
            hospital
                .record()
                .add(
                    clerk.ring(),
                    heir.ring(),
                    Role.OWNER,
                    service.clock().instant().plusSeconds(60)))
        .good();
    delete(clerk).problem(ProblemType.STILL_OWNER);
    clerk.append(hospital.record().add(clerk.ring(), heir.ring(), Role.OWNER, null)).good();
    assertThat(look(clerk).owned()).isEmpty();
    delete(clerk).good();
    heir.call().get(report.path()).good();
    assertThat(look(heir).owned()).as("it has not taken part yet").isEmpty();
    Person nurse = service.person("nurse");
    heir.append(hospital.record().add(heir.ring(), nurse.ring(), Role.READER, null)).good();
    assertThat(look(heir).owned())
        .as("an owner who is gone owns nothing any more")
        .containsExactly(hospital.record().id());
    delete(heir).problem(ProblemType.STILL_OWNER);
  }

  @Test
  @DisplayName("POST /account/deletion takes along a record without anybody or anything in it")
  void emptyRecord() {
    Hospital hospital = Hospital.open(service);
    TestReport gone = TestReport.of(hospital.section(), 1_000).upload(hospital.clerk());
    gone.delete(hospital.clerk(), hospital.section(), hospital.record()).good();
    assertThat(look(hospital.clerk()).owned()).isEmpty();
    assertThat(look(hospital.clerk()).memberships()).contains(hospital.record().id());
    delete(hospital.clerk()).good();
  }

  @Test
  @DisplayName(
      "POST /account/deletion answers still-owner for a department that something belongs to")
  void department() {
    Person head = service.person("head");
    Ring department = Ring.owned(service.clock(), KeyringKind.DEPARTMENT, head.ring());
    head.append(department).good();
    assertThat(look(head).owned()).isEmpty();
    Hospital hospital = Hospital.open(service);
    hospital
        .clerk()
        .append(hospital.record().add(hospital.clerk().ring(), department, Role.OWNER, null))
        .good();
    assertThat(look(head).owned()).containsExactly(department.id());
    delete(head).problem(ProblemType.STILL_OWNER);
  }

  @Test
  @DisplayName(
      "POST /account/deletion gives running uploads up, and what others filed stays theirs")
  void uploads() {
    Hospital hospital = Hospital.open(service);
    Person person = service.person("adds");
    hospital
        .clerk()
        .append(
            hospital.record().add(hospital.clerk().ring(), person.ring(), Role.COLLABORATOR, null))
        .good();
    TestReport whole = TestReport.of(hospital.section(), 1_000).upload(person);
    TestReport running = TestReport.of(hospital.section(), 1_000);
    running.announce(person).good();
    running.put(person, 0).good();
    person.append(hospital.record().change(person.ring(), new Change.Leave())).good();
    delete(person).good();
    running.put(person, 0).problem(ProblemType.UNAUTHENTICATED);
    hospital.clerk().call().get(whole.path()).good();
    assertThat(
            service
                .part(io.medseal.server.platform.db.Database.class)
                .<List<String>>read(
                    sql ->
                        sql.sql("select state from reports where id = :id")
                            .param("id", running.id().hex())
                            .query(String.class)
                            .list()))
        .containsExactly("deleted");
  }

  @Test
  @DisplayName("POST /account/deletion answers wrong-credentials to who has only the session")
  void wrongProof() {
    Person person = service.person("robbed");
    person
        .call()
        .post(
            PATH,
            new Accounts.Deletion(
                SlotKind.PASSWORD, Person.slot(SlotKind.PASSWORD).authenticationKey(), null))
        .problem(ProblemType.WRONG_CREDENTIALS);
    person.call().get("/api/v1/account").good();
    assertThat(person.call().get("/api/v1/account/notices").text()).contains("log-in-failed");
  }
}
