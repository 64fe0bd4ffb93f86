package io.medseal.server.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.TestService;
import io.medseal.server.platform.db.Database;
import io.medseal.server.testing.Hospital;
import io.medseal.server.testing.Person;
import io.medseal.server.testing.TestReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What the service has lost of a report")
class LostTest {
  private final TestService service = TestService.shared();
  private final Hospital hospital = Hospital.open(service);
  private final Person clerk = hospital.clerk();
  private final TestReport report =
      TestReport.of(hospital.section(), 1_000).upload(hospital.clerk());

  @Test
  @DisplayName("GET /reports/{id}/body answers damaged where the body is missing, cut or too long")
  void body() throws Exception {
    Path blob = blob();
    Files.write(blob, Arrays.copyOf(report.body(), 999));
    damaged("/body");
    Files.write(blob, Arrays.copyOf(report.body(), 1_001));
    damaged("/body");
    Files.delete(blob);
    damaged("/body");
    clerk
        .call()
        .send(clerk.call().request(report.path() + "/body", "Range", "bytes=0-9").GET())
        .problem(ProblemType.DAMAGED);
    Files.write(blob, report.body());
    assertThat(clerk.call().get(report.path() + "/body").good().body()).isEqualTo(report.body());
  }

  @Test
  @DisplayName(
      "contents, hash lists, manifest and keys that are missing or not in their form are damaged too")
  void rows() {
    change("update contents set sealed = '!' where report = :id");
    damaged("/contents");
    change("delete from contents where report = :id");
    damaged("/contents");
    change("update parts set hashes = '!' where report = :id");
    damaged("/hashes?first=0&count=1");
    change("delete from parts where report = :id");
    damaged("/hashes?first=0&count=1");
    change("update report_keys set envelope = '!' where report = :id");
    damaged("");
    change("update report_keys set envelope = '' where report = :id");
    change("update reports set manifest = '!' where id = :id");
    damaged("");
    change("update reports set manifest = null where id = :id");
    damaged("");
  }

  @Test
  @DisplayName(
      "an id that has not its form is damaged too, and nobody's statement is blamed for it")
  void ids() {
    change("update report_keys set keyring = 'x' where report = :id");
    damaged("");
    change("update parts set hash = 'x' where report = :id");
    damaged("/parts");
  }

  private void damaged(String path) {
    clerk.call().get(report.path() + path).problem(ProblemType.DAMAGED);
  }

  private void change(String statement) {
    service
        .part(Database.class)
        .write(sql -> sql.sql(statement).param("id", report.id().hex()).update());
  }

  private Path blob() {
    String name = report.id().hex();
    return service
        .data()
        .resolve("blobs")
        .resolve(name.substring(0, 2))
        .resolve(name.substring(2, 4))
        .resolve(name + ".blob");
  }
}
