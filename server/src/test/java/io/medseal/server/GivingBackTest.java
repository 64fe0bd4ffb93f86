package io.medseal.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.ledger.envelopes.EnvelopeName;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.reports.ReportSizes;
import io.medseal.ledger.statements.Change;
import io.medseal.protocol.accounts.Accounts;
import io.medseal.protocol.activity.Activity;
import io.medseal.protocol.keyrings.Statements;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.platform.start.DataDirectory;
import io.medseal.server.platform.start.ExitCode;
import io.medseal.server.platform.start.Restorations;
import io.medseal.server.testing.Caller;
import io.medseal.server.testing.Hospital;
import io.medseal.server.testing.Person;
import io.medseal.server.testing.Ring;
import io.medseal.server.testing.TestReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** A folder that is put back stands for a backup that was restored. */
@DisplayName("POST /statements/returned")
class GivingBackTest {
  @TempDir private Path saved;

  private final TestService service = TestService.fresh();
  private Hospital hospital;
  private Person clerk;
  private Person doctor;
  private Instant taken;

  @BeforeEach
  void open() {
    hospital = Hospital.open(service);
    clerk = hospital.clerk();
    doctor = service.person("doctor");
  }

  @AfterEach
  void close() {
    service.close();
  }

  @Test
  @DisplayName("takes statements, new records and envelopes from anybody who has them")
  void takesBack() {
    Ring record = hospital.record();
    save();
    record.add(clerk.ring(), doctor.ring(), Role.READER, null);
    Ring.Signed shared = appended(clerk, record);
    record.remove(clerk.ring(), doctor.ring());
    record.add(clerk.ring(), doctor.ring(), Role.MANAGER, null);
    Ring.Signed renewed = appended(clerk, record);
    Ring other = Ring.owned(service.clock(), KeyringKind.RECORD, clerk.ring());
    other.add(clerk.ring(), doctor.ring(), Role.READER, null);
    Ring section = other.section(clerk.ring());
    Ring.Signed otherSigned = other.unsent();
    Ring.Signed sectionSigned = section.unsent();
    clerk.call().post("/api/v1/statements", Ring.request(otherSigned, sectionSigned)).good();
    StatementHash lost = record.head();
    restore();
    assertThat(head(clerk, record.id())).isNotEqualTo(lost);
    assertThat(heads(doctor)).isEmpty();

    Ring.Signed all =
        new Ring.Signed(
            record.id(),
            Stream.concat(shared.statements().stream(), renewed.statements().stream()).toList(),
            List.of());
    Statements.GiveBack request = Ring.giveBack(sectionSigned, otherSigned, all);
    Statements.FoundEnvelope envelope =
        new Statements.FoundEnvelope(
            other.id(), 1, doctor.ring().id(), 1, otherSigned.envelopes().get(1), List.of());
    Statements.FoundEnvelope wrong =
        new Statements.FoundEnvelope(
            other.id(), 1, clerk.ring().id(), 1, otherSigned.envelopes().get(1), List.of());
    doctor
        .call()
        .post(
            "/api/v1/statements/returned",
            new Statements.GiveBack(
                request.chains(), request.signatures(), List.of(envelope, wrong)))
        .good();

    assertThat(head(clerk, record.id())).isEqualTo(lost);
    assertThat(heads(doctor)).contains(record.id(), other.id(), section.id());
    assertThat(envelopes(doctor, other, doctor)).containsExactly(envelope);
    assertThat(envelopes(clerk, other, clerk)).isEmpty();
    assertThat(check()).contains("harmless: envelopes: keyring " + other.id().hex());
    // Once more, and what only another one has.
    Statements.FoundEnvelope owners =
        new Statements.FoundEnvelope(
            other.id(), 1, clerk.ring().id(), 1, otherSigned.envelopes().get(0), List.of());
    clerk
        .call()
        .post(
            "/api/v1/statements/returned",
            new Statements.GiveBack(request.chains(), request.signatures(), List.of(owners)))
        .good();
    assertThat(envelopes(clerk, other, clerk)).containsExactly(owners);
    // All goes on from there.
    record.add(clerk.ring(), doctor.ring(), Role.READER, null);
    clerk.append(record).good();
    section.add(clerk.ring(), doctor.ring(), Role.READER, null, other);
    clerk.append(section).good();
    check();
    List<Activity.Event> events =
        clerk
            .call()
            .get("/api/v1/records/" + record.id().hex() + "/activity")
            .as(Activity.EventPage.class)
            .events();
    assertThat(events).extracting(Activity.Event::kind).contains(Activity.Kind.UNSHARED);
  }

