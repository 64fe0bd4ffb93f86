package io.medseal.seal.vectors;

import static io.medseal.seal.vectors.Draft.base64;
import static io.medseal.seal.vectors.Draft.fixed;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.seal.secrets.GenerationSecret;
import io.medseal.seal.secrets.UnlockKey;
import io.medseal.seal.slots.SlotKind;
import io.medseal.seal.slots.Slots;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/** The cases of {@code slots/}. */
final class SlotVectors {
  private static final KeyringId PERSON = KeyringId.of(fixed("person", 32));

  private SlotVectors() {}

  static void make() {
    passwords();
    codes();
    slots();
  }

  private static void passwords() {
    Draft key = new Draft("slots", "password-key", "accounts.md section 2");
    key.ok("password", in -> password(in, "correct horse battery"));
    key.ok("password-decomposed", in -> password(in, "Cafe\u0301 Mu\u0308nchen"));
    key.ok("password-composed", in -> password(in, "Caf\u00e9 M\u00fcnchen"));
    key.ok("password-beyond-the-basic-plane", in -> password(in, "\ud83d\udc34 battery staple"));
    key.bad(
        "password-little-memory",
        "malformed",
        "less memory than the least allowed",
        in -> password(in, "correct horse battery").put("memoryKib", 65_535));
    key.bad(
        "password-few-passes",
        "malformed",
        "fewer passes than the least allowed",
        in -> password(in, "correct horse battery").put("passes", 2));
    key.bad(
        "password-lanes",
        "malformed",
        "two lanes",
        in -> password(in, "correct horse battery").put("lanes", 2));
    key.bad(
        "password-much-memory",
        "malformed",
        "more memory than the most allowed",
        in -> password(in, "correct horse battery").put("memoryKib", 1_048_577));
    key.bad(
        "password-many-passes",
        "malformed",
        "more passes than the most allowed",
        in -> password(in, "correct horse battery").put("passes", 17));
    key.bad(
        "password-short-salt",
        "malformed",
        "a salt of 15 bytes",
        in -> password(in, "correct horse battery").put("salt", base64(fixed("salt", 15))));

    Draft check = new Draft("slots", "check-password", "accounts.md section 2");
    check(check, "rules-ten-characters", "rx7Kq2mVtz");
    check(check, "rules-nine-characters", "rx7Kq2mVt");
    check(check, "rules-nine-pictures-and-a-letter", "\ud83d\ude00".repeat(9) + "x");
    check(check, "rules-nine-when-composed", "e\u0301".repeat(5) + "rx7K");
    check(check, "rules-256-characters", "tea kettle moon river ".repeat(12).substring(0, 256));
    check(check, "rules-257-characters", "tea kettle moon river ".repeat(12).substring(0, 257));
    check(check, "rules-four-words", "tea kettle moon river");
    check(
        check,
        "rules-words-in-hindi",
        "\u092e\u0947\u0930\u093e \u0915\u0941\u0924\u094d\u0924\u093e \u0928\u0940\u0932\u093e");
    check(check, "rules-decomposed-accents", "Cafe\u0301 Mu\u0308nchen 12");
    check(check, "rules-one-repeated-character", "a".repeat(20));
    check(check, "rules-a-pair-again-and-again", "ab".repeat(128));
    check(check, "rules-a-row-of-digits", "1234567890");
    check(check, "rules-a-row-of-keys", "qwertyuiop[]");
    check(check, "rules-a-common-password-in-disguise", "P@ssw0rd12345");
    check(check, "rules-a-common-password-and-a-new-year", "letmein2027");
    check(check, "rules-easy-for-forty-characters", "a".repeat(40) + "rx7Kq2mVtz");
    check(check, "rules-hard-for-forty-characters", "rx7Kq2mVtz" + "a".repeat(200));
    check(check, "rules-letters-that-stand-for-many", "4@8({[<369!1|7$5+2%0");
    check(check, "rules-the-email-address", " Asha.Rao@hospital.example");
    check(check, "rules-before-the-at-sign", "asha.rao.1971");
    check(check, "rules-medseal", "medseal2026!");
    check.ok("rules-the-name", in -> named(in, "Lakshmi Venkataraghavan"));
    check.ok("rules-a-word-of-the-name", in -> named(in, "Venkataraghavan7"));
    check.ok(
        "rules-another-ones-name",
        in -> password(in, "Venkataraghavan7", "asha.rao@hospital.example"));
  }

