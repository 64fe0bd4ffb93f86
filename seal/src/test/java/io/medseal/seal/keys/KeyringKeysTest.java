package io.medseal.seal.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.PublicKeys;
import io.medseal.ledger.signatures.Signatures;
import io.medseal.ledger.statements.SignedObject;
import io.medseal.seal.SealException;
import io.medseal.seal.secrets.GenerationSecret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The keys of a generation")
class KeyringKeysTest {
  /** DER of SubjectPublicKeyInfo up to the key: RFC 8410 and RFC 9881. */
  private static final String ED25519_SPKI = "302a300506032b6570032100";

  private static final String ML_DSA_65_SPKI = "308207b2300b0609608648016503040312038207a100";

  private static final Bytes PAYLOAD = Bytes.of("{\"v\":1}".getBytes(StandardCharsets.UTF_8));

  private final GenerationSecret secret = GenerationSecret.random();

  @AfterEach
  void close() {
    secret.close();
  }

  @ParameterizedTest(name = "of a {0} are the same each time, with signature keys only if it signs")
  @EnumSource(KeyringKind.class)
  void deterministic(KeyringKind kind) {
    try (KeyringKeys one = KeyringKeys.derive(secret, kind);
        KeyringKeys two = KeyringKeys.derive(secret, kind);
        GenerationSecret otherSecret = GenerationSecret.random();
        KeyringKeys other = KeyringKeys.derive(otherSecret, kind)) {
      assertThat(one.publicKeys()).isEqualTo(two.publicKeys()).isNotEqualTo(other.publicKeys());
      assertThat(one.publicKeys().canSign()).isEqualTo(kind.signs());
    }
  }

  @Test
  @DisplayName("open what was sealed to them with the same info and data, and nothing else")
  void hpke() {
    byte[] info = {1};
    byte[] associated = {2};
    try (KeyringKeys keys = KeyringKeys.derive(secret, KeyringKind.LINK);
        GenerationSecret otherSecret = GenerationSecret.random();
        KeyringKeys other = KeyringKeys.derive(otherSecret, KeyringKind.LINK)) {
      byte[] sealed = Hpke.seal(keys.publicKeys().hpke(), info, associated, new byte[] {9});
      assertThat(keys.openHpke(info, associated, sealed, 0)).containsExactly(9);
      assertThatExceptionOfType(SealException.WrongKey.class)
          .isThrownBy(() -> other.openHpke(info, associated, sealed, 0));
      assertThatExceptionOfType(SealException.WrongKey.class)
          .isThrownBy(() -> keys.openHpke(associated, associated, sealed, 0));
      assertThatExceptionOfType(SealException.WrongKey.class)
          .isThrownBy(() -> keys.openHpke(info, info, sealed, 0));
      assertThatExceptionOfType(SealException.Malformed.class)
          .isThrownBy(() -> keys.openHpke(info, associated, new byte[1_135], 0));
    }
  }

  @Nested
  @DisplayName("of a person")
  class OfAPerson {
    private final KeyringKeys keys = KeyringKeys.derive(secret, KeyringKind.PERSON);
    private final PublicKeys announced = keys.publicKeys();

    @Test
    @DisplayName("sign so that the ledger verifies, for that domain and payload only")
    void ledgerVerifies() {
      SignedObject signed = keys.sign(SignedObject.Domain.MANIFEST, PAYLOAD);
      assertThat(Signatures.verify(announced, SignedObject.Domain.MANIFEST, signed)).isTrue();
      assertThat(Signatures.verify(announced, SignedObject.Domain.STATEMENT, signed)).isFalse();
      Bytes other = Bytes.of(new byte[] {1});
      assertThat(
              Signatures.verify(
                  announced,
                  SignedObject.Domain.MANIFEST,
                  SignedObject.alone(other, signed.ed25519(), signed.mlDsa65())))
          .isFalse();
    }

    @Test
    @DisplayName("sign so that the JDK's Ed25519 verifies")
    void jdkEd25519() throws Exception {
      SignedObject signed = keys.sign(SignedObject.Domain.STATEMENT, PAYLOAD);
      assertThat(jdkVerifies("Ed25519", ED25519_SPKI, announced.ed25519(), signed.ed25519()))
          .isTrue();
    }

    @Test
    @DisplayName("sign so that the JDK's ML-DSA-65 verifies")
    void jdkMlDsa() throws Exception {
      SignedObject signed = keys.sign(SignedObject.Domain.STATEMENT, PAYLOAD);
      assertThat(jdkVerifies("ML-DSA-65", ML_DSA_65_SPKI, announced.mlDsa65(), signed.mlDsa65()))
          .isTrue();
    }

    @Test
    @DisplayName("refuse an empty payload")
    void emptyPayload() {
      assertThatExceptionOfType(SealException.Malformed.class)
          .isThrownBy(() -> keys.sign(SignedObject.Domain.STATEMENT, Bytes.of(new byte[0])));
    }

    @Test
    @DisplayName("do nothing any more once closed")
    void closed() {
      byte[] sealed = Hpke.seal(announced.hpke(), new byte[0], new byte[0], new byte[0]);
      keys.close();
      keys.close();
      assertThatIllegalStateException()
          .isThrownBy(() -> keys.sign(SignedObject.Domain.STATEMENT, PAYLOAD));
      assertThatIllegalStateException()
          .isThrownBy(() -> keys.openHpke(new byte[0], new byte[0], sealed, 0));
      assertThat(keys).hasToString("KeyringKeys");
    }

    private static boolean jdkVerifies(
        String algorithm, String spki, Bytes publicKey, Bytes signature) throws Exception {
      byte[] prefix = HexFormat.of().parseHex(spki);
      byte[] encoded =
          ByteBuffer.allocate(prefix.length + publicKey.size())
              .put(prefix)
              .put(publicKey.toArray())
              .array();
      PublicKey key =
          KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(encoded));
      Signature verifier = Signature.getInstance(algorithm);
      verifier.initVerify(key);
      verifier.update("medseal/v1/statement\0".getBytes(StandardCharsets.UTF_8));
      verifier.update(SignedObject.digest(PAYLOAD).bytes());
      return verifier.verify(signature.toArray());
    }
  }

  @Test
  @DisplayName("of a section do not sign")
  void sectionDoesNotSign() {
    try (KeyringKeys section = KeyringKeys.derive(secret, KeyringKind.SECTION)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> section.sign(SignedObject.Domain.STATEMENT, PAYLOAD));
    }
  }

  @Test
  @DisplayName("refuse to seal to bytes that are no X-Wing public key")
  void noPublicKey() {
    byte[] nonsense = new byte[PublicKeys.HPKE_BYTES];
    java.util.Arrays.fill(nonsense, (byte) 0xff); // coefficients above the modulus
    assertThatExceptionOfType(SealException.Malformed.class)
        .isThrownBy(() -> Hpke.seal(Bytes.of(nonsense), new byte[0], new byte[0], new byte[0]));
  }
}
