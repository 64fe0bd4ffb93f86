package io.medseal.server.denials;

import static io.medseal.protocol.problems.ProblemType.CHANGED_MEANWHILE;
import static io.medseal.protocol.problems.ProblemType.DENIED;
import static io.medseal.protocol.problems.ProblemType.GONE;
import static io.medseal.protocol.problems.ProblemType.NOT_FOUND;
import static io.medseal.protocol.problems.ProblemType.SESSION_EXPIRED;
import static io.medseal.protocol.problems.ProblemType.STATEMENT_REFUSED;
import static io.medseal.protocol.problems.ProblemType.UNAUTHENTICATED;
import static io.medseal.protocol.problems.ProblemType.WRONG_CREDENTIALS;

import io.medseal.ledger.envelopes.EnvelopeName;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.Change;
import io.medseal.protocol.accounts.Accounts;
import io.medseal.protocol.accounts.SlotKind;
import io.medseal.protocol.keyrings.Statements;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.protocol.records.Records;
import io.medseal.protocol.reports.Reports;
import io.medseal.server.testing.Answer;
import io.medseal.server.testing.Caller;
import io.medseal.server.testing.Person;
import io.medseal.server.testing.Ring;
import io.medseal.server.testing.TestReport;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The rows. For every endpoint: what is tried there, and what each caller is answered. The order
 * matters at the end, where the owner does all of it: what takes something away comes last.
 */
final class Matrix {
  private static final Expected OWN = new Expected.OnlyOwn();
  static final Expected MAY = new Expected.Allowed();
  private static final Expected AS_IF_ABSENT = new Expected.AsIfAbsent();
  static final Expected HIDDEN = refused(NOT_FOUND);
  private static final Expected REFUSED = refused(DENIED);
  private static final Expected NO_AUTHORITY =
      new Expected.Refused(STATEMENT_REFUSED, "no-authority");

  private Matrix() {}

  /** What answers without a session, and why. */
  static Map<String, String> open() {
    return Map.of(
        "GET /api/v1/service", "tells what this service is; nothing in it is anybody's",
        "POST /api/v1/accounts", "whoever signs up has no session yet; limited",
        "POST /api/v1/sessions/parameters",
            "needed before log-in; invented where there is no account",
        "POST /api/v1/sessions", "this is the log-in; limited",
        "GET /actuator/health", "up or down, for load balancers",
        "GET /actuator/health/**",
            "up or down: liveness, readiness and writing only, all else is refused",
        "ANY /error", "answers what was refused before an endpoint; by name it is not there",
        "ANY /**", "the portal's own files, the same for everyone");
  }