  private static void codes() {
    Draft code = new Draft("slots", "recovery-code", "accounts.md section 3");
    // The check of 17 zero bytes, written out once.
    String zeros = code(new byte[17]);
    String mixed = code(fixed("recovery", 17));
    code.ok("recovery-zeros", in -> in.put("typed", zeros));
    code.ok("recovery-as-printed", in -> in.put("typed", mixed));
    code.ok(
        "recovery-as-typed",
        in -> in.put("typed", " " + mixed.toLowerCase(Locale.ROOT).replace("-", " ") + " "));
    code.ok(
        "recovery-look-alikes",
        in -> in.put("typed", zeros.replace("-", "").replace('0', 'O').replace('1', 'l')));
    code.bad(
        "recovery-typing-error",
        "malformed",
        "one character is another",
        in -> in.put("typed", (mixed.charAt(0) == '2' ? '3' : '2') + mixed.substring(1)));
    code.bad(
        "recovery-cut",
        "malformed",
        "the last character is missing",
        in -> in.put("typed", mixed.substring(0, mixed.length() - 1)));
    code.bad(
        "recovery-too-long",
        "malformed",
        "a character follows",
        in -> in.put("typed", mixed + "0"));
    code.bad(
        "recovery-letter-u",
        "malformed",
        "a letter that the alphabet does not have",
        in -> in.put("typed", "U" + mixed.substring(1)));
    code.bad("recovery-empty", "malformed", "no character", in -> in.put("typed", ""));

    new Draft("slots", "passkey-input", "accounts.md section 2").ok("passkey-input", in -> {});
  }

  private static void slots() {
    Draft open = new Draft("slots", "open-slot", "accounts.md section 1");
    byte[] unlock = fixed("unlock", 32);
    Bytes slot = seal(unlock, SlotKind.PASSWORD);
    for (SlotKind kind : SlotKind.values()) {
      String name = kind.name().toLowerCase(Locale.ROOT);
      open.ok("slot-" + name, in -> slot(in, seal(unlock, kind)).put("kind", name));
    }
    open.bad(
        "slot-wrong-password",
        "wrong-key",
        "another unlock key",
        in -> slot(in, slot).put("unlockKey", base64(fixed("wrong", 32))));
    open.bad(
        "slot-of-another-kind",
        "wrong-key",
        "sealed as a password's slot, opened as a passkey's",
        in -> slot(in, slot).put("kind", "passkey"));
    open.bad(
        "slot-of-another-person",
        "wrong-key",
        "another keyring",
        in -> slot(in, slot).put("keyring", KeyringId.of(fixed("other", 32)).hex()));
    open.bad(
        "slot-of-another-generation",
        "wrong-key",
        "another generation",
        in -> slot(in, slot).put("generation", 2));
    open.bad(
        "slot-flipped",
        "wrong-key",
        "a bit of the sealed secret is inverted",
        in -> slot(in, Draft.flipped(slot, 20)));
    open.bad(
        "slot-suite-2", "unknown-suite", "the suite is 2", in -> slot(in, Draft.ofSuite2(slot)));
    open.bad(
        "slot-short", "malformed", "the last byte is missing", in -> slot(in, Draft.cut(slot, 60)));
    open.bad("slot-long", "malformed", "a byte follows", in -> slot(in, Draft.cut(slot, 62)));
  }

  private static Bytes seal(byte[] unlock, SlotKind kind) {
    return Slots.seal(
        Slots.wrapKey(UnlockKey.of(unlock)),
        kind,
        PERSON,
        3,
        GenerationSecret.of(fixed("generation person", 32)));
  }

  private static ObjectNode slot(ObjectNode in, Bytes slot) {
    return in.put("unlockKey", base64(fixed("unlock", 32)))
        .put("kind", "password")
        .put("keyring", PERSON.hex())
        .put("generation", 3)
        .put("slot", slot.base64Url());
  }

  private static ObjectNode password(ObjectNode in, String password) {
    return in.put("password", password)
        .put("salt", base64(fixed("salt", 16)))
        .put("memoryKib", 65_536)
        .put("passes", 3)
        .put("lanes", 1);
  }

  private static void check(Draft draft, String name, String password) {
    draft.ok(name, in -> password(in, password, "asha.rao@hospital.example"));
  }

  private static ObjectNode password(ObjectNode in, String password, String email) {
    return in.put("password", password).put("email", email);
  }

  private static void named(ObjectNode in, String password) {
    password(in, password, "lv@hospital.example").put("name", "Dr Lakshmi Venkataraghavan");
  }

  /** A code with its check, in the plainest way: one number in base 32. */
  private static String code(byte[] random) {
    byte[] check = io.medseal.seal.suite.Digests.sha256("medseal/v1/recovery-check", random);
    byte[] all = java.util.Arrays.copyOf(random, 20);
    System.arraycopy(check, 0, all, 17, 3);
    java.math.BigInteger number = new java.math.BigInteger(1, all);
    StringBuilder text = new StringBuilder();
    for (int i = 31; i >= 0; i--) {
      text.append(
          "0123456789ABCDEFGHJKMNPQRSTVWXYZ".charAt(number.shiftRight(5 * i).intValue() & 31));
      text.append(i % 4 == 0 && i > 0 ? "-" : "");
    }
    return text.toString();
  }
}
