package io.medseal.e2e.tampering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medseal.client.problems.ClientException;
import io.medseal.client.records.RecordView;
import io.medseal.client.reports.OpenRequest;
import io.medseal.client.reports.Progress;
import io.medseal.client.uploads.Uploaded;
import io.medseal.e2e.mainjob.Ward;
import io.medseal.ledger.keyrings.Role;
import io.medseal.testkit.people.TestFiles;
import io.medseal.testkit.people.TestPerson;
import io.medseal.testkit.proxy.Answer;
import io.medseal.testkit.proxy.LyingProxy;
import io.medseal.testkit.store.StoredBytes;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@Tag("asked")
@DisplayName("M2: a change to what is stored or sent")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TamperingIT {
  private static final long SEED = 20261123;

  @TempDir static Path folder;
  private final SplittableRandom random = new SplittableRandom(SEED);
  private Ward ward;
  private TestPerson clerk;
  private TestPerson doctor;
  private RecordView record;
  private Path small;
  private Path large;
  private Uploaded report;
  private Uploaded other;

  @BeforeAll
  void upload() {
    ward = Ward.open(folder);
    clerk = ward.signUp("clerk");
    doctor = ward.signUp("doctor");
    record = Ward.record(clerk, "Invented Patient");
    small = TestFiles.text(folder.resolve("in/small.txt"), "small");
    large = TestFiles.random(folder.resolve("in/large.bin"), 17_000_000, SEED);
    report = Ward.upload(clerk, record, "Three parts", small, large);
    other =
        Ward.upload(
            clerk, record, "Another", TestFiles.random(folder.resolve("in/o"), 17_000_100, 3));
    Ward.share(clerk, record, doctor, Role.READER);
  }

  @AfterAll
  void close() {
    ward.close();
  }

  @Test
  @DisplayName("in a stored body is detected wherever it is, and no file is written")
  void storedBody() throws Exception {
    Path blob = blobOf(report);
    long size = Files.size(blob);
    for (int i = 0; i < 25; i++) {
      long at = i == 0 ? 0 : i == 1 ? size - 1 : random.nextLong(size);
      byte before = flip(blob, at, (byte) (1 << random.nextInt(8)));
      refused(doctor, report, "a bit at " + at);
      write(blob, at, before);
    }
    assertThat(ward.open(doctor, report.report())).hasSize(2);
  }

  @Test
  @DisplayName("of a stored body's length or order is detected")
  void storedLength() throws Exception {
    Path blob = blobOf(other);
    byte[] whole = Files.readAllBytes(blob);
    int part = 8 * 1024 * 1024;
    int segment = 256 * 1024;
    byte[] swapped = whole.clone();
    System.arraycopy(whole, 0, swapped, part, part);
    System.arraycopy(whole, part, swapped, 0, part);
    byte[] swappedSegments = whole.clone();
    System.arraycopy(whole, segment, swappedSegments, 2 * segment, segment);
    System.arraycopy(whole, 2 * segment, swappedSegments, segment, segment);
    for (byte[] changed :
        List.of(
            Arrays.copyOf(whole, whole.length - 1),
            Arrays.copyOf(whole, part),
            Arrays.copyOf(whole, part + segment),
            new byte[0],
            swapped,
            swappedSegments,
            Files.readAllBytes(blobOf(report)))) {
      Files.write(blob, changed);
      refused(doctor, other, changed.length + " bytes");
    }
    Files.write(blob, whole);
    assertThat(ward.open(doctor, other.report())).hasSize(1);
  }

  @Test
  @DisplayName("in any answer of the service is detected, or changes nothing")
  void answers() throws Exception {
    try (LyingProxy proxy = LyingProxy.before(ward.uri())) {
      AtomicInteger countdown = new AtomicInteger();
      proxy.lie(
          (request, honest) ->
              honest.body().length > 0 && countdown.getAndDecrement() == 0
                  ? flipped(honest)
                  : honest);
      int noticed = 0;
      for (int i = 0; i < 60; i++) {
        countdown.set(random.nextInt(8));
        Path into = ward.newFolder();
        try (TestPerson asking = doctor.through(proxy.uri())) {
          asking.medseal().reports().open(report.report(), OpenRequest.into(into), Progress.NONE);
          assertThat(TestFiles.sha256(into.resolve("small.txt")))
              .isEqualTo(TestFiles.sha256(small));
          assertThat(TestFiles.sha256(into.resolve("large.bin")))
              .isEqualTo(TestFiles.sha256(large));
        } catch (ClientException _) {
          noticed++;
          assertThat(Ward.filesUnder(into)).as("files written, round " + i).isZero();
        }
      }
      assertThat(noticed).as("changes noticed").isGreaterThan(15);
    }
  }

  private void refused(TestPerson who, Uploaded which, String what) throws Exception {
    Path into = ward.newFolder();
    assertThatThrownBy(
            () ->
                who.medseal().reports().open(which.report(), OpenRequest.into(into), Progress.NONE))
        .as(what)
        .isInstanceOf(ClientException.class);
    assertThat(Ward.filesUnder(into)).as("files written after " + what).isZero();
  }

  private Answer flipped(Answer honest) {
    byte[] body = honest.body().clone();
    body[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
    return honest.withBody(body);
  }

  private Path blobOf(Uploaded which) {
    return StoredBytes.under(ward.service().data()).files().stream()
        .filter(file -> file.getFileName().toString().startsWith(which.report().hex()))
        .findFirst()
        .orElseThrow();
  }

  private static byte flip(Path file, long at, byte bits) throws Exception {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      channel.read(one, at);
      byte before = one.array()[0];
      write(file, at, (byte) (before ^ bits));
      return before;
    }
  }

  private static void write(Path file, long at, byte value) throws Exception {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {value}), at);
    }
  }
}
