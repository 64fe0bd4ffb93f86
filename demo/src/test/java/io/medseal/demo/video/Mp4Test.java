package io.medseal.demo.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jcodec.api.FrameGrab;
import org.jcodec.api.JCodecException;
import org.jcodec.common.DemuxerTrackMeta;
import org.jcodec.common.io.NIOUtils;
import org.jcodec.common.io.SeekableByteChannel;
import org.jcodec.common.model.Picture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("An MP4 file")
class Mp4Test {
  /** A bar that moves one pixel a frame over a grey ground. */
  private record Bar(int width, int height, int framesPerSecond) implements GreyFilm {
    @Override
    public float[] frame(int number) {
      float[] frame = new float[width * height];
      for (int i = 0; i < frame.length; i++) {
        frame[i] = Math.abs(i % width - number) < 4 ? 1f : 0.3f;
      }
      return frame;
    }
  }

  private static final GreyFilm BAR = new Bar(64, 48, 10);
  private static final EncodedFilm FILM = EncodedFilm.encode(BAR, 25);

  @TempDir Path folder;

  @Test
  @DisplayName("plays back the pictures that were encoded")
  void playsBack() throws IOException, JCodecException {
    Path file = folder.resolve("bar.mp4");
    Mp4.lasting(FILM, Duration.ofMillis(2500)).write(file);
    try (SeekableByteChannel channel = NIOUtils.readableChannel(file.toFile())) {
      FrameGrab grab = FrameGrab.createFrameGrab(channel);
      for (int number = 0; number < 25; number++) {
        Picture picture = grab.getNativeFrame();
        assertThat(picture.getCroppedWidth()).isEqualTo(64);
        assertThat(picture.getCroppedHeight()).isEqualTo(48);
        assertThat(luminance(picture, number, 20)).as("bar %d", number).isGreaterThan(180);
        assertThat(luminance(picture, number + 20, 20)).as("ground %d", number).isLessThan(120);
      }
      assertThat(grab.getNativeFrame()).isNull();
    }
  }

  @Test
  @DisplayName("has its index before its pictures, and a key picture each second to seek to")
  void isMadeForTheWeb() throws IOException, JCodecException {
    Path file = folder.resolve("bar.mp4");
    Mp4.lasting(FILM, Duration.ofSeconds(2)).write(file);
    assertThat(boxes(Files.readAllBytes(file))).containsExactly("ftyp", "moov", "mdat");
    try (SeekableByteChannel channel = NIOUtils.readableChannel(file.toFile())) {
      DemuxerTrackMeta track = FrameGrab.createFrameGrab(channel).getVideoTrack().getMeta();
      assertThat(track.getSeekFrames()).containsExactly(0, 10);
      assertThat(track.getTotalFrames()).isEqualTo(20);
    }
  }

  @Test
  @DisplayName("longer than what was encoded repeats it and is still a film")
  void repeats() throws IOException, JCodecException {
    Path file = folder.resolve("long.mp4");
    Mp4.lasting(FILM, Duration.ofSeconds(12)).write(file);
    try (SeekableByteChannel channel = NIOUtils.readableChannel(file.toFile())) {
      FrameGrab grab = FrameGrab.createFrameGrab(channel);
      assertThat(grab.getVideoTrack().getMeta().getTotalDuration()).isCloseTo(12, within(0.01));
      grab.seekToFramePrecise(107);
      assertThat(luminance(grab.getNativeFrame(), 107 % 25, 20)).isGreaterThan(180);
    }
  }

  @Test
  @DisplayName("gets as large as asked, by less than one repetition more")
  void getsLarge() throws IOException {
    Path file = folder.resolve("large.mp4");
    Mp4.ofAtLeast(FILM, 1_000_000).write(file);
    assertThat(Files.size(file)).isBetween(1_000_000L, 1_000_000L + FILM.bytes() + 60_000);
  }

  @Test
  @DisplayName("of more than 4 GiB writes its lengths and offsets in 64 bits")
  void goesBeyondFourGibibytes() throws IOException {
    long bytes = (4L << 30) + 1;
    Counting out = new Counting();
    EncodedFilm film = EncodedFilm.encode(new Coarse(), 2);
    Mp4.ofAtLeast(film, bytes).write(out);
    String head = new String(out.head.toByteArray(), StandardCharsets.ISO_8859_1);
    assertThat(head).contains("co64").doesNotContain("stco");
    int media = head.indexOf("mdat", head.indexOf("co64"));
    ByteBuffer box = ByteBuffer.wrap(out.head.toByteArray()).position(media - 4);
    assertThat(box.getInt()).isEqualTo(1);
    assertThat(out.count).isEqualTo(media - 4 + box.getLong(media + 4));
  }

  @Test
  @DisplayName("is not made from pictures that the format cannot hold")
  void refusesOddSides() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EncodedFilm.encode(new Bar(63, 48, 10), 1));
  }

  /** Noise, whose pictures take much room, so that few make a large file. */
  private record Coarse() implements GreyFilm {
    @Override
    public int width() {
      return 640;
    }

    @Override
    public int height() {
      return 480;
    }

    @Override
    public int framesPerSecond() {
      return 2;
    }

    @Override
    public float[] frame(int number) {
      float[] frame = new float[width() * height()];
      int state = number + 1;
      for (int i = 0; i < frame.length; i++) {
        state = state * 1664525 + 1013904223;
        frame[i] = (state >>> 16) / 65536f;
      }
      return frame;
    }
  }

  private static final class Counting extends OutputStream {
    private static final int HEAD_BYTES = 1 << 20;
    final ByteArrayOutputStream head = new ByteArrayOutputStream();
    long count;

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      head.write(bytes, offset, Math.min(length, Math.max(0, HEAD_BYTES - head.size())));
      count += length;
    }
  }

  private static int luminance(Picture picture, int x, int y) {
    return picture.getPlaneData(0)[y * picture.getPlaneWidth(0) + Math.min(x, 63)] + 128;
  }

  private static List<String> boxes(byte[] file) {
    List<String> names = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(file);
    while (in.hasRemaining()) {
      int start = in.position();
      int length = in.getInt();
      byte[] name = new byte[4];
      in.get(name);
      names.add(new String(name, StandardCharsets.US_ASCII));
      in.position(start + length);
    }
    return names;
  }
}
