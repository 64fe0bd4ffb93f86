package io.medseal.client.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Names of files that are written to this computer")
class SafeNamesTest {
  private static final Path FOLDER = Path.of("/folder");
  private static final Pattern DEVICE =
      Pattern.compile(
          "(?i)(con|prn|aux|nul|conin\\$|conout\\$|com[0-9¹²³]|lpt[0-9¹²³])\\s*(\\..*)?");

  private static String one(String name) {
    return SafeNames.of(List.of(name)).getFirst();
  }

  @Test
  @DisplayName("stay as they are where they do no harm")
  void stay() {
    List<String> names = List.of("CT/IM 001.dcm", "Befund Müller.pdf", "心電図.pdf", "a.tar.gz");
    assertThat(SafeNames.of(names)).isEqualTo(names);
  }

  @ParameterizedTest
  @DisplayName(
      "never leave the folder, hide, mean a device or an option, or hold what can't be seen")
  @ValueSource(
      strings = {
        "..",
        ".",
        "../x",
        "a/../../x",
        "/etc/passwd",
        "//server/share",
        "C:\\x",
        "C:x",
        "c:/x",
        "..\\x",
        "a\\..\\x",
        "",
        "/",
        "a//b",
        "~",
        "~/x",
        "-rf",
        ".bashrc",
        ".ssh/id",
        "...",
        "x.",
        "x. .",
        "x ",
        " x",
        "x\u00a0",
        "CON",
        "con.txt",
        "NUL",
        "nul .txt",
        "LPT1",
        "com¹",
        "COM0.tar.gz",
        "CONIN$",
        "aux/x",
        "x/prn",
        "a\0b",
        "a\nb",
        "a\u001b[2J",
        "a\u007fb",
        "gnp.\u202eexe",
        "a\u2066b",
        "a\u200bb",
        "a\ufeffb",
        "a\u2028b",
        "a\u2029b",
        "a\u00adb",
        "x:stream",
        "a<b>c|d?e*f\"g",
        "\ud800",
        "x\udc00",
        "\ue000",
        "\uffff",
        "desktop.ini."
      })
  void hostile(String name) {
    assertSafe(one(name));
  }

  @Test
  @DisplayName("that are too long are cut between characters, and keep their ending")
  void tooLong() {
    assertThat(one("x".repeat(1_000) + ".pdf")).isEqualTo("x".repeat(196) + ".pdf");
    assertThat(one("😀".repeat(250))).isEqualTo("😀".repeat(50));
    assertSafe(one("x".repeat(199) + " " + "y".repeat(50)));
    assertSafe(one("x".repeat(199) + "." + "y".repeat(50)));
    assertSafe(one("x".repeat(195) + ". .pdf"));
  }

  @Test
  @DisplayName("that differ in case or composition only get a number")
  void collisions() {
    assertThat(SafeNames.of(List.of("a.txt", "A.TXT", "a (2).txt", "é", "e\u0301", "ß", "SS")))
        .containsExactly("a.txt", "A (2).TXT", "a (2) (2).txt", "é", "é (2)", "ß", "SS (2)");
    assertThat(SafeNames.of(List.of("a?", "a*", "a:"))).containsExactly("a_", "a_ (2)", "a_ (3)");
  }

  @Test
  @DisplayName("of a file where another name has a folder, or the other way, end all the same")
  void fileAndFolder() {
    assertDistinct(SafeNames.of(List.of("a", "a/b", "A/c", "a/b/d")));
    assertDistinct(SafeNames.of(List.of("a/b/c", "a/b", "a", "A")));
    assertDistinct(SafeNames.of(List.of(".x", "_x/y", "_X/y")));
  }

  @Test
  @DisplayName("are safe and apart whatever an author writes")
  void always() {
    Random random = new Random(21);
    String pieces = "aAbnulcom1.. //\\-~:\0\n\u202e\u0301é\ud83d\ude00 ";
    for (int i = 0; i < 800; i++) {
      List<String> names = new ArrayList<>();
      for (int j = random.nextInt(12); j >= 0; j--) {
        StringBuilder name = new StringBuilder();
        for (int k = random.nextInt(8); k >= 0; k--) {
          name.append(pieces.charAt(random.nextInt(pieces.length())));
        }
        names.add(name.toString());
      }
      List<String> safe = SafeNames.of(names);
      assertThat(safe).hasSameSizeAs(names);
      safe.forEach(SafeNamesTest::assertSafe);
      assertDistinct(safe);
    }
  }

  private static void assertSafe(String name) {
    Path path = FOLDER.resolve(name);
    assertThat(path.normalize()).as(name).isEqualTo(path).startsWithRaw(FOLDER);
    assertThat(path).isNotEqualTo(FOLDER);
    for (String segment : name.split("/", -1)) {
      assertThat(segment).as(name).isNotEmpty().isEqualTo(segment.strip());
      assertThat(segment).doesNotStartWith(".").doesNotStartWith("-").doesNotStartWith("~");
      assertThat(segment).doesNotEndWith(".").doesNotEndWith(" ");
      assertThat(segment).doesNotContainPattern("[<>:\"|?*\\\\\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]");
      assertThat(segment).doesNotContainPattern("[\\p{Cs}\\p{Co}\\p{Cn}]");
      assertThat(segment).doesNotMatch(DEVICE);
      assertThat(segment.getBytes(StandardCharsets.UTF_8).length).isLessThan(255);
      assertThat(Normalizer.isNormalized(segment, Normalizer.Form.NFC)).isTrue();
    }
  }

  /** As a file system that folds case sees them. */
  private static void assertDistinct(List<String> names) {
    Set<String> files = new HashSet<>();
    for (String name : names) {
      assertThat(files.add(folded(name))).as("%s", names).isTrue();
    }
    for (String file : files) {
      for (int slash = file.indexOf('/'); slash >= 0; slash = file.indexOf('/', slash + 1)) {
        assertThat(files).doesNotContain(file.substring(0, slash));
      }
    }
  }

  private static String folded(String name) {
    return name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }
}
