package io.medseal.seal.bodies;

import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.reports.HashList;
import io.medseal.seal.SealException;
import io.medseal.seal.secrets.ReportKey;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a report's content at any offset, after its manifest and contents have been opened and
 * verified and the stored size compared ({@link BodyLayout#checkStoredSize}).
 *
 * <p>Guarantees: fetches only the segments that hold what is asked for, and once for each part the
 * list of its hashes; releases no byte of a segment before it is known to be the one that the
 * author signed, and its tag has been verified. One thread at a time; keeps one segment opened and
 * one fetch of at most 8 MiB.
 *
 * {@snippet :
 * PackReader reader = new PackReader(key, report, layout, contents.parts(), source, lists);
 * reader.read(file.offset(), buffer);
 * }
 */
public final class PackReader {
  private final PartCipher cipher;
  private final BodyLayout layout;
  private final PartHashes hashes;
  private final CiphertextSource source;
  private PartCipher.@Nullable Segments current;
  private int currentPart;

  private byte[] fetched = {};
  private final byte[] opened = new byte[BodyLayout.SEGMENT_PLAINTEXT];
  private long openedFrom;
  private int openedSize;

  /**
   * For one report's body. The key must stay open as long as it is read.
   *
   * @param layout from the verified manifest
   * @param parts the hash of each part, from verified contents
   */
  public PackReader(
      ReportKey key,
      ReportId report,
      BodyLayout layout,
      List<Sha256> parts,
      CiphertextSource source,
      HashListSource lists) {
    if (parts.size() != layout.parts()) {
      throw new IllegalArgumentException("a body has as many hashes as parts");
    }
    this.cipher = new PartCipher(key, report);
    this.layout = layout;
    this.hashes = new PartHashes(List.copyOf(parts), lists);
    this.source = source;
  }

  /** Size of the pack in bytes. */
  public long size() {
    return layout.size();
  }

  /**
   * Reads into an array.
   *
   * @return as {@link #read(long, ByteBuffer)}
   */
  public int read(long offset, byte[] into) throws IOException {
    return read(offset, ByteBuffer.wrap(into));
  }

  /**
   * Reads as much as {@code into} takes and the pack has from {@code offset} on.
   *
   * @return how many bytes; −1 if {@code offset} is at or behind the end and {@code into} has room.
   *     If it throws, {@code into} has taken nothing but bytes that were verified
   * @throws SealException.Tampered if a segment is not the one that the author signed
   * @throws SealException.Truncated if the stored body ends early
   * @throws IOException if the source fails
   */
  public int read(long offset, ByteBuffer into) throws IOException {
    if (offset < 0) {
      throw new IndexOutOfBoundsException("offset " + offset);
    }
    if (!into.hasRemaining()) {
      return 0;
    }
    if (offset >= layout.size()) {
      return -1;
    }
    long end = offset + Math.min(into.remaining(), layout.size() - offset);
    long at = offset;
    while (at < end) {
      if (at < openedFrom || at >= openedFrom + openedSize) {
        at = readPart(at, end, into);
      } else {
        at += take(at, end, into);
      }
    }
    return (int) (end - offset);
  }

  /** Fetches all segments of one part that hold bytes from {@code at} to {@code end}. */
  private long readPart(long at, long end, ByteBuffer into) throws IOException {
    BodyLayout.Part part = layout.partAt(at);
    int last = part.segments() - 1;
    int first = BodyLayout.segmentAt((int) (at - part.offset()));
    int untilOffset = (int) (Math.min(end, part.offset() + part.size()) - 1 - part.offset());
    int until = BodyLayout.segmentAt(untilOffset);
    int from = first == 0 ? 0 : BodyLayout.segmentCiphertextOffset(first);
    int to = until == last ? part.ciphertextSize() : BodyLayout.segmentCiphertextOffset(until + 1);
    HashList list = hashes.of(part);
    fetch(part.ciphertextOffset() + from, to - from);
    if (from == 0 && !Arrays.equals(list.header(), Arrays.copyOf(fetched, BodyLayout.HEADER))) {
      throw new SealException.Tampered("a part's header was changed");
    }
    PartCipher.Segments segments = segments(part, list);
    long position = at;
    for (int i = first; i <= until; i++) {
      openedSize = 0;
      int offset = segments.ciphertextOffset(i) - from;
      hashes.check(list, i, fetched, offset, segments.ciphertextSize(i));
      segments.open(i, fetched, offset, opened, 0);
      openedFrom = part.offset() + segments.offset(i);
      openedSize = segments.size(i);
      position += take(position, end, into);
    }
    return position;
  }

  /** Copies from the opened segment. */
  private int take(long at, long end, ByteBuffer into) {
    int from = (int) (at - openedFrom);
    int length = (int) Math.min(openedSize - from, end - at);
    into.put(opened, from, length);
    return length;
  }

  private PartCipher.Segments segments(BodyLayout.Part part, HashList list) {
    PartCipher.Segments known = current;
    if (known == null || currentPart != part.index()) {
      known = cipher.storedPart(part.index(), part.size(), list.header());
      current = known;
      currentPart = part.index();
    }
    return known;
  }

  private void fetch(long offset, int length) throws IOException {
    if (fetched.length < length) {
      fetched = new byte[length];
    }
    ByteBuffer buffer = ByteBuffer.wrap(fetched, 0, length);
    try {
      source.read(offset, buffer);
    } catch (EOFException _) {
      throw new SealException.Truncated("the stored body is shorter than its manifest says");
    }
    if (buffer.hasRemaining()) {
      throw new SealException.Truncated("the stored body is shorter than its manifest says");
    }
  }
}
