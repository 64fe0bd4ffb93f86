package io.medseal.testkit.people;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SplittableRandom;

/** Files to upload, and what they are compared by. */
public final class TestFiles {
  private TestFiles() {}

  /** A text file that contains {@code marker}, so that a search can look for it. */
  public static Path text(Path file, String marker) {
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(file, "A report.\n" + (marker + "\n").repeat(20));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file of so many bytes that look random and come from {@code seed}, with constant memory. */
  public static Path random(Path file, long size, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] chunk = new byte[1024 * 1024];
    try {
      Files.createDirectories(file.getParent());
      try (OutputStream out = Files.newOutputStream(file)) {
        for (long left = size; left > 0; left -= chunk.length) {
          random.nextBytes(chunk);
          out.write(chunk, 0, (int) Math.min(left, chunk.length));
        }
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SHA-256 in hexadecimal. */
  public static String sha256(Path file) {
    try (var in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] chunk = new byte[1024 * 1024];
      for (int read; (read = in.read(chunk)) > 0; ) {
        digest.update(chunk, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A marker that stands nowhere by chance. */
  public static byte[] bytes(String marker) {
    return marker.getBytes(StandardCharsets.UTF_8);
  }
}
