package io.medseal.seal.vectors;

import static io.medseal.seal.vectors.Draft.base64;
import static io.medseal.seal.vectors.Draft.fixed;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.statements.StrictJson;
import io.medseal.seal.files.OfflineSecretKey;
import io.medseal.seal.keys.KeyringKeys;
import io.medseal.seal.secrets.GenerationSecret;
import tools.jackson.databind.JsonNode;

/** The cases of {@code keys/}. */
final class KeyVectors {
  private KeyVectors() {}

  static void make() {
    Draft derive = new Draft("keys", "derive-keys", "keyrings.md section 2");
    for (String kind : new String[] {"person", "institute", "record"}) {
      derive.ok(
          "derive-" + kind,
          in ->
              in.put("generationSecret", base64(fixed("generation " + kind, 32)))
                  .put("kind", kind));
    }
    derive.bad(
        "derive-short-secret",
        "malformed",
        "the generation secret has 31 bytes",
        in -> in.put("generationSecret", base64(fixed("short", 31))).put("kind", "record"));

    Draft id = new Draft("keys", "keyring-id", "keyrings.md section 3");
    KeyringId creator = KeyringId.of(fixed("creator", 32));
    KeyringId parent = KeyringId.of(fixed("parent", 32));
    id.ok("keyring-id-person", in -> in.put("kind", "person").set("keys", keys("person")));
    id.ok(
        "keyring-id-department",
        in ->
            in.put("kind", "department")
                .put("creator", creator.hex())
                .set("keys", keys("department")));
    id.ok(
        "keyring-id-section",
        in ->
            in.put("kind", "section")
                .put("creator", creator.hex())
                .put("parent", parent.hex())
                .set("keys", keys("section")));

    Draft safety = new Draft("keys", "safety-number", "keyrings.md section 10");
    for (String kind : new String[] {"person", "record"}) {
      safety.ok(
          "safety-number-" + kind,
          in -> in.put("keyring", creator.hex()).put("generation", 3).set("keys", keys(kind)));
    }
    offline();
  }

  private static void offline() {
    Draft secret = new Draft("keys", "parse-secret-key", "bodies.md section 6");
    String text = secretKeyText();
    String line = text.lines().toList().get(1);
    secret.ok("secret-key", in -> in.put("text", text));
    secret.ok(
        "secret-key-comments",
        in -> in.put("text", "# made for the vectors\r\n\r\n" + text.replace("\n", "\r\n") + "#"));
    secret.bad(
        "secret-key-typing-error",
        "malformed",
        "one character of the second line is another",
        in -> in.put("text", text.replace(line, other(line, 7))));
    secret.bad(
        "secret-key-cut",
        "malformed",
        "the last character is missing",
        in -> in.put("text", text.replace(line, line.substring(0, line.length() - 1))));
    secret.bad(
        "secret-key-heading",
        "malformed",
        "the heading names another version",
        in -> in.put("text", text.replace("KEY-1", "KEY-2")));

    Draft open = new Draft("keys", "parse-public-key", "bodies.md section 6");
    String publicText = publicKeyText();
    open.ok("public-key", in -> in.put("text", publicText));
    open.bad(
        "public-key-typing-error",
        "malformed",
        "one character is another",
        in -> in.put("text", other(publicText, 700)));
    open.bad(
        "public-key-padding",
        "malformed",
        "base64url with padding",
        in -> in.put("text", publicText + "="));
    open.bad(
        "public-key-two",
        "malformed",
        "two keys where one is wanted",
        in -> in.put("text", publicText + "\n" + publicText));
  }

  static String secretKeyText() {
    byte[] secret = fixed("offline", 32);
    byte[] check = io.medseal.seal.suite.Digests.sha256("medseal/v1/secret-key", secret);
    byte[] all = java.util.Arrays.copyOf(secret, 36);
    System.arraycopy(check, 0, all, 32, 4);
    return "MEDSEAL-SECRET-KEY-1\n" + base64(all) + "\n";
  }

  static String publicKeyText() {
    try (OfflineSecretKey key = OfflineSecretKey.parse(secretKeyText())) {
      return key.publicKey().text();
    }
  }

  static JsonNode keys(String kind) {
    try (KeyringKeys keys =
        KeyringKeys.derive(GenerationSecret.of(fixed("generation " + kind, 32)), Case.kind(kind))) {
      return StrictJson.mapper().valueToTree(keys.publicKeys());
    }
  }

  static KeyringKeys derive(String label, KeyringKind kind) {
    return KeyringKeys.derive(GenerationSecret.of(fixed(label, 32)), kind);
  }

  private static String other(String text, int at) {
    char c = text.charAt(at) == 'A' ? 'B' : 'A';
    return text.substring(0, at) + c + text.substring(at + 1);
  }
}
