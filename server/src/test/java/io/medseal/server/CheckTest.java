package io.medseal.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.keyrings.Role;
import io.medseal.server.keyrings.kept.Kept;
import io.medseal.server.platform.start.ExitCode;
import io.medseal.server.testing.Hospital;
import io.medseal.server.testing.Person;
import io.medseal.server.testing.Ring;
import io.medseal.server.testing.TestReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

@DisplayName("medseal check")
class CheckTest {
  private static TestService service;
  private static Person clerk;
  private static Ring record;
  private static Ring section;
  private static TestReport report;
  private static TestReport upload;
  private static TestReport deleted;

  @TempDir private Path folder;
  private Path data;

  @BeforeAll
  static void fill() {
    service = TestService.fresh();
    Kept.every(service, 2);
    Hospital hospital = Hospital.open(service);
    clerk = hospital.clerk();
    record = hospital.record();
    section = hospital.section();
    Person doctor = service.person("doctor");
    for (int i = 0; i < 40; i++) {
      record.add(clerk.ring(), doctor.ring(), Role.READER, null);
    }
    clerk.append(record).good();
    report = TestReport.of(section, 9_000_000).upload(clerk);
    upload = TestReport.of(section, 9_000_000);
    upload.announce(clerk).good();
    upload.put(clerk, 0).good();
    deleted = TestReport.of(section, 1_000).upload(clerk);
    deleted.delete(clerk, section, record).good();
    record.remove(clerk.ring(), doctor.ring());
    section.rotate(clerk.ring(), record);
    clerk.append(record, section).good();
    service.stop();
  }

  @AfterAll
  static void remove() throws IOException {
    FileSystemUtils.deleteRecursively(service.data().getParent());
  }

  @BeforeEach
  void copy() throws IOException {
    data = folder.resolve("data");
    FileSystemUtils.copyRecursively(service.data(), data);
  }

  @AfterEach
  void forget() throws IOException {
    FileSystemUtils.deleteRecursively(data);
  }

  @Test
  @DisplayName(
      "finds nothing wrong with a store in order, says what it looked at, and changes nothing")
  void clean() throws IOException {
    Map<String, Integer> before = contents();
    Ran run = check();
    assertThat(run.out())
        .contains("checked: 2 accounts", "checked: 4 keyrings with 48 statements")
        .contains("checked: 3 reports with " + (9_000_000 + 8_388_608) + " bytes in stored parts")
        .endsWith("Nothing is wrong.\n")
        .doesNotContain("wrong:");
    assertThat(run.code()).isEqualTo(ExitCode.OK);
    assertThat(contents()).isEqualTo(before);
  }

  @Test
  @DisplayName("reads along what a crash has left in the database's log, and leaves it there")
  void afterCrash() throws Exception {
    try (Connection open = DriverManager.getConnection(url() + "?journal_mode=WAL")) {
      try (Statement sql = open.createStatement()) {
        sql.execute("delete from memberships where keyring = '" + section.id().hex() + "'");
      }
      Path copy = folder.resolve("crashed");
      FileSystemUtils.copyRecursively(data, copy);
      Files.delete(copy.resolve("medseal.db-shm"));
      byte[] log = Files.readAllBytes(copy.resolve("medseal.db-wal"));
      assertThat(log).isNotEmpty();
      byte[] database = Files.readAllBytes(copy.resolve("medseal.db"));
      Ran run = Ran.of("check", "--data", copy.toString());
      assertThat(run.out()).contains("wrong: memberships: keyring " + section.id().hex());
      assertThat(Files.readAllBytes(copy.resolve("medseal.db-wal"))).isEqualTo(log);
      assertThat(Files.readAllBytes(copy.resolve("medseal.db"))).isEqualTo(database);
    }
  }

  @Test
  @DisplayName("names a changed character in a statement")
  void changedStatement() throws Exception {
    sql(
        "update statements set payload = replace(payload, '\"time\":\"20', '\"time\":\"19')"
            + " where keyring = '"
            + record.id().hex()
            + "' and seq = 1");
    finds(
        "wrong: statements: keyring "
            + record.id().hex()
            + ": statement 1 has not the hash that it is stored under");
  }

