package io.medseal.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The service's program in a process of its own, from the classes that are tested. */
final class AppProcess implements AutoCloseable {
  private static final String READY = "Medseal is ready at ";

  private final Process process;
  private final URI uri;

  private AppProcess(Process process, URI uri) {
    this.process = process;
    this.uri = uri;
  }

  /**
   * Serves, and returns once it answers.
   *
   * @param before the words of a command that runs another one
   */
  static AppProcess serve(Path data, String... before) throws IOException {
    Process process =
        started(
            List.of(before),
            "serve",
            "--data",
            data.toString(),
            "--port",
            "0",
            "--management-port",
            "0",
            "--sign-up",
            "open");
    String ready =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
            .readLine();
    if (ready == null || !ready.startsWith(READY)) {
      process.destroyForcibly();
      throw new IllegalStateException("the service did not start: " + ready);
    }
    return new AppProcess(process, URI.create(ready.substring(READY.length())));
  }

  /** Runs a command to its end, and answers what it printed and its exit code as the last line. */
  static String run(String... arguments) throws IOException, InterruptedException {
    Process process = started(List.of(), arguments);
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return out + "exit " + process.waitFor();
  }

  /** Begins a command, and does not wait for it. */
  static Process begun(String... arguments) throws IOException {
    return started(List.of(), arguments);
  }

  private static Process started(List<String> before, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(before);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            App.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  URI uri() {
    return uri;
  }

  /** As an operator ends it. */
  void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the service does not stop");
    }
  }

  /** As a power cut ends it. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
