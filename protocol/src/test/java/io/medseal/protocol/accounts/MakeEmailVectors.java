package io.medseal.protocol.accounts;

import io.medseal.ledger.statements.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes {@code spec/vectors/accounts}. The answers are written out here, not computed.
 *
 * <p>Run with module protocol's test classes on the class path, in its folder.
 */
public final class MakeEmailVectors {
  private MakeEmailVectors() {}

  /**
   * One address.
   *
   * @param canonical null if it is refused for {@code fault}
   */
  record Case(String name, String typed, @Nullable String canonical, @Nullable String fault) {}

  static final List<Case> CASES =
      List.of(
          good("plain", "asha.rao@hospital.example", "asha.rao@hospital.example"),
          good("capitals", "Asha.RAO@Hospital.EXAMPLE", "asha.rao@hospital.example"),
          good("trimmed", " \tasha@hospital.example\r\n", "asha@hospital.example"),
          good("plus", "o'neil+ct@hospital.example", "o'neil+ct@hospital.example"),
          good("one-label", "asha@h", "asha@h"),
          good("composed", "\u00fcn\u00ef@h.example", "\u00fcn\u00ef@h.example"),
          good("decomposed", "u\u0308ni\u0308@h.example", "\u00fcn\u00ef@h.example"),
          good("composed-capitals", "\u00dcN\u00cf@h.example", "\u00fcn\u00ef@h.example"),
          good("sharp-s-capital", "\u1e9e@h.example", "\u00df@h.example"),
          good("kelvin-sign", "\u212a@h.example", "k@h.example"),
          good("umlaut-domain", "info@m\u00fcnchen.example", "info@xn--mnchen-3ya.example"),
          good(
              "umlaut-domain-decomposed",
              "info@MU\u0308NCHEN.example",
              "info@xn--mnchen-3ya.example"),
          good("a-label", "info@XN--MNCHEN-3YA.example", "info@xn--mnchen-3ya.example"),
          good(
              "devanagari-domain",
              "info@\u0905\u0938\u094d\u092a\u0924\u093e\u0932.\u092d\u093e\u0930\u0924",
              "info@xn--l1b6dra7a1a2byg.xn--h2brj9c"),
          good("longest-local", "a".repeat(64) + "@h", "a".repeat(64) + "@h"),
          good("longest-label", "a@" + "b".repeat(63), "a@" + "b".repeat(63)),
          bad("empty", "", "nothing is there"),
          bad("no-at", "asha.hospital.example", "it has no @"),
          bad("two-at", "asha@rao@hospital.example", "it has two @"),
          bad("no-local", "@hospital.example", "nothing before the @"),
          bad("no-domain", "asha@", "nothing after the @"),
          bad("dot-first", ".asha@h.example", "a dot begins it"),
          bad("dot-last", "asha.@h.example", "a dot ends the local part"),
          bad("dots-doubled", "asha..rao@h.example", "two dots follow each other"),
          bad("quoted", "\"asha rao\"@h.example", "a quoted local part"),
          bad("inner-space", "asha rao@h.example", "a space inside"),
          bad("no-break-space", "\u00a0asha@h.example", "a no-break space before it"),
          bad("control", "asha\u0000@h.example", "a control character"),
          bad("soft-hyphen", "as\u00adha@h.example", "an invisible soft hyphen"),
          bad("rtl-override", "rtl\u202e@h.example", "a character that turns the direction"),
          bad("rtl-isolate", "rtl\u2067@h.example", "a character that isolates a direction"),
          bad("zero-width-joiner", "as\u200dha@h.example", "an invisible joiner"),
          bad("zero-width-space", "asha\u200b@h.example", "an invisible space"),
          bad("byte-order-mark", "\ufeffasha@h.example", "an invisible mark before it"),
          bad("variation-selector", "asha\ufe0f@h.example", "an invisible selector"),
          bad("tag-characters", "asha\udb40\udc61@h.example", "an invisible tag"),
          bad("lone-surrogate", "asha\ud800@h.example", "half a character"),
          bad("full-width", "\uff41sha@h.example", "a full-width letter"),
          bad("full-width-at", "asha\uff20h.example", "a full-width @"),
          bad("full-width-dot", "asha@h\u3002example", "an ideographic full stop"),
          bad("cyrillic-letter", "\u0430sha@h.example", "a Cyrillic letter among Latin ones"),
          bad("cyrillic", "\u0441\u043e\u0441\u043e@h.example", "Cyrillic that looks like Latin"),
          bad("greek-letter", "\u03bfmar@h.example", "a Greek letter among Latin ones"),
          bad("devanagari-local", "\u0906\u0936\u093e@h.example", "a local part in Devanagari"),
          bad("dotless-i", "\u0131nfo@h.example", "an i without its dot"),
          bad("dotted-capital-i", "\u0130nfo@h.example", "an I with a dot"),
          bad("long-s", "a\u017fha@h.example", "a long s"),
          bad("ligature", "\ufb01@h.example", "a ligature"),
          bad("two-marks", "a\u0301\u0323@h.example", "a mark that no single letter has"),
          bad("mathematical", "\ud835\udc1asha@h.example", "a mathematical letter"),
          bad("emoji", "\ud83d\ude00@h.example", "a picture"),
          bad("cyrillic-domain", "asha@\u0430pple.example", "a Cyrillic letter in the domain"),
          bad("sharp-s-domain", "asha@stra\u00dfe.example", "an s of two readings in the domain"),
          bad("joiner-domain", "asha@\u0915\u094d\u200d\u0937.example", "a joiner in the domain"),
          bad("mark-first-domain", "asha@\u093e\u0915.example", "a mark begins a label"),
          bad("domain-hyphen-first", "asha@-h.example", "a hyphen begins a label"),
          bad("domain-hyphen-last", "asha@\u00fc-.example", "a hyphen ends a label"),
          bad("domain-dot-last", "asha@h.example.", "a dot ends the domain"),
          bad("domain-literal", "asha@[192.0.2.1]", "an address in brackets"),
          bad("domain-underscore", "asha@h_1.example", "an underscore in the domain"),
          bad("domain-faked-a-label", "asha@xn--\u00fc.example", "an A-label with other letters"),
          bad("long-local", "a".repeat(65) + "@h", "a local part of 65 characters"),
          bad("long-label", "a@" + "b".repeat(64), "a label of 64 characters"),
          bad(
              "long-label-as-punycode",
              "a@" + "\u00fc".repeat(60),
              "a label that is too long as an A-label"),
          bad(
              "long",
              "a@" + "b".repeat(63) + ("." + "c".repeat(63)).repeat(3),
              "more than 254 characters"));