  @Test
  @DisplayName("names a statement whose signatures are changed, another's, or not there")
  void changedSignatures() throws Exception {
    String of = " statements where keyring = '" + section.id().hex() + "' and seq = 1";
    String where = "wrong: statements: keyring " + section.id().hex() + ": statement 1 ";
    String id = text("select signatures from" + of);
    byte[] bytes =
        Bytes.fromBase64Url(text("select object from signatures where id = '" + id + "'"))
            .toArray();
    bytes[bytes.length - 5] ^= 1;
    sql(
        "update signatures set object = '"
            + Bytes.of(bytes).base64Url()
            + "' where id = '"
            + id
            + "'");
    finds(where + "does not verify (bad-signature)");
    copyAgain();
    sql(
        "update statements set signatures = (select signatures from statements where keyring = '"
            + record.id().hex()
            + "' and seq = 0) where keyring = '"
            + section.id().hex()
            + "' and seq = 1");
    finds(where + "does not verify (bad-signature)");
    copyAgain();
    sql("delete from signatures where id = '" + id + "'");
    finds(where + "is no statement (malformed)");
  }

  @Test
  @DisplayName("names a statement that is missing in the middle, and one at the end")
  void missingStatement() throws Exception {
    sql("delete from statements where keyring = '" + record.id().hex() + "' and seq = 1");
    finds("wrong: statements: keyring " + record.id().hex() + ": statement 1 is missing");
    copyAgain();
    sql("delete from statements where keyring = '" + section.id().hex() + "' and seq = 2");
    finds(
        "wrong: keyrings: keyring "
            + section.id().hex()
            + ": statements after number 1 are missing");
  }

  @Test
  @DisplayName("names a keyring whose row is not what its chain says")
  void keyringRow() throws Exception {
    sql(
        "update keyrings set head = '"
            + "0".repeat(64)
            + "' where id = '"
            + section.id().hex()
            + "'");
    finds(
        "wrong: keyrings: keyring "
            + section.id().hex()
            + ": its head is not its newest statement");
    copyAgain();
    sql("update keyrings set head_named = 1 where id = '" + section.id().hex() + "'");
    finds(
        "wrong: keyrings: keyring "
            + section.id().hex()
            + ": its head was named last at another time");
    copyAgain();
    sql(
        "update statements set signer = '"
            + "ab".repeat(32)
            + "' where seq = 1 and keyring = '"
            + record.id().hex()
            + "'");
    finds(
        "wrong: statements: keyring "
            + record.id().hex()
            + ": statement 1 is signed by another than it is stored under");
    copyAgain();
    sql("update keyrings set parent = null where id = '" + section.id().hex() + "'");
    finds("wrong: keyrings: keyring " + section.id().hex() + ": its kind, parent or time is not");
  }

  @Test
  @DisplayName(
      "names a membership that is missing, one that nobody signed, and one with another end")
  void memberships() throws Exception {
    String of = "memberships where keyring = '" + record.id().hex() + "'";
    sql("delete from " + of);
    finds(
        "wrong: memberships: keyring "
            + record.id().hex()
            + ": "
            + clerk.ring().id().hex()
            + " as owner is missing");
    copyAgain();
    sql(
        "insert into memberships (keyring, kind, member, role) values ('"
            + record.id().hex()
            + "', 'record', '"
            + "ab".repeat(32)
            + "', 'reader')");
    finds("ab".repeat(32) + " as reader is not what its statements say");
    copyAgain();
    sql("update memberships set until_time = 5 where keyring = '" + record.id().hex() + "'");
    finds("as owner is missing, or has another end");
  }

  @Test
  @DisplayName("names a place of reports that is missing, nobody's, elsewhere, or of another time")
  void places() throws Exception {
    String of = " report_places where place = '" + record.id().hex() + "'";
    String where = "wrong: report_places: place " + record.id().hex() + ": ";
    sql("delete from" + of);
    finds(where + "the row of " + clerk.ring().id().hex() + " is missing, or has another end");
    copyAgain();
    sql("update report_places set ends = 5 where place = '" + record.id().hex() + "'");
    finds(where + "the row of " + clerk.ring().id().hex() + " is missing, or has another end");
    copyAgain();
    sql("update report_places set opener = '" + "ab".repeat(32) + "'");
    finds(where + "the row of " + "ab".repeat(32) + " is of nobody who may open it");
    copyAgain();
    sql("update report_places set record = '" + "ab".repeat(32) + "'");
    finds(where + "the row of " + clerk.ring().id().hex() + " is said to lie elsewhere");
    copyAgain();
    sql("update report_places set newest = newest + 1");
    finds(where + "the time of its newest report is not that of a report");
  }

