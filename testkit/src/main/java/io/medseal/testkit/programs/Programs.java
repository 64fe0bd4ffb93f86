package io.medseal.testkit.programs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * How the packaged service and command line of this checkout are started: with the options of the
 * launcher, the service extracted, both with a start cache. Both are made once for a build, below
 * the module's {@code target/testkit}, and left for the next test.
 */
public final class Programs {
  private static final String NATIVE = "--enable-native-access=ALL-UNNAMED";
  private static final String QUIET = "-Xlog:disable";

  private Programs() {}

  /** Begins a command that runs the service; its arguments follow. */
  public static List<String> service(List<String> virtualMachine) {
    return ready(built("server/target/server-exec.jar"), List.of(), virtualMachine);
  }

  /** Begins a command that runs the command line; its arguments follow. */
  public static List<String> commandLine(List<String> virtualMachine) {
    return ready(built("cli/target/cli.jar"), List.of("-XX:+UseSerialGC"), virtualMachine);
  }

  private static synchronized List<String> ready(
      Path jar, List<String> own, List<String> virtualMachine) {
    List<String> command = new ArrayList<>(List.of(java(), QUIET, NATIVE));
    command.addAll(own);
    boolean service = jar.endsWith("server-exec.jar");
    Path folder = jar.resolveSibling("testkit");
    Path runs = service ? folder.resolve("server-exec.jar") : jar;
    Path cache = folder.resolve("start.aot");
    try {
      if (!Files.exists(cache)
          || Files.getLastModifiedTime(cache).compareTo(Files.getLastModifiedTime(jar)) < 0) {
        remove(folder);
        Files.createDirectories(folder);
        if (service) {
          run(
              folder,
              List.of(
                  java(),
                  "-Djarmode=tools",
                  "-jar",
                  jar.toString(),
                  "extract",
                  "--force",
                  "--destination",
                  folder.toString()));
        }
        train(folder, command, runs, cache, service);
      }
      // A collector that the cache was not made for is no error: Java starts without the cache.
      if (Files.size(cache) > 0) {
        command.add("-XX:AOTCache=" + cache);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    command.addAll(virtualMachine);
    command.addAll(List.of("-jar", runs.toString()));
    return command;
  }

  /** An empty file says that no cache can be made here. */
  private static void train(
      Path folder, List<String> command, Path jar, Path cache, boolean service) throws IOException {
    Path draft = folder.resolve("draft.aot");
    List<String> training = new ArrayList<>(command);
    training.add("-XX:AOTCacheOutput=" + draft);
    if (service) {
      training.add("-Dspring.context.exit=onRefresh");
      training.add("-Dserver.port=0");
    }
    training.addAll(List.of("-jar", jar.toString(), service ? "serve" : "--help"));
    Path scratch = Files.createDirectories(folder.resolve("scratch"));
    run(scratch, training);
    remove(scratch);
    if (Files.exists(draft)) {
      Files.move(draft, cache, StandardCopyOption.ATOMIC_MOVE);
    } else {
      Files.createFile(cache);
    }
  }

  private static void run(Path folder, List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void remove(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> walk = Files.walk(folder)) {
        for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static Path built(String name) {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path jar = at.resolve(name);
      if (Files.isRegularFile(jar)) {
        return jar;
      }
    }
    throw new IllegalStateException(name + " is not built");
  }
}
