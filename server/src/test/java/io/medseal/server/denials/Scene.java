package io.medseal.server.denials;

import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.Role;
import io.medseal.protocol.accounts.Accounts;
import io.medseal.protocol.records.Records;
import io.medseal.protocol.reports.Reports;
import io.medseal.server.TestService;
import io.medseal.server.platform.start.DataDirectory;
import io.medseal.server.platform.start.Restorations;
import io.medseal.server.testing.Caller;
import io.medseal.server.testing.Person;
import io.medseal.server.testing.Ring;
import io.medseal.server.testing.TestReport;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A record with a report, an upload under way, and one person of every kind around it. */
final class Scene implements AutoCloseable {
  private static final int BODY_BYTES = 1_000;

  /** Of what the clerk keeps of its record. */
  static final Sha256 TAG = new Sha256("cd".repeat(32));

  private final TestService service;
  private final Person clerk;
  private final Map<Who, Person> people = new EnumMap<>(Who.class);
  private final String sessionOver;
  private final String signedOut;
  private final String decisionsTag;
  private final Target target;
  private final Target absent;

  /** In a service of its own, which it closes. */
  Scene(TestService service) {
    this.service = service;
    clerk = service.person("clerk");
    sessionOver = logIn(clerk).token();
    service.clock().pass(Duration.ofHours(13));
    clerk.use(logIn(clerk));
    Caller ended = logIn(clerk);
    signedOut = ended.token();
    ended.delete("/api/v1/sessions/current").good();
    decisionsTag =
        clerk
            .call()
            .putIf(
                "/api/v1/account/decisions",
                "\"none\"",
                new Accounts.Decisions(Person.decisions(500)))
            .good()
            .header("ETag")
            .orElseThrow();

    for (Who who : Who.values()) {
      if (who.isSignedIn()) {
        people.put(who, service.person(who.name().toLowerCase(Locale.ROOT)));
      }
    }
    Ring own = clerk.ring();
    Ring record = Ring.owned(service.clock(), KeyringKind.RECORD, own);
    record.add(own, ring(Who.REMOVED), Role.MANAGER, null);
    record.add(
        own,
        ring(Who.EXPIRED),
        Role.MANAGER,
        service.clock().instant().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MILLIS));
    record.add(own, ring(Who.READER), Role.READER, null);
    record.add(own, ring(Who.MANAGER), Role.MANAGER, null);
    Ring section = record.section(own);
    clerk.append(record, section).good();
    section.add(own, ring(Who.CONTRIBUTOR), Role.CONTRIBUTOR, null, record);
    record.remove(own, ring(Who.REMOVED));
    clerk.append(section, record).good();
    DataDirectory.noteRestored(
        service.data(),
        new Restorations.Restoration(
            service.clock().instant().minus(Duration.ofHours(1)),
            service.clock().instant().plus(Duration.ofHours(1))));
    section.rotate(own, record);
    clerk.append(section).good();

    clerk
        .call()
        .put(
            "/api/v1/records/index",
            new Records.IndexChange(
                List.of(new Records.KeptEntry(record.id(), 0, TAG, null, Person.entry(100, 1)))))
        .good();
    TestReport deleted = TestReport.of(section, BODY_BYTES).upload(clerk);
    deleted.delete(clerk, section, record).good();
    TestReport upload = TestReport.of(section, BODY_BYTES);
    upload.announce(clerk).good();
    upload.put(clerk, 0).good();
    upload.putContents(clerk).good();
    target =
        new Target(
            record,
            section,
            TestReport.of(section, BODY_BYTES).upload(clerk),
            TestReport.of(section, BODY_BYTES).upload(people.get(Who.CONTRIBUTOR)),
            deleted,
            upload,
            currentSession());
    absent = absent();
    service.clock().pass(Duration.ofHours(2));
  }

  TestService service() {
    return service;
  }

  /** Whom everything belongs to. */
  Person clerk() {
    return clerk;
  }

  Target target() {
    return target;
  }

  /** What the clerk's decisions are replaced by. */
  String decisionsTag() {
    return decisionsTag;
  }

  /** The same, of things that are not there. */
  Target absentTarget() {
    return absent;
  }

  /** Whose keys such a caller has. */
  Person person(Who who) {
    return who.isSignedIn() ? people.get(who) : clerk;
  }

  /** Such a caller, with a session of its own where it has any. */
  Caller caller(Who who) {
    return switch (who) {
      case NOBODY -> service.anonymous();
      case GARBLED -> service.anonymous().with("medseal_" + "A".repeat(43));
      case SIGNED_OUT -> service.anonymous().with(signedOut);
      case SESSION_OVER -> service.anonymous().with(sessionOver);
      case STRANGER, REMOVED, EXPIRED, CONTRIBUTOR, READER, MANAGER -> logIn(people.get(who));
    };
  }

  /** A new session of that person. */
  Caller logIn(Person person) {
    Caller anybody = service.anonymous();
    return anybody.with(
        anybody.post("/api/v1/sessions", person.logIn()).as(Accounts.SessionOpened.class).token());
  }

  /**
   * The report key as the owner has to seal it in the end: the section is stale since a member's
   * time is over, and the stranger has been made an owner by then.
   */
  Reports.SealedKey[] sealed(TestReport report) {
    return List.of(clerk.ring(), ring(Who.READER), ring(Who.MANAGER), ring(Who.STRANGER)).stream()
        .map(report::sealedTo)
        .toArray(Reports.SealedKey[]::new);
  }

  /** What must not occur in an answer to somebody whom nothing was given. */
  List<String> secrets() {
    return List.of(
        target.recordId().hex(),
        target.sectionId().hex(),
        target.reportId().hex(),
        target.labReport().id().hex(),
        target.deleted().id().hex(),
        target.upload().id().hex(),
        target.session(),
        clerk.email(),
        clerk.ring().id().hex());
  }

  @Override
  public void close() {
    service.close();
  }

  private Target absent() {
    Ring record = Ring.owned(service.clock(), KeyringKind.RECORD, clerk.ring());
    Ring section = record.section(clerk.ring());
    record.unsent();
    section.unsent();
    return new Target(
        record,
        section,
        TestReport.of(section, BODY_BYTES),
        TestReport.of(section, BODY_BYTES),
        TestReport.of(section, BODY_BYTES),
        TestReport.of(section, BODY_BYTES),
        "0123456789abcdef");
  }

  private String currentSession() {
    return clerk.call().get("/api/v1/sessions").as(Accounts.Sessions.class).sessions().stream()
        .filter(Accounts.SessionSummary::current)
        .findFirst()
        .orElseThrow()
        .id();
  }

  private Ring ring(Who who) {
    return people.get(who).ring();
  }
}