  @Test
  @DisplayName("answers denied where nothing was restored, and when that is 90 days ago")
  void closed() {
    Ring record = hospital.record();
    record.add(clerk.ring(), doctor.ring(), Role.READER, null);
    Ring.Signed signed = record.unsent();
    clerk
        .call()
        .post("/api/v1/statements/returned", Ring.giveBack(signed))
        .problem(ProblemType.DENIED);
    assertThat(restoration()).isNull();
    save();
    restore();
    assertThat(restoration()).isNotNull().extracting(Activity.Restoration::taken).isEqualTo(taken);
    service.clock().pass(Duration.ofDays(91));
    clerk = again(clerk);
    clerk
        .call()
        .post("/api/v1/statements/returned", Ring.giveBack(signed))
        .problem(ProblemType.DENIED);
    assertThat(restoration()).isNull();
  }

  @Test
  @DisplayName("leaves a chain as it is where statements are of another time than was lost")
  void otherTime() {
    Ring record = hospital.record();
    Ring early = record.copy().add(clerk.ring(), doctor.ring(), Role.READER, null);
    service.clock().pass(Duration.ofMinutes(30));
    save();
    service.clock().pass(Duration.ofMinutes(30));
    restore();
    service.clock().pass(Duration.ofMinutes(30));
    Ring late = record.copy().add(clerk.ring(), doctor.ring(), Role.READER, null);
    stays(Ring.giveBack(early.unsent()), record);
    stays(Ring.giveBack(late.unsent()), record);
  }

  @Test
  @DisplayName("leaves a chain as it is where statements do not verify, leave a gap or fork it")
  void notFitting() {
    Ring record = hospital.record();
    save();
    Ring.Signed first = record.copy().add(clerk.ring(), doctor.ring(), Role.READER, null).unsent();
    Ring.Signed forged =
        record.copy().add(doctor.ring(), doctor.ring(), Role.MANAGER, null).unsent();
    Ring two = record.copy().add(clerk.ring(), doctor.ring(), Role.READER, null);
    two.remove(clerk.ring(), doctor.ring());
    Ring.Signed whole = two.unsent();
    Ring.Signed gap =
        new Ring.Signed(
            record.id(), whole.statements().subList(1, whole.statements().size()), List.of());
    Ring.Signed due = new Ring.Signed(record.id(), whole.statements().subList(0, 2), List.of());
    restore();
    stays(Ring.giveBack(forged), record);
    stays(Ring.giveBack(gap), record);
    stays(Ring.giveBack(due), record);
    // Somebody changes it anew: what was lost there stays lost.
    Person nurse = service.person("nurse");
    record.add(clerk.ring(), nurse.ring(), Role.READER, null);
    clerk.append(record).good();
    stays(Ring.giveBack(first), record);
    check();
  }

  @Test
  @DisplayName("takes the other chains where one does not fit")
  void apart() {
    Ring record = hospital.record();
    Ring other = Ring.owned(service.clock(), KeyringKind.RECORD, clerk.ring());
    clerk.append(other).good();
    save();
    Ring.Signed forged =
        record.copy().add(doctor.ring(), doctor.ring(), Role.MANAGER, null).unsent();
    other.add(clerk.ring(), doctor.ring(), Role.READER, null);
    Ring.Signed good = appended(clerk, other);
    restore();
    clerk.call().post("/api/v1/statements/returned", Ring.giveBack(forged, good)).good();
    assertThat(head(clerk, record.id())).isEqualTo(record.head());
    assertThat(head(clerk, other.id())).isEqualTo(other.head());
    check();
  }

