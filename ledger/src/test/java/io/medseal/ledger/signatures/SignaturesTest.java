package io.medseal.ledger.signatures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.PublicKeys;
import io.medseal.ledger.statements.SignedObject;
import io.medseal.ledger.statements.SignedObject.Domain;
import io.medseal.ledger.world.TestKeys;
import io.medseal.ledger.world.World;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both signatures (spec/README.md sections 1 and 3), with the JDK's own algorithms as oracle. */
class SignaturesTest {
  /** SubjectPublicKeyInfo of RFC 8410 and RFC 9881 up to the key. */
  private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final byte[] ML_DSA_65_PREFIX =
      HexFormat.of().parseHex("308207b2300b0609608648016503040312038207a100");

  private final World world = new World(3);
  private final TestKeys keys = world.newKeys(KeyringKind.PERSON);
  private final Bytes payload = Bytes.of("{\"v\":1}".getBytes(StandardCharsets.UTF_8));

  @ParameterizedTest
  @EnumSource
  void the_jdk_verifies_what_bouncy_castle_signed(Domain domain) throws Exception {
    SignedObject signed = keys.sign(domain, payload);

    assertThat(Signatures.verify(keys.publicKeys(), domain, signed)).isTrue();
    assertThat(jdkVerifies("Ed25519", ED25519_PREFIX, keys.publicKeys().ed25519(), domain, signed))
        .isTrue();
    assertThat(
            jdkVerifies("ML-DSA-65", ML_DSA_65_PREFIX, keys.publicKeys().mlDsa65(), domain, signed))
        .isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void what_the_jdk_signed_verifies(Domain domain) throws Exception {
    KeyPair ed25519 = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    KeyPair mlDsa65 = KeyPairGenerator.getInstance("ML-DSA-65").generateKeyPair();
    PublicKeys publicKeys =
        new PublicKeys(
            keys.publicKeys().hpke(),
            after(ED25519_PREFIX, ed25519.getPublic()),
            after(ML_DSA_65_PREFIX, mlDsa65.getPublic()));
    byte[] message = message(domain, payload);
    SignedObject signed =
        SignedObject.alone(
            payload, jdkSign("Ed25519", ed25519, message), jdkSign("ML-DSA-65", mlDsa65, message));

    assertThat(Signatures.verify(publicKeys, domain, signed)).isTrue();
    for (Domain other : Domain.values()) {
      assertThat(Signatures.verify(publicKeys, other, signed)).isEqualTo(other == domain);
    }
  }

  @Test
  void every_changed_bit_is_noticed() {
    SignedObject good = keys.sign(Domain.STATEMENT, payload);
    byte[] object = good.encode().toArray();
    int payloadFrom = 5;
    int together = payloadFrom + payload.size();
    for (int i = payloadFrom; i < object.length; i += i < 80 ? 1 : 37) {
      if (i == together) {
        continue; // how many digests: then the lengths do not fit
      }
      byte[] changed = object.clone();
      changed[i] ^= (byte) (1 << (i % 8));
      assertThat(
              Signatures.verify(
                  keys.publicKeys(), Domain.STATEMENT, SignedObject.parse(Bytes.of(changed))))
          .as("byte %d", i)
          .isFalse();
    }
  }

  @Test
  void what_was_signed_together_verifies_each_by_itself_and_nothing_else_does() {
    List<Bytes> payloads = new ArrayList<>();
    for (int i = 0; i < SignedObject.MAX_TOGETHER; i++) {
      payloads.add(Bytes.of(("{\"v\":" + i + "}").getBytes(StandardCharsets.UTF_8)));
    }
    List<SignedObject> signed = keys.signTogether(Domain.STATEMENT, payloads);
    for (SignedObject one : signed) {
      SignedObject read = SignedObject.parse(one.encode());
      assertThat(read).isEqualTo(one);
      assertThat(Signatures.verify(keys.publicKeys(), Domain.STATEMENT, read)).isTrue();
      assertThat(Signatures.verify(keys.publicKeys(), Domain.MANIFEST, read)).isFalse();
    }
    SignedObject first = signed.getFirst();
    VerifiedOnce once = new VerifiedOnce(Domain.STATEMENT);
    Bytes stranger = Bytes.of("{\"v\":64}".getBytes(StandardCharsets.UTF_8));
    List<Sha256> more = new ArrayList<>(first.digests());
    more.set(63, SignedObject.digest(stranger));
    for (SignedObject bad :
        List.of(
            new SignedObject(stranger, first.digests(), first.ed25519(), first.mlDsa65()),
            new SignedObject(stranger, more, first.ed25519(), first.mlDsa65()),
            new SignedObject(payloads.get(0), more, first.ed25519(), first.mlDsa65()),
            new SignedObject(
                payloads.get(0), first.digests().reversed(), first.ed25519(), first.mlDsa65()),
            new SignedObject(
                payloads.get(0),
                first.digests().subList(0, 63),
                first.ed25519(),
                first.mlDsa65()))) {
      assertThat(Signatures.verify(keys.publicKeys(), Domain.STATEMENT, bad)).isFalse();
      assertThat(once.verify(keys.publicKeys(), first)).isTrue();
      assertThat(once.verify(keys.publicKeys(), bad)).isFalse();
      assertThat(once.verify(world.newKeys(KeyringKind.PERSON).publicKeys(), first)).isFalse();
    }
    assertThat(signed).allMatch(one -> once.verify(keys.publicKeys(), one));
  }

  @Test
  void one_good_signature_is_not_enough() {
    SignedObject good = keys.sign(Domain.STATEMENT, payload);
    SignedObject other = world.newKeys(KeyringKind.PERSON).sign(Domain.STATEMENT, payload);
    assertThat(
            Signatures.verify(
                keys.publicKeys(),
                Domain.STATEMENT,
                SignedObject.alone(payload, good.ed25519(), other.mlDsa65())))
        .isFalse();
    assertThat(
            Signatures.verify(
                keys.publicKeys(),
                Domain.STATEMENT,
                SignedObject.alone(payload, other.ed25519(), good.mlDsa65())))
        .isFalse();
  }

  @Test
  void keys_that_cannot_sign_verify_nothing() {
    SignedObject signed = keys.sign(Domain.STATEMENT, payload);
    PublicKeys hpkeOnly = new PublicKeys(keys.publicKeys().hpke(), null, null);
    assertThat(Signatures.verify(hpkeOnly, Domain.STATEMENT, signed)).isFalse();
  }

  @Test
  void an_ed25519_key_that_is_no_point_or_of_small_order_is_refused() {
    byte[] noPoint = new byte[32];
    noPoint[0] = 2;
    byte[] neutral = new byte[32];
    neutral[0] = 1;
    for (byte[] key : new byte[][] {noPoint, neutral, new byte[32]}) {
      assertThatThrownBy(
              () ->
                  new PublicKeys(
                      keys.publicKeys().hpke(), Bytes.of(key), keys.publicKeys().mlDsa65()))
          .isInstanceOf(LedgerException.Malformed.class);
    }
  }

  @Test
  void an_ed25519_signature_has_one_form_only() {
    SignedObject good = keys.sign(Domain.STATEMENT, payload);
    byte[] signature = good.ed25519().toArray();
    BigInteger order =
        BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    BigInteger s = littleEndian(Arrays.copyOfRange(signature, 32, 64)).add(order);
    byte[] twin = signature.clone();
    for (int i = 0; i < 32; i++) {
      twin[32 + i] = s.shiftRight(8 * i).byteValue();
    }
    assertThat(
            Signatures.verify(
                keys.publicKeys(),
                Domain.STATEMENT,
                SignedObject.alone(payload, Bytes.of(twin), good.mlDsa65())))
        .isFalse();
  }

  @Test
  void the_message_is_domain_zero_digests() {
    Sha256 digest = SignedObject.digest(payload);
    assertThat(Domain.STATEMENT.message(List.of(digest)))
        .isEqualTo(message(Domain.STATEMENT, payload));
    byte[] two = Domain.MANIFEST.message(List.of(digest, digest));
    assertThat(new String(two, 0, 20, StandardCharsets.UTF_8)).isEqualTo("medseal/v1/manifest\0");
    assertThat(Arrays.copyOfRange(two, 20, two.length)).hasSize(64).endsWith(digest.bytes());
  }

  private static byte[] message(Domain domain, Bytes payload) {
    String text =
        switch (domain) {
          case STATEMENT -> "medseal/v1/statement";
          case MANIFEST -> "medseal/v1/manifest";
        };
    byte[] start = (text + "\0").getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(start.length + Sha256.BYTES)
        .put(start)
        .put(SignedObject.digest(payload).bytes())
        .array();
  }

  private static boolean jdkVerifies(
      String algorithm, byte[] prefix, Bytes key, Domain domain, SignedObject signed)
      throws GeneralSecurityException {
    byte[] encoded =
        ByteBuffer.allocate(prefix.length + key.size()).put(prefix).put(key.toArray()).array();
    PublicKey publicKey =
        KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(encoded));
    Signature verifier = Signature.getInstance(algorithm);
    verifier.initVerify(publicKey);
    verifier.update(message(domain, signed.payload()));
    Bytes signature = algorithm.equals("Ed25519") ? signed.ed25519() : signed.mlDsa65();
    return verifier.verify(signature.toArray());
  }

  private static Bytes jdkSign(String algorithm, KeyPair pair, byte[] message)
      throws GeneralSecurityException {
    Signature signer = Signature.getInstance(algorithm);
    signer.initSign(pair.getPrivate());
    signer.update(message);
    return Bytes.of(signer.sign());
  }

  private static Bytes after(byte[] prefix, PublicKey key) {
    byte[] encoded = key.getEncoded();
    assertThat(Arrays.copyOf(encoded, prefix.length)).isEqualTo(prefix);
    return Bytes.of(Arrays.copyOfRange(encoded, prefix.length, encoded.length));
  }

  private static BigInteger littleEndian(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return new BigInteger(1, reversed);
  }
}
