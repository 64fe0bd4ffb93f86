package io.medseal.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the launcher says about where it put things. */
final class Launcher {
  private Launcher() {}

  /** How the person called the launcher, so that printed commands work as they stand. */
  static String command() {
    return System.getProperty("medseal.command", "medseal");
  }

  /** The packaged service. */
  static Path service() throws IOException {
    String jar = System.getProperty("medseal.service");
    if (jar == null || !Files.isRegularFile(Path.of(jar))) {
      throw new IOException("there is no service to start; use the launcher: ./medseal demo");
    }
    return Path.of(jar);
  }
}
