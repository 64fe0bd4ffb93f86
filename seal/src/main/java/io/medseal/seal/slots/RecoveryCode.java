package io.medseal.seal.slots;

import io.medseal.seal.SealException;
import io.medseal.seal.secrets.UnlockKey;
import io.medseal.seal.suite.Digests;
import io.medseal.seal.suite.Suite;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * 136 random bits to be printed and kept (spec/accounts.md section 3). A typing error is found
 * without asking the service.
 */
public final class RecoveryCode implements AutoCloseable {
  private static final int RANDOM_BYTES = 17;
  private static final int CHECK_BYTES = 3;
  private static final int CHARACTERS = 32;
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  private final byte[] value;
  private volatile boolean closed;

  private RecoveryCode(byte[] value) {
    this.value = value;
  }

  /** A new one. */
  public static RecoveryCode random() {
    return new RecoveryCode(Suite.random(RANDOM_BYTES));
  }

  /**
   * Reads what a person typed: spaces, hyphens and case do not matter, {@code O} is zero, {@code I}
   * and {@code L} are one.
   *
   * @throws SealException.Malformed if it is not a code, or its check fails
   */
  public static RecoveryCode parse(CharSequence typed) {
    byte[] all = new byte[RANDOM_BYTES + CHECK_BYTES];
    int characters = 0;
    for (int i = 0; i < typed.length(); i++) {
      char c = typed.charAt(i);
      if (c == ' ' || c == '-') {
        continue;
      }
      int digit = digit(c);
      if (digit < 0 || characters == CHARACTERS) {
        Arrays.fill(all, (byte) 0);
        throw new SealException.Malformed("not a recovery code: look for a typing error");
      }
      for (int bit = 0; bit < 5; bit++) {
        int at = 5 * characters + bit;
        all[at / 8] |= (byte) (((digit >> (4 - bit)) & 1) << (7 - at % 8));
      }
      characters++;
    }
    byte[] value = Arrays.copyOf(all, RANDOM_BYTES);
    byte[] check = Arrays.copyOfRange(all, RANDOM_BYTES, all.length);
    Arrays.fill(all, (byte) 0);
    if (characters != CHARACTERS || !MessageDigest.isEqual(check, check(value))) {
      Arrays.fill(value, (byte) 0);
      throw new SealException.Malformed("not a recovery code: look for a typing error");
    }
    return new RecoveryCode(value);
  }

  /** The code to print: eight groups of four characters, joined by hyphens. It is a secret. */
  public String format() {
    refuseClosed();
    byte[] all = Arrays.copyOf(value, RANDOM_BYTES + CHECK_BYTES);
    System.arraycopy(check(value), 0, all, RANDOM_BYTES, CHECK_BYTES);
    StringBuilder text = new StringBuilder(CHARACTERS + 7);
    for (int i = 0; i < CHARACTERS; i++) {
      if (i > 0 && i % 4 == 0) {
        text.append('-');
      }
      int digit = 0;
      for (int bit = 0; bit < 5; bit++) {
        int at = 5 * i + bit;
        digit = (digit << 1) | ((all[at / 8] >> (7 - at % 8)) & 1);
      }
      text.append(ALPHABET.charAt(digit));
    }
    Arrays.fill(all, (byte) 0);
    return text.toString();
  }

  /** The key of the recovery slot. */
  public UnlockKey unlockKey() {
    refuseClosed();
    byte[] key = Digests.sha256("medseal/v1/recovery", value);
    try {
      return UnlockKey.of(key);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /** Overwrites the code. */
  @Override
  public void close() {
    closed = true;
    Arrays.fill(value, (byte) 0);
  }

  @Override
  public String toString() {
    return "RecoveryCode";
  }

  private void refuseClosed() {
    if (closed) {
      throw new IllegalStateException("this recovery code is closed");
    }
  }

  private static byte[] check(byte[] value) {
    return Arrays.copyOf(Digests.sha256("medseal/v1/recovery-check", value), CHECK_BYTES);
  }

  private static int digit(char c) {
    char upper = c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c;
    return switch (upper) {
      case 'O' -> 0;
      case 'I', 'L' -> 1;
      default -> ALPHABET.indexOf(upper);
    };
  }
}
