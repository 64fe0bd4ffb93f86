package io.medseal.demo.video;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Writes MP4 files (ISO/IEC 14496-12 and -15), index first.
 *
 * <p>A film may be longer than what was encoded: the encoded part is repeated. Memory grows by four
 * bytes a picture, for the index.
 */
public final class Mp4 {
  private static final int TICKS_PER_FRAME = 1000;
  private static final int[] STRAIGHT = {0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000};
  private static final int LANGUAGE_UNDETERMINED = 0x55C4;

  private final EncodedFilm film;
  private final int frames;

  private Mp4(EncodedFilm film, long frames) {
    this.film = film;
    this.frames = Math.toIntExact(frames);
  }

  /** A file that plays for so long. */
  public static Mp4 lasting(EncodedFilm film, Duration length) {
    return new Mp4(film, Math.max(1, length.toMillis() * film.framesPerSecond() / 1000));
  }

  /** A file of at least so many bytes, by less than one repetition more. */
  public static Mp4 ofAtLeast(EncodedFilm film, long bytes) {
    long repeats = (bytes + film.bytes() - 1) / film.bytes();
    return new Mp4(film, Math.max(1, repeats) * film.samples().size());
  }

  /** Writes the file, which is replaced if it is there. */
  public void write(Path file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 18)) {
      write(out);
    }
  }

  /** Writes the film and leaves the stream open. */
  public void write(OutputStream out) throws IOException {
    Box type = Box.of("ftyp").text("isom").int32(0x200).text("isomiso2avc1mp41");
    long media = 0;
    for (int i = 0; i < frames; i++) {
      media += sample(i).bytes().length;
    }
    boolean large = media + 16 > 0xFFFF_FFFFL;
    // The index has the same length whatever offsets it holds.
    long header = type.length() + index(0, true).length() + 16L;
    boolean far = header + media > 0xFFFF_FFFFL;
    header = type.length() + index(0, far).length() + (large ? 16L : 8L);
    type.writeTo(out);
    index(header, far).writeTo(out);
    Box start = Box.header("mdat", large ? 1 : media + 8);
    (large ? start.int64(media + 16) : start).writeTo(out);
    for (int i = 0; i < frames; i++) {
      out.write(sample(i).bytes());
    }
  }

  private EncodedFilm.Sample sample(int number) {
    List<EncodedFilm.Sample> samples = film.samples();
    return samples.get(number % samples.size());
  }

  private Box index(long firstOffset, boolean far) {
    int scale = film.framesPerSecond() * TICKS_PER_FRAME;
    long duration = (long) frames * TICKS_PER_FRAME;
    return Box.of("moov")
        .box(
            Box.full("mvhd", 1, 0)
                .int64(0)
                .int64(0)
                .int32(scale)
                .int64(duration)
                .int32(0x10000)
                .int16(0x100)
                .zeros(10)
                .int32(STRAIGHT)
                .zeros(24)
                .int32(2))
        .box(
            Box.of("trak")
                .box(
                    Box.full("tkhd", 1, 3)
                        .int64(0)
                        .int64(0)
                        .int32(1)
                        .zeros(4)
                        .int64(duration)
                        .zeros(16)
                        .int32(STRAIGHT)
                        .int32(film.width() << 16, film.height() << 16))
                .box(media(scale, duration, firstOffset, far)));
  }

  private Box media(int scale, long duration, long firstOffset, boolean far) {
    return Box.of("mdia")
        .box(
            Box.full("mdhd", 1, 0)
                .int64(0)
                .int64(0)
                .int32(scale)
                .int64(duration)
                .int16(LANGUAGE_UNDETERMINED)
                .int16(0))
        .box(Box.full("hdlr", 0, 0).zeros(4).text("vide").zeros(12).text("Video\0"))
        .box(
            Box.of("minf")
                .box(Box.full("vmhd", 0, 1).zeros(8))
                .box(
                    Box.of("dinf").box(Box.full("dref", 0, 0).int32(1).box(Box.full("url ", 0, 1))))
                .box(samples(firstOffset, far)));
  }

  private Box samples(long firstOffset, boolean far) {
    int chunk = film.framesPerSecond();
    int chunks = (frames + chunk - 1) / chunk;
    int last = frames - (chunks - 1) * chunk;
    Box sizes = Box.full("stsz", 0, 0).int32(0, frames);
    Box keys = Box.of("");
    Box offsets = far ? Box.full("co64", 0, 0) : Box.full("stco", 0, 0);
    offsets.int32(chunks);
    int keyCount = 0;
    long offset = firstOffset;
    for (int i = 0; i < frames; i++) {
      EncodedFilm.Sample sample = sample(i);
      sizes.int32(sample.bytes().length);
      if (sample.isKey()) {
        keys.int32(i + 1);
        keyCount++;
      }
      if (i % chunk == 0 && far) {
        offsets.int64(offset);
      } else if (i % chunk == 0) {
        offsets.int32((int) offset);
      }
      offset += sample.bytes().length;
    }
    Box chunkSizes = Box.full("stsc", 0, 0);
    if (last == chunk || chunks == 1) {
      chunkSizes.int32(1).int32(1, last == chunk ? chunk : last, 1);
    } else {
      chunkSizes.int32(2).int32(1, chunk, 1).int32(chunks, last, 1);
    }
    return Box.of("stbl")
        .box(Box.full("stsd", 0, 0).int32(1).box(description()))
        .box(Box.full("stts", 0, 0).int32(1).int32(frames, TICKS_PER_FRAME))
        .box(Box.full("stss", 0, 0).int32(keyCount).content(keys))
        .box(chunkSizes)
        .box(sizes)
        .box(offsets);
  }

  private Box description() {
    byte[] sequence = film.sequenceParameters();
    byte[] picture = film.pictureParameters();
    return Box.of("avc1")
        .zeros(6)
        .int16(1)
        .zeros(16)
        .int16(film.width())
        .int16(film.height())
        .int32(0x480000, 0x480000)
        .zeros(4)
        .int16(1)
        .zeros(32)
        .int16(24)
        .int16(-1)
        .box(
            Box.of("avcC")
                .bytes(new byte[] {1, sequence[1], sequence[2], sequence[3], -1, -31})
                .int16(sequence.length)
                .bytes(sequence)
                .bytes(new byte[] {1})
                .int16(picture.length)
                .bytes(picture));
  }
}
