package io.medseal.cli.training;

import io.medseal.cli.Cli;
import io.medseal.cli.Entries;
import io.medseal.cli.failures.ExitCode;
import io.medseal.cli.terminal.HiddenInput;
import io.medseal.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Does once, in one process, what people do with short commands, so that Java records the classes
 * and the hot methods of it in an AOT cache; later starts find them loaded, linked and soon
 * compiled. Everything is real: real files, real keys, a real service of its own on a free port of
 * the loopback address. Nothing of the user's is touched: all of it lies in the folder given, which
 * the caller makes empty and removes.
 *
 * <p>Usage: {@code java -XX:AOTCacheOutput=FILE -cp cli.jar io.medseal.cli.training.Training KIND
 * FOLDER [SERVICE_JAR]}, where the kind is
 *
 * <ul>
 *   <li>{@code whole}: every common command. Where no service starts (no loopback, say), those that
 *       need none are still recorded.
 *   <li>{@code offline}: sealing and unsealing files.
 *   <li>{@code brief}, in the folder that {@code whole} left: what answers at once.
 * </ul>
 *
 * The smaller two exist because mapping a cache costs time by its size, and because profiles of hot
 * methods are truest where nothing else was done. Ends with 1 when a command failed: a half-trained
 * cache is not worth keeping.
 */
public final class Training {
  private static final int BODY_BYTES = 48 << 20; // several parts for each processor

  private final Path folder;
  private final List<String> failed = new ArrayList<>();

  private Training(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] args) throws IOException {
    Training training = new Training(Path.of(args[1]).toAbsolutePath());
    switch (args[0]) {
      case "whole" -> training.whole(Path.of(args[2]));
      case "offline" -> training.sealing();
      case "brief" -> training.brief();
      default -> throw new IllegalArgumentException(args[0]);
    }
    training.failed.forEach(System.err::println);
    System.exit(training.failed.isEmpty() ? 0 : 1);
  }

  private void brief() {
    run("--help");
    if (Files.exists(Path.of(profile("ada")))) {
      as("ada", "whoami");
    }
  }

  private void whole(Path serviceJar) throws IOException {
    run("--help");
    run("help", "json");
    run("seal", "--help");
    sealing();
    Optional<TrainingService> service =
        TrainingService.start(serviceJar, folder.resolve("service"));
    if (service.isPresent()) {
      try (TrainingService running = service.get()) {
        connected(running.address());
      }
    }
  }

  private void sealing() throws IOException {
    Path scan = Files.write(folder.resolve("scan.bin"), new byte[BODY_BYTES]);
    run("keygen", "--out", path("own.key"), "--force");
    run("seal", scan.toString(), "--to", path("own.key.pub"));
    run("unseal", path("scan.bin.sealed"), "--key", path("own.key"), "--out", path("opened.bin"));
    Files.delete(scan);
    Files.delete(folder.resolve("scan.bin.sealed"));
    Files.delete(folder.resolve("opened.bin"));
  }

  private void connected(String server) throws IOException {
    Path password = Files.writeString(folder.resolve("password"), "a password for training\n");
    Path letter = Files.writeString(folder.resolve("letter.txt"), "An invented letter.\n");
    Path film = Files.write(folder.resolve("film.bin"), new byte[BODY_BYTES / 2]);
    signUp(server, "ada", password);
    signUp(server, "rao", password);
    as("ada", "whoami");
    as("ada", "record", "create", "--patient", "Ada Example", "--born", "1969-07-20");
    as("ada", "record", "list");
    as("ada", "record", "show", "Ada Example");
    as("ada", "upload", "Ada Example", letter.toString(), film.toString());
    as("ada", "share", "Ada Example", "--with", "rao@training.invalid");
    as("ada", "access", "Ada Example");
    as("rao", "offers");
    as("rao", "offers", "accept", "ada@training.invalid");
    as("rao", "reports");
    as("rao", "reports", "--json");
    String report = report();
    as("rao", "verify", report);
    as("rao", "open", report, "--out", path("opened"));
    as("rao", "person", "ada@training.invalid");
    as("ada", "activity", "Ada Example");
    as("ada", "usage");
    as("ada", "unshare", "Ada Example", "--with", "rao@training.invalid");
    as("rao", "logout");
    as(
        "rao",
        "login",
        "--server",
        server,
        "--email",
        "rao@training.invalid",
        "--password-file",
        password.toString());
    as("ada", "whoami", "--json");
  }

  private void signUp(String server, String who, Path password) {
    as(
        who,
        "signup",
        "--server",
        server,
        "--email",
        who + "@training.invalid",
        "--name",
        who,
        "--password-file",
        password.toString());
  }

  /** The id of the newest report that rao can open, from the listing for programs. */
  private String report() {
    String listing = as("rao", "reports", "--json");
    int at = listing.indexOf("\"id\"");
    int from = listing.indexOf('"', listing.indexOf(':', at)) + 1;
    return at < 0 ? "" : listing.substring(from, listing.indexOf('"', from));
  }

  /** With a profile in the folder, whatever profiles the user has. */
  private String as(String who, String... command) {
    List<String> words = new ArrayList<>(List.of(command));
    words.add("--profile");
    words.add(profile(who));
    return run(words.toArray(String[]::new));
  }

  private String run(String... command) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal system = Terminal.system(); // so that what asks for the real one is recorded as well
    Terminal terminal =
        new Terminal(
            InputStream.nullInputStream(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            system.outShown(),
            system.errShown(),
            HiddenInput.system(),
            Map.of(),
            ZoneId.systemDefault());
    ExitCode code = new Cli(terminal, Entries.all()).run(command);
    if (code != ExitCode.OK) {
      failed.add(String.join(" ", command) + ": " + err.toString(StandardCharsets.UTF_8).strip());
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private String profile(String who) {
    return path("profile-" + who);
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }
}
