package io.medseal.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.seal.envelopes.Binding;
import io.medseal.seal.envelopes.Envelopes;
import io.medseal.seal.files.OfflinePublicKey;
import io.medseal.seal.files.OfflineSecretKey;
import io.medseal.seal.secrets.ReportKey;
import io.medseal.seal.secrets.UnlockKey;
import io.medseal.seal.slots.PasswordKeys;
import io.medseal.seal.slots.RecoveryCode;
import io.medseal.seal.suite.Digests;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Texts that people copy and type, and numbers that the service sends before log-in. */
final class TextTargets {
  private static final String PUBLIC = "medseal-key-1 ";
  private static final String SECRET = "MEDSEAL-SECRET-KEY-1\n";

  private final OfflineSecretKey key = OfflineSecretKey.random();
  private final OfflineSecretKey another = OfflineSecretKey.random();
  private final ReportKey reportKey = ReportKey.random();
  private final RecoveryCode code = RecoveryCode.random();
  private final RecoveryCode anotherCode = RecoveryCode.random();

  List<Target> all() {
    return List.of(
        new Target("a public key's text", Set.of("malformed", "unknown-suite"), this::publicText),
        new Target(
            "a public key whose check fits",
            Set.of("malformed", "unknown-suite"),
            this::publicContent),
        new Target("a secret key's text", Set.of("malformed"), this::secretText),
        new Target("a secret key whose check fits", Set.of("malformed"), this::secretContent),
        new Target("a recovery code", Set.of("malformed"), this::recoveryCode));
  }

  /** Whatever they are, they end before any memory is taken. */
  Target passwordParameters() {
    return new Target("password parameters", Set.of("malformed"), this::passwordParameters);
  }

  private boolean publicText(Mutations mutations) {
    String text = mutations.changed(key.publicKey().text(), another.publicKey().text());
    OfflinePublicKey read = OfflinePublicKey.parse(text);
    assertThat(text).contains(read.text().substring(PUBLIC.length()));
    return true;
  }

  /** With the four check bytes of whatever the content has become; then used as a key. */
  private boolean publicContent(Mutations mutations) {
    byte[] content = mutations.changed(content(key.publicKey()), content(another.publicKey()));
    String text = PUBLIC + withCheck("medseal/v1/public-key", content);
    OfflinePublicKey read = OfflinePublicKey.parse(text);
    assertThat(read.text()).isEqualTo(text);
    KeyringId to = read.keyring();
    Binding binding = Binding.report(new ReportId("4e".repeat(16)), to, 1);
    assertThat(Envelopes.seal(read.keys(), binding, reportKey).size()).isEqualTo(Envelopes.BYTES);
    return true;
  }

  private boolean secretText(Mutations mutations) {
    String text = mutations.changed(key.revealSecretText(), another.revealSecretText());
    try (OfflineSecretKey read = OfflineSecretKey.parse(text)) {
      assertThat(text).contains(read.revealSecretText().substring(SECRET.length()).strip());
      return true;
    }
  }

  private boolean secretContent(Mutations mutations) {
    byte[] content = mutations.changed(Mutations.content(32, 1), Mutations.content(32, 2));
    String text = SECRET + withCheck("medseal/v1/secret-key", content) + "\n";
    try (OfflineSecretKey read = OfflineSecretKey.parse(text)) {
      assertThat(content).hasSize(32);
      assertThat(read.revealSecretText()).isEqualTo(text);
      return true;
    }
  }

  private boolean recoveryCode(Mutations mutations) {
    String typed = mutations.changed(code.format(), anotherCode.format());
    try (RecoveryCode read = RecoveryCode.parse(typed)) {
      assertThat(read.format().replace("-", ""))
          .isEqualTo(
              typed
                  .replaceAll("[ -]", "")
                  .toUpperCase(Locale.ROOT)
                  .replace('O', '0')
                  .replaceAll("[IL]", "1"));
      return true;
    }
  }

  /** Where the numbers are in bounds, the password is none: the derivation itself takes long. */
  private boolean passwordParameters(Mutations mutations) {
    int memory = mutations.edge();
    int passes = mutations.edge();
    int lanes = mutations.once(2) ? 1 : mutations.edge();
    int salt = mutations.once(2) ? 16 : mutations.below(40);
    boolean inBounds =
        memory >= 65_536
            && memory <= 1_048_576
            && passes >= 3
            && passes <= 16
            && lanes == 1
            && salt == 16;
    char[] password = (inBounds ? "lonely \ud800 half" : "0123456789").toCharArray();
    try (UnlockKey derived =
        PasswordKeys.derive(password, Bytes.of(new byte[salt]), memory, passes, lanes)) {
      assertThat(derived).isNull();
      return true;
    }
  }

  private static byte[] content(OfflinePublicKey of) {
    byte[] hpke = of.keys().hpke().toArray();
    return ByteBuffer.allocate(1 + hpke.length).put((byte) 1).put(hpke).array();
  }

  private static String withCheck(String label, byte[] content) {
    byte[] check = Arrays.copyOf(Digests.sha256(label, content), 4);
    return Bytes.of(ByteBuffer.allocate(content.length + 4).put(content).put(check).array())
        .base64Url();
  }
}
