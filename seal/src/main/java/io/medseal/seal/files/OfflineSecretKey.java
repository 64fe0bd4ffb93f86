package io.medseal.seal.files;

import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.seal.SealException;
import io.medseal.seal.keys.KeyringKeys;
import io.medseal.seal.secrets.GenerationSecret;
import io.medseal.seal.secrets.Secret;
import java.util.Arrays;
import java.util.List;

/** Opens files that were sealed to its public key (spec/bodies.md section 6). */
public final class OfflineSecretKey implements AutoCloseable {
  private static final String HEADING = "MEDSEAL-SECRET-KEY-1";
  private static final String CHECK = "medseal/v1/secret-key";

  private final GenerationSecret secret;
  private final KeyringKeys keys;

  private OfflineSecretKey(GenerationSecret secret) {
    this.secret = secret;
    this.keys = KeyringKeys.derive(secret, KeyringKind.LINK); // a kind without signature keys
  }

  /** A new one. */
  public static OfflineSecretKey random() {
    return new OfflineSecretKey(GenerationSecret.random());
  }

  /**
   * Reads what {@link #revealSecretText} wrote. Empty lines and lines that start with {@code #} are
   * passed over.
   *
   * @throws SealException.Malformed if it is anything else
   */
  public static OfflineSecretKey parse(String text) {
    List<String> lines = KeyText.lines(text);
    if (lines.size() != 2 || !lines.getFirst().equals(HEADING)) {
      throw new SealException.Malformed("a secret key is the line " + HEADING + " and one more");
    }
    byte[] content = KeyText.decode(CHECK, Secret.BYTES, lines.getLast());
    try {
      return new OfflineSecretKey(GenerationSecret.of(content));
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  /** Two lines of text, to be kept in a file that only its owner can read. */
  public String revealSecretText() {
    byte[] content = secret.revealSecretBytes();
    try {
      return HEADING + "\n" + KeyText.encode(CHECK, content) + "\n";
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  /** The other half. */
  public OfflinePublicKey publicKey() {
    return new OfflinePublicKey(keys.publicKeys());
  }

  KeyringKeys keys() {
    return keys;
  }

  @Override
  public void close() {
    keys.close();
    secret.close();
  }

  @Override
  public String toString() {
    return "OfflineSecretKey";
  }
}
