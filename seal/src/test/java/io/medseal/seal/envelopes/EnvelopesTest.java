package io.medseal.seal.envelopes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.seal.Flips;
import io.medseal.seal.SealException;
import io.medseal.seal.keys.KeyringKeys;
import io.medseal.seal.secrets.FileKey;
import io.medseal.seal.secrets.GenerationSecret;
import io.medseal.seal.secrets.NoteKey;
import io.medseal.seal.secrets.ReportKey;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("An envelope")
class EnvelopesTest {
  private static final KeyringId SECTION = new KeyringId("5e".repeat(32));
  private static final KeyringId DOCTOR = new KeyringId("d0".repeat(32));
  private static final ReportId REPORT = new ReportId("4e".repeat(16));

  private final GenerationSecret doctorSecret = GenerationSecret.random();
  private final KeyringKeys doctor = KeyringKeys.derive(doctorSecret, KeyringKind.PERSON);
  private final GenerationSecret sectionSecret = GenerationSecret.random();
  private final KeyringKeys section = KeyringKeys.derive(sectionSecret, KeyringKind.SECTION);
  private final ReportKey reportKey = ReportKey.random();

  @AfterEach
  void close() {
    List.of(doctor, section, doctorSecret, sectionSecret, reportKey).forEach(EnvelopesTest::close);
  }

