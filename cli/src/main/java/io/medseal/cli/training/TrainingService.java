package io.medseal.cli.training;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A service that lives as long as the training, on a free port of the loopback address. */
final class TrainingService implements AutoCloseable {
  private static final long START_SECONDS = 60;
  private static final long STOP_SECONDS = 10;
  private static final Pattern READY = Pattern.compile("Medseal is ready at (http\\S+)");

  private final Process process;
  private final String address;

  private TrainingService(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  /**
   * Starts it; empty if it does not start.
   *
   * @param jar of the service; its own cache is used if it lies beside
   * @param data an empty place for what it keeps
   */
  static Optional<TrainingService> start(Path jar, Path data) throws IOException {
    Path log = data.resolveSibling("service.log");
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process process =
        new ProcessBuilder(
                List.of(
                    java.toString(),
                    "-Xlog:disable",
                    "--enable-native-access=ALL-UNNAMED",
                    "-XX:AOTCache=" + jar.resolveSibling("server.aot"),
                    "-jar",
                    jar.toString(),
                    "serve",
                    "--data",
                    data.toString(),
                    "--port",
                    "0",
                    "--sign-up",
                    "open",
                    "--management-port",
                    "0"))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    process.getOutputStream().close();
    Thread end = new Thread(process::destroyForcibly, "end the service");
    Runtime.getRuntime().addShutdownHook(end); // also when the training is interrupted
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    try {
      while (System.nanoTime() < limit) {
        Matcher ready = READY.matcher(Files.readString(log, StandardCharsets.UTF_8));
        if (ready.find()) {
          return Optional.of(new TrainingService(process, ready.group(1)));
        }
        if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
          return Optional.empty();
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    return Optional.empty();
  }

  /** Where it answers. */
  String address() {
    return address;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
