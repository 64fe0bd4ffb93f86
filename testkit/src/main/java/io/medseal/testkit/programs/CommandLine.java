package io.medseal.testkit.programs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The real command line, each command in a process of its own, with one person's profile.
 *
 * <pre>{@code
 * CommandLine clerk = CommandLine.of("clerk", folder, List.of("-Xmx256m"));
 * Finished created = clerk.run("record", "create", "--patient", "Ada Example", "--json");
 * }</pre>
 */
public final class CommandLine {
  private final String name;
  private final Path home;
  private final List<String> virtualMachine;
  private final Map<String, String> environment = new HashMap<>();

  private CommandLine(String name, Path home, List<String> virtualMachine) {
    this.name = name;
    this.home = home;
    this.virtualMachine = virtualMachine;
  }

  /**
   * With the profile of that name.
   *
   * @param folder a folder {@code NAME} in it stands for the person's machine
   * @param virtualMachine options such as {@code -Xmx256m}
   */
  public static CommandLine of(String name, Path folder, List<String> virtualMachine) {
    Path home = folder.resolve(name);
    try {
      Files.createDirectories(home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new CommandLine(name, home, List.copyOf(virtualMachine));
  }

  /** The person's machine: working folder of every command, and home of the profiles. */
  public Path home() {
    return home;
  }

  /** The person's e-mail address. */
  public String email() {
    return name + "@hospital.test";
  }

  /** Sets a variable of the environment of every command from now on. */
  public void environment(String variable, String value) {
    environment.put(variable, value);
  }

  /** A file that only its owner may read, with that first line. */
  public Path secretFile(String file, String line) {
    Path path = home.resolve(file);
    try {
      Files.deleteIfExists(path);
      if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.createFile(
            path,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      return Files.writeString(path, line + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a command to its end. */
  public Finished run(String... arguments) {
    return ended(start(arguments));
  }

  /** Starts a command; its output is read by {@link #ended} only. */
  public Process start(String... arguments) {
    List<String> command = new ArrayList<>(Programs.commandLine(virtualMachine));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
    builder.environment().put("LC_ALL", "C.UTF-8"); // as the launcher does
    builder.environment().put("MEDSEAL_HOME", home.toString());
    builder.environment().put("MEDSEAL_PROFILE", name);
    builder.environment().remove("MEDSEAL_DEBUG");
    builder.environment().remove("XDG_RUNTIME_DIR");
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for a command to end. */
  public static Finished ended(Process process) {
    CompletableFuture<String> err =
        CompletableFuture.supplyAsync(
            () -> text(process.getErrorStream()), Thread::startVirtualThread);
    CompletableFuture<String> out =
        CompletableFuture.supplyAsync(
            () -> text(process.getInputStream()), Thread::startVirtualThread);
    long peak = 0;
    try {
      do {
        peak = Math.max(peak, Memory.peak(process).orElse(0));
      } while (!process.waitFor(100, TimeUnit.MILLISECONDS));
      return new Finished(process.exitValue(), out.join(), err.join(), peak);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String text(java.io.InputStream in) {
    try {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
