package io.medseal.client.studies;

import io.medseal.client.dicom.ImageHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where an image's pixels lie in its file.
 *
 * @param offset of the value of the pixel data
 * @param length of that value; with fragments, up to behind the item that ends them
 * @param frames where they lie in fragments: of each frame, offset and length of each fragment in
 *     turn
 */
record PixelPlace(long offset, long length, Optional<List<List<Long>>> frames) {
  private static final int ITEM = 0xE000_FFFE;
  private static final int END = 0xE0DD_FFFE;
  private static final int MOST_FRAGMENTS = 100_000;

  /** Empty where the file does not hold what it announces, or which frame is where is in doubt. */
  static Optional<PixelPlace> of(Path file, long size, ImageHeader header, int frames)
      throws IOException {
    if (header.pixelLength() != ImageHeader.ENCAPSULATED) {
      return header.pixelLength() <= size - header.pixelOffset()
          ? Optional.of(
              new PixelPlace(header.pixelOffset(), header.pixelLength(), Optional.empty()))
          : Optional.empty();
    }
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      return inFragments(in, size, header.pixelOffset(), frames);
    }
  }

  private static Optional<PixelPlace> inFragments(FileChannel in, long size, long start, int frames)
      throws IOException {
    List<List<Long>> fragments = new ArrayList<>();
    long at = start;
    for (boolean table = true; ; table = false) {
      ByteBuffer head = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      while (head.hasRemaining()) {
        if (in.read(head, at + head.position()) < 0) {
          return Optional.empty();
        }
      }
      int tag = head.getInt(0);
      long length = Integer.toUnsignedLong(head.getInt(4));
      if (tag == END && !table) {
        long whole = at + 8 - start;
        return inFrames(fragments, frames)
            .map(each -> new PixelPlace(start, whole, Optional.of(each)));
      }
      if (tag != ITEM || length > size - at - 8 || fragments.size() == MOST_FRAGMENTS) {
        return Optional.empty();
      }
      if (!table) {
        fragments.add(List.of(at + 8, length));
      }
      at += 8 + length;
    }
  }

  /** All of them are the only frame, or each is one. */
  private static Optional<List<List<Long>>> inFrames(List<List<Long>> fragments, int frames) {
    if (frames == 1 && !fragments.isEmpty()) {
      return Optional.of(List.of(fragments.stream().flatMap(List::stream).toList()));
    }
    return fragments.size() == frames ? Optional.of(List.copyOf(fragments)) : Optional.empty();
  }
}
