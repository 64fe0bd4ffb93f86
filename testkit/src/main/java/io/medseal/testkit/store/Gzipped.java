package io.medseal.testkit.store;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** What lies compressed inside of a file. */
final class Gzipped {
  private static final int[] MAGIC = {0x1f, 0x8b, 0x08};
  private static final int MOST = 8 * 1024 * 1024;

  private Gzipped() {}

  /** Everything that begins like gzip and can be inflated, as far as it can, up to 8 MiB each. */
  static List<byte[]> in(Path file) {
    List<byte[]> found = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(file)) {
      for (long at : begins(channel)) {
        byte[] inflated = inflated(channel, at);
        if (inflated.length > 0) {
          found.add(inflated);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private static List<Long> begins(FileChannel channel) throws IOException {
    List<Long> begins = new ArrayList<>();
    channel.position(0);
    InputStream in = new BufferedInputStream(Channels.newInputStream(channel), 1024 * 1024);
    int matched = 0;
    long at = 0;
    for (int next = in.read(); next >= 0; next = in.read()) {
      matched = next == MAGIC[matched] ? matched + 1 : next == MAGIC[0] ? 1 : 0;
      at++;
      if (matched == MAGIC.length) {
        begins.add(at - MAGIC.length);
        matched = 0;
      }
    }
    return begins;
  }

  private static byte[] inflated(FileChannel channel, long at) throws IOException {
    channel.position(at);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] chunk = new byte[64 * 1024];
    try {
      InputStream in =
          new GZIPInputStream(new BufferedInputStream(Channels.newInputStream(channel)));
      for (int read = in.read(chunk); read > 0 && out.size() < MOST; read = in.read(chunk)) {
        out.write(chunk, 0, read);
      }
    } catch (IOException _) {
      // only looked like it, or ends early: what came out before counts
    }
    return out.toByteArray();
  }
}
