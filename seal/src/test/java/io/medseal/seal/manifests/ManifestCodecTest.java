package io.medseal.seal.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.statements.SignedObject;
import io.medseal.ledger.statements.StrictJson;
import io.medseal.seal.Flips;
import io.medseal.seal.SealException;
import io.medseal.seal.keys.KeyringKeys;
import io.medseal.seal.secrets.GenerationSecret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("A manifest")
class ManifestCodecTest {
  private static Bytes bytes(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void malformed(Bytes payload) {
    assertThatExceptionOfType(SealException.Malformed.class)
        .isThrownBy(() -> ManifestCodec.parse(payload));
  }

  @Test
  @DisplayName("is read back as it was written, foreign members of the document included")
  void roundTrip() {
    Manifest manifest = Manifests.example();
    Manifest read = ManifestCodec.parse(ManifestCodec.payload(manifest));
    assertThat(read).isEqualTo(manifest);
    assertThat(read.document().description()).isEqualTo("Echo of an invented heart");
    assertThat(read.document().toNode().has("extensionOfSomebodyElse")).isTrue();
    assertThat(read.body().layout().size()).isEqualTo(1_000);
  }

  @Test
  @DisplayName("does not change with the node its document was made of")
  void documentIsACopy() {
    ObjectNode node =
        StrictJson.mapper().createObjectNode().put("resourceType", "DocumentReference");
    Document document = Document.of(node);
    node.put("description", "later");
    document.toNode().put("description", "later");
    assertThat(document.description()).isEmpty();
    assertThat(document).hasToString("Document").isEqualTo(Document.of(document.toNode()));
  }

  @Test
  @DisplayName("has contents that are read back as they were written")
  void contents() {
    Contents contents = Manifests.contents();
    assertThat(ContentsCodec.parse(ContentsCodec.write(contents))).isEqualTo(contents);
    assertThat(contents.size()).isEqualTo(1_000);
  }

  static Stream<Arguments> contentsFaults() {
    return ContentsFaults.all().entrySet().stream()
        .map(fault -> arguments(fault.getKey(), fault.getValue()));
  }

  @ParameterizedTest(name = "has contents that are malformed with {0}")
  @MethodSource("contentsFaults")
  void contentsMalformedWith(String name, Consumer<ObjectNode> spoil) {
    ObjectNode json = Manifests.contentsJson();
    spoil.accept(json);
    Bytes text = Bytes.of(StrictJson.mapper().writeValueAsBytes(json));
    assertThatExceptionOfType(SealException.Malformed.class)
        .isThrownBy(() -> ContentsCodec.parse(text));
  }

  static Stream<Arguments> faults() {
    return ManifestFaults.all().entrySet().stream()
        .map(fault -> arguments(fault.getKey(), fault.getValue()));
  }

  @ParameterizedTest(name = "is malformed with {0}")
  @MethodSource("faults")
  void malformedWith(String name, Consumer<ObjectNode> spoil) {
    ObjectNode json = Manifests.exampleJson();
    spoil.accept(json);
    malformed(Bytes.of(StrictJson.mapper().writeValueAsBytes(json)));
  }

  @ParameterizedTest(name = "is malformed as the text {0}")
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "1",
        "\"x\"",
        "{",
        "{}",
        "{\"v\":1}",
        "{\"v\":1,\"suite\":1}",
        "\ufeff{}"
      })
  void malformedText(String text) {
    malformed(bytes(text));
  }

  @Test
  @DisplayName("is malformed with bytes after it, a member twice, or in another encoding")
  void malformedAround() {
    String text =
        new String(ManifestCodec.payload(Manifests.example()).toArray(), StandardCharsets.UTF_8);
    assertThat(ManifestCodec.parse(bytes(text + " \n"))).isEqualTo(Manifests.example());
    malformed(bytes(text + "{}"));
    malformed(bytes(text + "\0"));
    malformed(bytes("\ufeff" + text));
    malformed(bytes("{\"v\":1," + text.substring(1)));
    malformed(Bytes.of(text.getBytes(StandardCharsets.UTF_16)));
    malformed(Bytes.of(text.getBytes(StandardCharsets.UTF_16LE)));
    malformed(Bytes.of(text.replace("Asha", "Ash\u00e4").getBytes(StandardCharsets.ISO_8859_1)));
  }

  @Test
  @DisplayName("of another suite is refused as such")
  void otherSuite() {
    ObjectNode json = Manifests.exampleJson().put("suite", 2).put("v", 9);
    assertThatExceptionOfType(SealException.UnknownSuite.class)
        .isThrownBy(
            () -> ManifestCodec.parse(Bytes.of(StrictJson.mapper().writeValueAsBytes(json))));
  }

  @Test
  @DisplayName("that is spoilt anywhere throws nothing but a declared error")
  void fuzz() {
    Bytes payload = ManifestCodec.payload(Manifests.example());
    Random random = new Random(21);
    Flips.ofRandomBytes(payload, 22, 3_000)
        .map(changed -> random.nextInt(4) == 0 ? shuffle(changed, random) : changed)
        .forEach(
            changed -> {
              try {
                ManifestCodec.parse(changed);
              } catch (SealException e) {
                assertThat(e.code()).isIn("malformed", "unknown-suite");
              }
            });
  }

  @Nested
  @DisplayName("names files")
  class FileNaming {
    @ParameterizedTest(name = "like \"{0}\"")
    @ValueSource(
        strings = {
          "a",
          "a.b",
          "a/b/c",
          "...",
          "..a",
          "a b",
          " ",
          "\u00e9",
          "\ud83d\ude00",
          "con",
          "~"
        })
    void allowed(String name) {
      FileNames.check(name);
    }

    @ParameterizedTest(name = "but not like \"{0}\"")
    @ValueSource(
        strings = {
          "", "/", "/a", "a/", "a//b", ".", "..", "./a", "a/../b", "a/..", "..\\a", "a\\b", "C:\\a",
          "a\nb", "a\u0000", "\u007f", "\u0085", "\ud800", "a/./b"
        })
    void refused(String name) {
      assertThatExceptionOfType(SealException.Malformed.class)
          .isThrownBy(() -> FileNames.check(name));
    }

    @Test
    @DisplayName("with at most 1,024 bytes")
    void length() {
      FileNames.check("\u00e9".repeat(512));
      assertThatExceptionOfType(SealException.Malformed.class)
          .isThrownBy(() -> FileNames.check("\u00e9".repeat(512) + "x"));
    }
  }

  @Nested
  @DisplayName("M6: that is signed")
  class Signed {
    private final GenerationSecret secret = GenerationSecret.random();
    private final KeyringKeys author = KeyringKeys.derive(secret, KeyringKind.PERSON);
    private final SignedObject signed = ManifestCodec.sign(Manifests.example(), author);

    @Test
    @DisplayName("verifies under the author's keys only")
    void verifies() {
      ManifestCodec.verify(signed, author.publicKeys());
      try (GenerationSecret otherSecret = GenerationSecret.random();
          KeyringKeys other = KeyringKeys.derive(otherSecret, KeyringKind.PERSON)) {
        assertThatExceptionOfType(SealException.Tampered.class)
            .isThrownBy(() -> ManifestCodec.verify(signed, other.publicKeys()));
      }
    }

    @Test
    @DisplayName("does not verify with payload or either signature changed")
    void changed() {
      for (int seed = 0; seed < 20; seed++) {
        Bytes payload = Flips.ofRandomBytes(signed.payload(), seed, 1).findFirst().orElseThrow();
        Bytes ed25519 = Flips.ofRandomBytes(signed.ed25519(), seed, 1).findFirst().orElseThrow();
        Bytes mlDsa = Flips.ofRandomBytes(signed.mlDsa65(), seed, 1).findFirst().orElseThrow();
        for (SignedObject bad :
            List.of(
                SignedObject.alone(payload, signed.ed25519(), signed.mlDsa65()),
                SignedObject.alone(signed.payload(), ed25519, signed.mlDsa65()),
                SignedObject.alone(signed.payload(), signed.ed25519(), mlDsa))) {
          assertThatExceptionOfType(SealException.Tampered.class)
              .isThrownBy(() -> ManifestCodec.verify(bad, author.publicKeys()));
        }
      }
    }

    @Test
    @DisplayName("does not verify with a signature made for a statement")
    void otherDomain() {
      SignedObject statement = author.sign(SignedObject.Domain.STATEMENT, signed.payload());
      assertThatExceptionOfType(SealException.Tampered.class)
          .isThrownBy(() -> ManifestCodec.verify(statement, author.publicKeys()));
    }
  }

  private static Bytes shuffle(Bytes changed, Random random) {
    byte[] all = changed.toArray();
    int from = random.nextInt(all.length);
    int to = random.nextInt(all.length);
    int length = Math.min(random.nextInt(100), all.length - Math.max(from, to));
    System.arraycopy(all.clone(), from, all, to, length);
    return Bytes.of(all);
  }
}