  static List<Attempt> attempts(Scene scene) {
    return List.of(
        // Accounts and sessions
        attempt(
            "GET /api/v1/sessions",
            "listing sessions",
            everybody(OWN),
            (caller, _, _) -> caller.get("/api/v1/sessions")),
        attempt(
            "GET /api/v1/account",
            "reading an account",
            everybody(OWN),
            (caller, _, _) -> caller.get("/api/v1/account")),
        attempt(
            "GET /api/v1/account/deletion",
            "asking what deleting an account would leave behind",
            outsiders(OWN, MAY, MAY, MAY),
            (caller, _, _) -> caller.get("/api/v1/account/deletion")),
        attempt(
            "GET /api/v1/account/notices",
            "reading what happened to an account",
            everybody(OWN),
            (caller, _, _) -> caller.get("/api/v1/account/notices")),
        attempt(
            "GET /api/v1/account/decisions",
            "reading decisions",
            everybody(OWN),
            (caller, _, _) -> caller.get("/api/v1/account/decisions")),
        attempt(
                "PUT /api/v1/account/decisions",
                "replacing decisions by the tag of another's",
                everybody(refused(CHANGED_MEANWHILE)),
                (caller, _, _) ->
                    caller.putIf(
                        "/api/v1/account/decisions",
                        scene.decisionsTag(),
                        new Accounts.Decisions(Person.decisions(500))))
            .notByOwner(),
        attempt(
            "GET /api/v1/usage",
            "reading usage",
            everybody(OWN),
            (caller, _, _) -> caller.get("/api/v1/usage")),
        attempt(
            "POST /api/v1/directory/query",
            "looking up an exact address",
            everybody(MAY),
            (caller, _, _) ->
                caller.post(
                    "/api/v1/directory/query", new Accounts.DirectoryQuery(scene.clerk().email()))),
        // Keyrings
        attempt(
            "POST /api/v1/statements/query",
            "reading the chains of a record and its section",
            outsiders(AS_IF_ABSENT, MAY, MAY, MAY),
            (caller, _, target) ->
                caller.post(
                    "/api/v1/statements/query",
                    new Statements.Query(
                        List.of(
                            new Statements.ChainQuery(target.recordId(), -1),
                            new Statements.ChainQuery(target.sectionId(), -1)),
                        true,
                        List.of()))),
        attempt(
            "POST /api/v1/statements/pasts",
            "being shown what a record was",
            outsiders(AS_IF_ABSENT, MAY, MAY, MAY),
            (caller, person, target) ->
                caller.post(
                    "/api/v1/statements/pasts",
                    new Statements.PastsQuery(
                        List.of(
                            new Statements.PastQuery(
                                target.recordId(),
                                1,
                                target.record().head(),
                                null,
                                List.of(person.ring().id()),
                                List.of(1)))))),
        attempt(
            "POST /api/v1/envelopes/query",
            "fetching the secret of a section, sealed to its record",
            outsiders(AS_IF_ABSENT, AS_IF_ABSENT, MAY, MAY),
            (caller, _, target) ->
                caller.post(
                    "/api/v1/envelopes/query",
                    envelope(
                        target.sectionId(),
                        target.section().generation(),
                        target.recordId(),
                        target.record().generation()))),
        attempt(
            "POST /api/v1/envelopes/query",
            "fetching the first secret of a record, sealed to whoever asks",
            outsiders(AS_IF_ABSENT, AS_IF_ABSENT, MAY, MAY),
            (caller, person, target) ->
                caller.post(
                    "/api/v1/envelopes/query",
                    envelope(target.recordId(), 1, person.ring().id(), 1))),
        attempt(
            "GET /api/v1/keyrings",
            "listing keyrings",
            outsiders(OWN, MAY, MAY, MAY),
            (caller, _, _) -> caller.get("/api/v1/keyrings")),
        attempt(
            "GET /api/v1/records",
            "listing records",
            outsiders(OWN, MAY, MAY, MAY),
            (caller, _, _) -> caller.get("/api/v1/records")),
        attempt(
            "POST /api/v1/records/query",
            "asking for a record by its id, its beginning and a tag",
            outsiders(AS_IF_ABSENT, MAY, MAY, MAY),
            (caller, _, target) ->
                caller.post(
                    "/api/v1/records/query",
                    new Records.RecordQuery(
                        List.of(target.recordId()),
                        List.of(target.recordId().hex().substring(0, 12)),
                        List.of(Scene.TAG),
                        null,
                        null))),
        attempt(
            "PUT /api/v1/records/index",
            "keeping something of a record",
            outsiders(HIDDEN, MAY, MAY, MAY),
            (caller, _, target) ->
                caller.put(
                    "/api/v1/records/index",
                    new Records.IndexChange(
                        List.of(
                            new Records.KeptEntry(
                                target.recordId(), 0, Scene.TAG, null, Person.entry(100, 1)))))),
        attempt(
            "GET /api/v1/keyrings/{id}/shares",
            "listing the shares of a section",
            outsiders(HIDDEN, REFUSED, REFUSED, MAY),
            (caller, _, target) ->
                caller.get("/api/v1/keyrings/" + target.sectionId().hex() + "/shares")),
        attempt(
            "GET /api/v1/keyrings/{id}/endorsements",
            "asking who endorses a section",
            outsiders(HIDDEN, MAY, MAY, MAY),
            (caller, _, target) ->
                caller.get("/api/v1/keyrings/" + target.sectionId().hex() + "/endorsements")),
        attempt(
                "POST /api/v1/statements",
                "bringing a statement that the owner has signed",
                outsiders(HIDDEN, REFUSED, REFUSED, REFUSED),
                (caller, _, target) ->
                    append(
                        caller,
                        target.section().copy().rotate(scene.clerk().ring(), target.record())))
            .notByOwner(),
        attempt(
            "POST /api/v1/statements",
            "making somebody an owner",
            outsiders(HIDDEN, NO_AUTHORITY, NO_AUTHORITY, NO_AUTHORITY),
            (caller, person, target) ->
                append(
                    caller,
                    target
                        .record()
                        .copy()
                        .add(person.ring(), scene.person(Who.STRANGER).ring(), Role.OWNER, null))),
        attempt(
                "POST /api/v1/statements",
                "sharing a single report with oneself",
                outsiders(HIDDEN, NO_AUTHORITY, NO_AUTHORITY, MAY),
                (caller, person, target) ->
                    append(
                        caller,
                        target
                            .section()
                            .copy()
                            .share(
                                person.ring(),
                                target.report().id(),
                                target.report().key(),
                                target.record())))
            .notByOwner(),
        attempt(
                "POST /api/v1/statements",
                "deleting a report",
                outsiders(HIDDEN, NO_AUTHORITY, NO_AUTHORITY, MAY),
                (caller, person, target) ->
                    append(
                        caller,
                        target
                            .section()
                            .copy()
                            .change(
                                person.ring(),
                                new Change.DeleteReport(target.report().id()),
                                target.record())))
            .notByOwner(),
        attempt(
                "POST /api/v1/statements",
                "correcting a report",
                outsiders(HIDDEN, NO_AUTHORITY, NO_AUTHORITY, MAY),
                (caller, person, target) ->
                    append(
                        caller,
                        target
                            .section()
                            .copy()
                            .change(
                                person.ring(),
                                new Change.CorrectReport(target.report().id(), Ring.correction()),
                                target.record())))
            .notByOwner(),
        attempt(
                "POST /api/v1/statements",
                "renewing the keys of a section",
                outsiders(HIDDEN, NO_AUTHORITY, NO_AUTHORITY, MAY),
                (caller, person, target) ->
                    append(caller, target.section().copy().rotate(person.ring(), target.record())))
            .notByOwner(),
        attempt(
                "POST /api/v1/statements",
                "leaving a section that only the contributor is a member of itself",
                outsiders(HIDDEN, MAY, NO_AUTHORITY, NO_AUTHORITY),
                (caller, person, target) ->
                    append(
                        caller, target.section().copy().change(person.ring(), new Change.Leave())))
            .notByOwner(),
        attempt(
                "POST /api/v1/statements/returned",
                "giving back a rotation that it has signed itself",
                outsiders(AS_IF_ABSENT, MAY, MAY, MAY),
                (caller, person, target) ->
                    caller.post(
                        "/api/v1/statements/returned",
                        Ring.giveBack(
                            target
                                .section()
                                .copy()
                                .rotate(person.ring(), target.record())
                                .unsent())))
            .notByOwner(),
        // Reports
        attempt(
            "GET /api/v1/reports",
            "listing reports",
            outsiders(OWN, OWN, MAY, MAY),
            (caller, _, _) -> caller.get("/api/v1/reports")),
        attempt(
            "GET /api/v1/reports",
            "listing the reports of a record",
            outsiders(AS_IF_ABSENT, AS_IF_ABSENT, MAY, MAY),
            (caller, _, target) -> caller.get("/api/v1/reports?record=" + target.recordId().hex())),
        attempt(
            "GET /api/v1/reports",
            "listing the reports of a section",
            outsiders(AS_IF_ABSENT, AS_IF_ABSENT, MAY, MAY),
            (caller, _, target) ->
                caller.get("/api/v1/reports?section=" + target.sectionId().hex())),
        attempt(
            "GET /api/v1/reports/{id}",
            "reading a report",
            outsiders(HIDDEN, HIDDEN, MAY, MAY),
            (caller, _, target) -> caller.get(target.report().path())),
        attempt(
            "GET /api/v1/reports/{id}",
            "reading a report that the contributor has added",
            outsiders(HIDDEN, REFUSED, MAY, MAY),
            (caller, _, target) -> caller.get(target.labReport().path())),
        attempt(
                "GET /api/v1/reports/{id}",
                "reading an upload before it is complete",
                everybody(HIDDEN),
                (caller, _, target) -> caller.get(target.upload().path()))
            .notByOwner(),
        attempt(
                "GET /api/v1/reports/{id}",
                "reading a report that was deleted",
                outsiders(HIDDEN, HIDDEN, refused(GONE), refused(GONE)),
                (caller, _, target) -> caller.get(target.deleted().path()))
            .notByOwner(),
        attempt(
            "GET /api/v1/reports/{id}/body",
            "reading a body",
            outsiders(HIDDEN, HIDDEN, MAY, MAY),
            (caller, _, target) -> caller.get(target.report().path() + "/body")),
        attempt(
            "GET /api/v1/reports/{id}/body",
            "reading a range of a body",
            outsiders(HIDDEN, HIDDEN, MAY, MAY),
            (caller, _, target) ->
                caller.get(target.report().path() + "/body", "Range", "bytes=0-99")),
        attempt(
                "GET /api/v1/reports/{id}/body",
                "reading a range behind the end of a body",
                outsiders(HIDDEN, HIDDEN, MAY, MAY),
                (caller, _, target) ->
                    caller.get(target.report().path() + "/body", "Range", "bytes=99999-"))
            .notByOwner(),
        attempt(
                "GET /api/v1/reports/{id}/body",
                "reading the body of an upload",
                everybody(HIDDEN),
                (caller, _, target) -> caller.get(target.upload().path() + "/body"))
            .notByOwner(),
        attempt(
            "GET /api/v1/reports/{id}/contents",
            "reading contents",
            outsiders(HIDDEN, HIDDEN, MAY, MAY),
            (caller, _, target) -> caller.get(target.report().path() + "/contents")),
        attempt(
                "GET /api/v1/reports/{id}/contents",
                "reading the contents of an upload",
                everybody(HIDDEN),
                (caller, _, target) -> caller.get(target.upload().path() + "/contents"))
            .notByOwner(),
        attempt(
            "GET /api/v1/reports/{id}/hashes",
            "reading the hashes of a part",
            outsiders(HIDDEN, HIDDEN, MAY, MAY),
            (caller, _, target) -> caller.get(target.report().path() + "/hashes?first=0&count=1")),
        attempt(
                "GET /api/v1/reports/{id}/hashes",
                "reading the hashes of an upload",
                everybody(HIDDEN),
                (caller, _, target) ->
                    caller.get(target.upload().path() + "/hashes?first=0&count=1"))
            .notByOwner(),
        attempt(
            "GET /api/v1/records/{id}/activity",
            "reading what happened in a record",
            outsiders(HIDDEN, HIDDEN, REFUSED, MAY),
            (caller, _, target) ->
                caller.get("/api/v1/records/" + target.recordId().hex() + "/activity")),
        attempt(
            "POST /api/v1/reports/query",
            "asking for a report by its id and its beginning",
            outsiders(AS_IF_ABSENT, AS_IF_ABSENT, MAY, MAY),
            (caller, _, target) ->
                caller.post(
                    "/api/v1/reports/query",
                    new Reports.ReportQuery(
                        List.of(target.report().id()),
                        List.of(target.report().id().hex().substring(0, 12))))),
        attempt(
            "PUT /api/v1/reports/index",
            "keeping something of a report",
            outsiders(HIDDEN, HIDDEN, MAY, MAY),
            (caller, _, target) ->
                caller.put(
                    "/api/v1/reports/index",
                    new Reports.ReportIndexChange(
                        List.of(
                            new Reports.KeptReport(target.report().id(), Person.entry(100, 1)))))),
        attempt(
            "POST /api/v1/reports",
            "announcing an upload",
            outsiders(HIDDEN, MAY, REFUSED, MAY),
            (caller, _, target) ->
                caller.post(
                    "/api/v1/reports", TestReport.of(target.section(), 1_000).announcement())),
        attempt(
            "GET /api/v1/reports/{id}/parts",
            "asking for the parts of another's upload",
            everybody(HIDDEN),
            (caller, _, target) -> caller.get(target.upload().path() + "/parts")),
        attempt(
            "PUT /api/v1/reports/{id}/parts/{index}",
            "putting a part of another's upload",
            everybody(HIDDEN),
            (caller, _, target) -> {
              byte[] part = Person.random(1_000);
              return caller.putPart(target.upload().partPath(0), part, TestReport.hash(part));
            }),
        attempt(
            "PUT /api/v1/reports/{id}/contents",
            "putting the contents of another's upload",
            everybody(HIDDEN),
            (caller, _, target) ->
                caller.putOctets(target.upload().path() + "/contents", target.upload().contents())),
        attempt(
            "POST /api/v1/reports/{id}/complete",
            "completing another's upload",
            everybody(HIDDEN),
            (caller, _, target) ->
                caller.post(
                    target.upload().path() + "/complete",
                    new Reports.Complete(
                        target.upload().time(),
                        target.upload().manifest(),
                        List.of(scene.sealed(target.upload()))))),
        attempt(
                "DELETE /api/v1/reports/{id}",
                "deleting a complete report without a statement",
                outsiders(HIDDEN, HIDDEN, REFUSED, REFUSED),
                (caller, _, target) -> caller.delete(target.report().path()))
            .notByOwner(),
        attempt(
                "DELETE /api/v1/reports/{id}",
                "deleting a report that the contributor has added",
                outsiders(HIDDEN, REFUSED, REFUSED, REFUSED),
                (caller, _, target) -> caller.delete(target.labReport().path()))
            .notByOwner(),
        attempt(
                "DELETE /api/v1/reports/{id}",
                "giving another's upload up",
                everybody(HIDDEN),
                (caller, _, target) -> caller.delete(target.upload().path()))
            .notByOwner(),
        // What ends sessions and changes the way in
        attempt(
            "DELETE /api/v1/sessions/{id}",
            "ending another's session",
            everybody(HIDDEN),
            (caller, _, target) -> caller.delete("/api/v1/sessions/" + target.session())),
        attempt(
            "DELETE /api/v1/sessions/current",
            "logging out",
            everybody(OWN),
            (caller, _, _) -> caller.delete("/api/v1/sessions/current")),
        attempt(
            "DELETE /api/v1/sessions",
            "signing out everywhere",
            everybody(OWN),
            (caller, _, _) -> caller.delete("/api/v1/sessions")),
        attempt(
                "POST /api/v1/account/deletion",
                "deleting an account with another's authentication key",
                everybody(refused(WRONG_CREDENTIALS)),
                (caller, _, _) ->
                    caller.post(
                        "/api/v1/account/deletion",
                        new Accounts.Deletion(
                            SlotKind.PASSWORD, scene.clerk().password().authenticationKey(), null)))
            .notByOwner(),
        attempt(
            "PUT /api/v1/account/slots",
            "changing slots with another's authentication key",
            everybody(refused(WRONG_CREDENTIALS)),
            (caller, _, _) ->
                caller.put(
                    "/api/v1/account/slots",
                    new Accounts.SlotsChange(
                        SlotKind.PASSWORD,
                        scene.clerk().password().authenticationKey(),
                        null,
                        List.of(),
                        List.of(),
                        List.of(Person.slot(SlotKind.PASSWORD), Person.slot(SlotKind.RECOVERY)),
                        List.of(),
                        null))));
  }