  @Test
  @DisplayName("names a row of who sees a record that is missing, has another end, or is too new")
  void recordPlaces() throws Exception {
    String where = "wrong: record_places: record " + record.id().hex() + ": the row of ";
    String own = where + clerk.ring().id().hex();
    sql("delete from record_places");
    finds(own + " is missing");
    copyAgain();
    sql("update record_places set ends = 5");
    finds(own + " has another end than the memberships");
    copyAgain();
    sql(
        "update record_places set opener = '"
            + "ab".repeat(32)
            + "' where record = '"
            + record.id().hex()
            + "' and opener = '"
            + clerk.ring().id().hex()
            + "'");
    finds(where + "ab".repeat(32) + " has another end than the memberships");
    copyAgain();
    sql("update record_places set newest = newest + 100000");
    finds(own + " is newer than the newest");
  }

  @Test
  @DisplayName("names an envelope that is missing, not the one announced, or announced by nothing")
  void envelopes() throws Exception {
    String of = " envelopes where keyring = '" + record.id().hex() + "'";
    String where = "wrong: envelopes: keyring " + record.id().hex() + ": ";
    String own = "generation 1 for keyring " + clerk.ring().id().hex();
    sql("delete from" + of);
    finds(where + own + " is missing");
    copyAgain();
    sql(
        "update envelopes set envelope = 'AAAA' || substr(envelope, 5) where envelope not like 'AAAA%'"
            + " and keyring = '"
            + record.id().hex()
            + "'");
    finds(where + own + " is not the one announced");
    copyAgain();
    sql("update envelopes set path = '" + "ab".repeat(32) + "'");
    finds(where + own + " is not the one announced");
    copyAgain();
    sql("update envelopes set path = 'ab'");
    finds(where + "an envelope for " + clerk.ring().id().hex() + " is not readable");
    copyAgain();
    sql("update envelopes set generation = 9 where generation = 1");
    finds(
        where
            + "generation 9 for keyring "
            + clerk.ring().id().hex()
            + " is announced by no statement");
  }

  @Test
  @DisplayName("names a row that belongs to something that is not there")
  void foreignKey() throws Exception {
    sql("update sessions set account = '" + "cd".repeat(32) + "'");
    finds("wrong: sessions: row ");
  }

  @Test
  @DisplayName("names a blob that is missing, cut off, or has a flipped byte")
  void blobs() throws Exception {
    Path blob = file(report, ".blob");
    Files.delete(blob);
    finds("wrong: reports: report " + report.id().hex() + ": its blob is missing");
    copyAgain();
    Files.write(blob, Arrays.copyOf(report.body(), 8_999_999));
    finds("its blob has 8999999 bytes instead of 9000000");
    copyAgain();
    byte[] body = report.body();
    body[8_500_000] ^= 1;
    Files.write(blob, body);
    finds(
        "wrong: reports: report "
            + report.id().hex()
            + ": part 1 has not the hash that was acknowledged");
  }

  @Test
  @DisplayName("names an acknowledged part of an upload that is missing, cut off, or changed")
  void parts() throws Exception {
    String where = "wrong: reports: report " + upload.id().hex() + ": part 0 ";
    Path partial = file(upload, ".partial");
    Files.delete(partial);
    finds(where + "was acknowledged and is not stored");
    copyAgain();
    Files.write(partial, new byte[1_000]);
    finds(where + "can't be read to its end");
    copyAgain();
    Files.write(partial, new byte[8_388_608]);
    finds(where + "has not the hash that was acknowledged");
  }

