package io.medseal.e2e.tampering;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medseal.client.problems.ConnectionException;
import io.medseal.client.records.RecordView;
import io.medseal.client.reports.ReportQuery;
import io.medseal.client.sharing.Target;
import io.medseal.e2e.mainjob.Ward;
import io.medseal.ledger.keyrings.Role;
import io.medseal.testkit.people.TestFiles;
import io.medseal.testkit.people.TestPerson;
import io.medseal.testkit.proxy.Answer;
import io.medseal.testkit.proxy.Lie;
import io.medseal.testkit.proxy.LyingProxy;
import io.medseal.testkit.proxy.Request;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Lists of a service that lies")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WithholdingIT {
  private static final String KEYRINGS = "/api/v1/keyrings?";
  private static final String RECORDS = "/api/v1/records?";
  private static final Lie EMPTY =
      (request, honest) ->
          request.path().startsWith(RECORDS) ? honest.withBody("{\"records\":[]}") : honest;

  @TempDir static Path folder;
  private final Map<String, String> pages = new ConcurrentHashMap<>();
  private Ward ward;
  private TestPerson clerk;
  private RecordView record;

  @BeforeAll
  void upload() {
    ward = Ward.open(folder);
    clerk = ward.signUp("clerk");
    record = Ward.record(clerk, "Invented Patient");
    Ward.upload(clerk, record, "A report", TestFiles.text(folder.resolve("in/a.txt"), "a"));
  }

  @AfterAll
  void close() {
    ward.close();
  }

  @Test
  @DisplayName("that do not end are left, whatever is listed")
  void endless() {
    lying(
        clerk,
        (proxy, asking) -> {
          proxy.lie(
              (request, honest) ->
                  request.path().startsWith(KEYRINGS) ? endless(request, honest) : honest);
          assertThatThrownBy(() -> asking.medseal().records())
              .isInstanceOf(ConnectionException.BadAnswer.class)
              .hasMessageContaining("a list that does not end");
          proxy.lie(
              (request, honest) ->
                  request.path().contains("limit=") && !request.path().startsWith(KEYRINGS)
                      ? endless(request, honest)
                      : honest);
          int before = proxy.exchanges().size();
          assertThatThrownBy(() -> asking.medseal().records().list())
              .isInstanceOf(ConnectionException.BadAnswer.class);
          assertThatThrownBy(() -> asking.medseal().reports().newest(ReportQuery.ALL, 1_000))
              .isInstanceOf(ConnectionException.BadAnswer.class);
          assertThatThrownBy(() -> asking.medseal().reports().each(ReportQuery.ALL, _ -> {}))
              .isInstanceOf(ConnectionException.BadAnswer.class);
          assertThatThrownBy(() -> asking.medseal().reports().find("ab", ReportQuery.ALL))
              .isInstanceOf(ConnectionException.BadAnswer.class);
          assertThatThrownBy(() -> asking.medseal().activity().newest(record.id(), 1_000))
              .isInstanceOf(ConnectionException.BadAnswer.class);
          assertThatThrownBy(() -> asking.medseal().sharing().access(record.id()))
              .isInstanceOf(ConnectionException.BadAnswer.class);
          assertThat(proxy.exchanges().size() - before).isLessThan(60);
        });
  }

  @Test
  @DisplayName("that leave out a record that was listed are noticed, once each time")
  void withheld() {
    lying(
        clerk,
        (proxy, asking) -> {
          assertThat(list(proxy, asking)).isEmpty();
          proxy.lie(EMPTY);
          assertThat(list(proxy, asking)).containsExactly(record.id().hex());
          assertThat(list(proxy, asking)).isEmpty();
          assertThat(asking.medseal().profile().listed()).containsKey(record.id());
          proxy.beHonest();
          assertThat(list(proxy, asking)).isEmpty();
          proxy.lie(EMPTY);
          assertThat(list(proxy, asking)).containsExactly(record.id().hex());
        });
  }

  @Test
  @DisplayName("say as much of whose access was ended, and nothing of what one left oneself")
  void endedOrLeft() {
    TestPerson removed = ward.signUp("removed");
    TestPerson leaving = ward.signUp("leaving");
    for (TestPerson guest : List.of(removed, leaving)) {
      Ward.share(clerk, record, guest, Role.READER);
      guest.medseal().offers().accept(record.id());
      assertThat(guest.medseal().records().list()).hasSize(1);
    }

    Ward.unshare(clerk, record, removed);
    leaving.medseal().sharing().leave(new Target.WholeRecord(record.id()));

    removed.restart(ward.uri());
    leaving.restart(ward.uri());
    assertThat(removed.medseal().records().list()).isEmpty();
    assertThat(removed.medseal().vanishedRecords()).containsExactly(record.id());
    assertThat(removed.medseal().vanishedRecords()).isEmpty();
    assertThat(leaving.medseal().records().list()).isEmpty();
    assertThat(leaving.medseal().vanishedRecords()).isEmpty();
    assertThat(leaving.medseal().profile().listed()).isEmpty();
  }

  @Test
  @DisplayName("say nothing of what the person declined or blocked, here or elsewhere")
  void refused() {
    TestPerson declining = ward.signUp("declining");
    TestPerson blocking = ward.signUp("blocking");
    for (TestPerson guest : List.of(declining, blocking)) {
      Ward.share(clerk, record, guest, Role.READER);
      guest.medseal().offers().welcome(clerk.keyring());
      assertThat(guest.medseal().records().list()).hasSize(1);
    }
    declining.medseal().offers().decline(record.id());
    blocking.medseal().offers().block(clerk.keyring());

    for (TestPerson guest : List.of(declining, blocking)) {
      lying(
          guest,
          (proxy, asking) -> {
            proxy.lie(EMPTY);
            assertThat(list(proxy, asking)).isEmpty();
            assertThat(asking.medseal().profile().listed()).isEmpty();
          });
    }
  }

  private static List<String> list(LyingProxy proxy, TestPerson asking) {
    asking.restart(proxy.uri());
    asking.medseal().records().list();
    return asking.medseal().vanishedRecords().stream().map(id -> id.hex()).toList();
  }

  /** The same page again and again. */
  private Answer endless(Request request, Answer honest) {
    String first = request.path().replaceAll("&after=.*", "");
    String page = pages.computeIfAbsent(first, _ -> honest.text());
    String last = page.replaceAll(",\"next\":\"[^\"]*\"", "");
    return new Answer(
        200,
        "application/json",
        Map.of(),
        (last.substring(0, last.length() - 1) + ",\"next\":\"again\"}").getBytes(UTF_8));
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
}
