package io.medseal.server.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.Change;
import io.medseal.protocol.keyrings.Statements;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.protocol.records.Records;
import io.medseal.server.TestService;
import io.medseal.server.testing.Answer;
import io.medseal.server.testing.Person;
import io.medseal.server.testing.Ring;
import io.medseal.server.testing.TestReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What holds for lists of records, and for what accounts keep of them, on whichever database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class RecordsContract {
  private static final Sha256 TAG = new Sha256("cd".repeat(32));
  private static final Sha256 OTHER_TAG = new Sha256("ce".repeat(32));

  private TestService service;
  private Person clerk;
  private Person doctor;

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

  @BeforeEach
  void people() {
    clerk = service.person("clerk");
    doctor = service.person("doctor");
  }

  private record Made(Ring record, Ring section) {}

  private Made make() {
    Ring record = Ring.owned(service.clock(), KeyringKind.RECORD, clerk.ring());
    Ring section = record.section(clerk.ring());
    clerk.append(record, section).good();
    return new Made(record, section);
  }

  private Made makeFor(Ring member, Role role) {
    Made made = make();
    clerk.append(made.record().add(clerk.ring(), member, role, null)).good();
    return made;
  }

  private List<Records.RecordEntry> all(Person person, String query, int limit) {
    List<Records.RecordEntry> all = new ArrayList<>();
    @Nullable String after = "";
    while (after != null) {
      Records.RecordPage page =
          person
              .call()
              .get("/api/v1/records?limit=" + limit + query + after)
              .as(Records.RecordPage.class);
      assertThat(page.records().size()).isLessThanOrEqualTo(limit);
      all.addAll(page.records());
      after = page.next() == null ? null : "&after=" + page.next();
    }
    return all;
  }

  private List<KeyringId> listed(Person person) {
    return all(person, "", 50).stream().map(Records.RecordEntry::record).toList();
  }

  private static Records.FoundRecords find(Person person, Records.RecordQuery query) {
    return person.call().post("/api/v1/records/query", query).as(Records.FoundRecords.class);
  }

  private static Records.RecordEntry one(Person person, Ring record) {
    return find(
            person, new Records.RecordQuery(List.of(record.id()), List.of(), List.of(), null, null))
        .records()
        .getFirst();
  }

  private static Answer keep(Person person, Records.KeptEntry... kept) {
    return person.call().put("/api/v1/records/index", new Records.IndexChange(List.of(kept)));
  }

  private static Records.KeptEntry kept(Records.RecordEntry entry, Bytes content) {
    return new Records.KeptEntry(entry.record(), entry.revision(), TAG, null, content);
  }

  @Test
  @DisplayName("looks at so many keyrings for one answer, and only names the records behind them")
  void bounded() {
    List<Made> made = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      made.add(makeFor(doctor.ring(), Role.READER));
      crowd(made.getLast().record(), i == 0 ? 0 : 500);
    }
    List<Records.RecordEntry> listed = all(doctor, "", 50);
    assertThat(listed).hasSize(3);
    assertThat(listed).filteredOn(entry -> entry.keyrings() != null).hasSize(2);
    Records.RecordEntry named = listed.getLast();
    assertThat(named.record()).isEqualTo(made.getFirst().record().id());
    assertThat(named.through()).containsExactly(doctor.ring().id());
    assertThat(named.index()).isNull();
    assertThat(named.partial()).isNull();
    assertThat(one(doctor, made.getFirst().record()).keyrings()).hasSize(2);
    keep(doctor, kept(named, Person.entry(100, 1))).good();
    assertThat(all(doctor, "", 50).getLast().index()).isNotNull();
  }

  private void crowd(Ring record, int sections) {
    for (int made = 0; made < sections; made += 100) {
      clerk
          .append(
              IntStream.range(0, 100)
                  .mapToObj(_ -> record.section(clerk.ring()))
                  .toArray(Ring[]::new))
          .good();
    }
  }

  @Test
  @DisplayName("GET /records: what happened last comes first, in pages of any size, each once")
  void newestFirst() {
    Ring department = Ring.owned(service.clock(), KeyringKind.DEPARTMENT, clerk.ring());
    department.add(clerk.ring(), doctor.ring(), Role.READER, null);
    clerk.append(department).good();
    List<Made> made = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      made.add(makeFor(i % 2 == 0 ? doctor.ring() : department, Role.READER));
    }
    Made both = makeFor(doctor.ring(), Role.READER);
    clerk.append(both.record().add(clerk.ring(), department, Role.READER, null)).good();
    made.add(both);
    make(); // somebody else's
    TestReport.of(made.get(2).section(), 1_000).upload(clerk);
    List<KeyringId> expected =
        Stream.of(2, 7, 6, 5, 4, 3, 1, 0).map(i -> made.get(i).record().id()).toList();
    for (int limit : new int[] {1, 2, 3, 50}) {
      assertThat(all(doctor, "", limit))
          .as("in pages of " + limit)
          .extracting(Records.RecordEntry::record)
          .isEqualTo(expected);
    }
    assertThat(one(doctor, both.record()).through())
        .containsExactlyInAnyOrder(doctor.ring().id(), department.id());
    clerk.append(department.remove(clerk.ring(), doctor.ring())).good();
    assertThat(listed(doctor))
        .containsExactlyElementsOf(
            Stream.of(2, 7, 6, 4, 0).map(i -> made.get(i).record().id()).toList());
  }

  @Test
  @DisplayName("GET /records: a record is there for who sees anything of it, for as long")
  void whoSees() {
    Made whole = makeFor(doctor.ring(), Role.CONTRIBUTOR);
    Made part = make();
    clerk.append(part.section().add(clerk.ring(), doctor.ring(), Role.READER, null, part.record()));
    Made single = make();
    TestReport report = TestReport.of(single.section(), 1_000).upload(clerk);
    Ring share = single.section().share(clerk.ring(), report.id(), report.key(), single.record());
    share.add(clerk.ring(), doctor.ring(), Role.READER, null, single.record(), single.section());
    clerk.append(share).good();
    Made ends = make();
    clerk
        .append(
            ends.record()
                .add(clerk.ring(), doctor.ring(), Role.READER, ends.record().now().plusSeconds(60)))
        .good();
    assertThat(listed(doctor))
        .containsExactly(
            ends.record().id(), single.record().id(), part.record().id(), whole.record().id());
    assertThat(one(doctor, whole.record()).keyrings())
        .extracting(Statements.KeyringSummary::keyring)
        .containsExactlyInAnyOrder(whole.record().id(), whole.section().id());
    assertThat(one(doctor, part.record()).keyrings())
        .extracting(Statements.KeyringSummary::keyring)
        .containsExactly(part.section().id());
    assertThat(one(doctor, single.record()).keyrings())
        .extracting(Statements.KeyringSummary::keyring)
        .containsExactly(share.id());
    service.clock().pass(Duration.ofSeconds(61));
    assertThat(listed(doctor)).doesNotContain(ends.record().id());
    assertThat(find(doctor, byId(ends.record())).records()).isEmpty();
    clerk.append(whole.record().remove(clerk.ring(), doctor.ring())).good();
    clerk.append(part.section().remove(clerk.ring(), doctor.ring(), part.record())).good();
    doctor.append(share.change(doctor.ring(), new Change.Leave())).good();
    assertThat(listed(doctor)).isEmpty();
    assertThat(listed(clerk)).hasSize(4);
  }

  private static Records.RecordQuery byId(Ring record) {
    return new Records.RecordQuery(List.of(record.id()), List.of(), List.of(), null, null);
  }

  @Test
  @DisplayName("GET /records: its revision changes with what one sees of it, and with nothing else")
  void revisions() {
    Made made = makeFor(doctor.ring(), Role.READER);
    Ring elsewhere = made.record().section(clerk.ring());
    clerk.append(elsewhere).good();
    Person guest = service.person("guest");
    clerk
        .append(
            made.section().add(clerk.ring(), guest.ring(), Role.CONTRIBUTOR, null, made.record()))
        .good();
    Records.RecordEntry doctors = one(doctor, made.record());
    Records.RecordEntry guests = one(guest, made.record());
    TestReport.of(made.section(), 1_000).upload(clerk);
    assertThat(one(doctor, made.record()).revision()).isEqualTo(doctors.revision());
    assertThat(one(doctor, made.record()).changed()).isGreaterThan(doctors.changed());
    assertThat(one(guest, made.record())).isEqualTo(guests);
    clerk.append(elsewhere.rotate(clerk.ring(), made.record())).good();
    assertThat(one(doctor, made.record()).revision()).isGreaterThan(doctors.revision());
    assertThat(one(guest, made.record())).isEqualTo(guests);
    clerk.append(made.section().rotate(clerk.ring(), made.record())).good();
    assertThat(one(guest, made.record()).revision()).isGreaterThan(guests.revision());
  }

  @Test
  @DisplayName(
      "PUT /records/index: what one keeps comes with the record for as long as it is of it")
  void keeping() {
    Made made = makeFor(doctor.ring(), Role.READER);
    makeFor(doctor.ring(), Role.READER);
    Records.RecordEntry entry = one(doctor, made.record());
    Bytes content = Person.entry(500, 1);
    keep(doctor, kept(entry, content)).good();
    assertThat(all(doctor, "", 50))
        .filteredOn(one -> one.index() != null)
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.record()).isEqualTo(made.record().id());
              assertThat(one.index()).isEqualTo(content);
              assertThat(one.keyrings()).isNull();
            });
    assertThat(one(doctor, made.record()).keyrings()).hasSize(2);
    assertThat(all(clerk, "", 50)).allMatch(one -> one.index() == null);
    assertThat(all(doctor, "&unindexed=true", 1))
        .extracting(Records.RecordEntry::record)
        .doesNotContain(made.record().id())
        .hasSize(1);
    Records.RecordQuery byTag =
        new Records.RecordQuery(List.of(), List.of(), List.of(TAG, OTHER_TAG), null, null);
    assertThat(find(doctor, byTag).complete()).isFalse();
    keep(doctor, kept(all(doctor, "&unindexed=true", 9).getFirst(), Person.entry(33, 1))).good();
    assertThat(find(doctor, byTag).complete()).isTrue();
    assertThat(find(doctor, byTag).records()).hasSize(2);
    assertThat(find(clerk, byTag).records()).isEmpty();

    clerk.append(made.section().rotate(clerk.ring(), made.record())).good();
    assertThat(find(doctor, byTag).complete()).as("its name is the same").isTrue();
    assertThat(one(doctor, made.record()).index()).isNull();
    keep(doctor, kept(entry, content)).good(); // of an older revision: as if it were not there
    assertThat(one(doctor, made.record()).index()).isNull();
    keep(doctor, kept(one(doctor, made.record()), Person.entry(500, 2))).good();
    assertThat(one(doctor, made.record()).index()).as("of another generation").isNull();
    assertThat(find(doctor, byTag).complete()).isFalse();
    keep(doctor, kept(one(doctor, made.record()), content)).good();
    keep(doctor, kept(entry, Person.entry(600, 1))).good(); // an older one changes nothing
    assertThat(one(doctor, made.record()).index()).isEqualTo(content);
    assertThat(find(doctor, byTag).complete()).isTrue();
    Bytes note = Person.decisions(1_200); // the service can't tell what is in it
    clerk.append(made.record().change(clerk.ring(), new Change.SetProfile(note))).good();
    assertThat(find(doctor, byTag).complete()).as("its name may have changed").isFalse();
    assertThat(all(doctor, "&unindexed=true", 9))
        .extracting(Records.RecordEntry::record)
        .containsExactly(made.record().id());
  }

  @Test
  @DisplayName("GET /records?wait=true: answers when something changes, and lets a few wait")
  void waiting() {
    Made made = makeFor(doctor.ring(), Role.READER);
    long since = one(doctor, made.record()).changed();
    assertThat(wait(doctor, since - 1).join().as(Records.RecordPage.class).records()).hasSize(1);
    List<CompletableFuture<Answer>> waiting = mostWaiting(doctor, since);

    make(); // somebody else's
    TestReport.of(made.section(), 1_000).upload(clerk);
    for (CompletableFuture<Answer> answer : waiting) {
      assertThat(answer.join().as(Records.RecordPage.class).records())
          .extracting(Records.RecordEntry::record)
          .containsExactly(made.record().id());
    }
    for (String query : List.of("wait=true", "wait=true&since=1&after=1-" + made.record().id())) {
      doctor.call().get("/api/v1/records?" + query).problem(ProblemType.MALFORMED);
    }
  }

  @Test
  @DisplayName("GET /records?wait=true: a service that ends lets nobody wait")
  void endsWaiting() {
    TestService other = begin();
    List<CompletableFuture<Answer>> waiting = mostWaiting(other.person("alone"), 0);
    other.close();
    for (CompletableFuture<Answer> answer : waiting) {
      assertThat(answer.join().as(Records.RecordPage.class).records()).isEmpty();
    }
  }

  @Test
  @DisplayName("GET /records?wait=true: answers nothing to a session that was ended meanwhile")
  void endedWhileWaiting() {
    Made made = makeFor(doctor.ring(), Role.READER);
    long since = one(doctor, made.record()).changed();
    List<CompletableFuture<Answer>> waiting = mostWaiting(doctor, since);
    doctor.call().delete("/api/v1/sessions/current").good();
    TestReport.of(made.section(), 1_000).upload(clerk);
    waiting.forEach(answer -> answer.join().problem(ProblemType.UNAUTHENTICATED));
  }

  /** As many as may; one more has been refused. */
  private static List<CompletableFuture<Answer>> mostWaiting(Person person, long since) {
    List<CompletableFuture<Answer>> all =
        new ArrayList<>(
            IntStream.rangeClosed(0, RecordNews.MOST_WAITING)
                .mapToObj(_ -> wait(person, since))
                .toList());
    CompletableFuture.anyOf(all.toArray(CompletableFuture[]::new)).join();
    int refused =
        IntStream.range(0, all.size()).filter(i -> all.get(i).isDone()).findFirst().orElseThrow();
    all.remove(refused).join().problem(ProblemType.TOO_MANY_REQUESTS);
    assertThat(all).noneMatch(CompletableFuture::isDone);
    return all;
  }

  private static CompletableFuture<Answer> wait(Person person, long since) {
    return CompletableFuture.supplyAsync(
        () -> person.call().get("/api/v1/records?limit=5&wait=true&since=" + since),
        Thread::startVirtualThread);
  }

  @Test
  @DisplayName("POST /records/query: a record is found by the beginning of its id")
  void prefixes() {
    Made made = makeFor(doctor.ring(), Role.READER);
    makeFor(doctor.ring(), Role.READER);
    String id = made.record().id().hex();
    for (String prefix : List.of(id, id.substring(0, 12))) {
      assertThat(
              find(
                      doctor,
                      new Records.RecordQuery(List.of(), List.of(prefix), List.of(), null, null))
                  .records())
          .extracting(Records.RecordEntry::record)
          .containsExactly(made.record().id());
    }
  }

  @Test
  @DisplayName("PUT /records/index: refuses what is too long, malformed, of the future, or unseen")
  void refused() {
    Made made = makeFor(doctor.ring(), Role.READER);
    Made unseen = make();
    Records.RecordEntry entry = one(doctor, made.record());
    keep(doctor, kept(entry, Person.entry(4_097, 1))).problem(ProblemType.TOO_LARGE);
    keep(doctor, kept(entry, Person.entry(32, 1))).problem(ProblemType.MALFORMED);
    keep(doctor, kept(entry, Person.entry(100, 0))).problem(ProblemType.MALFORMED);
    keep(doctor, kept(entry, Bytes.of(new byte[100]))).problem(ProblemType.MALFORMED);
    for (long revision : new long[] {-1, entry.revision() + 1}) {
      keep(doctor, new Records.KeptEntry(entry.record(), revision, TAG, null, Person.entry(100, 1)))
          .problem(ProblemType.MALFORMED);
    }
    keep(
            doctor,
            kept(entry, Person.entry(100, 1)),
            kept(one(clerk, unseen.record()), Person.entry(100, 1)))
        .problem(ProblemType.NOT_FOUND);
    assertThat(one(doctor, made.record()).index()).as("all or nothing").isNull();
    keep(
            doctor,
            Stream.generate(() -> kept(entry, Person.entry(33, 1)))
                .limit(201)
                .toArray(Records.KeptEntry[]::new))
        .problem(ProblemType.MALFORMED);
    for (String query : List.of("limit=0", "limit=201", "after=x", "unindexed=maybe")) {
      doctor.call().get("/api/v1/records?" + query).problem(ProblemType.MALFORMED);
    }
    for (String prefix : List.of("", "a", "zz", "%")) {
      doctor
          .call()
          .post(
              "/api/v1/records/query",
              new Records.RecordQuery(List.of(), List.of(prefix), List.of(), null, null))
          .problem(ProblemType.MALFORMED);
    }
  }

  @Test
  @DisplayName("POST /records/query: an index is complete only for the members of now")
  void completeAfterJoining() {
    Ring department = Ring.owned(service.clock(), KeyringKind.DEPARTMENT, clerk.ring());
    clerk.append(department).good();
    Made made = makeFor(department, Role.READER);
    TestReport report = TestReport.of(made.section(), 1_000).upload(clerk);
    Ring share = made.section().share(clerk.ring(), report.id(), report.key(), made.record());
    share.add(clerk.ring(), doctor.ring(), Role.READER, null, made.record(), made.section());
    clerk.append(share).good();
    keep(doctor, kept(one(doctor, made.record()), Person.entry(100, 1))).good();
    Records.RecordQuery byTag =
        new Records.RecordQuery(List.of(), List.of(), List.of(TAG), null, null);
    assertThat(find(doctor, byTag).complete()).isTrue();
    clerk.append(department.add(clerk.ring(), doctor.ring(), Role.READER, null)).good();
    assertThat(find(doctor, byTag).complete()).isFalse();
    assertThat(all(doctor, "&unindexed=true", 9)).hasSize(1);
    keep(doctor, kept(one(doctor, made.record()), Person.entry(100, 1))).good();
    assertThat(find(doctor, byTag).complete()).isTrue();
    clerk.append(department.remove(clerk.ring(), doctor.ring())).good();
    keep(doctor, kept(one(doctor, made.record()), Person.entry(200, 1))).good();
    assertThat(one(doctor, made.record()).index()).isNotNull();
  }

  @Test
  @DisplayName("POST /records/query: an index is complete only on the ground of now")
  void completeOnItsGround() {
    Made made = makeFor(doctor.ring(), Role.READER);
    Records.RecordEntry entry = one(doctor, made.record());
    keep(
            doctor,
            new Records.KeptEntry(
                entry.record(), entry.revision(), TAG, OTHER_TAG, Person.entry(100, 1)))
        .good();
    assertThat(
            find(doctor, new Records.RecordQuery(List.of(), List.of(), List.of(), OTHER_TAG, null))
                .complete())
        .isTrue();
    assertThat(
            find(doctor, new Records.RecordQuery(List.of(), List.of(), List.of(), TAG, null))
                .complete())
        .isFalse();
    assertThat(all(doctor, "&unindexed=true&ground=" + OTHER_TAG.hex(), 9)).isEmpty();
    assertThat(all(doctor, "&unindexed=true&ground=" + TAG.hex(), 9)).hasSize(1);
  }

  @Test
  @DisplayName("GET /records?since=: whose time has run out learns of nothing that happens then")
  void afterTheEnd() {
    Made made = make();
    clerk
        .append(
            made.record()
                .add(clerk.ring(), doctor.ring(), Role.READER, made.record().now().plusSeconds(60)))
        .good();
    long seen = one(doctor, made.record()).changed();
    service.clock().pass(Duration.ofHours(1));
    Bytes note = Person.decisions(1_200);
    clerk.append(made.record().change(clerk.ring(), new Change.SetProfile(note))).good();
    assertThat(all(doctor, "&since=" + seen, 9)).isEmpty();
  }
}
