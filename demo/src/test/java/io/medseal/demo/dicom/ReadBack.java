package io.medseal.demo.dicom;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads explicit VR little endian as the standard lays it out (PS3.5 section 7), independently of
 * the writer, and fails on anything out of order.
 */
public final class ReadBack {
  private static final int UNDEFINED = -1;

  private final Map<Integer, byte[]> values = new HashMap<>();
  private final Map<Integer, List<ReadBack>> sequences = new HashMap<>();
  private final List<byte[]> fragments = new ArrayList<>();
  private final List<Integer> tags = new ArrayList<>();

  private ReadBack() {}

  public static ReadBack file(Path file) throws IOException {
    return of(Files.readAllBytes(file));
  }

  static ReadBack of(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    in.position(128);
    byte[] magic = new byte[4];
    in.get(magic);
    if (!Arrays.equals(magic, "DICM".getBytes(StandardCharsets.US_ASCII))) {
      throw new AssertionError("not a DICOM file");
    }
    ReadBack dataSet = new ReadBack();
    while (in.hasRemaining()) {
      dataSet.element(in);
    }
    return dataSet;
  }

  private void element(ByteBuffer in) {
    int tag = tag(in);
    if (!tags.isEmpty() && Integer.compareUnsigned(tag, tags.getLast()) <= 0) {
      throw new AssertionError("out of order: " + Integer.toHexString(tag));
    }
    tags.add(tag);
    String vr = "" + (char) in.get() + (char) in.get();
    int length;
    if (List.of("OB", "OW", "SQ", "UT").contains(vr)) {
      if (in.getShort() != 0) {
        throw new AssertionError("reserved bytes of " + Integer.toHexString(tag));
      }
      length = in.getInt();
    } else {
      length = Short.toUnsignedInt(in.getShort());
    }
    if (vr.equals("SQ")) {
      sequences.put(tag, items(in));
    } else if (length == UNDEFINED) {
      fragments(in);
    } else {
      if (length % 2 != 0) {
        throw new AssertionError("odd length of " + Integer.toHexString(tag));
      }
      values.put(tag, bytes(in, length));
    }
  }

  private static List<ReadBack> items(ByteBuffer in) {
    List<ReadBack> items = new ArrayList<>();
    while (tag(in) == 0xFFFEE000) {
      in.getInt();
      ReadBack item = new ReadBack();
      while (in.duplicate().order(ByteOrder.LITTLE_ENDIAN).getInt() != 0xE00DFFFE) {
        item.element(in);
      }
      in.getLong();
      items.add(item);
    }
    in.getInt();
    return items;
  }

  private void fragments(ByteBuffer in) {
    while (tag(in) == 0xFFFEE000) {
      fragments.add(bytes(in, in.getInt()));
    }
    if (in.getInt() != 0) {
      throw new AssertionError("length of the sequence delimiter");
    }
  }

  private static int tag(ByteBuffer in) {
    return in.getShort() << 16 | Short.toUnsignedInt(in.getShort());
  }

  private static byte[] bytes(ByteBuffer in, int length) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  public boolean has(Tag tag) {
    return tags.contains(tag.number());
  }

  public byte[] bytes(Tag tag) {
    byte[] value = values.get(tag.number());
    if (value == null) {
      throw new AssertionError("no value: " + tag);
    }
    return value;
  }

  public String text(Tag tag) {
    return new String(bytes(tag), StandardCharsets.UTF_8).replace('\0', ' ').strip();
  }

  public double[] decimals(Tag tag) {
    return Arrays.stream(text(tag).split("\\\\", -1)).mapToDouble(Double::parseDouble).toArray();
  }

  public int number(Tag tag) {
    ByteBuffer value = ByteBuffer.wrap(bytes(tag)).order(ByteOrder.LITTLE_ENDIAN);
    return value.remaining() == 2 ? Short.toUnsignedInt(value.getShort()) : value.getInt();
  }

  /** The 16-bit values of an element. */
  public short[] shorts(Tag tag) {
    ByteBuffer value = ByteBuffer.wrap(bytes(tag)).order(ByteOrder.LITTLE_ENDIAN);
    short[] shorts = new short[value.remaining() / 2];
    value.asShortBuffer().get(shorts);
    return shorts;
  }

  public List<ReadBack> items(Tag tag) {
    return sequences.getOrDefault(tag.number(), List.of());
  }

  /** The offset table, then the compressed frames. */
  public List<byte[]> fragments() {
    return fragments;
  }
}
