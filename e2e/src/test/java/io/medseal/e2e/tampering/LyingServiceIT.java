package io.medseal.e2e.tampering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medseal.client.problems.ClientException;
import io.medseal.client.problems.TrustException;
import io.medseal.client.profiles.KeptChains;
import io.medseal.client.records.RecordView;
import io.medseal.client.uploads.Uploaded;
import io.medseal.e2e.mainjob.Ward;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.StatementCodec;
import io.medseal.testkit.people.TestFiles;
import io.medseal.testkit.people.TestPerson;
import io.medseal.testkit.proxy.Answer;
import io.medseal.testkit.proxy.Exchange;
import io.medseal.testkit.proxy.LyingProxy;
import io.medseal.testkit.proxy.ShownChains;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("M5: a service that lies is caught when it")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LyingServiceIT {
  private static final String DIRECTORY = "/api/v1/directory/query";

  @TempDir static Path folder;
  private Ward ward;
  private TestPerson clerk;
  private TestPerson doctor;
  private TestPerson mallory;
  private RecordView record;
  private Uploaded report;
  private Uploaded other;

  @BeforeAll
  void upload() {
    ward = Ward.open(folder);
    clerk = ward.signUp("clerk");
    doctor = ward.signUp("doctor");
    mallory = ward.signUp("mallory");
    record = Ward.record(clerk, "Invented Patient");
    Path file = TestFiles.text(folder.resolve("in/a.txt"), "a");
    report = Ward.upload(clerk, record, "A report", file);
    other = Ward.upload(clerk, record, "Another", TestFiles.text(folder.resolve("in/b.txt"), "b"));
    Ward.share(clerk, record, doctor, Role.READER);
  }

  @AfterAll
  void close() {
    ward.close();
  }

  @Test
  @DisplayName("answers another keyring for an e-mail that is known already")
  void substituteKeyring() {
    clerk.medseal().people().find(doctor.email()); // pins the doctor
    lying(
        clerk,
        (proxy, asking) -> {
          proxy.lie(
              (request, honest) ->
                  request.is("POST", DIRECTORY)
                      ? honest.withBody(
                          honest.text().replace(doctor.keyring().hex(), mallory.keyring().hex()))
                      : honest);
          assertThatThrownBy(() -> asking.medseal().people().find(doctor.email()))
              .isInstanceOf(TrustException.SubstituteKey.class);
        });
  }

  @Test
  @DisplayName("answers another keyring's chain under an id")
  void substituteChain() {
    lying(
        clerk,
        (proxy, asking) -> {
          proxy.lie(
              (request, honest) ->
                  request.is("POST", ShownChains.QUERY)
                      ? honest.withBody(
                          honest
                              .text()
                              .replace(
                                  "\"keyring\":\"" + doctor.keyring().hex(),
                                  "\"keyring\":\"" + record.id().hex()))
                      : honest);
          assertThatThrownBy(() -> asking.medseal().records().show(record.id()))
              .isInstanceOf(ClientException.class);
        });
  }

  @Test
  @DisplayName("answers a shorter chain than it has answered before")
  void rollback() {
    lying(
        clerk,
        (proxy, asking) -> {
          asking.medseal().records().show(record.id());
          proxy.ask(ShownChains::whole);
          proxy.lie(
              (request, honest) ->
                  request.is("POST", ShownChains.QUERY)
                      ? ShownChains.behind(request, ShownChains.without(honest, record.id(), 1))
                      : honest);
          for (int process = 0; process < 2; process++) {
            assertThatThrownBy(() -> asking.medseal().records().show(record.id()))
                .isInstanceOf(TrustException.Rollback.class);
            asking.restart(proxy.uri());
          }
        });
  }

  @Test
  @DisplayName("says that a chain ends with another statement than it has shown")
  void otherEnd() {
    lying(
        clerk,
        (proxy, asking) -> {
          asking.medseal().records().show(record.id());
          KeptChains kept = asking.medseal().profile().chains();
          int newest = kept.read(record.id()).size() - 1;
          StatementHash elsewhere = StatementCodec.hash(kept.read(clerk.keyring()).getLast());
          proxy.lie(
              (request, honest) ->
                  request.is("POST", ShownChains.QUERY)
                      ? ShownChains.ending(honest, record.id(), newest, elsewhere)
                      : honest);
          assertThatThrownBy(() -> asking.medseal().records().show(record.id()))
              .isInstanceOf(TrustException.Rollback.class);
        });
  }

  @Test
  @DisplayName("adds a statement that nobody with authority signed")
  void forgedStatement() {
    List<Bytes> others = new ArrayList<>();
    lying(
        mallory,
        (proxy, asking) -> {
          asking.medseal().people().find(doctor.email());
          others.addAll(ShownChains.all(proxy.exchanges()));
        });
    lying(
        doctor,
        (proxy, asking) -> {
          proxy.lie(
              (request, honest) ->
                  request.is("POST", ShownChains.QUERY)
                      ? ShownChains.with(honest, record.id(), others)
                      : honest);
          assertThatThrownBy(() -> ward.open(asking, report.report()))
              .isInstanceOf(TrustException.class);
        });
  }

  @Test
  @DisplayName("answers another report than the one asked for")
  void otherReport() {
    lying(
        doctor,
        (proxy, asking) -> {
          ward.open(asking, other.report());
          Answer ofOther = answer(proxy, "/api/v1/reports/" + other.report().hex());
          proxy.lie(
              (request, honest) ->
                  request.is("GET", "/api/v1/reports/" + report.report().hex()) ? ofOther : honest);
          assertThatThrownBy(() -> ward.open(asking, report.report()))
              .isInstanceOf(TrustException.class);
          proxy.lie(
              (request, honest) ->
                  request.is("GET", "/api/v1/reports/" + report.report().hex())
                      ? ofOther.withBody(
                          ofOther.text().replace(other.report().hex(), report.report().hex()))
                      : honest);
          assertThatThrownBy(() -> ward.open(asking, report.report()))
              .isInstanceOf(ClientException.class);
        });
  }

  @Test
  @DisplayName("answers another report's body")
  void otherBody() {
    lying(
        doctor,
        (proxy, asking) -> {
          ward.open(asking, other.report());
          Answer ofOther = answer(proxy, "/api/v1/reports/" + other.report().hex() + "/body");
          proxy.lie(
              (request, honest) ->
                  request.is("GET", "/api/v1/reports/" + report.report().hex() + "/body")
                      ? ofOther
                      : honest);
          assertThatThrownBy(() -> ward.open(asking, report.report()))
              .isInstanceOf(ClientException.class);
        });
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

  private static Answer answer(LyingProxy proxy, String path) {
    List<Exchange> all =
        proxy.exchanges().stream().filter(exchange -> exchange.request().is("GET", path)).toList();
    assertThat(all).as(path).isNotEmpty();
    return all.getLast().answer();
  }
}
