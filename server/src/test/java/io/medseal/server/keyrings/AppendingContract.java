package io.medseal.server.keyrings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.medseal.ledger.envelopes.EnvelopeName;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.PublicKeys;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.SignedObject;
import io.medseal.protocol.accounts.Accounts;
import io.medseal.protocol.accounts.SlotKind;
import io.medseal.protocol.keyrings.SentChains;
import io.medseal.protocol.keyrings.Statements;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.seal.envelopes.Binding;
import io.medseal.seal.secrets.GenerationSecret;
import io.medseal.seal.statements.StatementSigner;
import io.medseal.server.TestService;
import io.medseal.server.platform.db.Database;
import io.medseal.server.testing.Answer;
import io.medseal.server.testing.Caller;
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
import java.util.Collections;
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
          requests.add(Ring.request(draft.unsent()));
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

  @Test
  @DisplayName("POST /statements takes statements with exactly the envelopes that they announce")
  void envelopes() {
    Hospital hospital = Hospital.open(service);
    Person clerk = hospital.clerk();
    Person doctor = service.person("doctor");
    Ring record = hospital.record();
    record.add(clerk.ring(), doctor.ring(), Role.READER, null);
    clerk.append(record).good();
    Ring.Signed rotation = record.copy().rotate(clerk.ring()).unsent();
    List<Bytes> right = rotation.envelopes();
    assertThat(right).hasSize(3);
    Bytes other = record.seal(Binding.keyring(record.id(), 1, record.id(), 1), secret());
    refused(clerk, rotation, List.of(), ProblemType.MALFORMED);
    refused(clerk, rotation, right.subList(0, 2), ProblemType.MALFORMED);
    refused(clerk, rotation, with(right, 3, other), ProblemType.MALFORMED);
    refused(clerk, rotation, with(right, 0, other), ProblemType.DIGEST_MISMATCH);
    refused(clerk, rotation, with(right, 2, other), ProblemType.DIGEST_MISMATCH);
    refused(
        clerk,
        rotation,
        List.of(right.get(0), right.get(2), right.get(1)),
        ProblemType.DIGEST_MISMATCH);
    Bytes shorter = Bytes.of(Arrays.copyOf(right.get(1).toArray(), 1_168));
    refused(clerk, rotation, with(right, 1, shorter), ProblemType.STATEMENT_REFUSED);
    assertThat(chain(clerk, record)).hasSize(2);
    clerk.call().post("/api/v1/statements", Ring.request(rotation)).good();
    assertThat(chain(clerk, record)).hasSize(3);
  }

  @Test
  @DisplayName("POST /statements takes statements with exactly the signatures that are of them")
  void signatures() {
    Hospital hospital = Hospital.open(service);
    Person clerk = hospital.clerk();
    Ring record = hospital.record();
    Ring other = record.copy().add(clerk.ring(), service.person("x").ring(), Role.READER, null);
    Bytes others = Ring.request(other.unsent()).signatures().getFirst();
    Person doctor = service.person("doctor");
    Statements.Append right =
        Ring.request(record.add(clerk.ring(), doctor.ring(), Role.READER, null).unsent());
    Bytes own = right.signatures().getFirst();
    Bytes cut = Bytes.of(Arrays.copyOf(own.toArray(), own.size() - 1));
    send(clerk, right, List.of()).problem(ProblemType.STATEMENT_REFUSED);
    send(clerk, right, List.of(others)).problem(ProblemType.STATEMENT_REFUSED);
    send(clerk, right, List.of(own, others)).problem(ProblemType.MALFORMED);
    send(clerk, right, List.of(own, own)).problem(ProblemType.MALFORMED);
    send(clerk, right, List.of(cut)).problem(ProblemType.STATEMENT_REFUSED);
    assertThat(chain(clerk, record)).hasSize(1);
    send(clerk, right, List.of(own)).good();
    assertThat(chain(clerk, record)).hasSize(2);
  }

  @Test
  @DisplayName(
      "Nobody brings signatures over what is not theirs, at sign-up or with new slots either")
  void foreignDigests() {
    Hospital hospital = Hospital.open(service);
    Bytes foreign =
        Ring.request(hospital.record().copy().rotate(hospital.clerk().ring()).unsent())
            .appends()
            .getFirst()
            .statements()
            .stream()
            .map(payload -> Bytes.of(payload.getBytes(StandardCharsets.UTF_8)))
            .findFirst()
            .orElseThrow();
    Person stranger = Person.stranger(service.clock(), "stranger");
    Accounts.SignUp honest = stranger.signUp();
    Caller.anonymous(service.uri())
        .post(
            "/api/v1/accounts",
            new Accounts.SignUp(
                honest.email(),
                List.of(with(foreign, honest.statements().getFirst(), stranger)),
                honest.slots(),
                null))
        .problem(ProblemType.MALFORMED);
    Caller.anonymous(service.uri()).post("/api/v1/accounts", honest).good();

    Person person = service.person("person");
    Ring.Signed rotation = person.ring().copy().rotate(person.ring()).unsent();
    for (boolean extra : List.of(true, false)) {
      Bytes own = rotation.statements().getFirst();
      Answer answer =
          person
              .call()
              .put(
                  "/api/v1/account/slots",
                  new Accounts.SlotsChange(
                      SlotKind.RECOVERY,
                      person.recovery().authenticationKey(),
                      null,
                      List.of(extra ? with(foreign, own, person) : own),
                      rotation.envelopes(),
                      List.of(Person.slot(SlotKind.PASSWORD), Person.slot(SlotKind.RECOVERY)),
                      List.of(),
                      null));
      if (extra) {
        answer.problem(ProblemType.MALFORMED);
      } else {
        answer.good();
      }
    }
  }

  /** A statement that was signed together with a payload of somebody else's. */
  private static Bytes with(Bytes foreign, Bytes own, Person signer) {
    SignedObject object = SignedObject.parse(own);
    return signer
        .ring()
        .keys()
        .signTogether(SignedObject.Domain.STATEMENT, List.of(object.payload(), foreign))
        .getFirst()
        .encode();
  }

  @Test
  @DisplayName("POST /statements takes no more than 1,000 statements, whatever they are")
  void tooMany() {
    Hospital hospital = Hospital.open(service);
    hospital
        .clerk()
        .call()
        .post(
            "/api/v1/statements",
            new Statements.Append(
                List.of(
                    new Statements.ChainAppend(
                        hospital.record().id(), Collections.nCopies(1_001, "0"), List.of())),
                List.of()))
        .problem(ProblemType.MALFORMED);
  }

  private static Answer send(Person by, Statements.Append append, List<Bytes> signatures) {
    return by.call()
        .post("/api/v1/statements", new Statements.Append(append.appends(), signatures));
  }

  @Test
  @DisplayName("What was signed together is kept and answered with its signatures once")
  void signedTogether() {
    Person clerk = service.person("clerk");
    Ring record = Ring.owned(service.clock(), KeyringKind.RECORD, clerk.ring());
    Ring section = record.section(clerk.ring());
    Ring.Signed first = record.unsent();
    Ring.Signed second = section.unsent();
    List<Bytes> together =
        StatementSigner.together(
            List.of(first.statements().getFirst(), second.statements().getFirst()),
            clerk.ring().keys());
    Statements.Append append =
        Ring.request(
            new Ring.Signed(record.id(), together.subList(0, 1), first.envelopes()),
            new Ring.Signed(section.id(), together.subList(1, 2), second.envelopes()));
    assertThat(append.signatures()).hasSize(1);
    clerk.call().post("/api/v1/statements", append).good();
    Statements.Chains answer =
        clerk
            .call()
            .post(
                "/api/v1/statements/query",
                new Statements.Query(
                    List.of(
                        new Statements.ChainQuery(record.id(), -1),
                        new Statements.ChainQuery(section.id(), -1)),
                    false,
                    List.of()))
            .as(Statements.Chains.class);
    assertThat(answer.signatures()).isEqualTo(append.signatures());
    assertThat(SentChains.objects(answer, 1_000_000).values())
        .containsExactly(together.subList(0, 1), together.subList(1, 2));
  }

  @Test
  @DisplayName("POST /envelopes/query answers one's own, as the statement announces it")
  void ownEnvelopes() {
    Hospital hospital = Hospital.open(service);
    Person clerk = hospital.clerk();
    Person doctor = service.person("doctor");
    Ring record = hospital.record();
    record.add(clerk.ring(), doctor.ring(), Role.READER, null).rotate(clerk.ring());
    clerk.append(record).good();
    EnvelopeName own = new EnvelopeName(record.id(), 2, doctor.ring().id(), 1);
    EnvelopeName back = new EnvelopeName(record.id(), 1, record.id(), 2);
    EnvelopeName clerks = new EnvelopeName(record.id(), 2, clerk.ring().id(), 1);
    EnvelopeName section = new EnvelopeName(hospital.section().id(), 1, record.id(), 1);
    EnvelopeName none = new EnvelopeName(record.id(), 7, doctor.ring().id(), 1);

    List<Statements.FoundEnvelope> found =
        doctor
            .call()
            .post(
                "/api/v1/envelopes/query",
                new Statements.EnvelopeQuery(List.of(own, clerks, back, none, section)))
            .as(Statements.Envelopes.class)
            .envelopes();

    assertThat(found).extracting(AppendingContract::name).containsExactly(own, back, section);
    assertThat(found).extracting(one -> one.path().size()).containsExactly(1, 0, 0);
    doctor
        .call()
        .post(
            "/api/v1/envelopes/query", new Statements.EnvelopeQuery(Collections.nCopies(201, own)))
        .problem(ProblemType.MALFORMED);
  }

  @Test
  @DisplayName("An envelope for a member's newer generation takes the place of the older one")
  void sealedAgain() {
    Hospital hospital = Hospital.open(service);
    Person clerk = hospital.clerk();
    Ring record = hospital.record();
    Ring department = Ring.owned(service.clock(), KeyringKind.DEPARTMENT, clerk.ring());
    clerk.append(department).good();
    record.add(clerk.ring(), department, Role.READER, null);
    clerk.append(record).good();
    department.rotate(clerk.ring());
    clerk.append(department).good();
    record.add(clerk.ring(), department, Role.READER, null);
    clerk.append(record).good();
    EnvelopeName before = new EnvelopeName(record.id(), 1, department.id(), 1);
    EnvelopeName after = new EnvelopeName(record.id(), 1, department.id(), 2);
    assertThat(
            clerk
                .call()
                .post(
                    "/api/v1/envelopes/query", new Statements.EnvelopeQuery(List.of(before, after)))
                .as(Statements.Envelopes.class)
                .envelopes())
        .extracting(AppendingContract::name)
        .containsExactly(after);
  }

  private static EnvelopeName name(Statements.FoundEnvelope found) {
    return new EnvelopeName(
        found.keyring(), found.generation(), found.recipient(), found.recipientGeneration());
  }

  private static GenerationSecret secret() {
    return GenerationSecret.random();
  }

  private static List<Bytes> with(List<Bytes> envelopes, int at, Bytes other) {
    List<Bytes> changed = new ArrayList<>(envelopes);
    if (at == envelopes.size()) {
      changed.add(other);
    } else {
      changed.set(at, other);
    }
    return changed;
  }

  private static void refused(
      Person by, Ring.Signed append, List<Bytes> envelopes, ProblemType type) {
    by.call()
        .post(
            "/api/v1/statements",
            Ring.request(new Ring.Signed(append.keyring(), append.statements(), envelopes)))
        .problem(type);
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
        SignedObject.alone(
                Bytes.of(payload.getBytes(StandardCharsets.UTF_8)),
                signed.ed25519(),
                signed.mlDsa65())
            .encode();
    by.call()
        .post(
            "/api/v1/statements",
            Ring.request(new Ring.Signed(on.id(), List.of(forged), List.of())))
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
      requests.add(Ring.request(ring.unsent()));
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
        .post("/api/v1/statements", Ring.request(good.unsent(), bad.unsent()))
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
            "{\"appends\":[],\"signatures\":[]}",
            "{\"appends\":[{\"keyring\":\"00\",\"statements\":[\"AA\"]}]}",
            "{\"appends\":[{\"keyring\":\"%s\",\"statements\":[\"AAAA\"]}]}"
                .formatted(hospital.record().id().hex()),
            "{\"appends\":[],\"more\":1}",
            "{\"appends\":[],\"appends\":[]}")) {
      hospital
          .clerk()
          .call()
          .post(path, body.getBytes(StandardCharsets.UTF_8))
          .problem(ProblemType.MALFORMED);
    }
    String junk =
        "{\"appends\":[{\"keyring\":\"%s\",\"statements\":[\"AAAA\"],\"envelopes\":[]}],\"signatures\":[]}"
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
  @DisplayName(
      "POST /statements/query answers nothing behind a chain's end, and says where that is")
  void behindTheEnd() {
    Hospital hospital = Hospital.open(service);
    Person clerk = hospital.clerk();
    Ring record = hospital.record();
    int length = chain(clerk, record).size();
    assertThat(chain(clerk, record, length - 2)).hasSize(1);
    for (int after : List.of(length - 1, length, length + 1, Integer.MAX_VALUE)) {
      assertThat(chain(clerk, record, after)).as("after %d", after).isEmpty();
    }
    for (int after : List.of(-1, 0, length - 1, length, Integer.MAX_VALUE)) {
      Statements.Chain answered = answered(clerk, record, after);
      assertThat(answered.after()).isEqualTo(after);
      assertThat(answered.seq()).as("after %d", after).isEqualTo(length - 1);
      assertThat(answered.head()).as("after %d", after).isEqualTo(record.head());
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
    return answered(reader, ring, after).statements();
  }

  private static Statements.Chain answered(Person reader, Ring ring, int after) {
    return reader
        .call()
        .post(
            "/api/v1/statements/query",
            new Statements.Query(
                List.of(new Statements.ChainQuery(ring.id(), after)), false, List.of()))
        .as(Statements.Chains.class)
        .chains()
        .getFirst();
  }
}
