package io.medseal.seal.bodies;

import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.reports.PartHasher;
import io.medseal.seal.SealException;
import io.medseal.seal.secrets.ReportKey;
import java.nio.ByteBuffer;

/**
 * Opens whole parts of a report's body, after its manifest and contents have been opened and
 * verified.
 *
 * <p>Guarantees: returns a part's plaintext only after its length, its hash and every segment have
 * been checked. One thread at a time: make one for each thread. Keeps one buffer of at most 8 MiB.
 */
public final class PartOpener {
  private final PartCipher cipher;
  private final BodyLayout layout;
  private final PartHasher hasher = new PartHasher();
  private byte[] out = {};
  private byte[] copied = {};

  /**
   * For the parts of one report. The key must stay open as long as parts are opened.
   *
   * @param layout from the verified manifest
   */
  public PartOpener(ReportKey key, ReportId report, BodyLayout layout) {
    this.cipher = new PartCipher(key, report);
    this.layout = layout;
  }

  /**
   * Opens a part.
   *
   * @param ciphertext from position to limit the stored part; is consumed
   * @param expected the part's hash, from verified contents
   * @return the plaintext, read-only; valid until the next call
   * @throws SealException.Truncated if it is shorter than the layout says
   * @throws SealException.Tampered if it is longer, or hash or any tag does not match
   * @throws IndexOutOfBoundsException if the body has no such part
   */
  public ByteBuffer open(int index, ByteBuffer ciphertext, Sha256 expected) {
    BodyLayout.Part part = layout.part(index);
    BodyLayout.checkSize(ciphertext.remaining(), part.ciphertextSize(), "a part");
    byte[] in;
    int offset;
    if (ciphertext.hasArray()) {
      in = ciphertext.array();
      offset = ciphertext.arrayOffset() + ciphertext.position();
      ciphertext.position(ciphertext.limit());
    } else {
      if (copied.length < part.ciphertextSize()) {
        copied = new byte[part.ciphertextSize()];
      }
      ciphertext.get(copied, 0, part.ciphertextSize());
      in = copied;
      offset = 0;
    }
    hasher.update(in, offset, part.ciphertextSize());
    if (!hasher.finish().partHash().equals(expected)) {
      throw new SealException.Tampered("a part is not the one that its author signed");
    }
    if (out.length < part.size()) {
      out = new byte[part.size()];
    }
    cipher.open(index, in, offset, part.size(), out, 0);
    return ByteBuffer.wrap(out, 0, part.size()).asReadOnlyBuffer();
  }
}