  /** Writes all. */
  public static void main(String[] args) throws IOException {
    for (Case it : CASES) {
      ObjectNode vector = StrictJson.mapper().createObjectNode();
      vector.put("name", it.name());
      vector.put("spec", "accounts.md section 4");
      vector.put("operation", "canonical-email");
      vector.put("expect", it.canonical() == null ? "malformed" : "ok");
      if (it.fault() != null) {
        vector.put("fault", it.fault());
      }
      vector.put("madeBy", "Medseal's Java module protocol, " + MakeEmailVectors.class.getName());
      vector.putObject("input").put("typed", it.typed());
      if (it.canonical() != null) {
        vector.putObject("output").put("email", it.canonical());
      }
      Files.writeString(
          Path.of("..", "spec", "vectors", "accounts", it.name() + ".json"),
          escaped(vector.toPrettyString()) + "\n");
    }
  }

  /** What cannot be seen is written as an escape. */
  private static String escaped(String json) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c < 0x7f) {
        text.append(c);
      } else {
        text.append(String.format("\\u%04x", (int) c));
      }
    }
    return text.toString();
  }

  private static Case good(String name, String typed, String canonical) {
    return new Case(name, typed, canonical, null);
  }

  private static Case bad(String name, String typed, String fault) {
    return new Case(name, typed, null, fault);
  }
}
