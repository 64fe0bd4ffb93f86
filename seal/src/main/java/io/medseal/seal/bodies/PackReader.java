package io.medseal.seal.bodies;

import io.medseal.ledger.ids.ReportId;
import io.medseal.seal.SealException;
import io.medseal.seal.secrets.ReportKey;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads a report's content at any offset, after its manifest has been opened and verified and the
 * stored size compared ({@link BodyLayout#checkStoredSize}).
 *
 * <p>Guarantees: fetches only the segments that hold what is asked for, and once for each part its
 * first 40 bytes; releases no byte of a segment before its tag has been verified. One thread at a
 * time; keeps one segment opened and one fetch of at most 8 MiB.
 *
 * {@snippet :
 * PackReader reader = new PackReader(reportKey, report, manifest.body().layout(), source);
 * reader.read(file.offset(), buffer);
 * }
 */
public final class PackReader {
  private static final int REMEMBERED_PARTS = 64;

  private final PartCipher cipher;
  private final BodyLayout layout;
  private final CiphertextSource source;
  private final Map<Integer, PartCipher.Segments> parts =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, PartCipher.Segments> eldest) {
          return size() > REMEMBERED_PARTS;
        }
      };

  private byte[] fetched = {};
  private final byte[] opened = new byte[BodyLayout.SEGMENT_PLAINTEXT];
  private long openedFrom;
  private int openedSize;

  /**
   * For one report's body. The key must stay open as long as it is read.
   *
   * @param layout from the verified manifest
   */
  public PackReader(ReportKey key, ReportId report, BodyLayout layout, CiphertextSource source) {
    this.cipher = new PartCipher(key, report);
    this.layout = layout;
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
   * @throws SealException.Tampered if a segment does not open
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
    fetch(part.ciphertextOffset() + from, to - from);
    PartCipher.Segments segments = segments(part, first == 0);
    long position = at;
    for (int i = first; i <= until; i++) {
      openedSize = 0;
      try {
        segments.open(i, fetched, segments.ciphertextOffset(i) - from, opened, 0);
      } catch (SealException e) {
        parts.remove(part.index()); // the header may be what was changed: a retry fetches it anew
        throw e;
      }
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

  private PartCipher.Segments segments(BodyLayout.Part part, boolean headerFetched)
      throws IOException {
    PartCipher.Segments known = parts.get(part.index());
    if (known != null) {
      return known;
    }
    byte[] header = new byte[BodyLayout.HEADER];
    if (headerFetched) {
      System.arraycopy(fetched, 0, header, 0, header.length);
    } else {
      read(part.ciphertextOffset(), header, header.length);
    }
    PartCipher.Segments segments = cipher.storedPart(part.index(), part.size(), header);
    parts.put(part.index(), segments);
    return segments;
  }

  private void fetch(long offset, int length) throws IOException {
    if (fetched.length < length) {
      fetched = new byte[length];
    }
    read(offset, fetched, length);
  }

  private void read(long offset, byte[] into, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(into, 0, length);
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
