package io.medseal.server.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.server.TestService;
import io.medseal.server.platform.blobs.Blobs;
import io.medseal.server.platform.blobs.DirectoryBlobs;
import io.medseal.server.platform.db.Database;
import io.medseal.server.testing.Hospital;
import io.medseal.server.testing.TestReport;
import java.io.Closeable;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A round of the sweeper")
class SweepingTest {
  /** More than two rounds take. */
  private static final int ABANDONED = 2 * Sweeper.MOST + 10;

  @Test
  @DisplayName("removes so many abandoned uploads and no more, by indexes, until none is left")
  void bounded() {
    try (TestService service = TestService.fresh()) {
      Hospital hospital = Hospital.open(service);
      TestReport sample = TestReport.of(hospital.section(), 1_000);
      sample.announce(hospital.clerk()).good();
      Database database = service.part(Database.class);
      database.write(
          sql ->
              sql.sql(
                      """
                      insert into reports (id, section, record, uploader, body_bytes, beside_bytes,
                        state, announced, touched)
                      with recursive n (i) as
                        (select 1 union all select i + 1 from n where i < :count)
                      select printf('%032x', i), section, record, uploader, 1, 0, 'uploading', 0, 0
                      from n, reports where id = :sample\
                      """)
                  .param("count", ABANDONED)
                  .param("sample", sample.id().hex())
                  .update());
      Sweeper sweeper = service.part(Sweeper.class);
      sweeper.round();
      assertThat(count(database, "reports where state = 'deleted'")).isEqualTo(Sweeper.MOST);
      sweeper.round();
      sweeper.round();
      assertThat(count(database, "reports where state = 'deleted'")).isEqualTo(ABANDONED);
      assertThat(count(database, "reports where state = 'uploading'")).isEqualTo(1);

      service.clock().pass(Duration.ofHours(2));
      sweeper.round();
      assertThat(count(database, "removals")).isEqualTo(ABANDONED - Tombstones.MOST);
      sweeper.round();
      sweeper.round();
      assertThat(count(database, "removals")).isZero();
      usesIndex(database, "select report, since from removals where due <= 1 order by due limit 5");
      usesIndex(
          database,
          "select id from reports where state in ('uploading', 'completing') and touched < 5"
              + " order by touched limit 5");
    }
  }

  @Test
  @DisplayName("removes a part's bytes that come after their report was deleted, an hour later")
  void late() throws Exception {
    try (TestService service = TestService.fresh()) {
      Hospital hospital = Hospital.open(service);
      TestReport report = TestReport.of(hospital.section(), 1_000);
      report.announce(hospital.clerk()).good();
      hospital.clerk().call().delete(report.path()).good();
      Blobs blobs = service.part(Blobs.class);
      service.part(Sweeper.class).round();
      try (Blobs.Part part = blobs.part(ReportRow.blob(report.id()), 0)) {
        part.force();
      }
      service.part(Sweeper.class).round();
      assertThat(blobs.list()).hasSize(1);
      service.clock().pass(Duration.ofMinutes(61));
      service.part(Sweeper.class).round();
      assertThat(blobs.list()).isEmpty();
      assertThat(count(service.part(Database.class), "removals")).isZero();
    }
  }

  @Test
  @DisplayName("removes no body while a backup or a check reads them, and all of them afterwards")
  void held() throws Exception {
    try (TestService service = TestService.fresh()) {
      Hospital hospital = Hospital.open(service);
      TestReport report = TestReport.of(hospital.section(), 1_000).upload(hospital.clerk());
      Blobs blobs = service.part(Blobs.class);
      try (Closeable _ = DirectoryBlobs.hold(service.data().resolve("blobs"))) {
        report.delete(hospital.clerk(), hospital.section(), hospital.record()).good();
        service.part(Sweeper.class).round();
        assertThat(blobs.list()).hasSize(1);
      }
      service.part(Sweeper.class).round();
      assertThat(blobs.list()).isEmpty();
    }
  }

  private static long count(Database database, String from) {
    return database.read(sql -> sql.sql("select count(*) from " + from).query(Long.class).single());
  }

  private static void usesIndex(Database database, String query) {
    String plan =
        database.read(
            sql ->
                String.join(
                    "; ",
                    sql.sql("explain query plan " + query)
                        .query((row, _) -> row.getString("detail"))
                        .list()));
    assertThat(plan).contains("USING").contains("INDEX").doesNotContain("TEMP B-TREE");
  }
}
