package io.medseal.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class TextTest {
  private static final ZoneId VIENNA = ZoneId.of("Europe/Vienna");

  @Nested
  @DisplayName("A table")
  class Tables {
    @Test
    @DisplayName("aligns its columns, numbers to the right, and leaves out empty columns")
    void aligns() {
      Table table =
          Table.of("id", ">size", "note", "title")
              .row("3f2a9c1d", "527 KiB", "", "Thorax")
              .row("a0", "1.00 GiB", "", "Echo 4-chamber");

      assertThat(table.lines())
          .containsExactly(
              "id            size  title",
              "3f2a9c1d   527 KiB  Thorax",
              "a0        1.00 GiB  Echo 4-chamber");
    }

    @Test
    @DisplayName("counts what a terminal shows, not code units")
    void wideCharacters() {
      Table table = Table.of("name", "x").row("山田太郎", "1").row("Zoe\u0308", "2");

      assertThat(table.lines()).containsExactly("name      x", "山田太郎  1", "Zoe\u0308       2");
    }

    @Test
    @DisplayName("prints no control character of a title that somebody else wrote")
    void controlCharacters() {
      Table table = Table.of("title").row("CT\u001b[2J\u202Egpj.\nnext");

      assertThat(table.lines().get(1)).isEqualTo("CT [2J gpj. next");
    }
  }

  @Test
  @DisplayName("A name in a table imitates no other column")
  void columns() {
    Table table = Table.of("who", "role").row("Rao   owner\u3000\u00A0\u2800\u3164x", "reader");

    assertThat(table.lines().get(1)).isEqualTo("Rao owner x  reader");
    for (String wide : List.of("\u3000", "\u3164", "\u2800", "\u2003")) {
      Table one = Table.of("who", "role").row("Rao" + wide + "owner", "reader");
      assertThat(one.lines().get(1)).as(wide).isEqualTo("Rao owner  reader");
    }
  }

  @Test
  @DisplayName("Joiners that some scripts need are kept")
  void joiners() {
    assertThat(Plain.line("نمی\u200Cدانم")).isEqualTo("نمی\u200Cدانم");
  }

  @ParameterizedTest
  @CsvSource({
    "0,0 B",
    "1023,1023 B",
    "1024,1.00 KiB",
    "1535,1.50 KiB",
    "10240,10.0 KiB",
    "1023488,0.98 MiB",
    "1048576,1.00 MiB",
    "1073741824,1.00 GiB",
    "10737418240,10.0 GiB",
    "9223372036854775807,8.00 EiB"
  })
  @DisplayName("A size has three digits and a unit")
  void sizes(long bytes, String text) {
    assertThat(Sizes.of(bytes)).isEqualTo(text);
  }

  @Nested
  @DisplayName("Times")
  class Moments {
    @Test
    @DisplayName("are written in UTC for programs, on the local clock for people")
    void written() {
      Instant time = Instant.parse("2026-11-23T23:30:05Z");

      assertThat(Times.utc(time)).isEqualTo("2026-11-23T23:30:05.000Z");
      assertThat(Times.local(time, VIENNA)).isEqualTo("2026-11-24 00:30");
    }

    @Test
    @DisplayName("'until' a day of which nobody can write the end is refused in a sentence")
    void tooFarAway() {
      for (String far : List.of("9999-12-31", "+12026-01-01T00:00:00Z")) {
        assertThatThrownBy(() -> Times.until(far, ZoneId.of("UTC")))
            .hasMessage(
                "'" + far + "' is too far away; leave the option out where there is no end");
      }
      assertThat(Times.utc(Times.until("9999-12-30", ZoneId.of("UTC"))))
          .isEqualTo("9999-12-31T00:00:00.000Z");
    }

    @Test
    @DisplayName("'until' a date means to its end, where the reader is")
    void until() {
      assertThat(Times.until("2026-12-31", VIENNA))
          .isEqualTo(Instant.parse("2026-12-31T23:00:00Z"));
      assertThat(Times.until("2026-12-31T10:00:00Z", VIENNA))
          .isEqualTo(Instant.parse("2026-12-31T10:00:00Z"));
    }

    @Test
    @DisplayName("of a day's end are shown as that day")
    void end() {
      assertThat(Times.end(Times.until("2026-12-31", VIENNA), VIENNA)).isEqualTo("2026-12-31");
      assertThat(Times.end(Instant.parse("2026-12-31T10:00:00Z"), VIENNA))
          .isEqualTo("2026-12-31 11:00");
    }

    @Test
    @DisplayName("'at' a date means its beginning")
    void at() {
      assertThat(Times.at("2026-12-31", VIENNA)).isEqualTo(Instant.parse("2026-12-30T23:00:00Z"));
    }

    @Test
    @DisplayName("in another form are refused with the form that is needed")
    void refused() {
      assertThatThrownBy(() -> Times.until("31.12.2026", VIENNA))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("2026-11-23");
      for (String none : List.of("2026-02-30", "2026-02-31", "2026-13-01", "2025-02-29")) {
        assertThatThrownBy(() -> Times.date(none))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("'" + none + "' is not in the calendar");
        assertThatThrownBy(() -> Times.until(none, VIENNA))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("'" + none + "' is not in the calendar");
      }
      for (String none : List.of("2026-2-3", "+12026-01-01", "-0001-01-01", "")) {
        assertThatThrownBy(() -> Times.date(none))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("write it as 2026-11-23");
      }
      assertThat(Times.date("2024-02-29")).isEqualTo(LocalDate.of(2024, 2, 29));
    }
  }

  @Nested
  @DisplayName("Short ids")
  class Ids {
    @Test
    @DisplayName("have eight digits where those tell them apart")
    void eight() {
      ShortIds ids = ShortIds.of(List.of("3f2a9c1d00aa", "3f2a9c1e00aa"));

      assertThat(ids.cut("3f2a9c1d00aa")).isEqualTo("3f2a9c1d");
    }

    @Test
    @DisplayName("get longer until they tell every id from every other")
    void longer() {
      ShortIds ids = ShortIds.of(List.of("3f2a9c1d00aa", "ffffffffffff", "3f2a9c1d00bb"));

      assertThat(ids.cut("3f2a9c1d00aa")).isEqualTo("3f2a9c1d00a");
      assertThat(ids.cut("3f2a9c1d00bb")).isEqualTo("3f2a9c1d00b");
    }

    @Test
    @DisplayName("of one id that stands twice stay short")
    void twice() {
      assertThat(ShortIds.of(List.of("3f2a9c1d00aa", "3f2a9c1d00aa")).cut("3f2a9c1d00aa"))
          .isEqualTo("3f2a9c1d");
    }
  }

  @Nested
  @DisplayName("A JSON document")
  class Json {
    record Named(String name) {}

    @Test
    @DisplayName("escapes what a terminal could obey, and loses none of it")
    void hostile() {
      String name = "a\u001b[2J\u007F\u009B31m\u202Eb\u2028\uFEFF\r\nc\u200D\"\\";
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();

      JsonOutput.write(new Named(name), new PrintStream(bytes, false, StandardCharsets.UTF_8));

      String json = bytes.toString(StandardCharsets.UTF_8);
      assertThat(json.codePoints())
          .allMatch(point -> point == '\n' || (point >= ' ' && point <= '~') || point == 0x200D);
      assertThat(JsonMapper.builder().build().readTree(json).get("name").stringValue())
          .isEqualTo(name);
    }

    record Document(
        String name, long size, Instant time, Optional<String> until, List<Item> items) {}

    record Item(boolean ok, LocalDate date) {}

    @Test
    @DisplayName("has its record's members in order, leaves out absent ones, and is UTF-8")
    void document() {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();

      JsonOutput.write(
          new Document(
              "Müller",
              1L << 40,
              Instant.parse("2026-11-23T12:00:00Z"),
              Optional.empty(),
              List.of(new Item(true, LocalDate.of(2026, 11, 23)))),
          new PrintStream(bytes, false, StandardCharsets.US_ASCII));

      assertThat(bytes.toString(StandardCharsets.UTF_8))
          .isEqualToNormalizingNewlines(
              """
              {
                "name" : "Müller",
                "size" : 1099511627776,
                "time" : "2026-11-23T12:00:00.000Z",
                "items" : [ {
                  "ok" : true,
                  "date" : "2026-11-23"
                } ]
              }
              """);
    }
  }
}
