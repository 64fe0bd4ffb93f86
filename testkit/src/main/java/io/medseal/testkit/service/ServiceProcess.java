package io.medseal.testkit.service;

import io.medseal.testkit.programs.Memory;
import io.medseal.testkit.programs.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The real service in a process of its own, on a free port of the loopback address.
 *
 * <pre>{@code
 * try (ServiceProcess service = ServiceProcess.start(folder)) {
 *   ... service.uri() ...
 *   service.kill();                     // as by a power cut
 *   service.startAgain();               // same data, same port
 * }
 * }</pre>
 *
 * <p>Not for use by several threads, except {@link #kill()}.
 */
public final class ServiceProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final Pattern READY = Pattern.compile("Medseal is ready at (http://\\S+)");

  private final Path data;
  private final Path log;
  private final List<String> virtualMachine;
  private final List<String> settings;
  private volatile Process process;
  private URI uri;
  private long logRead;
  private List<String> before = List.of();

  private ServiceProcess(Path folder, List<String> virtualMachine, List<String> settings) {
    this.data = folder.resolve("data");
    this.log = folder.resolve("service.log");
    this.virtualMachine = List.copyOf(virtualMachine);
    this.settings = List.copyOf(settings);
  }

  /** Starts a service whose data and log lie in {@code folder}. */
  public static ServiceProcess start(Path folder) {
    return start(folder, List.of(), List.of());
  }

  /**
   * Starts a service.
   *
   * @param folder holds {@code data} and {@code service.log}
   * @param virtualMachine options such as {@code -Xmx256m}
   * @param settings further arguments of {@code medseal serve}
   */
  public static ServiceProcess start(
      Path folder, List<String> virtualMachine, List<String> settings) {
    ServiceProcess service = new ServiceProcess(folder, virtualMachine, settings);
    service.launch(0);
    return service;
  }

  /** The most memory that the process has held at once, in bytes; empty where nobody says. */
  public OptionalLong peakMemory() {
    return Memory.peak(process);
  }

  /**
   * Starts a service whose files can't grow beyond a limit that the system sets, as on a disk that
   * is full. Needs a POSIX shell.
   */
  public static ServiceProcess startLimited(Path folder, int fileMebibytes) {
    ServiceProcess service = new ServiceProcess(folder, List.of(), List.of());
    // In blocks of 512 bytes, as POSIX has it; shells that count in 1,024 allow twice as much.
    service.before =
        List.of("sh", "-c", "ulimit -f " + fileMebibytes * 2048 + " && exec \"$@\"", "sh");
    service.launch(0);
    return service;
  }

  /** From the next start on, files may grow again. */
  public void liftLimit() {
    before = List.of();
  }

  /** Where the service answers. */
  public URI uri() {
    return uri;
  }

  /** The service's data folder. */
  public Path data() {
    return data;
  }

  /** Everything the service has printed so far. */
  public Path log() {
    return log;
  }

  /** Ends the process at once, whatever it is doing; nothing gets a chance to finish. */
  public void kill() {
    try {
      process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Ends the process as an operator would, and waits until it has finished. */
  public void stop() {
    process.destroy();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        kill();
        throw new IllegalStateException("the service did not stop within a minute");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Starts the service again on the same data and the same port, after it was ended. */
  public void startAgain() {
    if (process.isAlive()) {
      throw new IllegalStateException("the service is running");
    }
    launch(uri.getPort());
  }

  /**
   * Runs the store's own check, on a service that is not running.
   *
   * @return exit code and what it printed
   */
  public Finished check() {
    return run(List.of("check", "--data", data.toString()));
  }

  /**
   * Runs another command of the service's program on its data, as the operator.
   *
   * @return exit code and what it printed
   */
  public Finished asOperator(String command, String... arguments) {
    List<String> all = new ArrayList<>(List.of(command, "--data", data.toString()));
    all.addAll(List.of(arguments));
    return run(all);
  }

  /** What a finished process left. */
  public record Finished(int exitCode, String output) {}

  @Override
  public void close() {
    if (process.isAlive()) {
      process.destroy();
      try {
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
          kill();
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        process.destroyForcibly();
      }
    }
  }

  private void launch(int port) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "serve",
                "--port",
                Integer.toString(port),
                "--management-port",
                "0",
                "--sign-up",
                "open",
                "--data",
                data.toString()));
    arguments.addAll(settings);
    try {
      Files.createDirectories(log.getParent());
      logRead = Files.exists(log) ? Files.size(log) : 0;
      process =
          new ProcessBuilder(command(arguments))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      uri = awaitReady();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private URI awaitReady() throws IOException {
    Instant limit = Instant.now().plus(START_LIMIT);
    while (Instant.now().isBefore(limit)) {
      String printed = new String(Files.readAllBytes(log), java.nio.charset.StandardCharsets.UTF_8);
      String fresh = printed.substring((int) Math.min(logRead, printed.length()));
      Matcher ready = READY.matcher(fresh);
      if (ready.find()) {
        return URI.create(ready.group(1));
      }
      if (!process.isAlive()) {
        throw new IllegalStateException("the service did not start:\n" + fresh);
      }
      pause();
    }
    kill();
    throw new IllegalStateException("the service was not ready in time:\n" + Files.readString(log));
  }

  private Finished run(List<String> arguments) {
    try {
      Process run = new ProcessBuilder(command(arguments)).redirectErrorStream(true).start();
      String output =
          new String(run.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      return new Finished(run.waitFor(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>(before);
    command.addAll(Programs.service(virtualMachine));
    command.addAll(arguments);
    return command;
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
