package io.medseal.seal.notes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.seal.Flips;
import io.medseal.seal.SealException;
import io.medseal.seal.envelopes.Binding;
import io.medseal.seal.envelopes.Envelopes;
import io.medseal.seal.keys.KeyringKeys;
import io.medseal.seal.secrets.GenerationSecret;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A note")
class NotesTest {
  private static final KeyringId RECORD = new KeyringId("4e".repeat(32));
  private static final Binding BINDING = Binding.note(RECORD, RECORD, 2);
  private static final byte[] TEXT =
      "{\"patient\":{\"name\":\"Invented Person\"}}".getBytes(StandardCharsets.UTF_8);

  private final GenerationSecret secret = GenerationSecret.random();
  private final KeyringKeys keys = KeyringKeys.derive(secret, KeyringKind.RECORD);
  private final Bytes note = Notes.seal(keys.publicKeys(), BINDING, TEXT);

  @AfterEach
  void close() {
    keys.close();
    secret.close();
  }

  private void refused(Class<? extends SealException> as, Binding binding, Bytes changed) {
    assertThatExceptionOfType(as).isThrownBy(() -> Notes.open(keys, binding, changed));
  }

  @Test
  @DisplayName("opens to the same text, from empty to the longest")
  void roundTrip() {
    for (int length : new int[] {0, 1, Notes.MAX_TEXT_BYTES}) {
      byte[] text = new byte[length];
      Arrays.fill(text, (byte) ' ');
      assertThat(Notes.open(keys, BINDING, Notes.seal(keys.publicKeys(), BINDING, text)))
          .isEqualTo(text);
    }
  }

  @Test
  @DisplayName("M1: does not show its text")
  void hidden() {
    assertThat(new String(note.toArray(), StandardCharsets.ISO_8859_1))
        .doesNotContain("Invented")
        .doesNotContain("patient");
  }

  @Test
  @DisplayName("M2: is found changed at any byte")
  void flipped() {
    byte[] original = note.toArray();
    Flips.ofEveryByte(note, 3)
        .forEach(
            changed -> {
              int at = Arrays.mismatch(original, changed.toArray());
              refused(
                  at == 0
                      ? SealException.UnknownSuite.class
                      : at < Envelopes.BYTES
                          ? SealException.WrongKey.class
                          : SealException.Tampered.class,
                  BINDING,
                  changed);
            });
  }

  @Test
  @DisplayName("M2: is found shortened or lengthened")
  void otherLengths() {
    Flips.shorter(note)
        .forEach(
            changed ->
                refused(
                    changed.size() < Notes.OVERHEAD
                        ? SealException.Malformed.class
                        : SealException.Tampered.class,
                    BINDING,
                    changed));
    refused(SealException.Tampered.class, BINDING, Flips.longer(note));
    refused(
        SealException.Malformed.class,
        BINDING,
        Bytes.of(Arrays.copyOf(note.toArray(), Notes.OVERHEAD + Notes.MAX_TEXT_BYTES + 1)));
  }

  @Test
  @DisplayName("M2: does not open in another chain or for another generation")
  void moved() {
    refused(
        SealException.WrongKey.class,
        Binding.note(new KeyringId("4f".repeat(32)), RECORD, 2),
        note);
    refused(SealException.WrongKey.class, Binding.note(RECORD, RECORD, 3), note);
  }

  @Test
  @DisplayName("M2: is found when its text is that of another note")
  void swappedText() {
    byte[] mixed = note.toArray();
    byte[] other = Notes.seal(keys.publicKeys(), BINDING, TEXT).toArray();
    System.arraycopy(
        other, Envelopes.BYTES, mixed, Envelopes.BYTES, mixed.length - Envelopes.BYTES);
    refused(SealException.Tampered.class, BINDING, Bytes.of(mixed));
  }

  @Test
  @DisplayName("is not made of a text that is too long")
  void tooLong() {
    assertThatExceptionOfType(SealException.Malformed.class)
        .isThrownBy(
            () -> Notes.seal(keys.publicKeys(), BINDING, new byte[Notes.MAX_TEXT_BYTES + 1]));
  }
}
