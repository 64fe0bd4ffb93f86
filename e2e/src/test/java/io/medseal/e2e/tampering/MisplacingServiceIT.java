package io.medseal.e2e.tampering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medseal.client.problems.TrustException;
import io.medseal.client.records.RecordView;
import io.medseal.client.reports.Progress;
import io.medseal.client.reports.ReportReader;
import io.medseal.client.uploads.UploadPlanner;
import io.medseal.client.uploads.UploadRequest;
import io.medseal.client.uploads.Uploaded;
import io.medseal.e2e.mainjob.Ward;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.Header;
import io.medseal.ledger.statements.NewMember;
import io.medseal.ledger.statements.SignedObject;
import io.medseal.ledger.statements.Statement;
import io.medseal.ledger.statements.StatementCodec;
import io.medseal.ledger.statements.StrictJson;
import io.medseal.seal.keys.KeyringKeys;
import io.medseal.seal.statements.StatementSigner;
import io.medseal.testkit.people.TestFiles;
import io.medseal.testkit.people.TestPerson;
import io.medseal.testkit.proxy.Answer;
import io.medseal.testkit.proxy.Exchange;
import io.medseal.testkit.proxy.LyingProxy;
import io.medseal.testkit.proxy.ShownChains;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Every piece that is answered is genuine; only its place, or its being the newest, is a lie. */
@DisplayName("M5: a service that puts genuine things in wrong places is caught when it")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MisplacingServiceIT {
  private static final String RECORDS = "/api/v1/records/query";
  private static final String ENVELOPES = "/api/v1/envelopes/query";

  @TempDir static Path folder;
  private Ward ward;
  private TestPerson clerk;
  private TestPerson doctor;
  private TestPerson mallory;
  private RecordView record;
  private RecordView other;
  private Uploaded first;
  private Uploaded second;
  private Uploaded elsewhere;

  @BeforeAll
  void upload() {
    ward = Ward.open(folder);
    clerk = ward.signUp("clerk");
    doctor = ward.signUp("doctor");
    mallory = ward.signUp("mallory");
    record = Ward.record(clerk, "Invented Patient");
    other = Ward.record(clerk, "Invented Other");
    Ward.share(clerk, other, mallory, Role.READER);
    first = Ward.upload(clerk, record, "Version 1", file("one"));
    second = replace(first, file("two"));
    elsewhere = Ward.upload(clerk, other, "Elsewhere", file("six"));
    Ward.share(clerk, record, doctor, Role.READER);
    Ward.share(clerk, other, doctor, Role.READER);
  }

  @AfterAll
  void close() {
    ward.close();
  }

  @Test
  @DisplayName("names another record's section, with another reader, as part of this record")
  void substituteSection() {
    lying(
        clerk,
        (proxy, asking) -> {
          proxy.lie(
              (request, honest) ->
                  request.is("POST", RECORDS)
                      ? honest.withBody(
                          honest.text().replace(first.section().hex(), elsewhere.section().hex()))
                      : honest);
          assertThatThrownBy(() -> asking.medseal().records().show(record.id()))
              .isInstanceOf(TrustException.OtherSection.class);
        });
  }

  @Test
  @DisplayName("answers a report as one of another record and section")
  void otherPlace() {
    lying(
        doctor,
        (proxy, asking) -> {
          proxy.lie(
              (request, honest) ->
                  isReport(request.path(), first)
                      ? honest.withBody(
                          honest
                              .text()
                              .replace(record.id().hex(), other.id().hex())
                              .replace(first.section().hex(), elsewhere.section().hex()))
                      : honest);
          assertThatThrownBy(() -> ward.open(asking, first.report()))
              .isInstanceOf(TrustException.class);
        });
  }

  @Test
  @DisplayName("answers the version before under the id of the one that replaced it")
  void olderVersion() {
    lying(
        doctor,
        (proxy, asking) -> {
          assertThat(asking.medseal().reports().show(second.report()).replaces())
              .contains(first.report());
          ward.open(asking, first.report());
          Answer old = answer(proxy, first);
          proxy.lie(
              (request, honest) ->
                  isReport(request.path(), second)
                      ? old.withBody(
                          old.text().replace(first.report().hex(), second.report().hex()))
                      : honest);
          assertThatThrownBy(() -> ward.open(asking, second.report()))
              .as("its own envelope")
              .isInstanceOf(TrustException.class);
          proxy.lie(
              (request, honest) ->
                  isReport(request.path(), second) ? withManifestOf(honest, old) : honest);
          assertThatThrownBy(() -> ward.open(asking, second.report()))
              .as("only its manifest, which commits to another key")
              .isInstanceOf(TrustException.WrongKeys.class);
          proxy.lie(
              (request, honest) ->
                  isContents(request.path(), second) ? contents(proxy, first) : honest);
          assertThatThrownBy(() -> ward.open(asking, second.report()))
              .as("only its contents")
              .isInstanceOf(TrustException.ChangedParts.class);
        });
  }

  @Test
  @DisplayName("leaves out that somebody's access has ended, to who is about to seal something")
  void droppedUnshare() throws Exception {
    TestPerson guest = ward.signUp("guest");
    Ward.share(clerk, record, guest, Role.READER);
    Ward.unshare(clerk, record, guest);
    clerk.medseal().records().show(record.id()); // has seen it
    lying(
        clerk,
        (proxy, asking) -> {
          proxy.ask(ShownChains::whole);
          proxy.lie(
              (request, honest) ->
                  request.is("POST", ShownChains.QUERY)
                      ? ShownChains.behind(request, ShownChains.without(honest, record.id(), 2))
                      : honest);
          assertThatThrownBy(() -> Ward.upload(asking, record, "Sealed to a guest", file("no")))
              .isInstanceOf(TrustException.Rollback.class);
          assertThat(proxy.exchanges())
              .as("nothing is sent")
              .noneMatch(exchange -> exchange.request().is("POST", "/api/v1/reports.*"));
        });
  }

  @Test
  @DisplayName("adds a well-formed statement that makes somebody a reader without authority")
  void forgedMember() {
    lying(
        doctor,
        (proxy, asking) -> {
          proxy.ask(ShownChains::whole);
          asking.medseal().people().find(mallory.email());
          List<Bytes> hers = ShownChains.of(proxy.exchanges(), mallory.keyring());
          asking.medseal().records().show(record.id());
          Bytes forged = forged(ShownChains.of(proxy.exchanges(), record.id()), hers);
          try (TestPerson anew = doctor.copiedTo(folder.resolve("machines-anew"), proxy.uri())) {
            proxy.lie(
                (request, honest) ->
                    request.is("POST", ShownChains.QUERY)
                        ? with(honest, record.id(), forged, hers)
                        : honest);
            assertThatThrownBy(() -> ward.open(anew, first.report()))
                .isInstanceOfSatisfying(
                    TrustException.ForgedStatement.class,
                    e -> assertThat(e.reason()).isEqualTo("no-authority"));
          }
        });
  }

  @Test
  @DisplayName("withholds sealed keys, or answers others than the history says")
  void envelopes() {
    lying(
        doctor,
        (proxy, asking) -> {
          ward.open(asking, first.report());
          ward.open(asking, elsewhere.report());
          Answer honest = envelopes(proxy, record.id());
          Answer others = envelopes(proxy, other.id());
          for (UnaryOperator<Answer> lie :
              List.<UnaryOperator<Answer>>of(
                  answer -> answer.withBody("{\"envelopes\":[]}"),
                  answer -> answer.withBody("{\"envelopes\":[null]}"),
                  answer -> changed(answer, "envelope", _ -> nothing()),
                  answer -> changed(answer, "path", _ -> nothing()),
                  answer -> changed(answer, "keyring", _ -> nothing()),
                  answer -> withEnvelopeOf(answer, others),
                  answer -> changed(answer, "envelope", MisplacingServiceIT::otherBit),
                  answer -> changed(answer, "path", _ -> path()),
                  answer ->
                      changed(
                          answer,
                          "generation",
                          _ -> StrictJson.mapper().getNodeFactory().numberNode(7)),
                  answer -> changed(answer, "recipient", _ -> text(mallory.keyring().hex())))) {
            assertThat(lie.apply(honest).text()).isNotEqualTo(honest.text());
            try (TestPerson anew = doctor.through(proxy.uri())) {
              proxy.lie(
                  (request, answer) -> request.is("POST", ENVELOPES) ? lie.apply(answer) : answer);
              assertThatThrownBy(() -> ward.open(anew, first.report()))
                  .isInstanceOfAny(
                      TrustException.MissingKey.class, TrustException.SubstituteEnvelope.class);
            }
          }
          proxy.lie((_, answer) -> answer);
          ward.open(asking, first.report());
        });
  }

  @Test
  @DisplayName("withholds a sealed key from who manages the record: nothing is renewed for that")
  void withheldFromManager() {
    lying(
        clerk,
        (proxy, asking) -> {
          proxy.lie(
              (request, honest) ->
                  request.is("POST", ENVELOPES) ? honest.withBody("{\"envelopes\":[]}") : honest);
          assertThatThrownBy(() -> Ward.upload(asking, record, "Not sealed", file("seven")))
              .isInstanceOf(TrustException.MissingKey.class);
          assertThatThrownBy(() -> Ward.share(asking, record, mallory, Role.READER))
              .isInstanceOf(TrustException.MissingKey.class);
          assertThat(proxy.exchanges())
              .as("nothing is appended")
              .noneMatch(exchange -> exchange.request().is("POST", "/api/v1/statements"));
        });
  }

  /** Mallory gives herself a role in the record, in the right place of its chain. */
  private Bytes forged(List<Bytes> record, List<Bytes> hers) {
    Statement newest = StatementCodec.parse(SignedObject.parse(record.getLast()));
    StatementHash her = StatementCodec.hash(hers.getLast());
    Header header =
        new Header(
            newest.header().keyring(),
            newest.header().seq() + 1,
            StatementCodec.hash(record.getLast()),
            newest.header().time(),
            new Header.Signer(mallory.keyring(), 1, her),
            List.of());
    Change change =
        new Change.SetMember(new NewMember(mallory.keyring(), 1, Role.CONTRIBUTOR, null, null));
    try (var secret = mallory.medseal().profile().secret().orElseThrow();
        KeyringKeys keys = KeyringKeys.derive(secret.secret(), KeyringKind.PERSON)) {
      return StatementSigner.sign(new Statement(header, change), keys);
    }
  }

  private interface Scene {
    void with(LyingProxy proxy, TestPerson asking);
  }

  private void lying(TestPerson who, Scene scene) {
    try (LyingProxy proxy = LyingProxy.before(ward.uri());
        TestPerson asking = who.through(proxy.uri())) {
      scene.with(proxy, asking);
    }
  }

  @Test
  @DisplayName(
      "answers the hashes of another part, too few of them, or garbage, to who reads a range")
  void hashes() {
    lying(
        doctor,
        (proxy, asking) -> {
          ByteBuffer into = ByteBuffer.allocate(2);
          try (ReportReader reader = asking.medseal().reports().reader(first.report())) {
            assertThat(reader.read("one.txt", 0, into)).isEqualTo(2);
          }
          for (UnaryOperator<byte[]> lie :
              List.<UnaryOperator<byte[]>>of(
                  list -> Arrays.copyOf(list, list.length - 1),
                  list -> Arrays.copyOf(list, list.length - 32),
                  _ -> new byte[72],
                  _ -> new byte[0])) {
            proxy.lie(
                (request, honest) ->
                    request.path().contains("/hashes")
                        ? honest.withBody(lie.apply(honest.body()))
                        : honest);
            try (ReportReader reader = asking.medseal().reports().reader(first.report())) {
              assertThatThrownBy(() -> reader.read("one.txt", 0, into.clear()))
                  .isInstanceOf(TrustException.ChangedParts.class);
            }
          }
        });
  }

  private static boolean isReport(String path, Uploaded report) {
    return path.equals("/api/v1/reports/" + report.report().hex());
  }

  private static boolean isContents(String path, Uploaded report) {
    return path.equals("/api/v1/reports/" + report.report().hex() + "/contents");
  }

  private static Answer contents(LyingProxy proxy, Uploaded report) {
    return proxy.exchanges().stream()
        .filter(exchange -> isContents(exchange.request().path(), report))
        .map(Exchange::answer)
        .findFirst()
        .orElseThrow();
  }

  private static Answer answer(LyingProxy proxy, Uploaded report) {
    return proxy.exchanges().stream()
        .filter(exchange -> isReport(exchange.request().path(), report))
        .map(Exchange::answer)
        .findFirst()
        .orElseThrow();
  }

  private Answer with(Answer honest, KeyringId keyring, Bytes statement, List<Bytes> signer) {
    Answer forged = ShownChains.with(honest, keyring, List.of(statement));
    return honest.text().contains("\"keyring\":\"" + keyring.hex())
        ? ShownChains.beside(forged, mallory.keyring(), signer)
        : honest;
  }

  /** What was answered when envelopes of that keyring were asked for. */
  private static Answer envelopes(LyingProxy proxy, KeyringId keyring) {
    return proxy.exchanges().stream()
        .filter(exchange -> exchange.request().is("POST", ENVELOPES))
        .map(Exchange::answer)
        .filter(answer -> answer.text().contains("{\"keyring\":\"" + keyring.hex()))
        .findFirst()
        .orElseThrow();
  }

  /** Each envelope with the bytes of another one. */
  private static Answer withEnvelopeOf(Answer honest, Answer other) {
    JsonNode theirs = json(other).get("envelopes").get(0).get("envelope");
    return changed(honest, "envelope", _ -> theirs);
  }

  private static Answer changed(Answer honest, String member, UnaryOperator<JsonNode> change) {
    JsonNode tree = json(honest);
    for (JsonNode found : tree.get("envelopes")) {
      ObjectNode one = (ObjectNode) found;
      one.set(member, change.apply(one.get(member)));
    }
    return honest.withBody(StrictJson.mapper().writeValueAsBytes(tree));
  }

  private static JsonNode otherBit(JsonNode envelope) {
    byte[] bytes = Bytes.fromBase64Url(envelope.stringValue()).toArray();
    bytes[1_168] ^= 1;
    return text(Bytes.of(bytes).base64Url());
  }

  private static JsonNode nothing() {
    return StrictJson.mapper().getNodeFactory().nullNode();
  }

  private static JsonNode path() {
    return StrictJson.mapper().createArrayNode().add("ab".repeat(32));
  }

  private static JsonNode text(String text) {
    return StrictJson.mapper().getNodeFactory().stringNode(text);
  }

  private static Answer withManifestOf(Answer honest, Answer old) {
    ObjectNode tree = (ObjectNode) json(honest);
    tree.set("manifest", json(old).get("manifest"));
    return honest.withBody(StrictJson.mapper().writeValueAsBytes(tree));
  }

  private static JsonNode json(Answer answer) {
    return StrictJson.mapper().readTree(answer.body());
  }

  private Uploaded replace(Uploaded before, Path file) {
    UploadRequest request =
        new UploadRequest(
            List.of(file),
            Optional.of("Version 2"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(before.report()));
    return clerk
        .medseal()
        .uploads()
        .upload(before.section(), UploadPlanner.plan(request).reports().getFirst(), Progress.NONE);
  }

  private static Path file(String content) {
    return TestFiles.text(folder.resolve("in/" + content + ".txt"), content);
  }
}