  @Test
  @DisplayName("makes no foreign record readable as a member of one's own")
  void foreign() {
    save();
    Ring mine = Ring.owned(service.clock(), KeyringKind.RECORD, doctor.ring());
    mine.add(doctor.ring(), hospital.record(), Role.READER, null);
    restore();
    doctor.call().post("/api/v1/statements/returned", Ring.giveBack(mine.unsent())).good();
    assertThat(heads(doctor)).isEmpty();
    assertThat(
            doctor
                .call()
                .post(
                    "/api/v1/statements/query",
                    new Statements.Query(
                        List.of(new Statements.ChainQuery(hospital.record().id(), -1)),
                        true,
                        List.of()))
                .as(Statements.Chains.class)
                .chains())
        .isEmpty();
  }

  @Test
  @DisplayName("takes deletions, of reports of that section alone")
  void deletions() {
    TestReport report = TestReport.of(hospital.section(), ReportSizes.PART / 8).upload(clerk);
    Ring mine = Ring.owned(service.clock(), KeyringKind.RECORD, doctor.ring());
    Ring section = mine.section(doctor.ring());
    doctor.append(mine, section).good();
    save();
    TestReport later = TestReport.of(hospital.section(), 1_000).upload(clerk);
    Ring foreign = section.copy().change(doctor.ring(), new Change.DeleteReport(report.id()), mine);
    Ring own = hospital.section();
    own.change(clerk.ring(), new Change.DeleteReport(report.id()), hospital.record());
    own.change(clerk.ring(), new Change.DeleteReport(later.id()), hospital.record());
    Ring.Signed deleted = appended(clerk, own);
    restore();
    doctor.call().post("/api/v1/statements/returned", Ring.giveBack(foreign.unsent())).good();
    assertThat(clerk.call().get(report.path() + "/body").good().body()).isEqualTo(report.body());
    clerk.call().post("/api/v1/statements/returned", Ring.giveBack(deleted)).good();
    clerk.call().get(report.path()).problem(ProblemType.GONE);
    clerk.call().get(later.path()).problem(ProblemType.NOT_FOUND);
    check();
  }

  @Test
  @DisplayName("puts nothing behind a head by which what stands would hold no more")
  void undoing() {
    Ring record = hospital.record();
    record.add(clerk.ring(), doctor.ring(), Role.READER, null);
    clerk.append(record).good();
    save();
    service.clock().pass(Duration.ofMinutes(10));
    Ring.Signed card = doctor.ring().copy().change(doctor.ring(), card()).unsent();
    Ring.Signed good = clerk.ring().copy().change(clerk.ring(), card()).unsent();
    restore();
    service.clock().pass(Duration.ofMinutes(20));
    doctor.append(record.change(doctor.ring(), new Change.Leave())).good();
    doctor.call().post("/api/v1/statements/returned", Ring.giveBack(card, good)).good();
    assertThat(head(clerk, doctor.ring().id())).isEqualTo(doctor.ring().head());
    assertThat(head(clerk, clerk.ring().id()))
        .as("which nothing names")
        .isNotEqualTo(clerk.ring().head());
    assertThat(head(clerk, record.id())).isEqualTo(record.head());
    check();
  }

