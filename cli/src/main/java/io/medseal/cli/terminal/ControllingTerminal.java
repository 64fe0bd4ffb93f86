package io.medseal.cli.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The terminal behind redirected streams: {@code medseal signup … > sheet.txt} can still ask. */
final class ControllingTerminal {
  private static final Path DEVICE = Path.of("/dev/tty");

  private ControllingTerminal() {}

  /** Asks with the echo off; empty where the process has no terminal. */
  static Optional<char[]> ask(String question) {
    if (!Files.exists(DEVICE)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(DEVICE);
        OutputStream out = Files.newOutputStream(DEVICE)) {
      if (!stty("-echo")) {
        return Optional.empty();
      }
      Thread restore = new Thread(() -> stty("echo"));
      Runtime.getRuntime().addShutdownHook(restore);
      try {
        out.write(question.getBytes(StandardCharsets.UTF_8));
        out.flush();
        return Lines.read(in);
      } finally {
        stty("echo");
        Runtime.getRuntime().removeShutdownHook(restore);
        out.write('\n');
      }
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean stty(String mode) {
    try {
      Process stty =
          new ProcessBuilder("stty", mode)
              .redirectInput(DEVICE.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return stty.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
