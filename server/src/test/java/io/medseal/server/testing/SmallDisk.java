package io.medseal.server.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A file system of its own, so small that it can be filled; Linux alone, and its root. */
public final class SmallDisk implements AutoCloseable {
  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /** Mounts one on a folder that is there; empty where this process may not. */
  public static Optional<SmallDisk> on(Path folder, int mebibytes) {
    return ran("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", "" + folder)
        ? Optional.of(new SmallDisk(folder))
        : Optional.empty();
  }

  /** Takes all the room that there is. */
  public void fill() {
    try (OutputStream out = Files.newOutputStream(filler())) {
      for (int length = 1 << 20; length > 0; ) {
        try {
          out.write(new byte[length]);
        } catch (IOException _) {
          length /= 2;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives it back. */
  public void empty() {
    try {
      Files.delete(filler());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (!ran("umount", "-l", folder.toString())) {
      throw new IllegalStateException("a small disk is still mounted on " + folder);
    }
  }

  private Path filler() {
    return folder.resolve("filler");
  }

  private static boolean ran(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