  @Test
  @DisplayName("undoes nothing of a group that was used since, nor what was given back by another")
  void undoingThroughGroup() {
    Ring group = Ring.owned(service.clock(), KeyringKind.DEPARTMENT, clerk.ring());
    group.add(clerk.ring(), doctor.ring(), Role.MANAGER, null);
    Ring record = hospital.record();
    record.add(clerk.ring(), group, Role.MANAGER, null);
    Ring other = Ring.owned(service.clock(), KeyringKind.DEPARTMENT, clerk.ring());
    other.add(clerk.ring(), doctor.ring(), Role.MANAGER, null);
    record.add(clerk.ring(), other, Role.MANAGER, null);
    clerk.append(group, other, record).good();
    Person nurse = service.person("nurse");
    save();
    Ring.Signed lost = group.copy().add(clerk.ring(), nurse.ring(), Role.READER, null).unsent();
    Ring.Signed before = other.copy().add(clerk.ring(), nurse.ring(), Role.READER, null).unsent();
    service.clock().pass(Duration.ofMinutes(30));
    Ring used = hospital.section();
    used.add(doctor.ring(), nurse.ring(), Role.READER, null, other, record);
    Ring.Signed leaning = used.unsent();
    restore();
    // Given back by one who did not have what came before, or kept it back.
    clerk.call().post("/api/v1/statements/returned", Ring.giveBack(leaning)).good();
    assertThat(head(clerk, used.id())).isEqualTo(used.head());
    stays(Ring.giveBack(before), other);
    service.clock().pass(Duration.ofMinutes(30));
    record.add(doctor.ring(), nurse.ring(), Role.READER, null, group);
    doctor.append(record).good();
    stays(Ring.giveBack(lost), group);
    assertThat(head(clerk, record.id())).isEqualTo(record.head());
    check();
  }

  @Test
  @DisplayName("takes nothing by a right that ended since the restoration")
  void rightsLostSince() {
    Ring record = hospital.record();
    record.add(clerk.ring(), doctor.ring(), Role.MANAGER, null);
    Ring section = hospital.section();
    Ring free = record.section(clerk.ring());
    clerk.append(record, free).good();
    Person locum = service.person("locum");
    Ring ending = Ring.owned(service.clock(), KeyringKind.RECORD, clerk.ring());
    ending.add(clerk.ring(), locum.ring(), Role.MANAGER, record.now().plus(Duration.ofHours(2)));
    Ring until = ending.section(clerk.ring());
    clerk.append(ending, until).good();
    TestReport report = TestReport.of(section, 1_000).upload(clerk);
    save();
    service.clock().pass(Duration.ofHours(1));
    Ring.Signed made =
        section.copy().add(doctor.ring(), doctor.ring(), Role.MANAGER, null, record).unsent();
    Ring.Signed deleted =
        section.copy().change(doctor.ring(), new Change.DeleteReport(report.id()), record).unsent();
    Ring.Signed shared = section.share(doctor.ring(), report.id(), report.key(), record).unsent();
    Ring.Signed meanwhile =
        free.copy().add(doctor.ring(), doctor.ring(), Role.READER, null, record).unsent();
    Ring.Signed ended =
        until.copy().add(locum.ring(), clerk.ring(), Role.READER, null, ending).unsent();
    restore();
    service.clock().pass(Duration.ofMinutes(30));
    clerk.call().post("/api/v1/statements/returned", Ring.giveBack(meanwhile)).good();
    assertThat(head(clerk, free.id())).as("as long as it stood").isNotEqualTo(free.head());
    service.clock().pass(Duration.ofHours(1));
    record.remove(clerk.ring(), doctor.ring());
    clerk.append(record).good();
    for (Ring.Signed one : List.of(made, deleted)) {
      stays(Ring.giveBack(one), section);
    }
    stays(Ring.giveBack(ended), until);
    doctor.call().post("/api/v1/statements/returned", Ring.giveBack(shared)).good();
    assertThat(chains(clerk, shared.keyring())).isEmpty();
    assertThat(clerk.call().get(report.path() + "/body").good().body()).isEqualTo(report.body());
    check();
  }

  @Test
  @DisplayName("deletes no report that was added after the deletion was signed")
  void deletionOfLaterReport() {
    save();
    TestReport report = TestReport.of(hospital.section(), 1_000);
    Ring.Signed deleted =
        hospital
            .section()
            .copy()
            .change(clerk.ring(), new Change.DeleteReport(report.id()), hospital.record())
            .unsent();
    restore();
    service.clock().pass(Duration.ofMinutes(30));
    report.upload(clerk);
    stays(Ring.giveBack(deleted), hospital.section());
    assertThat(clerk.call().get(report.path() + "/body").good().body()).isEqualTo(report.body());
  }

