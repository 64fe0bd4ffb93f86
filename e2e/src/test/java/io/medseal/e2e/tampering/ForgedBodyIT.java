package io.medseal.e2e.tampering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medseal.client.problems.TrustException;
import io.medseal.client.records.RecordView;
import io.medseal.client.reports.Check;
import io.medseal.client.reports.OpenRequest;
import io.medseal.client.reports.Progress;
import io.medseal.client.reports.ReportReader;
import io.medseal.client.reports.Reports;
import io.medseal.client.uploads.Uploaded;
import io.medseal.e2e.mainjob.Ward;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.reports.HashList;
import io.medseal.ledger.reports.PartHasher;
import io.medseal.ledger.reports.ReportSizes;
import io.medseal.seal.secrets.ReportKey;
import io.medseal.seal.suite.Hkdf;
import io.medseal.testkit.people.TestFiles;
import io.medseal.testkit.people.TestPerson;
import io.medseal.testkit.store.StoredBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A reader has the report's key, and so can seal other content under it. With the cloud's help the
 * result takes the place of what the author sealed: segment by segment, under the author's own salt
 * and nonce prefix, with tags that verify, and hashes to match in the cloud's database.
 */
@DisplayName(
    "M2: what a reader has sealed in the author's place, with the cloud's help, is refused")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForgedBodyIT {
  private static final String HONEST = "Benign. Nothing needs to be done.";
  private static final String FORGED = "Malignant. Operate today, please.";

  @TempDir static Path folder;
  private Ward ward;
  private TestPerson clerk;
  private TestPerson mallory;
  private Uploaded letter;
  private Uploaded film;
  private StoppedDatabase database;

  @BeforeAll
  void upload() throws Exception {
    ward = Ward.open(folder);
    clerk = ward.signUp("clerk");
    mallory = ward.signUp("mallory");
    RecordView record = Ward.record(clerk, "Invented Patient");
    letter =
        Ward.upload(
            clerk, record, "Letter", TestFiles.text(folder.resolve("in/letter.txt"), HONEST));
    film =
        Ward.upload(
            clerk, record, "Film", TestFiles.random(folder.resolve("in/film.bin"), 9_000_000, 7));
    Ward.share(clerk, record, mallory, Role.READER);
    database = StoppedDatabase.of(ward.service());
  }

  @AfterAll
  void close() {
    ward.close();
  }

  @Test
  @DisplayName("a text of one segment: opened, read, verified")
  void text() throws Exception {
    int size = (int) Files.size(folder.resolve("in/letter.txt"));
    byte[] forged = Arrays.copyOf(FORGED.getBytes(StandardCharsets.UTF_8), size);
    attack(letter, 0, 0, forged, "letter.txt", 0);
  }

  @Test
  @DisplayName("a segment of a film, in the middle of a part: opened, read around it, verified")
  void segment() throws Exception {
    byte[] forged = new byte[ReportSizes.SEGMENT - ReportSizes.TAG];
    long offset = 3L * forged.length - ReportSizes.PART_HEADER;
    attack(film, 0, 3, forged, "film.bin", offset + 1_000);
  }

  @Test
  @DisplayName("the last segment of a film's last part: opened, read to its end, verified")
  void lastSegment() throws Exception {
    int plaintext = 9_000_000 - 8_388_056;
    int segment = ReportSizes.segments(plaintext) - 1;
    int begin = segment * (ReportSizes.SEGMENT - ReportSizes.TAG) - ReportSizes.PART_HEADER;
    attack(film, 1, segment, new byte[plaintext - begin], "film.bin", 8_999_000);
  }

  private void attack(Uploaded report, int part, int segment, byte[] content, String file, long at)
      throws Exception {
    Path blob = blobOf(report);
    byte[] honest = Files.readAllBytes(blob);
    mallory.restart(ward.uri());
    byte[] forged = forged(honest, report.report(), part, segment, content);
    assertThat(forged).hasSameSizeAs(honest).isNotEqualTo(honest);
    Files.write(blob, forged);
    try {
      refused(report, file, at); // the cloud's own hashes are still the true ones
      database.changed(
          rows -> {
            HashList list = list(forged, part);
            rows.update(
                "update parts set hash = ?, hashes = ? where report = ? and idx = ?",
                list.partHash().hex(),
                list.toBytes().base64Url(),
                report.report().hex(),
                part);
            return "hashes";
          });
      refused(report, file, at);
    } finally {
      Files.write(blob, honest);
      database.restored();
    }
    clerk.restart(ward.uri());
    assertThat(ward.open(clerk, report.report())).hasSize(1);
  }

  private void refused(Uploaded report, String file, long at) throws Exception {
    clerk.restart(ward.uri());
    Reports reports = clerk.medseal().reports();
    ReportId id = report.report();
    for (Optional<String> only : List.of(Optional.<String>empty(), Optional.of(file))) {
      Path into = ward.newFolder();
      assertThatThrownBy(() -> reports.open(id, new OpenRequest(into, only, false), Progress.NONE))
          .isInstanceOfSatisfying(
              TrustException.ChangedParts.class, e -> assertThat(e.reason()).isEqualTo("tampered"));
      assertThat(Ward.filesUnder(into)).isZero();
    }
    try (ReportReader reader = reports.reader(id)) {
      ByteBuffer into = ByteBuffer.allocate(500);
      assertThatThrownBy(() -> reader.read(file, at, into))
          .isInstanceOf(TrustException.ChangedParts.class);
      assertThat(into.array()).as("nothing of it is handed out").containsOnly(0);
    }
    Check last = reports.verify(id, _ -> {}, Progress.NONE).getLast();
    assertThat(last.passed()).isFalse();
    assertThat(last.kind()).isEqualTo(Check.Kind.PARTS);
  }

  /** As spec/bodies.md section 2 says how, and with what the SDK hands to any reader. */
  private byte[] forged(byte[] body, ReportId report, int part, int segment, byte[] content)
      throws GeneralSecurityException {
    int start = part * ReportSizes.PART;
    int size = Math.min(ReportSizes.PART, body.length - start);
    boolean last = segment == ReportSizes.segments(size) - 1;
    byte[] salt = Arrays.copyOfRange(body, start + 1, start + 33);
    byte[] domain = "medseal/v1/part".getBytes(StandardCharsets.UTF_8);
    byte[] info =
        ByteBuffer.allocate(domain.length + 20)
            .put(domain)
            .put(report.bytes())
            .putInt(part)
            .array();
    byte[] nonce =
        ByteBuffer.allocate(12)
            .put(body, start + 33, 7)
            .putInt(segment)
            .put((byte) (last ? 1 : 0))
            .array();
    byte[] out = body.clone();
    int at = start + (segment == 0 ? ReportSizes.PART_HEADER : segment * ReportSizes.SEGMENT);
    try (Reports.Shareable known = mallory.medseal().reports().shareable(report)) {
      ReportKey key = known.key();
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      SecretKeySpec derived = new SecretKeySpec(Hkdf.derive(key, salt, info), "AES");
      cipher.init(Cipher.DECRYPT_MODE, derived, new GCMParameterSpec(128, nonce));
      int length = content.length + ReportSizes.TAG;
      assertThat(cipher.doFinal(body, at, length)).as("the true one").hasSameSizeAs(content);
      cipher.init(Cipher.ENCRYPT_MODE, derived, new GCMParameterSpec(128, nonce));
      cipher.doFinal(content, 0, content.length, out, at);
    }
    return out;
  }

  private static HashList list(byte[] body, int part) {
    int start = part * ReportSizes.PART;
    PartHasher hasher = new PartHasher();
    hasher.update(body, start, Math.min(ReportSizes.PART, body.length - start));
    return hasher.finish();
  }

  private Path blobOf(Uploaded report) {
    return StoredBytes.under(ward.service().data()).files().stream()
        .filter(file -> file.getFileName().toString().startsWith(report.report().hex()))
        .findFirst()
        .orElseThrow();
  }
}
