package io.medseal.client.demographics;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.Generation;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.states.StateHash;
import io.medseal.seal.envelopes.Binding;
import io.medseal.seal.keys.KeyringKeys;
import io.medseal.seal.notes.Notes;
import io.medseal.seal.secrets.GenerationSecret;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("SealedNotes")
class SealedNotesTest {
  private static final KeyringId CHAIN = new KeyringId("11".repeat(32));
  private static final KeyringId TO = new KeyringId("22".repeat(32));

  @AutoClose private final KeyringKeys keys = keys(1);
  private final Generation generation =
      new Generation(2, keys.publicKeys(), Optional.empty(), StateHash.SEALED_TO.empty(), TO);

  private static KeyringKeys keys(int seed) {
    byte[] bytes = new byte[32];
    bytes[0] = (byte) seed;
    try (GenerationSecret secret = GenerationSecret.of(bytes)) {
      return KeyringKeys.derive(secret, KeyringKind.RECORD);
    }
  }

  private SealedNotes.Names names(String json) {
    return names(json.getBytes(StandardCharsets.UTF_8));
  }

  private SealedNotes.Names names(byte[] json) {
    Bytes note = Notes.seal(generation.keys(), Binding.note(CHAIN, TO, 2), json);
    return SealedNotes.open(keys, CHAIN, TO, 2, note);
  }

  @Test
  @DisplayName("open to what was sealed")
  void roundTrip() {
    Patient patient =
        new Patient(
            "Noor Khan",
            Optional.of(LocalDate.of(1980, 2, 29)),
            List.of(new PatientIdentifier("urn:oid:1.2.3", "P-17")));
    Bytes note =
        SealedNotes.seal(CHAIN, TO, generation, Optional.of("Cardiology"), Optional.of(patient));
    assertThat(SealedNotes.open(keys, CHAIN, TO, 2, note))
        .isEqualTo(new SealedNotes.Names(Optional.of("Cardiology"), Optional.of(patient)));
    Patient named = Patient.named("Noor Khan");
    Bytes brief = SealedNotes.seal(CHAIN, TO, generation, Optional.empty(), Optional.of(named));
    assertThat(SealedNotes.open(keys, CHAIN, TO, 2, brief).patient()).contains(named);
  }

  @Test
  @DisplayName("yield nothing in another place, with other keys, or changed")
  void elsewhere() {
    Bytes note =
        SealedNotes.seal(CHAIN, TO, generation, Optional.of("Cardiology"), Optional.empty());
    assertThat(SealedNotes.open(keys, TO, TO, 2, note)).isEqualTo(SealedNotes.Names.NONE);
    assertThat(SealedNotes.open(keys, CHAIN, CHAIN, 2, note)).isEqualTo(SealedNotes.Names.NONE);
    assertThat(SealedNotes.open(keys, CHAIN, TO, 3, note)).isEqualTo(SealedNotes.Names.NONE);
    try (KeyringKeys others = keys(2)) {
      assertThat(SealedNotes.open(others, CHAIN, TO, 2, note)).isEqualTo(SealedNotes.Names.NONE);
    }
    byte[] changed = note.toArray();
    changed[changed.length - 1] ^= 1;
    assertThat(SealedNotes.open(keys, CHAIN, TO, 2, Bytes.of(changed)))
        .isEqualTo(SealedNotes.Names.NONE);
    assertThat(SealedNotes.open(keys, CHAIN, TO, 2, Bytes.of(new byte[0])))
        .isEqualTo(SealedNotes.Names.NONE);
  }

  @Test
  @DisplayName("yield one line that steers no terminal and no page")
  void oneLine() {
    assertThat(names("{\"name\":\" a\\u001b[2J\\nb\\u202ec \"}").name()).contains("a [2J b c");
    assertThat(names("{\"name\":\"\\n\\u200b\"}").name()).isEmpty();
    assertThat(names("{\"patient\":{\"name\":\"a\\u2028b\"}}").patient())
        .contains(Patient.named("a b"));
  }

  @Test
  @DisplayName("yield nothing where their content is not as it should be")
  void malformed() {
    for (String json :
        List.of(
            "",
            "null",
            "[]",
            "\"x\"",
            "{",
            "{\"name\":1}",
            "{\"other\":\"x\"}",
            "{\"name\":\"a\",\"name\":\"b\"}",
            "{\"patient\":{}}",
            "{\"patient\":[]}",
            "{\"patient\":{\"name\":\"x\",\"birthDate\":\"1980-02-31\"}}",
            "{\"patient\":{\"name\":\"x\",\"identifiers\":[null]}}",
            "{\"patient\":{\"name\":\"x\",\"identifiers\":[{}]}}",
            "{\"patient\":{\"name\":\"x\",\"identifiers\":[{\"system\":null,\"value\":\"1\"}]}}",
            "{\"patient\":{\"name\":\"x\",\"identifiers\":[{\"system\":\"s\",\"value\":2}]}}")) {
      assertThat(names(json)).as(json).isEqualTo(SealedNotes.Names.NONE);
    }
    assertThat(names(new byte[] {'"', (byte) 0xff, '"'})).isEqualTo(SealedNotes.Names.NONE);
  }

  @Test
  @DisplayName("never fail, whatever their author sealed")
  void always() {
    String good =
        "{\"name\":\"n\",\"patient\":{\"name\":\"x\",\"birthDate\":\"1980-02-28\","
            + "\"identifiers\":[{\"system\":\"s\",\"value\":\"1\"}]}}";
    Random random = new Random(6);
    int understood = 0;
    for (int i = 0; i < 300; i++) {
      byte[] json = good.getBytes(StandardCharsets.UTF_8);
      for (int j = random.nextInt(3); j >= 0; j--) {
        json[random.nextInt(json.length)] =
            (byte) "{}[],:\"\\0n\u001f\u0000".charAt(random.nextInt(12));
      }
      understood += names(json).equals(SealedNotes.Names.NONE) ? 0 : 1;
    }
    assertThat(understood).isBetween(10, 250);
  }
}
