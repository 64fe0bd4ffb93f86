package io.medseal.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a figure is worth nothing without. */
final class MachineFacts {
  private static final Path CPU = Path.of("/proc/cpuinfo");

  private MachineFacts() {}

  static String line() {
    return processor()
        + ", "
        + Runtime.getRuntime().availableProcessors()
        + " cores; "
        + System.getProperty("java.vm.vendor")
        + " JDK "
        + Runtime.version()
        + "; "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.version");
  }

  private static String processor() {
    if (!Files.isReadable(CPU)) {
      return System.getProperty("os.arch");
    }
    try (Stream<String> lines = Files.lines(CPU)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }
}
