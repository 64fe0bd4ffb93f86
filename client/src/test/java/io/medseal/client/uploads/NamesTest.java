package io.medseal.client.uploads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.medseal.client.problems.InputException;
import io.medseal.seal.manifests.FileNames;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("For an upload")
class NamesTest {
  @Nested
  @DisplayName("the natural order")
  class Order {
    @Test
    @DisplayName("counts numbers, and looks past the case of letters")
    void natural() {
      List<String> names =
          new ArrayList<>(
              List.of("slice 10", "slice 9", "Slice 11", "slice", "slice 009", "a", "2", "10"));
      names.sort(NaturalOrder.OF_TEXT);
      assertThat(names)
          .containsExactly("2", "10", "a", "slice", "slice 009", "slice 9", "slice 10", "Slice 11");
    }

    @Test
    @DisplayName("takes numbers of any length")
    void longNumbers() {
      assertThat(NaturalOrder.OF_TEXT.compare("1" + "0".repeat(500), "2" + "0".repeat(500)))
          .isNegative();
    }

    @Test
    @DisplayName("is one that a sort may use, and tells apart any two texts")
    void total() {
      Random random = new Random(3);
      List<String> names = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        StringBuilder name = new StringBuilder();
        for (int j = random.nextInt(5); j >= 0; j--) {
          name.append("01aAé٣ ".charAt(random.nextInt(7)));
        }
        names.add(name.toString());
      }
      for (String a : names) {
        for (String b : names) {
          int ab = Integer.signum(NaturalOrder.OF_TEXT.compare(a, b));
          assertThat(Integer.signum(NaturalOrder.OF_TEXT.compare(b, a))).isEqualTo(-ab);
          assertThat(ab == 0).isEqualTo(a.equals(b));
          for (String c : names) {
            if (ab < 0 && NaturalOrder.OF_TEXT.compare(b, c) < 0) {
              assertThat(NaturalOrder.OF_TEXT.compare(a, c)).isNegative();
            }
          }
        }
      }
    }
  }

  @Nested
  @DisplayName("the name of a file in the report")
  class InReport {
    @Test
    @DisplayName("stays where a manifest allows it")
    void stays() {
      ReportNames names = new ReportNames();
      assertThat(names.unique("Scan/IM 001.dcm")).isEqualTo("Scan/IM 001.dcm");
      assertThat(names.unique("Befund Müller.pdf")).isEqualTo("Befund Müller.pdf");
    }

    @Test
    @DisplayName("gets a number where it was taken, whatever the case of its letters")
    void numbered() {
      ReportNames names = new ReportNames();
      assertThat(names.unique("a.b/scan")).isEqualTo("a.b/scan");
      assertThat(names.unique("A.b/Scan")).isEqualTo("A.b/Scan (2)");
      assertThat(names.unique("x.pdf")).isEqualTo("x.pdf");
      assertThat(names.unique("X.PDF")).isEqualTo("X (2).PDF");
      assertThat(names.unique("x (2).pdf")).isEqualTo("x (2) (2).pdf");
      assertThat(names.unique("e\u0301")).isEqualTo("\u00e9");
      assertThat(names.unique("\u00e9")).isEqualTo("\u00e9 (2)");
      assertThat(names.unique(".profile")).isEqualTo(".profile");
      assertThat(names.unique(".profile")).isEqualTo(".profile (2)");
    }

    @Test
    @DisplayName("becomes one that a manifest allows, and none twice, whatever it was")
    void always() {
      ReportNames names = new ReportNames();
      Set<String> seen = new HashSet<>();
      for (String raw : hostile()) {
        String name = names.unique(raw);
        FileNames.check(name);
        assertThat(seen.add(name.toLowerCase(Locale.ROOT))).as(raw).isTrue();
      }
    }

    private static List<String> hostile() {
      List<String> raw =
          new ArrayList<>(
              List.of(
                  "",
                  ".",
                  "..",
                  "/",
                  "//",
                  "a//b",
                  "/etc/passwd",
                  "../../x",
                  "a/../b",
                  "a/.",
                  "a\\b",
                  "\0",
                  "\n",
                  "\ud83d",
                  "\ude00x",
                  "x".repeat(2_000),
                  "x/".repeat(600) + "y",
                  "\ud83d\ude00".repeat(700),
                  "é".repeat(900) + ".pdf"));
      Random random = new Random(9);
      String pieces = "aA/.\\ \0\ud83d\ude00é\u202e";
      for (int i = 0; i < 3_000; i++) {
        StringBuilder name = new StringBuilder();
        for (int j = random.nextInt(12); j >= 0; j--) {
          name.append(pieces.charAt(random.nextInt(pieces.length())));
        }
        raw.add(name.toString());
      }
      return raw;
    }
  }

  @Nested
  @DisplayName("a code that somebody types")
  class Typed {
    @Test
    @DisplayName("is found by its number, and by its word for a specialty")
    void found() {
      assertThat(Codes.type(" 18748-4 ").shown()).isEqualTo("Diagnostic imaging study");
      assertThat(Codes.type("12345-6").shown()).isEqualTo("12345-6");
      assertThat(Codes.specialty("Cardiology").code()).isEqualTo("394579002");
      assertThat(Codes.specialty("394579002").shown()).isEqualTo("Cardiology");
      assertThat(Codes.specialty("408443003").shown()).isEqualTo("408443003");
    }

    @Test
    @DisplayName("is refused where it is none")
    void refused() {
      for (String typed : List.of("", "CT", "18748", "18748-44", "18748-4x")) {
        assertThatExceptionOfType(InputException.BadValue.class)
            .as(typed)
            .isThrownBy(() -> Codes.type(typed));
      }
      for (String typed : List.of("", "heart", "12345", "1234567890123456789")) {
        assertThatExceptionOfType(InputException.BadValue.class)
            .as(typed)
            .isThrownBy(() -> Codes.specialty(typed));
      }
    }
  }
}
