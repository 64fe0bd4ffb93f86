package io.medseal.seal.manifests;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.ReportId;
import io.medseal.seal.SealException;
import io.medseal.seal.secrets.ReportKey;
import io.medseal.seal.suite.AesGcm;
import io.medseal.seal.suite.Hkdf;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * Sealed manifests of any content, and one that AES-GCM opens under two keys: one block of its
 * ciphertext is solved for, so that both keys give the same tag.
 */
public final class TwoKeys {
  private static final int BLOCK = 16;
  private static final int BLOCKS = 4;

  /** x^128 + x^7 + x^2 + x + 1, as GCM orders bits. */
  private static final BigInteger REDUCTION = BigInteger.valueOf(0xe1).shiftLeft(120);

  private TwoKeys() {}

  /** Seals anything in the place of a signed object. */
  public static Bytes sealAnything(ReportKey key, ReportId report, byte[] content) {
    return Bytes.of(AesGcm.seal(before(key), sealingKey(key), associated(key, report), content));
  }

  /** Commits to {@code first}, and has a tag that is right under {@code second} too. */
  public static Bytes craft(ReportKey first, ReportKey second, ReportId report) {
    byte[] before = before(first);
    byte[] nonce = new byte[AesGcm.NONCE_BYTES];
    byte[] associated = associated(first, report);
    byte[] ciphertext = new byte[BLOCKS * BLOCK];
    Arrays.fill(ciphertext, (byte) 0x5a);
    Arrays.fill(ciphertext, 0, BLOCK, (byte) 0); // solved for
    Hash one = new Hash(sealingKey(first), nonce);
    Hash two = new Hash(sealingKey(second), nonce);
    BigInteger difference = one.tag(associated, ciphertext).xor(two.tag(associated, ciphertext));
    BigInteger factor = one.power(BLOCKS + 1).xor(two.power(BLOCKS + 1));
    byte[] solved = bytes(times(difference, inverse(factor)));
    System.arraycopy(solved, 0, ciphertext, 0, BLOCK);
    byte[] tag = bytes(one.tag(associated, ciphertext));
    return Bytes.of(
        ByteBuffer.allocate(before.length + nonce.length + ciphertext.length + tag.length)
            .put(before)
            .put(nonce)
            .put(ciphertext)
            .put(tag)
            .array());
  }

  /** Whether AES-GCM alone opens it. */
  public static boolean opensUnder(ReportKey key, ReportId report, Bytes sealed) {
    byte[] bytes = sealed.toArray();
    byte[] commitment = Arrays.copyOfRange(bytes, 1, 1 + KeyCommitment.BYTES);
    try {
      AesGcm.open(
          bytes,
          1 + KeyCommitment.BYTES,
          sealingKey(key),
          associated(report, commitment),
          () -> new SealException.Tampered("no"));
      return true;
    } catch (SealException.Tampered _) {
      return false;
    }
  }

  private static byte[] before(ReportKey key) {
    return ByteBuffer.allocate(1 + KeyCommitment.BYTES)
        .put((byte) 1)
        .put(KeyCommitment.of(key).bytes())
        .array();
  }

  private static byte[] sealingKey(ReportKey key) {
    return Hkdf.derive(key, "medseal/v1/manifest-key");
  }

  private static byte[] associated(ReportKey key, ReportId report) {
    return associated(report, KeyCommitment.of(key).bytes());
  }

  private static byte[] associated(ReportId report, byte[] commitment) {
    byte[] domain = "medseal/v1/manifest".getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(domain.length + ReportId.BYTES + commitment.length)
        .put(domain)
        .put(report.bytes())
        .put(commitment)
        .array();
  }

  /** GHASH under one key (NIST SP 800-38D). */
  private static final class Hash {
    private final BigInteger h;
    private final BigInteger mask;

    Hash(byte[] key, byte[] nonce) {
      h = number(encrypt(key, new byte[BLOCK]));
      mask = number(encrypt(key, ByteBuffer.allocate(BLOCK).put(nonce).putInt(1).array()));
    }

    BigInteger tag(byte[] associated, byte[] ciphertext) {
      BigInteger y = over(over(BigInteger.ZERO, associated), ciphertext);
      byte[] lengths =
          ByteBuffer.allocate(BLOCK)
              .putLong(8L * associated.length)
              .putLong(8L * ciphertext.length)
              .array();
      return over(y, lengths).xor(mask);
    }

    BigInteger power(int exponent) {
      BigInteger power = h;
      for (int i = 1; i < exponent; i++) {
        power = times(power, h);
      }
      return power;
    }

    private BigInteger over(BigInteger before, byte[] bytes) {
      BigInteger y = before;
      for (int at = 0; at < bytes.length; at += BLOCK) {
        byte[] block = Arrays.copyOf(Arrays.copyOfRange(bytes, at, at + BLOCK), BLOCK);
        y = times(y.xor(number(block)), h);
      }
      return y;
    }

    private static byte[] encrypt(byte[] key, byte[] block) {
      try {
        Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
        return cipher.doFinal(block);
      } catch (GeneralSecurityException e) {
        throw new AssertionError(e);
      }
    }
  }

  private static BigInteger times(BigInteger x, BigInteger y) {
    BigInteger product = BigInteger.ZERO;
    BigInteger shifted = y;
    for (int bit = 127; bit >= 0; bit--) {
      if (x.testBit(bit)) {
        product = product.xor(shifted);
      }
      boolean carry = shifted.testBit(0);
      shifted = shifted.shiftRight(1);
      if (carry) {
        shifted = shifted.xor(REDUCTION);
      }
    }
    return product;
  }

  /** x^(2^128 − 2). */
  private static BigInteger inverse(BigInteger x) {
    BigInteger square = x;
    BigInteger product = BigInteger.ONE.shiftLeft(127);
    for (int i = 1; i < 128; i++) {
      square = times(square, square);
      product = times(product, square);
    }
    return product;
  }

  private static BigInteger number(byte[] block) {
    return new BigInteger(1, block);
  }

  private static byte[] bytes(BigInteger number) {
    byte[] all = number.toByteArray();
    byte[] block = new byte[BLOCK];
    int length = Math.min(BLOCK, all.length);
    System.arraycopy(all, all.length - length, block, BLOCK - length, length);
    return block;
  }
}