  @Test
  @DisplayName(
      "names a report that is visible without sealed keys, without a manifest or contents, short of parts or with other hashes")
  void visible() throws Exception {
    String where = "wrong: reports: report " + report.id().hex() + ": ";
    sql("delete from report_keys where report = '" + report.id().hex() + "'");
    finds(where + "is visible without sealed keys");
    copyAgain();
    sql("update reports set manifest = null where id = '" + report.id().hex() + "'");
    finds(where + "is visible without a sealed manifest");
    copyAgain();
    sql("delete from contents where report = '" + report.id().hex() + "'");
    finds(where + "is visible without sealed contents");
    copyAgain();
    sql("update parts set hashes = 'AAAA' where report = '" + report.id().hex() + "' and idx = 0");
    finds(where + "part 0 has other hashes of segments than are kept");
    copyAgain();
    sql("delete from parts where report = '" + report.id().hex() + "' and idx = 1");
    finds(where + "has 1 parts instead of 2");
    copyAgain();
    sql(
        "update reports set section = '"
            + record.id().hex()
            + "' where id = '"
            + report.id().hex()
            + "'");
    finds(where + "its section is not a section of its record");
  }

  @Test
  @DisplayName("names a report that is gone and that nobody deleted, and one that was deleted")
  void deletions() throws Exception {
    sql("update reports set state = 'deleted' where id = '" + report.id().hex() + "'");
    finds(
        "wrong: reports: report "
            + report.id().hex()
            + ": is gone, though no statement deleted it");
    copyAgain();
    sql("update reports set state = 'complete' where id = '" + deleted.id().hex() + "'");
    finds(
        "wrong: reports: report "
            + deleted.id().hex()
            + ": is visible, though a statement deleted it");
  }

  @Test
  @DisplayName("names blobs that belong to nothing, but not what a crash may leave")
  void leftOver() throws Exception {
    Path stranger = data.resolve("blobs/ab/ab/" + "ab".repeat(16) + ".blob");
    Files.createDirectories(stranger.getParent());
    Files.write(stranger, new byte[100]);
    finds("wrong: blobs: " + "ab".repeat(16) + ": belongs to no report");
    copyAgain();
    Path back = file(deleted, ".blob");
    Files.createDirectories(back.getParent());
    Files.write(back, new byte[1_000]);
    Ran run = check();
    assertThat(run.out())
        .contains("harmless: reports: report " + deleted.id().hex() + ": its blob is still there");
    assertThat(run.code()).isEqualTo(ExitCode.OK);
    sql("delete from removals");
    finds("wrong: blobs: " + deleted.id().hex() + ": belongs to a deleted report");
  }

  @Test
  @DisplayName("names an account without its keyring's slots, and one whose usage is wrong")
  void accounts() throws Exception {
    sql(
        "delete from slots where kind = 'recovery' and account = '"
            + clerk.ring().id().hex()
            + "'");
    finds("wrong: accounts: account " + clerk.ring().id().hex() + ": it lacks a slot");
    copyAgain();
    sql("update usage set stored_bytes = 1 where account = '" + clerk.ring().id().hex() + "'");
    finds("wrong: usage: account " + clerk.ring().id().hex());
  }

  @Test
  @DisplayName("goes on behind the report that it was stopped at, and reads what follows")
  void goesOn() throws Exception {
    Path blob = file(report, ".blob");
    byte[] body = report.body();
    body[0] ^= 1;
    Files.write(blob, body);
    Ran behind = Ran.of("check", "--data", data.toString(), "--after", report.id().hex());
    assertThat(behind.out()).endsWith("Nothing is wrong.\n");
    Ran from = Ran.of("check", "--data", data.toString(), "--after", "0".repeat(32));
    assertThat(from.out()).contains(": part 0 has not the hash that was acknowledged");
  }

  @Test
  @DisplayName("finds what is kept of a chain and is not what it was")
  void kept() throws Exception {
    String of = " where keyring = '" + record.id().hex() + "'";
    String in = ": keyring " + record.id().hex() + ": ";
    for (String changed :
        List.of(
            "update states set mac = 'ab'",
            "update states set kept = 'AAAA'",
            "update states set seq = seq - 1")) {
      sql(changed + of);
      finds("wrong: states" + in + "what is kept after statement ");
      copyAgain();
    }
    for (String changed :
        List.of(
            "update generations set seq = seq + 1",
            "update generations set number = number + 1",
            "update generations set leaf = former",
            "update generations set former = leaf",
            "delete from generations")) {
      sql(changed + of);
      finds("wrong: generations" + in + "generation ");
      copyAgain();
    }
    for (String changed :
        List.of(
            "update trees set hash = 'ab'",
            "update trees set idx = idx + 1",
            "update trees set level = level + 1",
            "update trees set tree = 'generations'",
            "delete from trees")) {
      sql(changed + of);
      finds("wrong: trees" + in + "node ");
      copyAgain();
    }
  }

