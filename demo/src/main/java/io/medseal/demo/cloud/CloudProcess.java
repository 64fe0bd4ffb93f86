package io.medseal.demo.cloud;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A running service. Closing it lets the service finish what it is doing. */
public final class CloudProcess implements AutoCloseable {
  /** A very busy machine takes minutes; a service that cannot start ends, which is seen at once. */
  private static final Duration START_LIMIT = Duration.ofMinutes(5);

  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
  private static final Pattern READY = Pattern.compile("Medseal is ready at (http\\S+)");

  private final Process process;
  private final URI address;

  private CloudProcess(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /** Why the service did not start, in the words that it printed. */
  public static final class StartException extends Exception {
    private static final long serialVersionUID = 1L;

    StartException(String sentence) {
      super(sentence);
    }
  }

  /**
   * Starts the service and waits until it answers.
   *
   * @param jar of the service; a start cache is used if one lies beside it
   * @param data folder of the service
   * @param port of the loopback address, or 0 for any
   * @param log gets everything that the service prints
   */
  public static CloudProcess start(Path jar, Path data, int port, Path log)
      throws IOException, StartException, InterruptedException {
    Files.deleteIfExists(log);
    Process process =
        new ProcessBuilder(command(jar, data, port))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    process.getOutputStream().close();
    Instant limit = Instant.now().plus(START_LIMIT);
    try {
      while (Instant.now().isBefore(limit)) {
        String printed = Files.readString(log, StandardCharsets.UTF_8);
        Matcher ready = READY.matcher(printed);
        if (ready.find()) {
          return new CloudProcess(process, URI.create(ready.group(1)));
        }
        if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
          throw new StartException(
              printed.isBlank()
                  ? "The cloud ended with exit code " + process.exitValue() + "."
                  : "The cloud did not start: " + printed.strip());
        }
      }
      throw new StartException(
          "The cloud was still starting after "
              + START_LIMIT.toMinutes()
              + " minutes and was stopped. What it printed: "
              + log);
    } catch (IOException | InterruptedException | StartException e) {
      end(process.toHandle());
      throw e;
    }
  }

  private static List<String> command(Path jar, Path data, int port) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xlog:disable");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-XX:+ExitOnOutOfMemoryError");
    Path cache = jar.resolveSibling("server.aot");
    if (Files.isRegularFile(cache) && Files.size(cache) > 0) {
      command.add("-XX:AOTCache=" + cache);
    }
    command.addAll(List.of("-jar", jar.toString(), "serve"));
    command.addAll(List.of("--data", data.toString(), "--port", Integer.toString(port)));
    command.addAll(List.of("--management-port", "0", "--sign-up", "open"));
    return command;
  }

  /** Where it answers. */
  public URI address() {
    return address;
  }

  /** Names the process so that {@link #endLeftOver} finds it again, and no other. */
  public String identity() {
    return process.pid() + " " + started(process.toHandle());
  }

  /**
   * Ends a service that was left running because the demo that started it was killed.
   *
   * @param identity as {@link #identity} gave it
   * @return whether it was still running
   */
  public static boolean endLeftOver(String identity) {
    String[] parts = identity.split(" ", 2);
    Optional<ProcessHandle> left =
        ProcessHandle.of(Long.parseLong(parts[0]))
            .filter(ProcessHandle::isAlive)
            .filter(_ -> parts.length == 2 && !parts[1].isEmpty())
            .filter(handle -> parts[1].equals(started(handle)));
    left.ifPresent(CloudProcess::end);
    return left.isPresent();
  }

  /** Waits until the service ends, for whatever reason, and answers its exit code. */
  public int waitFor() throws InterruptedException {
    return process.waitFor();
  }

  @Override
  public void close() {
    end(process.toHandle());
  }

  private static String started(ProcessHandle handle) {
    return handle.info().startInstant().map(Instant::toString).orElse("");
  }

  private static void end(ProcessHandle handle) {
    handle.destroy();
    try {
      handle.onExit().get(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      handle.destroyForcibly();
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException _) {
      handle.destroyForcibly();
    }
  }
}
