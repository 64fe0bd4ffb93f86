package io.medseal.cli.accounts;

import io.medseal.cli.commands.Command;
import io.medseal.cli.commands.Invocation;
import io.medseal.cli.commands.Parameter;
import io.medseal.cli.failures.CommandException;
import io.medseal.cli.failures.ExitCode;
import io.medseal.cli.output.Plain;
import io.medseal.cli.profiles.Profiles;
import io.medseal.cli.terminal.Terminal;
import io.medseal.client.problems.ProfileException;
import io.medseal.client.profiles.Profile;
import io.medseal.ledger.statements.StrictJson;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;

/**
 * {@code medseal account export}: what the other commands answer to programs, and the files of
 * every report, in one archive.
 */
public final class ExportCommand extends Command {
  private final BiFunction<Terminal, String[], ExitCode> commands;
  private final Parameter<Path> to =
      required("--to", "FILE.zip", Path.class, Path::of, "The archive to write; not there yet.");

  /** What is printed with {@code --json}. */
  record Exported(String archive, int records, int reports, List<LeftOut> leftOut) {}

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
        "Writes everything that this account may open into one ZIP file: of each record who it is of,"
            + " its sections, who has access, what happened in it, and every report with its files;"
            + " besides them what there is of the account itself. What other commands print with"
            + " --json stands in files, as they print it; contents.txt says in words what is there.");
    describe(
        "Everything is verified before it is written, as with 'medseal open', and its SHA-256 stands"
            + " in SHA256SUMS. What is written is not sealed any more: keep it as you would keep the"
            + " papers. Private keys and the recovery code are never in it. What could not be exported"
            + " is named in left-out.json, and the command then fails; where the connection or the"
            + " session ends, nothing is written.");
    example("account export --to everything.zip", "Take everything along");
  }

  @Override
  public void run(Invocation invocation) {
    Profile profile = Profiles.of(invocation);
    if (!profile.isLoggedIn()) {
      throw new ProfileException.NotLoggedIn(profile.name());
    }
    profile.requireWritable(); // or everything would be left out
    Path target = to.get().toAbsolutePath().normalize();
    try (ExportArchive archive = ExportArchive.begin(target)) {
      Run run = new Run(invocation, archive);
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
        run.contents.add("");
        run.contents.add(place + "  " + record.at("/patient/name").asString(""));
        run.save(place + "record.json", "record", "show", id);
        run.saveIfAllowed(place + "access.json", "who has access", "access", id);
        run.saveIfAllowed(place + "activity.json", "what happened", "activity", id, "--all");
      }
      JsonNode reports = run.save("reports.json", "reports", "--all").path("reports");
      run.contents.add("");
      for (JsonNode report : reports) {
        run.open(report);
      }
      if (!run.leftOut.isEmpty()) {
        archive.write("left-out.json", StrictJson.mapper().writeValueAsString(run.leftOut));
      }
      archive.write("contents.txt", contents(run));
      archive.finish();
      invocation.answer(
          new Exported(target.toString(), records.size(), run.opened, run.leftOut),
          page ->
              page.line(
                  "Exported to "
                      + target
                      + ": "
                      + count(records.size(), "record")
                      + ", "
                      + count(run.opened, "report")
                      + "."));
      if (!run.leftOut.isEmpty()) {
        throw new CommandException(
            ExitCode.FAILED_CHECK,
            "Not everything could be exported: left-out.json in " + target + " says what and why.");
      }
    }
  }

  /** For people: what is there, what is not, and why. */
  private static String contents(Run run) {
    List<String> lines = new ArrayList<>();
    lines.add("Everything that one account of Medseal could open, verified and no longer sealed.");
    lines.add(
        "Not in here: private keys, the recovery code, passwords. They never leave a device.");
    lines.add("SHA256SUMS has the SHA-256 of each file: sha256sum -c SHA256SUMS");
    run.contents.forEach(line -> lines.add(Plain.line(line)));
    if (!run.leftOut.isEmpty()) {
      lines.add("");
      lines.add("Left out:");
      run.leftOut.forEach(each -> lines.add(Plain.line(each.what() + ": " + each.why())));
    }
    return String.join("\n", lines) + "\n";
  }

  private static String count(int number, String one) {
    return number + " " + one + (number == 1 ? "" : "s");
  }

  private final class Run {
    private final Invocation invocation;
    private final ExportArchive archive;
    private final List<LeftOut> leftOut = new ArrayList<>();
    private final List<String> contents = new ArrayList<>();
    private int opened;

    private Run(Invocation invocation, ExportArchive archive) {
      this.invocation = invocation;
      this.archive = archive;
    }

    /**
     * Writes what a command answers; what fails is left out, but for what no account comes without.
     */
    private JsonNode save(String file, String... words) {
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      if (run(answer, false, words) != ExitCode.OK) {
        return StrictJson.mapper().createObjectNode();
      }
      String text = answer.toString(StandardCharsets.UTF_8);
      archive.write(file, text);
      return StrictJson.mapper().readTree(text);
    }

    /** The same of what a role may not allow, which is no failure, but said. */
    private void saveIfAllowed(String file, String what, String... words) {
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      switch (run(answer, true, words)) {
        case OK -> archive.write(file, answer.toString(StandardCharsets.UTF_8));
        case DENIED -> contents.add("  " + what + " is not shown to this account's role");
        default -> {} // is left out
      }
    }

    private void open(JsonNode report) {
      String id = report.get("id").stringValue();
      String place =
          (report.has("record") ? "records/" + report.get("record").stringValue() + "/" : "")
              + "reports/"
              + id;
      Path into = archive.room().resolve(id);
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      if (run(answer, false, "open", id, "--out", into.toString()) == ExitCode.OK) {
        archive.take(into, place);
        archive.write(place + ".json", answer.toString(StandardCharsets.UTF_8));
        contents.add(
            place
                + "  "
                + report.path("date").asString(report.path("added").asString(""))
                + "  "
                + report.path("title").asString(""));
        opened++;
      }
    }

    private ExitCode run(ByteArrayOutputStream answer, boolean mayBeDenied, String... words) {
      ByteArrayOutputStream said = new ByteArrayOutputStream();
      ExitCode code = answered(answer, said, words);
      List<String> lines = said.toString(StandardCharsets.UTF_8).lines().toList();
      String why = lines.isEmpty() ? "" : lines.getLast().replaceFirst("^medseal: ", "");
      if (code == ExitCode.AUTHENTICATION || (code == ExitCode.UNAVAILABLE && !isThere())) {
        throw new CommandException(code, why);
      }
      if (code != ExitCode.OK && (code != ExitCode.DENIED || !mayBeDenied)) {
        leftOut.add(new LeftOut(String.join(" ", words), code.number(), why));
      }
      return code;
    }

    /** Whether the service still answers, so that what it cannot give is only that one thing. */
    private boolean isThere() {
      return answered(new ByteArrayOutputStream(), new ByteArrayOutputStream(), "usage")
          == ExitCode.OK;
    }

    private ExitCode answered(
        ByteArrayOutputStream answer, ByteArrayOutputStream said, String... words) {
      List<String> all = new ArrayList<>(List.of(words));
      all.add("--json");
      invocation.profile().ifPresent(name -> all.addAll(List.of("--profile", name)));
      invocation
          .passphraseFile()
          .ifPresent(file -> all.addAll(List.of("--passphrase-file", file.toString())));
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
      return commands.apply(terminal, all.toArray(String[]::new));
    }
  }
}
