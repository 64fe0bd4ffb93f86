package io.medseal.ledger.reports;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * A part's header and the SHA-256 of each of its segments (spec/bodies.md section 2, "Hashes"). Its
 * own hash is what a manifest signs, so that a reader who holds the list can check any segment by
 * itself.
 */
public final class HashList {
  /** Of a full part. */
  public static final int MOST_BYTES =
      ReportSizes.PART_HEADER + ReportSizes.PART / ReportSizes.SEGMENT * Sha256.BYTES;

  private static final byte[] DOMAIN = "medseal/v1/part-hash".getBytes(StandardCharsets.UTF_8);

  private final byte[] list;

  private HashList(byte[] list) {
    this.list = list;
  }

  /**
   * Of its bytes: the header (40), then one hash (32) for each segment.
   *
   * @throws LedgerException.Malformed if no list has that length
   */
  public static HashList of(byte[] bytes) {
    int hashes = bytes.length - ReportSizes.PART_HEADER;
    if (hashes < Sha256.BYTES || hashes % Sha256.BYTES != 0 || bytes.length > MOST_BYTES) {
      throw new LedgerException.Malformed("a part's hashes follow its header, 1 to 32 of them");
    }
    return new HashList(bytes.clone());
  }

  /** Length of the list of a part with that many segments. */
  public static int bytes(int segments) {
    return ReportSizes.PART_HEADER + segments * Sha256.BYTES;
  }

  /** How many segments the part has. */
  public int segments() {
    return (list.length - ReportSizes.PART_HEADER) / Sha256.BYTES;
  }

  /** The part's hash, as manifests name it. */
  public Sha256 partHash() {
    MessageDigest digest = PartHasher.sha256();
    digest.update(DOMAIN);
    return Sha256.of(digest.digest(list));
  }

  /** The part's header, a new array at each call. */
  public byte[] header() {
    return Arrays.copyOf(list, ReportSizes.PART_HEADER);
  }

  /**
   * Whether the list names this hash for that segment.
   *
   * @throws IndexOutOfBoundsException if the part has no such segment
   */
  public boolean names(int segment, byte[] sha256) {
    if (segment < 0 || segment >= segments()) {
      throw new IndexOutOfBoundsException("segment " + segment + " of " + segments());
    }
    int from = ReportSizes.PART_HEADER + segment * Sha256.BYTES;
    return Arrays.equals(list, from, from + Sha256.BYTES, sha256, 0, sha256.length);
  }

  /** The list as it is stored and sent. */
  public Bytes toBytes() {
    return Bytes.of(list);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HashList that && Arrays.equals(list, that.list);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(list);
  }

  @Override
  public String toString() {
    return "HashList[" + partHash() + "]";
  }
}
