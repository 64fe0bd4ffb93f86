package io.medseal.cli.accounts;

import io.medseal.cli.commands.Command;
import io.medseal.cli.commands.Invocation;
import io.medseal.cli.commands.Parameter;
import io.medseal.cli.failures.CommandException;
import io.medseal.cli.failures.ExitCode;
import io.medseal.cli.profiles.Profiles;
import io.medseal.cli.terminal.Terminal;
import io.medseal.client.problems.ProfileException;
import io.medseal.client.profiles.Profile;
import io.medseal.ledger.statements.StrictJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * {@code medseal account export}: what the other commands answer to programs, in files, and the
 * files of every report.
 */
public final class ExportCommand extends Command {
  private final BiFunction<Terminal, String[], ExitCode> commands;
  private final Parameter<Path> to =
      required("--to", "DIR", Path.class, Path::of, "The folder to write to: empty, or not there.");

  /** What is printed with {@code --json}. */
  record Exported(String folder, int records, int reports, List<LeftOut> leftOut) {}

  /**
   * What could not be exported.
   *
   * @param what the command that failed
   * @param why what it said
   */
  record LeftOut(String what, int exitCode, String why) {}

  /**
   * With the other commands.
   *
   * @param commands runs one, with its answer going to that terminal
   */
  public ExportCommand(BiFunction<Terminal, String[], ExitCode> commands) {
    this.commands = commands;
    prints(Exported.class);
    describe(
        "Writes everything that this account may open into a folder: of each record who it is of,"
            + " its sections, who has access, what happened in it, and every report with its files;"
            + " besides them what there is of the account itself. What other commands print with"
            + " --json stands in files, as they print it.");
    describe(
        "Everything is verified before it is written, as with 'medseal open'. What is written is"
            + " not sealed any more: keep it as you would keep the papers. What could not be"
            + " exported is named in left-out.json, and the command then fails.");
    example("account export --to everything", "Take everything along");
  }

  @Override
  public void run(Invocation invocation) {
    Profile profile = Profiles.of(invocation);
    if (!profile.isLoggedIn()) {
      throw new ProfileException.NotLoggedIn(profile.name());
    }
    profile.requireWritable(); // or everything would be left out
    Path folder = empty(to.get().toAbsolutePath().normalize());
    Run run = new Run(invocation, folder);
    run.save("account.json", "whoami");
    run.save("sessions.json", "sessions", "list");
    run.save("usage.json", "usage");
    run.save("offers.json", "offers", "--all");
    run.save("departments.json", "department", "list");
    run.save("institutes.json", "institute", "list");
    JsonNode records = run.save("records.json", "record", "list", "--all").path("records");
    for (JsonNode record : records) {
      String id = record.get("id").stringValue();
      String place = "records/" + id + "/";
      run.save(place + "record.json", "record", "show", id);
      run.saveIfAllowed(place + "access.json", "access", id);
      run.saveIfAllowed(place + "activity.json", "activity", id, "--all");
    }
    JsonNode reports = run.save("reports.json", "reports", "--all").path("reports");
    for (JsonNode report : reports) {
      run.open(report);
    }
    if (!run.leftOut.isEmpty()) {
      run.write("left-out.json", StrictJson.mapper().writeValueAsString(run.leftOut));
    }
    invocation.answer(
        new Exported(folder.toString(), records.size(), run.opened, run.leftOut),
        page ->
            page.line(
                "Exported to "
                    + folder
                    + ": "
                    + count(records.size(), "record")
                    + ", "
                    + count(run.opened, "report")
                    + "."));
    if (!run.leftOut.isEmpty()) {
      throw new CommandException(
          ExitCode.FAILED_CHECK,
          "Not everything could be exported: "
              + folder.resolve("left-out.json")
              + " says what and why.");
    }
  }

  private static String count(int number, String one) {
    return number + " " + one + (number == 1 ? "" : "s");
  }

  private static Path empty(Path folder) {
    try {
      Files.createDirectories(folder);
      try (Stream<Path> there = Files.list(folder)) {
        if (there.findAny().isPresent()) {
          throw new CommandException(
              ExitCode.CONFLICT, "The folder " + folder + " is not empty; choose a new one.");
        }
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Run {
    private final Invocation invocation;
    private final Path folder;
    private final List<LeftOut> leftOut = new ArrayList<>();
    private int opened;

    private Run(Invocation invocation, Path folder) {
      this.invocation = invocation;
      this.folder = folder;
    }

    /**
     * Writes what a command answers; what fails is left out, but for what no account comes without.
     */
    private JsonNode save(String file, String... words) {
      return save(file, false, words);
    }

    /** The same of what a role may not allow. */
    private void saveIfAllowed(String file, String... words) {
      save(file, true, words);
    }

    private JsonNode save(String file, boolean mayBeDenied, String... words) {
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      ExitCode code = run(answer, mayBeDenied, words);
      if (code != ExitCode.OK) {
        return StrictJson.mapper().createObjectNode();
      }
      String text = answer.toString(StandardCharsets.UTF_8);
      write(file, text);
      return StrictJson.mapper().readTree(text);
    }

    private void open(JsonNode report) {
      String id = report.get("id").stringValue();
      String place =
          report.has("record") ? "records/" + report.get("record").stringValue() + "/" : "";
      Path into = folder.resolve(place + "reports").resolve(id);
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      if (run(answer, false, "open", id, "--out", into.toString()) == ExitCode.OK) {
        write(place + "reports/" + id + ".json", answer.toString(StandardCharsets.UTF_8));
        opened++;
      }
    }

    private ExitCode run(ByteArrayOutputStream answer, boolean mayBeDenied, String... words) {
      List<String> all = new ArrayList<>(List.of(words));
      all.add("--json");
      invocation.profile().ifPresent(name -> all.addAll(List.of("--profile", name)));
      invocation
          .passphraseFile()
          .ifPresent(file -> all.addAll(List.of("--passphrase-file", file.toString())));
      ByteArrayOutputStream said = new ByteArrayOutputStream();
      Terminal mine = invocation.terminal();
      Terminal terminal =
          new Terminal(
              mine.in(),
              new PrintStream(answer, true, StandardCharsets.UTF_8),
              new PrintStream(said, true, StandardCharsets.UTF_8),
              false,
              false,
              mine.hidden(),
              mine.environment(),
              mine.zone());
      ExitCode code = commands.apply(terminal, all.toArray(String[]::new));
      List<String> lines = said.toString(StandardCharsets.UTF_8).lines().toList();
      String why = lines.isEmpty() ? "" : lines.getLast().replaceFirst("^medseal: ", "");
      switch (code) {
        case OK -> {}
        case AUTHENTICATION, UNAVAILABLE -> throw new CommandException(code, why);
        default -> {
          if (code != ExitCode.DENIED || !mayBeDenied) {
            leftOut.add(new LeftOut(String.join(" ", words), code.number(), why));
          }
        }
      }
      return code;
    }

    private void write(String file, String text) {
      try {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