  @Test
  @DisplayName("makes nothing readable to somebody who made it and was removed")
  void removedMaker() {
    Ring made = Ring.owned(service.clock(), KeyringKind.RECORD, doctor.ring());
    made.add(doctor.ring(), clerk.ring(), Role.OWNER, null);
    doctor.append(made).good();
    save();
    Ring mine = Ring.owned(service.clock(), KeyringKind.RECORD, doctor.ring());
    mine.add(doctor.ring(), made, Role.READER, null);
    made.remove(clerk.ring(), doctor.ring());
    Ring.Signed removed = appended(clerk, made);
    restore();
    doctor.call().post("/api/v1/statements/returned", Ring.giveBack(removed, mine.unsent())).good();
    assertThat(head(clerk, made.id())).isEqualTo(made.head());
    assertThat(heads(doctor)).isEmpty();
  }

  private static Change card() {
    return new Change.PublishCard("Invented", null);
  }

  @Test
  @DisplayName(
      "changes nobody's keys whose account is here, and takes people whose account is lost")
  void people() {
    save();
    Ring.Signed renewed = clerk.ring().copy().rotate(clerk.ring()).unsent();
    Person newcomer = Person.stranger(service.clock(), "newcomer");
    Ring.Signed person = newcomer.ring().unsent();
    Ring record = Ring.owned(service.clock(), KeyringKind.RECORD, newcomer.ring());
    record.add(newcomer.ring(), doctor.ring(), Role.READER, null);
    restore();
    clerk.call().post("/api/v1/statements/returned", Ring.giveBack(renewed)).good();
    assertThat(head(clerk, clerk.ring().id())).isEqualTo(clerk.ring().head());
    doctor
        .call()
        .post("/api/v1/statements/returned", Ring.giveBack(record.unsent(), person))
        .good();
    assertThat(heads(doctor)).contains(record.id());
    check();
  }

  @Test
  @DisplayName("takes requests as long as those that append, and counts them to who brings them")
  void manyAtOnce() {
    Ring record = hospital.record();
    save();
    for (int i = 0; i < 100; i++) {
      record.add(clerk.ring(), doctor.ring(), i % 2 == 0 ? Role.MANAGER : Role.OWNER, null);
    }
    Ring.Signed signed = record.unsent();
    long bytes = signed.statements().stream().mapToLong(Bytes::size).sum();
    assertThat(bytes).isGreaterThan(256 * 1024);
    restore();
    long before = used(doctor);
    doctor.call().post("/api/v1/statements/returned", Ring.giveBack(signed)).good();
    assertThat(head(clerk, record.id())).isEqualTo(record.head());
    assertThat(used(doctor) - before).isEqualTo(bytes);
    // Envelopes alone count as well, each once.
    before = used(clerk);
    Bytes newest = signed.envelopes().getLast();
    Statements.FoundEnvelope envelope =
        new Statements.FoundEnvelope(record.id(), 1, doctor.ring().id(), 1, newest, List.of());
    for (int i = 0; i < 3; i++) {
      Statements.GiveBack last =
          Ring.giveBack(
              new Ring.Signed(record.id(), List.of(signed.statements().getLast()), List.of()));
      clerk
          .call()
          .post(
              "/api/v1/statements/returned",
              new Statements.GiveBack(
                  last.chains(), last.signatures(), List.of(envelope, envelope)))
          .good();
      assertThat(envelopes(doctor, record, doctor)).containsExactly(envelope);
      assertThat(used(clerk) - before).isEqualTo(newest.size());
    }
    check();
  }

  private static long used(Person person) {
    return person.call().get("/api/v1/usage").as(Activity.Usage.class).storedBytes();
  }

