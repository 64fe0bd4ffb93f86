package io.medseal.client.uploads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;

import io.medseal.client.problems.ProfileException;
import io.medseal.client.profiles.Journal;
import io.medseal.client.profiles.ProfileStore;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("UploadJournal")
class UploadJournalTest {
  private static final ReportId REPORT = new ReportId("ab".repeat(16));
  private static final Bytes HEADER = Bytes.of(new byte[40]);
  private static final Sha256 HASH = new Sha256("cd".repeat(32));

  @TempDir Path folder;

  private Journal journal() {
    return ProfileStore.in(folder).journal(REPORT);
  }

  private Path file() {
    return folder.resolve("uploads").resolve(REPORT.hex() + ".upload");
  }

  private PlannedReport report() {
    return new PlannedReport(
        "CT Thorax",
        Codes.type("18748-4"),
        Optional.of(Codes.specialty("cardiology")),
        Optional.of("2024-01-31"),
        Optional.of(new ReportId("ef".repeat(16))),
        List.of(
            new PlannedFile(
                folder.resolve("a.dcm"),
                "a.dcm",
                "application/dicom",
                17,
                Instant.parse("2026-11-23T12:00:00.123456789Z"))));
  }

  private UploadJournal.Head head(PlannedReport report) {
    return new UploadJournal.Head(
        1,
        new KeyringId("11".repeat(32)),
        new KeyringId("22".repeat(32)),
        3,
        Bytes.of(new byte[1169]),
        Instant.parse("2026-11-23T12:00:00Z"),
        report.title(),
        UploadJournal.Code.of(report.type()),
        report.specialty().map(UploadJournal.Code::of).orElse(null),
        report.date().orElse(null),
        report.replaces().orElse(null),
        report.files().stream().map(UploadJournal::source).toList(),
        new UploadJournal.Study("study.index", 17),
        null);
  }

  private UploadJournal begun() {
    UploadJournal begun = UploadJournal.begin(journal(), head(report()));
    begun.stored(new UploadJournal.StoredPart(0, HEADER, HASH));
    begun.stored(new UploadJournal.StoredPart(2, HEADER, HASH));
    return begun;
  }

  @Test
  @DisplayName("is read as it was written: the plan to the nanosecond, and the parts stored")
  void roundTrip() {
    begun();
    UploadJournal read = UploadJournal.read(journal());
    assertThat(read.plan()).isEqualTo(report());
    assertThat(read.head()).isEqualTo(head(report()));
    assertThat(read.storedParts()).isEqualTo(2);
    assertThat(read.part(0)).isPresent();
    assertThat(read.part(1)).isEmpty();
    assertThat(read.report()).isEqualTo(REPORT);
  }

  @Test
  @DisplayName("forgets the line that was torn in a crash, and grows on")
  void torn() throws IOException {
    begun();
    Files.writeString(file(), "{\"part\":3,\"head", StandardOpenOption.APPEND);
    UploadJournal read = UploadJournal.read(journal());
    assertThat(read.storedParts()).isEqualTo(2);
    read.resume();
    read.stored(new UploadJournal.StoredPart(3, HEADER, HASH));
    assertThat(UploadJournal.read(journal()).storedParts()).isEqualTo(3);
  }

  @Test
  @DisplayName("is gone when it is removed, and may be run by one at a time")
  void claimed() {
    UploadJournal journal = begun();
    try (Journal.Claim claim = journal.claim().orElseThrow()) {
      assertThat(claim).isNotNull();
      assertThat(UploadJournal.read(journal()).claim()).isEmpty();
    }
    assertThat(UploadJournal.read(journal()).claim())
        .isPresent()
        .get()
        .satisfies(Journal.Claim::close);
    journal.remove();
    assertThat(journal().exists()).isFalse();
    assertThat(ProfileStore.in(folder).journals()).isEmpty();
  }

  @Test
  @DisplayName("that is damaged gives one clear error, whatever is wrong with it")
  void damaged() throws IOException {
    begun();
    String good = Files.readString(file());
    Random random = new Random(4);
    int damaged = 0;
    for (int i = 0; i < 1_000; i++) {
      byte[] bytes = good.getBytes(StandardCharsets.UTF_8);
      for (int j = random.nextInt(3); j >= 0; j--) {
        int at = random.nextInt(bytes.length);
        // The envelope, where a letter is as good as another, is the longest part.
        at = at > 200 && at < 1740 ? at % 200 : at;
        bytes[at] = (byte) "{}[],:\"\\0a/n\0\n".charAt(random.nextInt(14));
      }
      Files.write(file(), bytes);
      damaged += answersOrSaysDamaged() ? 0 : 1;
    }
    assertThat(damaged).isBetween(300, 999);
    for (String text :
        List.of("", "\n", "null\n", "{}\n", "[]\n", good + "null\n", good + "{}\n")) {
      Files.writeString(file(), text);
      assertThatExceptionOfType(ProfileException.Damaged.class)
          .as(text.length() < 9 ? text : "a bad last line")
          .isThrownBy(() -> UploadJournal.read(journal()))
          .withMessageContaining(REPORT.hex());
    }
  }

  private boolean answersOrSaysDamaged() {
    try {
      UploadJournal read = UploadJournal.read(journal());
      assertThat(read.plan().files()).isNotNull();
      return true;
    } catch (ProfileException.Damaged _) {
      return false;
    } catch (RuntimeException e) {
      return fail("neither read nor refused as damaged", e);
    }
  }
}