  private static Answer append(Caller caller, Ring ring) {
    return caller.post("/api/v1/statements", Ring.request(ring.unsent()));
  }

  private static Statements.EnvelopeQuery envelope(
      KeyringId keyring, int generation, KeyringId recipient, int recipientGeneration) {
    return new Statements.EnvelopeQuery(
        List.of(new EnvelopeName(keyring, generation, recipient, recipientGeneration)));
  }

  static Attempt attempt(
      String endpoint, String title, Map<Who, Expected> expected, Attempt.Request request) {
    return new Attempt(endpoint, title, expected, request, true);
  }

  private static Expected refused(ProblemType type) {
    return new Expected.Refused(type, null);
  }

  /** The same for everyone who is signed in. */
  static Map<Who, Expected> everybody(Expected expected) {
    return outsiders(expected, expected, expected, expected);
  }

  /** Those whom nothing, or nothing any more, was given; then the others. */
  private static Map<Who, Expected> outsiders(
      Expected outsiders, Expected contributor, Expected reader, Expected manager) {
    Map<Who, Expected> expected = new EnumMap<>(Who.class);
    expected.put(Who.NOBODY, refused(UNAUTHENTICATED));
    expected.put(Who.GARBLED, refused(UNAUTHENTICATED));
    expected.put(Who.SIGNED_OUT, refused(UNAUTHENTICATED));
    expected.put(Who.SESSION_OVER, refused(SESSION_EXPIRED));
    expected.put(Who.STRANGER, outsiders);
    expected.put(Who.REMOVED, outsiders);
    expected.put(Who.EXPIRED, outsiders);
    expected.put(Who.CONTRIBUTOR, contributor);
    expected.put(Who.READER, reader);
    expected.put(Who.MANAGER, manager);
    return expected;
  }
}
