package io.medseal.server.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.StrictJson;
import io.medseal.protocol.accounts.Accounts;
import io.medseal.protocol.accounts.SlotKind;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.protocol.reports.Reports;
import io.medseal.server.TestService;
import io.medseal.server.platform.db.Database;
import io.medseal.server.testing.Answer;
import io.medseal.server.testing.Hospital;
import io.medseal.server.testing.Person;
import io.medseal.server.testing.Ring;
import io.medseal.server.testing.TestReport;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What is on its way while an account is deleted, on whichever database. That no endpoint writes
 * for an account that is gone the denial matrix tries.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class LateWritesContract {
  private static final String DECISIONS = "/api/v1/account/decisions";
  private static final String NONE = "\"none\"";
  private static final int ROUNDS = 8;

  /** After so long the service has looked up whose request it is, and waits for its body. */
  private static final long UNDER_WAY_MILLIS = 300;

  private TestService service;

  /** A service on the database to test. */
  protected abstract TestService begin();

  @BeforeAll
  void start() {
    service = begin();
  }

  @AfterAll
  void stop() {
    service.close();
  }

  private static Answer delete(Person person) {
    return person
        .call()
        .post(
            "/api/v1/account/deletion",
            new Accounts.Deletion(SlotKind.PASSWORD, person.password().authenticationKey(), null));
  }

  /** A body in the middle of which the account is deleted. */
  private static HttpRequest.BodyPublisher interrupted(byte[] body, Person person) {
    int half = body.length / 2;
    InputStream deletes =
        new InputStream() {
          @Override
          public int read() {
            try {
              Thread.sleep(UNDER_WAY_MILLIS);
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            delete(person).good();
            return -1;
          }

          @Override
          public int read(byte[] bytes, int from, int most) {
            return read();
          }
        };
    return HttpRequest.BodyPublishers.fromPublisher(
        HttpRequest.BodyPublishers.ofInputStream(
            () ->
                new SequenceInputStream(
                    new SequenceInputStream(new ByteArrayInputStream(body, 0, half), deletes),
                    new ByteArrayInputStream(body, half, body.length - half))),
        body.length);
  }

  private static HttpRequest.Builder json(Person person, String path, String... headers) {
    List<String> all = new ArrayList<>(List.of("Content-Type", "application/json"));
    all.addAll(List.of(headers));
    return person.call().request(path, all.toArray(String[]::new));
  }

  private static byte[] bytes(Object body) {
    return StrictJson.mapper().writeValueAsBytes(body);
  }

  private int count(String query, Person person) {
    return service
        .part(Database.class)
        .<Integer>read(
            sql ->
                sql.sql("select count(*) from " + query)
                    .param("account", person.ring().id().hex())
                    .query(Integer.class)
                    .single());
  }

  private void leavesNothing(Person person) {
    for (String table : List.of("slots", "sessions", "devices", "decisions", "notices")) {
      assertThat(count(table + " where account = :account", person)).as(table).isZero();
    }
    assertThat(
            count(
                "reports where uploader = :account and state in ('uploading', 'completing')",
                person))
        .isZero();
  }

  @Test
  @DisplayName("Decisions that arrive after the account's deletion are not kept")
  void decisions() {
    Person person = service.person("decides");
    byte[] body = bytes(new Accounts.Decisions(Person.decisions(400)));
    person
        .call()
        .send(json(person, DECISIONS, "If-Match", NONE).PUT(interrupted(body, person)))
        .problem(ProblemType.UNAUTHENTICATED);
    leavesNothing(person);
  }

  @Test
  @DisplayName("A statement that arrives after its account's deletion is not appended")
  void statement() {
    Person person = service.person("signs");
    Ring ring = Ring.owned(service.clock(), KeyringKind.DEPARTMENT, person.ring());
    byte[] body = bytes(Ring.request(ring.unsent()));
    person
        .call()
        .send(json(person, "/api/v1/statements").POST(interrupted(body, person)))
        .problem(ProblemType.UNAUTHENTICATED);
    assertThat(count("statements where account = :account and seq = 0", person)).isOne();
  }

  @Test
  @DisplayName("An upload that is announced after its account's deletion is none; nor is a part")
  void upload() {
    Hospital hospital = Hospital.open(service);
    Person adds = adding(hospital);
    TestReport announced = TestReport.of(hospital.section(), 1_000);
    byte[] body = bytes(announced.announcement());
    adds.call()
        .send(json(adds, "/api/v1/reports").POST(interrupted(body, adds)))
        .problem(ProblemType.UNAUTHENTICATED);
    leavesNothing(adds);

    Person puts = adding(hospital);
    TestReport running = TestReport.of(hospital.section(), 1_000);
    running.announce(puts).good();
    byte[] part = running.part(0);
    Answer answer =
        puts.call()
            .send(
                puts.call()
                    .request(
                        running.partPath(0),
                        "Content-Type",
                        "application/octet-stream",
                        Reports.PART_HASH,
                        TestReport.hash(part).hex())
                    .PUT(interrupted(part, puts)));
    assertThat(answer.status()).isGreaterThanOrEqualTo(400);
    leavesNothing(puts);
    assertThat(count("parts p join reports r on r.id = p.report where r.uploader = :account", puts))
        .isZero();
  }

  /** Whose own membership keeps no account: a contributor's. */
  private Person adding(Hospital hospital) {
    Person person = service.person("adds");
    hospital
        .clerk()
        .append(
            hospital.record().add(hospital.clerk().ring(), person.ring(), Role.COLLABORATOR, null))
        .good();
    return person;
  }

  @Test
  @DisplayName("Whatever runs against a deletion is there before it or refused; nothing is left")
  void together() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      for (int round = 0; round < ROUNDS; round++) {
        Hospital hospital = Hospital.open(service);
        Person person = adding(hospital);
        TestReport running = TestReport.of(hospital.section(), 1_000);
        CyclicBarrier all = new CyclicBarrier(3);
        List<Callable<Answer>> works =
            List.of(
                () -> delete(person),
                () ->
                    person
                        .call()
                        .putIf(DECISIONS, NONE, new Accounts.Decisions(Person.decisions(300))),
                () -> running.announce(person));
        List<Future<Answer>> answers = new ArrayList<>();
        for (Callable<Answer> work : works) {
          answers.add(
              threads.submit(
                  () -> {
                    all.await();
                    return work.call();
                  }));
        }
        answers.getFirst().get().good();
        for (Future<Answer> other : answers.subList(1, answers.size())) {
          if (other.get().status() >= 300) {
            other.get().problem(ProblemType.UNAUTHENTICATED);
          }
        }
        leavesNothing(person);
      }
    }
  }
}