  private static void close(AutoCloseable secret) {
    try {
      secret.close();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Nested
  @DisplayName("for its recipient")
  class Opens {
    @Test
    @DisplayName("carries a generation secret, a report key, a note key or a file key")
    void allSubjects() {
      Binding keyring = Binding.keyring(SECTION, 4, DOCTOR, 1);
      Binding report = Binding.report(REPORT, DOCTOR, 1);
      Binding note = Binding.note(SECTION, DOCTOR, 1);
      Binding file = Binding.file(REPORT, DOCTOR);
      try (NoteKey noteKey = NoteKey.random();
          FileKey fileKey = FileKey.random()) {
        assertThat(Envelopes.openGeneration(doctor, keyring, seal(keyring, sectionSecret)))
            .isEqualTo(sectionSecret);
        assertThat(Envelopes.openReportKey(doctor, report, seal(report, reportKey)))
            .isEqualTo(reportKey);
        assertThat(Envelopes.openNoteKey(doctor, note, seal(note, noteKey))).isEqualTo(noteKey);
        assertThat(Envelopes.openFileKey(doctor, file, seal(file, fileKey))).isEqualTo(fileKey);
      }
    }

    @Test
    @DisplayName("has 1,169 bytes and is another each time")
    void freshAndOfOneLength() {
      Binding binding = Binding.report(REPORT, DOCTOR, 1);
      assertThat(seal(binding, reportKey).size()).isEqualTo(1_169);
      assertThat(seal(binding, reportKey)).isNotEqualTo(seal(binding, reportKey));
    }

    private Bytes seal(Binding binding, io.medseal.seal.secrets.Secret secret) {
      return Envelopes.seal(doctor.publicKeys(), binding, secret);
    }
  }

  @Nested
  @DisplayName("does not open")
  class DoesNotOpen {
    private final Binding binding = Binding.report(REPORT, DOCTOR, 1);
    private final Bytes envelope = Envelopes.seal(doctor.publicKeys(), binding, reportKey);

    private void refused(Class<? extends SealException> as, Binding at, Bytes changed) {
      assertThatExceptionOfType(as).isThrownBy(() -> Envelopes.openReportKey(doctor, at, changed));
    }

    @Test
    @DisplayName("M3: for another keyring")
    void otherKeys() {
      assertThatExceptionOfType(SealException.WrongKey.class)
          .isThrownBy(() -> Envelopes.openReportKey(section, binding, envelope));
    }

    @Test
    @DisplayName("M4: for the generation after the one it was sealed to")
    void laterGeneration() {
      try (GenerationSecret laterSecret = GenerationSecret.random();
          KeyringKeys later = KeyringKeys.derive(laterSecret, KeyringKind.PERSON)) {
        assertThatExceptionOfType(SealException.WrongKey.class)
            .isThrownBy(() -> Envelopes.openReportKey(later, binding, envelope));
      }
    }

    @Test
    @DisplayName("M2: moved to another report, recipient or generation")
    void moved() {
      refused(
          SealException.WrongKey.class,
          Binding.report(new ReportId("4f".repeat(16)), DOCTOR, 1),
          envelope);
      refused(SealException.WrongKey.class, Binding.report(REPORT, SECTION, 1), envelope);
      refused(SealException.WrongKey.class, Binding.report(REPORT, DOCTOR, 2), envelope);
    }

    @Test
    @DisplayName("M2: with any byte changed")
    void flipped() {
      Flips.ofEveryByte(envelope, 2)
          .forEach(
              changed ->
                  refused(
                      changed.toArray()[0] == 1
                          ? SealException.WrongKey.class
                          : SealException.UnknownSuite.class,
                      binding,
                      changed));
    }

    @Test
    @DisplayName("M2: shorter or longer")
    void otherLengths() {
      Flips.shorter(envelope)
          .forEach(changed -> refused(SealException.Malformed.class, binding, changed));
      refused(SealException.Malformed.class, binding, Flips.longer(envelope));
    }

    @Test
    @DisplayName("as what its subject does not hold")
    void otherSubject() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Envelopes.openNoteKey(doctor, binding, envelope));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Envelopes.openGeneration(doctor, binding, envelope));
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> Envelopes.openFileKey(doctor, Binding.note(SECTION, DOCTOR, 1), envelope));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Envelopes.seal(doctor.publicKeys(), binding, sectionSecret));
    }
  }

  @Nested
  @DisplayName("of a generation secret")
  class OfAGeneration {
    private final Binding binding = Binding.keyring(SECTION, 2, DOCTOR, 1);
    private final Bytes envelope = Envelopes.seal(doctor.publicKeys(), binding, sectionSecret);

    @Test
    @DisplayName("yields the announced keys")
    void announced() {
      try (Generations.Opened opened =
          Generations.open(doctor, binding, envelope, KeyringKind.SECTION, section.publicKeys())) {
        assertThat(opened.secret()).isEqualTo(sectionSecret);
        assertThat(opened.keys().publicKeys()).isEqualTo(section.publicKeys());
      }
    }

    @Test
    @DisplayName("M5: is refused when its secret yields other keys than announced")
    void notAnnounced() {
      assertThatExceptionOfType(SealException.Tampered.class)
          .isThrownBy(
              () ->
                  Generations.open(
                      doctor, binding, envelope, KeyringKind.SECTION, doctor.publicKeys()));
    }

    @Test
    @DisplayName("is refused for a kind with other keys")
    void otherKind() {
      assertThatExceptionOfType(SealException.Tampered.class)
          .isThrownBy(
              () ->
                  Generations.open(
                      doctor, binding, envelope, KeyringKind.PERSON, section.publicKeys()));
    }

    @Test
    @DisplayName("leads back to the generation that it names, and to no other")
    void previous() {
      try (GenerationSecret nextSecret = GenerationSecret.random();
          KeyringKeys next = KeyringKeys.derive(nextSecret, KeyringKind.SECTION)) {
        Bytes before =
            Envelopes.seal(
                next.publicKeys(), Generations.previousBinding(SECTION, 2, 3), sectionSecret);
        try (Generations.Opened opened =
            Generations.previous(
                next, SECTION, 3, 2, before, KeyringKind.SECTION, section.publicKeys())) {
          assertThat(opened.secret()).isEqualTo(sectionSecret);
        }
        assertThatExceptionOfType(SealException.WrongKey.class)
            .isThrownBy(
                () ->
                    Generations.previous(
                        next, SECTION, 3, 1, before, KeyringKind.SECTION, section.publicKeys()));
      }
    }

    @Test
    @DisplayName("has no generation before the first")
    void nothingBeforeTheFirst() {
      assertThatExceptionOfType(SealException.Malformed.class)
          .isThrownBy(() -> Generations.previousBinding(SECTION, 0, 1));
    }
  }

  @Nested
  @DisplayName("is bound to bytes")
  class BindingBytes {
    @Test
    @DisplayName("as the table of keyrings.md section 4 says")
    void layout() {
      assertThat(hex(Binding.keyring(SECTION, 0x01020304, DOCTOR, 5)))
          .isEqualTo("01" + "5e".repeat(32) + "01020304" + "d0".repeat(32) + "00000005");
      assertThat(hex(Binding.report(REPORT, DOCTOR, 5)))
          .isEqualTo("02" + "4e".repeat(16) + "00000000" + "d0".repeat(32) + "00000005");
      assertThat(hex(Binding.note(SECTION, DOCTOR, 5)))
          .isEqualTo("03" + "5e".repeat(32) + "00000000" + "d0".repeat(32) + "00000005");
      assertThat(Binding.file(REPORT, DOCTOR)).isEqualTo(Binding.report(REPORT, DOCTOR, 1));
    }

    @Test
    @DisplayName("with generations that count from 1")
    void generations() {
      assertThatExceptionOfType(SealException.Malformed.class)
          .isThrownBy(() -> Binding.keyring(SECTION, 0, DOCTOR, 1));
      assertThatExceptionOfType(SealException.Malformed.class)
          .isThrownBy(() -> Binding.report(REPORT, DOCTOR, 0));
    }

    private static String hex(Binding binding) {
      return HexFormat.of().formatHex(binding.encode());
    }
  }
}
