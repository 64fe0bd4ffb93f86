package io.medseal.e2e.commandline;

import io.medseal.demo.angiography.Angiogram;
import io.medseal.demo.hospital.Examination;
import io.medseal.demo.video.Mp4;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.SplittableRandom;

/** Videos that play, of any size. */
final class Films {
  private static final int LARGE_BOX = 16;
  private static final Duration LENGTH = Duration.ofSeconds(1);

  private Films() {}

  /**
   * Writes a video of exactly that size: a second of film, and behind it a box of the kind that
   * players skip, filled with bytes that do not compress.
   */
  static void write(Path file, Examination examination, long size) throws IOException {
    Mp4.lasting(new Angiogram(examination).encode(LENGTH), LENGTH).write(file);
    long left = size - Files.size(file);
    SplittableRandom random = new SplittableRandom(examination.seed());
    byte[] chunk = new byte[1024 * 1024];
    try (DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.APPEND)))) {
      out.writeInt(1); // the length follows in eight bytes
      out.writeBytes("free");
      out.writeLong(left);
      for (long more = left - LARGE_BOX; more > 0; more -= chunk.length) {
        random.nextBytes(chunk);
        out.write(chunk, 0, (int) Math.min(more, chunk.length));
      }
    }
  }
}