  @Test
  @DisplayName("says table and page of what is damaged in the database")
  void tableAndPage() throws Exception {
    String page = text("select rootpage from sqlite_schema where name = 'devices'");
    byte[] bytes = Files.readAllBytes(data.resolve("medseal.db"));
    int begin = (Integer.parseInt(page) - 1) * 4_096;
    Arrays.fill(bytes, begin, begin + 4_096, (byte) 0x5a);
    Files.write(data.resolve("medseal.db"), bytes);
    finds("wrong: database: table devices, page " + page + ": ");
  }

  @Test
  @DisplayName("says so when the database is damaged, not a database, or missing")
  void damaged() throws Exception {
    Path database = data.resolve("medseal.db");
    byte[] bytes = Files.readAllBytes(database);
    Arrays.fill(bytes, 8_192, 16_384, (byte) 0x5a);
    Files.write(database, bytes);
    finds("wrong: database: ");
    Files.writeString(database, "not a database, but long enough to be looked at".repeat(100));
    finds("wrong: database: ");
    Files.delete(database);
    finds("wrong: database: the file " + database + " is missing");
    assertThat(database).doesNotExist();
  }

  @Test
  @DisplayName(
      "works while a service runs on the store, and refuses with one sentence where none is")
  void running() {
    try (TestService running = TestService.fresh()) {
      Hospital hospital = Hospital.open(running);
      TestReport.of(hospital.section(), 1_000).upload(hospital.clerk());
      Ran run = Ran.of("check", "--data", running.data().toString());
      assertThat(run.out()).endsWith("Nothing is wrong.\n");
      assertThat(run.code()).isEqualTo(ExitCode.OK);
    }
    Ran none = Ran.of("check", "--data", folder.resolve("none").toString());
    assertThat(none.err().lines())
        .hasSize(1)
        .first()
        .asString()
        .startsWith("There is no Medseal data");
    assertThat(none.code()).isEqualTo(ExitCode.DATA_UNUSABLE);
    assertThat(folder.resolve("none")).doesNotExist();
  }

  @Test
  @DisplayName("explains itself, with its exit codes")
  void help() {
    Ran run = Ran.of("check", "--help");
    assertThat(run.code()).isEqualTo(ExitCode.OK);
    assertThat(run.out()).contains("medseal check --data DIR", "changes nothing");
    for (ExitCode code : List.of(ExitCode.OK, ExitCode.FINDINGS, ExitCode.DATA_UNUSABLE)) {
      assertThat(run.out()).contains("%3d  %s".formatted(code.number(), code.meaning()));
    }
  }

  private void finds(String line) {
    Ran run = check();
    assertThat(run.out()).contains(line);
    assertThat(run.out().lines().toList().getLast()).matches("Wrong: [1-9][0-9]*\\.");
    assertThat(run.code()).isEqualTo(ExitCode.FINDINGS);
    assertThat(run.err()).isEmpty();
  }

  private void copyAgain() throws IOException {
    FileSystemUtils.deleteRecursively(data);
    copy();
  }

  private Path file(TestReport of, String ending) {
    String name = of.id().hex();
    return data.resolve("blobs")
        .resolve(name.substring(0, 2))
        .resolve(name.substring(2, 4))
        .resolve(name + ending);
  }

  private String url() {
    return "jdbc:sqlite:" + data.resolve("medseal.db");
  }

  private void sql(String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url());
        Statement sql = connection.createStatement()) {
      for (String statement : statements) {
        assertThat(sql.executeUpdate(statement)).as(statement).isPositive();
      }
    }
  }

  private String text(String query) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url());
        Statement sql = connection.createStatement()) {
      return sql.executeQuery(query).getString(1);
    }
  }

  /** Every file but the lock and what the database library unpacks. */
  private Map<String, Integer> contents() throws IOException {
    Map<String, Integer> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(data).filter(Files::isRegularFile)) {
      for (Path file : files.filter(file -> !file.startsWith(data.resolve("temporary"))).toList()) {
        contents.put(file.toString(), Arrays.hashCode(Files.readAllBytes(file)));
      }
    }
    return contents;
  }

  private Ran check() {
    return Ran.of("check", "--data", data.toString());
  }
}
