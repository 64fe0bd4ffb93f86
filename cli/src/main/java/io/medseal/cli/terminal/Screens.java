package io.medseal.cli.terminal;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Which of the standard streams a person sees. */
final class Screens {
  static final int OUT = 1;
  static final int ERR = 2;

  private Screens() {}

  /**
   * Whether the stream is a terminal. Java can only say so of input and output together; Linux
   * tells what each stream is, and the launcher says it elsewhere ({@code medseal.terminal}, a list
   * of stream numbers).
   */
  static boolean isShown(int stream) {
    String told = System.getProperty("medseal.terminal");
    if (told != null) {
      return told.contains(Integer.toString(stream));
    }
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + stream)).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException e) {
      return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }
  }
}