  @Test
  @DisplayName("refuses what is no such request")
  void malformed() {
    save();
    Ring.Signed signed =
        hospital.record().copy().add(clerk.ring(), doctor.ring(), Role.READER, null).unsent();
    restore();
    Statements.GiveBack good = Ring.giveBack(signed);
    for (Statements.GiveBack bad :
        List.of(
            new Statements.GiveBack(List.of(), List.of(), List.of()),
            new Statements.GiveBack(good.chains(), List.of(), List.of()),
            new Statements.GiveBack(
                List.of(
                    new Statements.ChainGiven(
                        hospital.record().id(),
                        good.chains().getFirst().statements(),
                        List.of(0, 0))),
                good.signatures(),
                List.of()),
            new Statements.GiveBack(
                Collections.nCopies(2, good.chains().getFirst()), good.signatures(), List.of()),
            new Statements.GiveBack(
                List.of(new Statements.ChainGiven(hospital.record().id(), List.of(), List.of())),
                List.of(),
                List.of()),
            new Statements.GiveBack(
                good.chains(),
                good.signatures(),
                List.of(
                    new Statements.FoundEnvelope(
                        hospital.record().id(),
                        0,
                        clerk.ring().id(),
                        1,
                        signed.envelopes().getFirst(),
                        List.of()))))) {
      clerk.call().post("/api/v1/statements/returned", bad).problem(ProblemType.MALFORMED);
    }
  }

  private void stays(Statements.GiveBack request, Ring chain) {
    clerk.call().post("/api/v1/statements/returned", request).good();
    assertThat(head(clerk, chain.id())).isEqualTo(chain.head());
  }

  private static Ring.Signed appended(Person by, Ring ring) {
    Ring.Signed signed = ring.unsent();
    by.call().post("/api/v1/statements", Ring.request(signed)).good();
    return signed;
  }

  private static StatementHash head(Person as, KeyringId keyring) {
    return chains(as, keyring).getFirst().head();
  }

  private static List<Statements.Chain> chains(Person as, KeyringId keyring) {
    return as.call()
        .post(
            "/api/v1/statements/query",
            new Statements.Query(List.of(new Statements.ChainQuery(keyring, -1)), false, List.of()))
        .as(Statements.Chains.class)
        .chains();
  }

  private static List<KeyringId> heads(Person as) {
    return as.call().get("/api/v1/keyrings").as(Statements.KeyringPage.class).keyrings().stream()
        .map(Statements.KeyringSummary::keyring)
        .toList();
  }

  private static List<Statements.FoundEnvelope> envelopes(Person as, Ring keyring, Person to) {
    return as.call()
        .post(
            "/api/v1/envelopes/query",
            new Statements.EnvelopeQuery(
                List.of(new EnvelopeName(keyring.id(), 1, to.ring().id(), 1))))
        .as(Statements.Envelopes.class)
        .envelopes();
  }

  private Activity.@Nullable Restoration restoration() {
    return service.anonymous().get("/api/v1/service").as(Activity.Service.class).restoration();
  }

  /** With a new session. */
  private Person again(Person person) {
    person.use(
        new Caller(
            service.uri(),
            service
                .anonymous()
                .post("/api/v1/sessions", person.logIn())
                .as(Accounts.SessionOpened.class)
                .token()));
    return person;
  }

  private void save() {
    service.stop();
    taken = service.clock().instant();
    copy(service.data(), saved.resolve("data"));
    service.start();
    reconnect();
  }

  private void restore() {
    Instant now = service.clock().instant();
    service.stop();
    try {
      FileSystemUtils.deleteRecursively(service.data());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    copy(saved.resolve("data"), service.data());
    DataDirectory.noteRestored(service.data(), new Restorations.Restoration(taken, now));
    service.start();
    reconnect();
  }

  /** The service listens elsewhere now. */
  private void reconnect() {
    clerk.use(clerk.call().at(service.uri()));
    doctor.use(doctor.call().at(service.uri()));
  }

  private String check() {
    service.stop();
    Ran check = Ran.of("check", "--data", service.data().toString());
    service.start();
    reconnect();
    assertThat(check.code()).as(check.out()).isEqualTo(ExitCode.OK);
    return check.out();
  }

  private static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
