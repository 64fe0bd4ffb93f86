package io.medseal.e2e.tampering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medseal.client.problems.TrustException;
import io.medseal.client.records.RecordView;
import io.medseal.client.uploads.Uploaded;
import io.medseal.e2e.mainjob.Ward;
import io.medseal.ledger.keyrings.Role;
import io.medseal.testkit.people.TestFiles;
import io.medseal.testkit.people.TestPerson;
import io.medseal.testkit.store.StoredBytes;
import io.medseal.testkit.store.StoredRows;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Blobs and database are changed behind the service's back; what it then answers is its own. */
@DisplayName("M2: a change to what is stored")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TamperingIT {
  private static final int PART = 8 * 1024 * 1024;
  private static final int SEGMENT = 256 * 1024;

  /** Of rows that lie about a report, a keyring, a member or an account. */
  private static final List<String> COLUMNS =
      List.of(
          "reports.section",
          "reports.record",
          "reports.uploader",
          "reports.body_bytes",
          "reports.created",
          "reports.state",
          "reports.manifest",
          "report_keys.report",
          "report_keys.keyring",
          "report_keys.generation",
          "report_keys.envelope",
          "reports.signed",
          "contents.report",
          "contents.sealed",
          "parts.hash",
          "parts.hashes",
          "keyrings.kind",
          "keyrings.parent",
          "keyrings.seq",
          "keyrings.head",
          "envelopes.keyring",
          "envelopes.generation",
          "envelopes.recipient",
          "envelopes.recipient_generation",
          "envelopes.envelope",
          "envelopes.path",
          "states.kept",
          "states.mac",
          "generations.seq",
          "generations.leaf",
          "generations.former",
          "trees.hash",
          "memberships.keyring",
          "memberships.member",
          "memberships.role",
          "memberships.until_time",
          "shares.section",
          "report_places.place",
          "report_places.opener",
          "report_places.kind",
          "report_places.report",
          "report_places.newest",
          "accounts.email",
          "accounts.keyring");

  private static final Place MANIFEST = new Place("reports", "manifest", "id");
  private static final Place CONTENTS = new Place("contents", "sealed", "report");
  private static final Place ENVELOPE = new Place("report_keys", "envelope", "report");

  @TempDir static Path folder;

  /** The same in every build; another one with {@code -Dmedseal.seed=…}. */
  private final long seed = Long.getLong("medseal.seed", 20261125);

  private final SplittableRandom random = new SplittableRandom(seed);
  private final Tampering tampering = new Tampering(random);
  private Ward ward;
  private TestPerson clerk;
  private TestPerson doctor;
  private TestPerson guest;
  private RecordView record;
  private Uploaded small;
  private Uploaded twin;
  private Uploaded large;
  private Readers readers;
  private StoppedDatabase database;

  @BeforeAll
  void upload() throws Exception {
    ward = Ward.open(folder);
    clerk = ward.signUp("clerk");
    doctor = ward.signUp("doctor");
    guest = ward.signUp("guest");
    record = Ward.record(clerk, "Invented Patient");
    Ward.share(clerk, record, guest, Role.READER);
    Ward.unshare(clerk, record, guest); // a second generation, with an envelope for the first
    small = Ward.upload(clerk, record, "Two files", text("a", "one"), bytes("b", 300_000, 1));
    twin = Ward.upload(clerk, record, "As long", text("c", "two"), bytes("d", 300_000, 2));
    large = Ward.upload(clerk, record, "Three parts", bytes("e", 17_000_000, 3));
    Ward.share(clerk, record, doctor, Role.READER);
    readers = Readers.of(ward, doctor, small, twin, large);
    database = StoppedDatabase.of(ward.service());
  }

  @AfterAll
  void close() {
    ward.close();
  }

  @Test
  @DisplayName("by one bit of a body is refused wherever it is, and no file is written")
  void bodies() throws Exception {
    bodies(12);
  }

  @Test
  @Tag("asked")
  @DisplayName("by one bit of a body is refused wherever it is, 300 times")
  void moreBodies() throws Exception {
    bodies(300);
  }

  private void bodies(int times) throws Exception {
    for (int i = 0; i < times; i++) {
      Uploaded report = i % 4 == 3 ? large : small;
      Path blob = blobOf(report);
      long size = Files.size(blob);
      long at = i == 0 ? 0 : i == 1 ? size - 1 : random.nextLong(size);
      byte bit = (byte) (1 << random.nextInt(8));
      flip(blob, at, bit);
      readers.refused(report, "a bit at " + at + " of " + size + ", seed " + seed);
      flip(blob, at, bit);
    }
    readers.open(small);
    readers.open(large);
  }

  @Test
  @DisplayName("by a body's length, the order of its parts, or by another report's body is refused")
  void lengths() throws Exception {
    Path blob = blobOf(large);
    byte[] whole = Files.readAllBytes(blob);
    byte[] parts = whole.clone();
    System.arraycopy(whole, 0, parts, PART, PART);
    System.arraycopy(whole, PART, parts, 0, PART);
    byte[] segments = whole.clone();
    System.arraycopy(whole, SEGMENT, segments, 2 * SEGMENT, SEGMENT);
    System.arraycopy(whole, 2 * SEGMENT, segments, SEGMENT, SEGMENT);
    for (byte[] changed :
        List.of(
            Arrays.copyOf(whole, whole.length - 1),
            Arrays.copyOf(whole, PART),
            Arrays.copyOf(whole, PART + SEGMENT),
            Arrays.copyOf(whole, random.nextInt(1, whole.length)),
            new byte[0],
            Arrays.copyOf(whole, whole.length + 1),
            Arrays.copyOf(whole, whole.length + PART),
            parts,
            segments)) {
      Files.write(blob, changed);
      readers.refused(large, changed.length + " bytes of " + whole.length + ", seed " + seed);
    }
    Files.delete(blob);
    readers.refused(large, "no body");
    Files.write(blob, whole);
    readers.open(large);

    byte[] first = Files.readAllBytes(blobOf(small));
    byte[] second = Files.readAllBytes(blobOf(twin));
    assertThat(first).as("reports that can be told apart by content only").hasSameSizeAs(second);
    Files.write(blobOf(small), second);
    Files.write(blobOf(twin), first);
    readers.refused(small, "a swapped body");
    readers.refused(twin, "a swapped body");
    Files.write(blobOf(small), first);
    Files.write(blobOf(twin), second);
    readers.open(twin);
  }

  @Test
  @DisplayName("by a row of the database is refused, or changes nothing that is shown")
  void rows() throws Exception {
    rows(4);
  }

  @Test
  @Tag("asked")
  @DisplayName("by a row of the database is refused, or changes nothing, 300 times")
  void moreRows() throws Exception {
    rows(300);
  }

  /** Few rows matter to one report: the first that is changed surely does, the others may. */
  private void rows(int times) throws Exception {
    List<String> columns = new ArrayList<>(COLUMNS);
    database.changed(
        rows -> MANIFEST.write(rows, small, tampering.flipped(MANIFEST.read(rows, small))));
    int refusals = readers.refusals(small, "another manifest, seed " + seed, ward.uri()).size();
    for (int i = 0; i < times; i++) {
      if (i % columns.size() == 0) {
        Collections.shuffle(columns, new java.util.Random(random.nextLong()));
      }
      String column = columns.get(i % columns.size());
      String what = database.changed(rows -> row(rows, column)) + ", seed " + seed;
      refusals += readers.refusals(small, what, ward.uri()).size();
    }
    database.restored();
    readers.open(small);
    assertThat(refusals).as("the changes reach the readers, seed " + seed).isPositive();
  }

  private String row(StoredRows rows, String column) {
    String table = column.substring(0, column.indexOf('.'));
    String name = column.substring(column.indexOf('.') + 1);
    List<List<@Nullable Object>> all = rows.rows("select rowid, " + name + " from " + table);
    if (all.isEmpty()) {
      return column + ", no row";
    }
    List<@Nullable Object> row = all.get(random.nextInt(all.size()));
    List<@Nullable Object> values = new ArrayList<>();
    all.forEach(one -> values.add(one.get(1)));
    @Nullable Object changed = tampering.other(row.get(1), values);
    String update = "update or ignore " + table + " set " + name + " = ? where rowid = ?";
    rows.update(update, changed, row.getFirst());
    return column + ", from " + row.get(1) + " to " + changed;
  }

  @Test
  @DisplayName(
      "by a report's manifest, contents or envelope, or a swap of those of two reports, is refused")
  void manifestsAndEnvelopes() throws Exception {
    List<UnaryOperator<String>> ways =
        List.of(tampering::flipped, text -> text.substring(0, text.length() - 4));
    for (Place place : List.of(MANIFEST, CONTENTS, ENVELOPE)) {
      for (UnaryOperator<String> way : ways) {
        database.changed(rows -> place.write(rows, small, way.apply(place.read(rows, small))));
        readers.refused(small, "another " + place + ", seed " + seed);
      }
      database.changed(rows -> place.swap(rows, small, twin));
      readers.refused(small, "a swapped " + place);
      readers.refused(twin, "a swapped " + place);
    }
    database.changed(
        rows -> {
          rows.update("delete from contents where report = ?", small.report().hex());
          return "no contents";
        });
    readers.refused(small, "no contents");
    database.changed(
        rows ->
            MANIFEST.swap(rows, small, twin)
                + CONTENTS.swap(rows, small, twin)
                + ENVELOPE.swap(rows, small, twin));
    byte[] body = Files.readAllBytes(blobOf(small));
    Files.write(blobOf(small), Files.readAllBytes(blobOf(twin)));
    readers.refused(small, "everything of another report");
    Files.write(blobOf(small), body);
    database.restored();
    readers.open(small);
  }

  /** What one report has one of. */
  private record Place(String table, String column, String key) {
    String read(StoredRows rows, Uploaded of) {
      return rows.text(
          "select " + column + " from " + table + " where " + key + " = ?", of.report().hex());
    }

    String write(StoredRows rows, Uploaded of, String value) {
      rows.update(
          "update " + table + " set " + column + " = ? where " + key + " = ?",
          value,
          of.report().hex());
      return toString();
    }

    String swap(StoredRows rows, Uploaded one, Uploaded other) {
      String before = read(rows, one);
      write(rows, one, read(rows, other));
      return write(rows, other, before);
    }
  }

  @Test
  @DisplayName("by a statement is refused: changed, cut, swapped, left out")
  void statements() throws Exception {
    statements(5);
  }

  @Test
  @Tag("asked")
  @DisplayName("by a statement is refused: changed, cut, swapped, left out, 100 times")
  void moreStatements() throws Exception {
    statements(100);
  }

  private void statements(int times) throws Exception {
    for (int i = 0; i < times; i++) {
      int way = i % 5;
      readers.refused(small, database.changed(rows -> statement(rows, way)) + ", seed " + seed);
    }
    database.restored();
    readers.open(small);
  }

  /** Changes a statement of the record or of its section, and says how. */
  private String statement(StoredRows rows, int way) {
    List<List<@Nullable Object>> all =
        new ArrayList<>(
            rows.rows(
                "select rowid, keyring, payload, signatures from statements where keyring in ("
                    + "select id from keyrings where id = ? or parent = ?)",
                record.id().hex(),
                record.id().hex()));
    Collections.shuffle(all, new java.util.Random(random.nextLong()));
    @Nullable Object row = all.get(0).get(0);
    String payload = String.valueOf(all.get(0).get(2));
    String signatures = String.valueOf(all.get(0).get(3));
    String set = "update statements set payload = ? where rowid = ?";
    String sign = "update signatures set object = ? where id = ?";
    String object = rows.text("select object from signatures where id = ?", signatures);
    switch (way) {
      case 0 -> rows.update(set, payload.replace("\"time\":\"20", "\"time\":\"19"), row);
      case 1 -> {
        rows.update(set, all.get(1).get(2), row);
        rows.update(set, payload, all.get(1).get(0));
      }
      case 2 -> rows.update(sign, tampering.flipped(object), signatures);
      case 3 -> rows.update(sign, object.substring(0, object.length() - 8), signatures);
      default -> rows.update("delete from statements where rowid = ?", row);
    }
    return "statement " + row + " of " + all.get(0).get(1) + " changed in way " + way;
  }

  @Test
  @DisplayName("by the sealed secret of a record is refused: changed, swapped, left out")
  void sealedSecrets() throws Exception {
    for (int way = 0; way < 4; way++) {
      int one = way;
      readers.refused(small, database.changed(rows -> secret(rows, one)) + ", seed " + seed);
    }
    database.restored();
    readers.open(small);
  }

  /** Changes what opens the record to the doctor, and says how. */
  private String secret(StoredRows rows, int way) {
    String of = " from envelopes where keyring = ? and recipient = ?";
    String mine = record.id().hex();
    String doctors = doctor.keyring().hex();
    String change = "update envelopes set envelope = ? where keyring = ? and recipient = ?";
    String envelope = rows.text("select envelope" + of, mine, doctors);
    switch (way) {
      case 0 -> rows.update(change, tampering.flipped(envelope), mine, doctors);
      case 1 ->
          rows.update(
              change,
              rows.text(
                  "select envelope" + of + " order by generation desc",
                  mine,
                  clerk.keyring().hex()),
              mine,
              doctors);
      case 2 ->
          rows.update(
              "update envelopes set path = ? where keyring = ? and recipient = ?",
              "ab".repeat(32),
              mine,
              doctors);
      default -> rows.update("delete" + of, mine, doctors);
    }
    return "the doctor's sealed secret in way " + way;
  }

  @Test
  @DisplayName("back to an older state is noticed by who has seen the newer one")
  void rolledBack() throws Exception {
    database.restored();
    try (TestPerson remembers = doctor.copiedTo(folder.resolve("rollback"), ward.uri())) {
      Ward.share(clerk, record, guest, Role.READER);
      assertThat(ward.open(remembers, small.report())).hasSize(2);
      database.restored(); // to the state before that share: nothing in it contradicts anything
      remembers.restart(ward.uri());
      assertThatThrownBy(() -> ward.open(remembers, small.report()))
          .isInstanceOf(TrustException.Rollback.class);
    }
    readers.open(small);
  }

  private Path text(String name, String content) {
    return TestFiles.text(folder.resolve("in/" + name), content);
  }

  private Path bytes(String name, int size, long from) {
    return TestFiles.random(folder.resolve("in/" + name), size, from);
  }

  private Path blobOf(Uploaded which) {
    String id = which.report().hex();
    return StoredBytes.under(ward.service().data()).files().stream()
        .filter(file -> file.getFileName().toString().startsWith(id))
        .findFirst()
        .orElseGet(
            () ->
                ward.service()
                    .data()
                    .resolve("blobs/" + id.substring(0, 2) + "/" + id.substring(2, 4))
                    .resolve(id + ".blob"));
  }

  private static void flip(Path file, long at, byte bits) throws Exception {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.seek(at);
      int before = open.read();
      open.seek(at);
      open.write(before ^ bits);
    }
  }
}
