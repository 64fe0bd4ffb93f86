package io.medseal.server.keyrings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.PublicKeys;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.SignedObject;
import io.medseal.protocol.keyrings.Statements;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.TestService;
import io.medseal.server.platform.db.Database;
import io.medseal.server.testing.Answer;
import io.medseal.server.testing.Hospital;
import io.medseal.server.testing.Person;
import io.medseal.server.testing.Ring;
import io.medseal.server.testing.TestClock;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What holds for appending, on whichever database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class AppendingContract {
  /** Whoever was given the secret keeps it: nothing has to be renewed between rounds. */
  private static final List<Role> ROLES = Stream.of(Role.values()).filter(Role::opens).toList();

  /** The neutral element, and points of order 2, 4 and 8 (RFC 8032 encodings). */
  private static final List<String> SMALL_ORDER =
      List.of(
          "0100000000000000000000000000000000000000000000000000000000000000",
          "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
          "0000000000000000000000000000000000000000000000000000000000000000",
          "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05");

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

  @Test
  @DisplayName(
      "POST /statements lets exactly one of several writers through who follow the same head")
  void oneWinner() throws Exception {
    Hospital hospital = Hospital.open(service);
    Person clerk = hospital.clerk();
    List<Person> doctors = List.of(service.person("a"), service.person("b"), service.person("c"));
    Ring record = hospital.record();
    int seq = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(doctors.size())) {
      for (int round = 0; round < 8; round++) {
        Role role = ROLES.get(round % ROLES.size());
        List<Ring> drafts = new ArrayList<>();
        List<Statements.Append> requests = new ArrayList<>();
        for (Person doctor : doctors) {
          Ring draft = record.copy();
          draft.add(clerk.ring(), doctor.ring(), role, expiry(round));
          drafts.add(draft);
          requests.add(new Statements.Append(List.of(draft.unsent())));
        }
        List<Answer> answers = atOnce(threads, clerk, requests);
        int winner = -1;
        for (int i = 0; i < answers.size(); i++) {
          if (answers.get(i).status() == 200) {
            assertThat(winner).as("winners").isEqualTo(-1);
            winner = i;
          } else {
            answers.get(i).problem(ProblemType.HEAD_MOVED);
          }
        }
        assertThat(winner).as("winners").isNotEqualTo(-1);
        record = drafts.get(winner);
        seq++;
        assertThat(chain(clerk, record)).hasSize(seq + 1);
      }
    }
  }

  @Test
  @DisplayName(
      "POST /statements refuses keys of small order, in a first statement and in a rotation")
  void smallOrder() {
    Hospital hospital = Hospital.open(service);
    Person clerk = hospital.clerk();
    Ring institute = Ring.owned(service.clock(), KeyringKind.INSTITUTE, clerk.ring());
    refuseSmallOrder(clerk, institute.copy(), institute.copyUnsent().getFirst(), institute);
    clerk.append(institute).good();
    Ring next = institute.copy().rotate(clerk.ring());
    refuseSmallOrder(clerk, institute, next.copyUnsent().getFirst(), next);
    clerk.append(next).good();
  }

  private static void refuseSmallOrder(Person by, Ring on, Bytes honest, Ring announced) {
    SignedObject signed = SignedObject.parse(honest);
    String payload = new String(signed.payload().toArray(), StandardCharsets.UTF_8);
    PublicKeys keys = announced.keys().publicKeys();
    for (String point : SMALL_ORDER) {
      String forged =
          payload.replace(
              keys.ed25519().base64Url(), Bytes.of(HexFormat.of().parseHex(point)).base64Url());
      assertThat(forged).isNotEqualTo(payload);
      refuseMalformed(by, on, signed, forged);
    }
    byte[] xWing = keys.hpke().toArray();
    Arrays.fill(xWing, xWing.length - 32, xWing.length, (byte) 0);
    refuseMalformed(
        by, on, signed, payload.replace(keys.hpke().base64Url(), Bytes.of(xWing).base64Url()));
  }

  private static void refuseMalformed(Person by, Ring on, SignedObject signed, String payload) {
    Bytes forged =
        new SignedObject(
                Bytes.of(payload.getBytes(StandardCharsets.UTF_8)),
                signed.ed25519(),
                signed.mlDsa65())
            .encode();
    by.call()
        .post(
            "/api/v1/statements",
            new Statements.Append(List.of(new Statements.ChainAppend(on.id(), List.of(forged)))))
        .refused("malformed");
  }

  @Test
  @DisplayName("POST /statements loses no word of writers on different chains, all at once")
  void independentWriters() throws Exception {
    Person clerk = service.person("clerk");
    List<Ring> rings = new ArrayList<>();
    List<Statements.Append> requests = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      Ring ring = Ring.owned(service.clock(), KeyringKind.RECORD, clerk.ring());
      rings.add(ring);
      requests.add(new Statements.Append(List.of(ring.unsent())));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(requests.size())) {
      atOnce(threads, clerk, requests).forEach(Answer::good);
    }
    for (Ring ring : rings) {
      assertThat(chain(clerk, ring)).hasSize(1);
    }
  }

  @Test
  @DisplayName("POST /statements appends all chains of a request or none")
  void allOrNothing() {
    Hospital hospital = Hospital.open(service);
    Person clerk = hospital.clerk();
    Person doctor = service.person("doctor");
    Ring good = hospital.record().copy();
    good.add(clerk.ring(), doctor.ring(), Role.READER, null);
    Ring bad = hospital.section().copy();
    bad.add(doctor.ring(), doctor.ring(), Role.READER, null);
    clerk
        .call()
        .post("/api/v1/statements", new Statements.Append(List.of(good.unsent(), bad.unsent())))
        .problem(ProblemType.DENIED);
    Ring unrotated = hospital.record().copy();
    unrotated.add(clerk.ring(), doctor.ring(), Role.READER, null);
    unrotated.removeOnly(clerk.ring(), doctor.ring());
    clerk.append(unrotated).refused("rotation-due");
    assertThat(chain(clerk, hospital.record())).hasSize(1);
    assertThat(chain(clerk, hospital.section())).hasSize(1);
  }

  @Test
  @DisplayName(
      "POST /statements answers head-moved for an old head, and stale-seal for an old generation")
  void old() {
    Hospital hospital = Hospital.open(service);
    Person clerk = hospital.clerk();
    Person doctor = service.person("doctor");
    Ring before = hospital.record().copy();
    hospital.record().rotate(clerk.ring());
    clerk.append(hospital.record()).good();
    before.add(clerk.ring(), doctor.ring(), Role.READER, null);
    clerk.append(before).problem(ProblemType.HEAD_MOVED);

    Ring own = hospital.record().copy();
    Ring viaOldHead = hospital.section().copy();
    own.add(clerk.ring(), doctor.ring(), Role.READER, null);
    clerk.append(own).good();
    viaOldHead.rotate(clerk.ring(), hospital.record());
    clerk.append(viaOldHead).problem(ProblemType.HEAD_MOVED);
  }

  @Test
  @DisplayName(
      "POST /statements answers clock-skew, and the service's time, to a clock that is more than 5 minutes off")
  void clockSkew() {
    Hospital hospital = Hospital.open(service);
    Person clerk = hospital.clerk();
    for (Duration off : List.of(Duration.ofMinutes(-6), Duration.ofMinutes(6))) {
      TestClock wrong = new TestClock();
      wrong.pass(Duration.between(wrong.instant(), service.clock().instant()).plus(off));
      Ring record = Ring.owned(wrong, KeyringKind.RECORD, clerk.ring());
      Answer answer = clerk.append(record).problem(ProblemType.CLOCK_SKEW);
      assertThat(answer.json().get("serviceTime").stringValue())
          .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    }
    TestClock almost = new TestClock();
    almost.pass(
        Duration.between(almost.instant(), service.clock().instant()).plus(Duration.ofMinutes(4)));
    clerk.append(Ring.owned(almost, KeyringKind.RECORD, clerk.ring())).good();
  }

  @Test
  @DisplayName("POST /statements refuses what is no statement, and what is not in the form of one")
  void malformed() {
    Hospital hospital = Hospital.open(service);
    String path = "/api/v1/statements";
    for (String body :
        List.of(
            "",
            "{}",
            "[]",
            "{\"appends\":null}",
            "{\"appends\":[]}",
            "{\"appends\":[null]}",
            "{\"appends\":[{\"keyring\":\"00\",\"statements\":[\"AA\"]}]}",
            "{\"appends\":[],\"more\":1}",
            "{\"appends\":[],\"appends\":[]}")) {
      hospital
          .clerk()
          .call()
          .post(path, body.getBytes(StandardCharsets.UTF_8))
          .problem(ProblemType.MALFORMED);
    }
    String junk =
        "{\"appends\":[{\"keyring\":\"%s\",\"statements\":[\"AAAA\"]}]}"
            .formatted(hospital.record().id().hex());
    hospital
        .clerk()
        .call()
        .post(path, junk.getBytes(StandardCharsets.UTF_8))
        .problem(ProblemType.STATEMENT_REFUSED);
  }

  private Instant expiry(int round) {
    return service
        .clock()
        .instant()
        .plus(Duration.ofDays(1 + round))
        .truncatedTo(ChronoUnit.MILLIS);
  }

  private static List<Answer> atOnce(
      ExecutorService threads, Person person, List<Statements.Append> requests) throws Exception {
    CyclicBarrier barrier = new CyclicBarrier(requests.size());
    List<Future<Answer>> futures = new ArrayList<>();
    for (Statements.Append request : requests) {
      futures.add(
          threads.submit(
              () -> {
                barrier.await();
                return person.call().post("/api/v1/statements", request);
              }));
    }
    List<Answer> answers = new ArrayList<>();
    for (Future<Answer> future : futures) {
      answers.add(future.get());
    }
    return answers;
  }

  @Test
  @DisplayName("POST /statements/query answers nothing behind the end of a chain, however far")
  void behindTheEnd() {
    Hospital hospital = Hospital.open(service);
    Person clerk = hospital.clerk();
    int length = chain(clerk, hospital.record()).size();
    assertThat(chain(clerk, hospital.record(), length - 2)).hasSize(1);
    for (int after : List.of(length - 1, length, length + 1, Integer.MAX_VALUE)) {
      assertThat(chain(clerk, hospital.record(), after)).as("after %d", after).isEmpty();
    }
  }

  @Test
  @DisplayName("POST /statements/query whose reading fails midway is no whole answer")
  void brokenOff() {
    Hospital hospital = Hospital.open(service);
    Person clerk = hospital.clerk();
    Ring record = hospital.record();
    Person reader = service.person("midway");
    for (int round = 0; round < 40; round++) {
      record.add(clerk.ring(), reader.ring(), ROLES.get(round % ROLES.size()), expiry(round));
      clerk.append(record).good();
    }
    assertThat(chain(clerk, record)).hasSizeGreaterThan(40);
    int gone =
        service
            .part(Database.class)
            .write(
                sql ->
                    sql.sql("delete from statements where keyring = :id and seq = 35")
                        .param("id", record.id().hex())
                        .update());
    assertThat(gone).isEqualTo(1);
    assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> chain(clerk, record));
    assertThat(chain(clerk, record, 35)).isNotEmpty();
  }

  private static List<?> chain(Person reader, Ring ring) {
    return chain(reader, ring, -1);
  }

  private static List<?> chain(Person reader, Ring ring, int after) {
    return reader
        .call()
        .post(
            "/api/v1/statements/query",
            new Statements.Query(List.of(new Statements.ChainQuery(ring.id(), after)), false))
        .as(Statements.Chains.class)
        .chains()
        .getFirst()
        .statements();
  }
}
