package io.medseal.testkit.programs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How the packaged service and command line of this checkout are started: with the options of the
 * launcher, the service extracted, both with a start cache. These are made once for a build, below
 * the modules' {@code target/testkit}, and left for the next test, also for those in a browser.
 */
public final class Programs {
  private static final String NATIVE = "--enable-native-access=ALL-UNNAMED";
  private static final String QUIET = "-Xlog:disable";
  private static final List<String> SERVICE = List.of(java(), QUIET, NATIVE);
  private static final List<String> COMMAND_LINE =
      List.of(java(), QUIET, NATIVE, "-XX:+UseSerialGC");

  private static List<String> service = List.of();
  private static List<String> commandLine = List.of();

  private Programs() {}

  /** Makes what the programs start with ready. */
  public static void main(String[] arguments) {
    commandLine(List.of());
  }

  /** Begins a command that runs the service; its arguments follow. */
  public static synchronized List<String> service(List<String> virtualMachine) {
    if (service.isEmpty()) {
      service = extracted();
    }
    return with(virtualMachine, service);
  }

  /** Begins a command that runs the command line; its arguments follow. */
  public static synchronized List<String> commandLine(List<String> virtualMachine) {
    if (commandLine.isEmpty()) {
      commandLine = trained();
    }
    return with(virtualMachine, commandLine);
  }

  /** Options before {@code -jar} and the jar. */
  private static List<String> with(List<String> virtualMachine, List<String> command) {
    List<String> all = new ArrayList<>(command);
    all.addAll(all.size() - 2, virtualMachine);
    return all;
  }

  private static List<String> extracted() {
    Path packaged = built("server/target/server-exec.jar");
    Path folder = Prepared.once(packaged, place -> extract(packaged, place));
    return command(SERVICE, folder.resolve("server.aot"), folder.resolve("server-exec.jar"));
  }

  private static List<String> trained() {
    Path jar = built("cli/target/cli.jar");
    Path serviceJar = Path.of(service(List.of()).getLast());
    Path folder = Prepared.once(jar, place -> train(jar, serviceJar, place));
    return command(COMMAND_LINE, folder.resolve("cli.aot"), jar);
  }

  /** A cache that does not fit the options of a start is no error: Java starts without it. */
  private static List<String> command(List<String> start, Path cache, Path jar) {
    List<String> command = new ArrayList<>(start);
    if (Files.exists(cache)) {
      command.add("-XX:AOTCache=" + cache);
    }
    command.addAll(List.of("-jar", jar.toString()));
    return List.copyOf(command);
  }

  private static void extract(Path packaged, Path folder) throws IOException {
    List<String> extract =
        List.of(java(), "-Djarmode=tools", "-jar", packaged.toString(), "extract", "--force");
    if (!run(folder, extract, "--destination", folder.toString())) {
      throw new IllegalStateException(packaged + " cannot be extracted");
    }
    Path cache = folder.resolve("server.aot");
    Path scratch = Files.createDirectories(folder.resolve("scratch"));
    String jar = folder.resolve("server-exec.jar").toString();
    List<String> training = new ArrayList<>(SERVICE);
    training.addAll(List.of("-XX:AOTCacheOutput=" + cache, "-Dspring.context.exit=onRefresh"));
    if (!run(scratch, training, "-Dserver.port=0", "-jar", jar, "serve")) {
      Files.deleteIfExists(cache); // the service starts without it
    }
    Prepared.remove(scratch);
  }

  private static void train(Path jar, Path serviceJar, Path folder) throws IOException {
    Path cache = folder.resolve("cli.aot");
    Path scratch = Files.createDirectories(folder.resolve("scratch"));
    List<String> training = new ArrayList<>(COMMAND_LINE);
    training.addAll(
        List.of(
            "-XX:AOTCacheOutput=" + cache,
            "-cp",
            jar.toString(),
            "io.medseal.cli.training.Training"));
    if (!run(scratch, training, "whole", scratch.toString(), serviceJar.toString())) {
      // The launcher would go on without a cache, and nobody would notice.
      throw new IllegalStateException("a command of io.medseal.cli.training.Training fails");
    }
    Prepared.remove(scratch);
  }

  private static boolean run(Path folder, List<String> command, String... more) throws IOException {
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of(more));
    Process process =
        new ProcessBuilder(all)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      return process.waitFor() == 0;
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
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
