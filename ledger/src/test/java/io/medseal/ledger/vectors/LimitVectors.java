package io.medseal.ledger.vectors;

import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.StatementCodec;
import io.medseal.ledger.world.Hospital;
import io.medseal.ledger.world.World;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Limits of JSON (README section 2), seen at payloads of another suite: within the limits they are
 * {@code unknown-suite}, beyond them {@code malformed}. And domains, which have limits of their
 * own.
 */
final class LimitVectors {
  private final Scene scene = new Scene("README.md section 2");
  private final String json;

  private LimitVectors() {
    Hospital h = scene.h;
    World world = scene.world;
    json =
        new String(
                StatementCodec.payload(
                        world.statement(h.record, h.patient, List.of(), new Change.Close()))
                    .toArray(),
                StandardCharsets.UTF_8)
            .replace("\"suite\":1", "\"suite\":2");
  }

  static void make() {
    LimitVectors vectors = new LimitVectors();
    vectors.both("nesting", "33 levels", nested(31), nested(32));
    vectors.both("number", "a number of 33 digits", "1".repeat(32), "1".repeat(33));
    vectors.both(
        "number-with-fraction",
        "a number of 33 characters",
        "-1." + "1".repeat(29),
        "-1." + "1".repeat(30));
    vectors.both(
        "number-with-exponent",
        "a number of 33 characters",
        "1e+" + "0".repeat(28) + "1",
        "1e+" + "0".repeat(29) + "1");
    vectors.both("zero", "a negative zero", "0", "-0");
    vectors.both("string", "131,073 units", text("a".repeat(131_072)), text("a".repeat(131_073)));
    vectors.both(
        "string-of-pairs",
        "131,074 units in 65,537 characters",
        text("\ud83d\ude00".repeat(65_536)),
        text("\ud83d\ude00".repeat(65_537)));
    vectors.both(
        "string-of-escapes",
        "131,073 units, one written as an escape",
        text("\\u0061" + "a".repeat(131_071)),
        text("\\u0061" + "a".repeat(131_072)));
    vectors.both("name", "a name of 257 units", named("a".repeat(256)), named("a".repeat(257)));
    vectors.both(
        "name-of-escapes",
        "a name of 257 units, one written as an escape",
        named("\\u0061" + "a".repeat(255)),
        named("\\u0061" + "a".repeat(256)));
    vectors.both("members", "an object of 1,001 members", members(1_000), members(1_001));
    vectors.domains();
  }

  /** As an unknown member, which nobody gets to when the suite is another. */
  private void both(String name, String fault, String within, String beyond) {
    scene.payload("limit-" + name + "-reached", "unknown-suite", "suite 2", with(within));
    scene.payload("limit-" + name + "-passed", "malformed", fault, with(beyond));
  }

  private byte[] with(String value) {
    return json.replaceFirst(
            "\\{", java.util.regex.Matcher.quoteReplacement("{\"x\":" + value + ","))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String nested(int levels) {
    return "[".repeat(levels) + "]".repeat(levels);
  }

  private static String text(String text) {
    return '"' + text + '"';
  }

  private static String named(String name) {
    return "{\"" + name + "\":1}";
  }

  private static String members(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"m" + i + "\":" + i)
        .collect(Collectors.joining(",", "{", "}"));
  }

  private void domains() {
    Scene cards = new Scene(6);
    String card =
        new String(
            StatementCodec.payload(
                    cards.world.statement(
                        cards.h.institute,
                        cards.h.admin,
                        List.of(),
                        new Change.PublishCard("Lake Hospital", null, "a.example")))
                .toArray(),
            StandardCharsets.UTF_8);
    String label = "a".repeat(63);
    String longest = (label + ".").repeat(3) + "a".repeat(61);
    for (String good :
        List.of("a.example", "xn--charit-gva.example", "1-2.3a", longest, label + ".example")) {
      domain(cards, card, good.length() > 60 ? "of-" + good.length() : good, "ok", "", good);
    }
    domain(cards, card, "of-254", "malformed", "254 characters", longest + "a");
    domain(cards, card, "label-of-64", "malformed", "a label of 64", "a" + label + ".example");
    domain(cards, card, "one-label", "malformed", "one label only", "hospital");
    domain(cards, card, "capitals", "malformed", "a capital letter", "Lake.example");
    domain(cards, card, "dot-at-the-end", "malformed", "a dot at the end", "lake.example.");
    domain(cards, card, "empty-label", "malformed", "an empty label", "lake..example");
    domain(cards, card, "hyphen-first", "malformed", "a hyphen first", "-lake.example");
    domain(cards, card, "hyphen-last", "malformed", "a hyphen last", "lake-.example");
    domain(cards, card, "u-label", "malformed", "another script", "charit\u00e9.example");
    domain(cards, card, "underscore", "malformed", "an underscore", "_lake.example");
    domain(cards, card, "address", "malformed", "an IPv4 address", "192.0.2.1");
    domain(cards, card, "space", "malformed", "a space", "lake .example");
    domain(cards, card, "line-feed", "malformed", "a line feed", "lake.example\\n");
    domain(cards, card, "empty", "malformed", "nothing", "");
  }

  private static void domain(
      Scene scene, String card, String name, String expect, String fault, String domain) {
    scene.payload(
        "domain-" + name.replace('.', '-'),
        expect,
        fault,
        card.replace("\"a.example\"", '"' + domain + '"').getBytes(StandardCharsets.UTF_8));
  }
}
