package io.medseal.seal.bodies;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.reports.HashList;
import io.medseal.seal.secrets.ReportKey;
import java.nio.ByteBuffer;
import java.util.List;

/** Bodies with given salts and nonce prefixes, for known answers. */
public final class FixedParts {
  private FixedParts() {}

  /** Salt (32) and prefix (7) of a part. */
  public record Header(Bytes salt, Bytes prefix) {}

  /** The body of a pack. */
  public static byte[] seal(ReportKey key, ReportId report, byte[] pack, List<Header> headers) {
    BodyLayout layout = new BodyLayout(pack.length);
    byte[] body = new byte[Math.toIntExact(layout.ciphertextSize())];
    PartCipher cipher = new PartCipher(key, report);
    for (int i = 0; i < layout.parts(); i++) {
      BodyLayout.Part part = layout.part(i);
      byte[] header =
          ByteBuffer.allocate(BodyLayout.HEADER)
              .put((byte) BodyLayout.HEADER)
              .put(headers.get(i).salt().toArray())
              .put(headers.get(i).prefix().toArray())
              .array();
      int at = (int) part.ciphertextOffset();
      System.arraycopy(header, 0, body, at, header.length);
      PartCipher.Segments segments = cipher.newPart(i, part.size(), header);
      for (int s = 0; s < segments.count(); s++) {
        segments.seal(
            s,
            pack,
            (int) part.offset() + segments.offset(s),
            body,
            at + segments.ciphertextOffset(s));
      }
    }
    return body;
  }

  /**
   * A stored list as a reader takes it.
   *
   * @param size of the part's plaintext
   * @param signed the part's hash
   */
  public static HashList list(int size, Sha256 signed, Bytes stored) {
    return PartHashes.verified(new BodyLayout(size).part(0), signed, stored);
  }
}
