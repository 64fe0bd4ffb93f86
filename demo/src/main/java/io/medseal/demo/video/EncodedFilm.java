package io.medseal.demo.video;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jcodec.codecs.h264.H264Encoder;
import org.jcodec.codecs.h264.H264Utils;
import org.jcodec.codecs.h264.encode.RateControl;
import org.jcodec.codecs.h264.io.model.NALUnit;
import org.jcodec.codecs.h264.io.model.SliceType;
import org.jcodec.common.model.ColorSpace;
import org.jcodec.common.model.Picture;
import org.jcodec.common.model.Size;

/**
 * Some seconds of H.264 (baseline profile), each beginning with a key picture.
 *
 * <p>The parts can be repeated one after another and still be a valid film.
 */
public final class EncodedFilm {
  private static final int QUANTISER = 25;

  private final int width;
  private final int height;
  private final int framesPerSecond;
  private final byte[] sequenceParameters;
  private final byte[] pictureParameters;
  private final List<Sample> samples;

  /** One encoded picture, as it stands in the file. */
  static final class Sample {
    private final byte[] bytes;
    private final boolean key;

    Sample(byte[] bytes, boolean key) {
      this.bytes = bytes;
      this.key = key;
    }

    byte[] bytes() {
      return bytes;
    }

    boolean isKey() {
      return key;
    }
  }

  private EncodedFilm(
      GreyFilm film, byte[] sequenceParameters, byte[] pictureParameters, List<Sample> samples) {
    this.width = film.width();
    this.height = film.height();
    this.framesPerSecond = film.framesPerSecond();
    this.sequenceParameters = sequenceParameters;
    this.pictureParameters = pictureParameters;
    this.samples = List.copyOf(samples);
  }

  /**
   * Encodes the first frames of a film, seconds in parallel.
   *
   * @throws IllegalArgumentException if the sides are no multiples of 16
   */
  public static EncodedFilm encode(GreyFilm film, int frames) {
    if (film.width() % 16 != 0 || film.height() % 16 != 0 || frames < 1) {
      throw new IllegalArgumentException(
          "cannot encode " + frames + " frames of " + film.width() + " x " + film.height());
    }
    int rate = film.framesPerSecond();
    List<Second> seconds =
        IntStream.range(0, (frames + rate - 1) / rate)
            .parallel()
            .mapToObj(i -> new Second(film, i * rate, Math.min((i + 1) * rate, frames)))
            .toList();
    List<Sample> samples = new ArrayList<>();
    seconds.forEach(second -> samples.addAll(second.samples));
    Second first = seconds.getFirst();
    return new EncodedFilm(film, first.sequenceParameters, first.pictureParameters, samples);
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  int framesPerSecond() {
    return framesPerSecond;
  }

  /** Without a start code; not copied. */
  byte[] sequenceParameters() {
    return sequenceParameters;
  }

  /** Without a start code; not copied. */
  byte[] pictureParameters() {
    return pictureParameters;
  }

  List<Sample> samples() {
    return samples;
  }

  /** How many bytes the pictures take, once. */
  public long bytes() {
    return samples.stream().mapToLong(sample -> sample.bytes().length).sum();
  }

  /** A key picture and what follows it, from an encoder of its own. */
  private static final class Second {
    final List<Sample> samples = new ArrayList<>();
    byte[] sequenceParameters = {};
    byte[] pictureParameters = {};

    Second(GreyFilm film, int from, int to) {
      H264Encoder encoder = new H264Encoder(new ConstantQuality());
      encoder.setKeyInterval(film.framesPerSecond());
      ByteBuffer buffer = ByteBuffer.allocate(film.width() * film.height() * 4);
      for (int i = from; i < to; i++) {
        buffer.clear();
        add(encoder.encodeFrame(picture(film, i), buffer).getData(), i == from);
      }
    }

    private void add(ByteBuffer stream, boolean key) {
      List<byte[]> units = new ArrayList<>();
      int length = 0;
      for (ByteBuffer unit : H264Utils.splitFrame(stream)) {
        byte[] bytes = new byte[unit.remaining()];
        unit.duplicate().get(bytes);
        switch (NALUnit.read(unit.duplicate()).type.getValue()) {
          case 7 -> sequenceParameters = bytes;
          case 8 -> pictureParameters = bytes;
          default -> {
            units.add(bytes);
            length += 4 + bytes.length;
          }
        }
      }
      ByteBuffer sample = ByteBuffer.allocate(length);
      units.forEach(unit -> sample.putInt(unit.length).put(unit));
      samples.add(new Sample(sample.array(), key));
    }

    /** Brightness from 16 to 235, as video has it, and no colour. */
    private static Picture picture(GreyFilm film, int number) {
      Picture picture = Picture.create(film.width(), film.height(), ColorSpace.YUV420J);
      float[] brightness = film.frame(number);
      byte[] luminance = picture.getPlaneData(0);
      for (int i = 0; i < brightness.length; i++) {
        // The library keeps values with 128 taken off.
        luminance[i] = (byte) (Math.round(16 + 219 * Math.clamp(brightness[i], 0f, 1f)) - 128);
      }
      return picture;
    }
  }

  private static final class ConstantQuality implements RateControl {
    @Override
    public int startPicture(Size size, int maximum, SliceType type) {
      return type == SliceType.I ? QUANTISER - 2 : QUANTISER;
    }

    @Override
    public int initialQpDelta() {
      return 0;
    }

    @Override
    public int accept(int bits) {
      return 0;
    }
  }
}
