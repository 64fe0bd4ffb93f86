package io.medseal.seal.files;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.PublicKeys;
import io.medseal.seal.SealException;
import io.medseal.seal.suite.Digests;
import io.medseal.seal.suite.Suite;
import java.util.Arrays;
import java.util.List;

/**
 * Whom a file can be sealed to (spec/bodies.md section 6). Public.
 *
 * @param keys an HPKE key and no signature keys
 */
public record OfflinePublicKey(PublicKeys keys) {
  private static final String PREFIX = "medseal-key-1 ";
  private static final String CHECK = "medseal/v1/public-key";

  public OfflinePublicKey {
    if (keys.canSign()) {
      throw new SealException.Malformed("an offline key does not sign");
    }
  }

  /**
   * Reads one key. Empty lines and lines that start with {@code #} are passed over.
   *
   * @throws SealException.Malformed if there is anything else than one key
   * @throws SealException.UnknownSuite if it is of another suite
   */
  public static OfflinePublicKey parse(String text) {
    List<OfflinePublicKey> keys = parseAll(text);
    if (keys.size() != 1) {
      throw new SealException.Malformed("one public key is wanted, not " + keys.size());
    }
    return keys.getFirst();
  }

  /**
   * Reads any number of keys, one a line.
   *
   * @throws SealException as {@link #parse}
   */
  public static List<OfflinePublicKey> parseAll(String text) {
    return KeyText.lines(text).stream().map(OfflinePublicKey::line).toList();
  }

  /** One line of text. */
  public String text() {
    byte[] hpke = keys.hpke().toArray();
    byte[] content = new byte[1 + hpke.length];
    content[0] = Suite.ONE;
    System.arraycopy(hpke, 0, content, 1, hpke.length);
    return PREFIX + KeyText.encode(CHECK, content);
  }

  /** Stands for this key in envelopes. */
  public KeyringId keyring() {
    return KeyringId.of(Digests.sha256("medseal/v1/offline-key", keys.hpke().toArray()));
  }

  private static OfflinePublicKey line(String line) {
    if (!line.startsWith(PREFIX)) {
      throw new SealException.Malformed("a public key starts with medseal-key-1");
    }
    byte[] content =
        KeyText.decode(CHECK, 1 + PublicKeys.HPKE_BYTES, line.substring(PREFIX.length()).strip());
    Suite.check(content);
    Bytes hpke = Bytes.of(Arrays.copyOfRange(content, 1, content.length));
    return new OfflinePublicKey(new PublicKeys(hpke, null, null));
  }
}
