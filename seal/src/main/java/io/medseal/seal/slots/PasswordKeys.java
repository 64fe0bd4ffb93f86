package io.medseal.seal.slots;

import io.medseal.ledger.ids.Bytes;
import io.medseal.seal.SealException;
import io.medseal.seal.secrets.Secret;
import io.medseal.seal.secrets.UnlockKey;
import io.medseal.seal.suite.Suite;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** The unlock key of a password: Argon2id (spec/accounts.md section 2). */
public final class PasswordKeys {
  public static final int SALT_BYTES = 16;

  /** Least and default memory, in KiB. */
  public static final int MIN_MEMORY_KIB = 65_536;

  /** Most memory, in KiB. */
  public static final int MAX_MEMORY_KIB = 1_048_576;

  /** Least and default number of passes. */
  public static final int MIN_PASSES = 3;

  /** Most passes. */
  public static final int MAX_PASSES = 16;

  /** The one number of lanes. */
  public static final int LANES = 1;

  private PasswordKeys() {}

  /** A new salt for a new slot. */
  public static Bytes randomSalt() {
    return Bytes.of(Suite.random(SALT_BYTES));
  }

  /**
   * Derives; takes about 0.2 s and the memory asked for.
   *
   * @param password not changed; the caller overwrites it
   * @param salt 16 bytes
   * @param memoryKib from {@value #MIN_MEMORY_KIB} to {@value #MAX_MEMORY_KIB}
   * @param passes from {@value #MIN_PASSES} to {@value #MAX_PASSES}
   * @param lanes 1
   * @throws SealException.Malformed if a parameter is out of these bounds, whoever sent it, or the
   *     password is not Unicode text
   */
  public static UnlockKey derive(
      char[] password, Bytes salt, int memoryKib, int passes, int lanes) {
    if (memoryKib < MIN_MEMORY_KIB || passes < MIN_PASSES || lanes != LANES) {
      throw new SealException.Malformed("weaker password parameters than this version accepts");
    }
    if (memoryKib > MAX_MEMORY_KIB || passes > MAX_PASSES || salt.size() != SALT_BYTES) {
      throw new SealException.Malformed("password parameters out of bounds");
    }
    byte[] text = normalized(password);
    byte[] key = new byte[Secret.BYTES];
    Argon2Parameters parameters =
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withSalt(salt.toArray())
            .withMemoryAsKB(memoryKib)
            .withIterations(passes)
            .withParallelism(lanes)
            .build();
    try {
      Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
      argon2.init(parameters);
      argon2.generateBytes(text, key);
      return UnlockKey.of(key);
    } finally {
      parameters.clear();
      Arrays.fill(text, (byte) 0);
      Arrays.fill(key, (byte) 0);
    }
  }

  /** UTF-8 of the password in Unicode NFC. */
  private static byte[] normalized(char[] password) {
    CharSequence text = CharBuffer.wrap(password);
    if (!Normalizer.isNormalized(text, Normalizer.Form.NFC)) {
      text = Normalizer.normalize(text, Normalizer.Form.NFC);
    }
    try {
      ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes).flip();
      while (encoded.hasRemaining()) {
        encoded.put((byte) 0);
      }
      return bytes;
    } catch (CharacterCodingException _) {
      throw new SealException.Malformed("the password is not Unicode text");
    }
  }
}
