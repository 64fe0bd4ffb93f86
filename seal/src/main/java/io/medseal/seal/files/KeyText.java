package io.medseal.seal.files;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.Bytes;
import io.medseal.seal.SealException;
import io.medseal.seal.suite.Digests;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;

/** Keys as lines of text with four check bytes (spec/bodies.md section 6). */
final class KeyText {
  private static final int CHECK_BYTES = 4;

  private KeyText() {}

  /** The lines that are neither empty nor comments. */
  static List<String> lines(String text) {
    return text.lines().map(String::strip).filter(KeyText::says).toList();
  }

  static String encode(String label, byte[] content) {
    byte[] all = Arrays.copyOf(content, content.length + CHECK_BYTES);
    System.arraycopy(check(label, content), 0, all, content.length, CHECK_BYTES);
    String text = Bytes.of(all).base64Url();
    Arrays.fill(all, (byte) 0);
    return text;
  }

  /** The content, of exactly {@code length} bytes. */
  static byte[] decode(String label, int length, String text) {
    byte[] all;
    try {
      all = Bytes.fromBase64Url(text).toArray();
    } catch (LedgerException.Malformed _) {
      throw new SealException.Malformed("a key is written in base64url without padding");
    }
    byte[] content = Arrays.copyOf(all, length);
    boolean whole =
        all.length == length + CHECK_BYTES
            && MessageDigest.isEqual(
                Arrays.copyOfRange(all, length, all.length), check(label, content));
    Arrays.fill(all, (byte) 0);
    if (!whole) {
      Arrays.fill(content, (byte) 0);
      throw new SealException.Malformed("a key was not copied completely");
    }
    return content;
  }

  private static boolean says(String line) {
    return !line.isEmpty() && !line.startsWith("#");
  }

  private static byte[] check(String label, byte[] content) {
    return Arrays.copyOf(Digests.sha256(label, content), CHECK_BYTES);
  }
}
