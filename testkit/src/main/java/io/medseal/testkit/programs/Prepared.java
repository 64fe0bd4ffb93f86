package io.medseal.testkit.programs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** What is made from a jar once for all tests, whichever process needs it first. */
final class Prepared {
  private Prepared() {}

  interface Work {
    void in(Path folder) throws IOException;
  }

  /**
   * The folder that the work was done in for exactly this jar and the libraries beside it; by
   * content, since the packaged service bears the same time at every build.
   *
   * <p>It is {@code testkit/SHA-256} beside the jar; web/e2e/cloud/machine.ts looks there, too.
   */
  static synchronized Path once(Path jar, Work work) {
    Path all = jar.resolveSibling("testkit");
    try {
      Path folder = all.resolve(digest(jar));
      try (FileChannel channel =
              FileChannel.open(
                  jar.resolveSibling("testkit.lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock _ = channel.lock()) {
        Path ready = folder.resolve("ready"); // not there where the work was interrupted
        if (!Files.exists(ready)) {
          remove(all);
          work.in(Files.createDirectories(folder));
          Files.createFile(ready);
        }
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void remove(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> walk = Files.walk(folder)) {
        for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private static String digest(Path jar) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(Files.readAllBytes(jar));
      for (Path library : libraries(jar)) {
        digest.update(Files.readAllBytes(library));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Path> libraries(Path jar) throws IOException {
    Path folder = jar.resolveSibling("lib");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted(Comparator.comparing(file -> file.getFileName().toString())).toList();
    }
  }
}
