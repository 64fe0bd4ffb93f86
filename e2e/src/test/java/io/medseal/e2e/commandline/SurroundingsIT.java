package io.medseal.e2e.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.cli.Entries;
import io.medseal.cli.commands.Entry;
import io.medseal.cli.commands.Group;
import io.medseal.cli.failures.ExitCode;
import io.medseal.testkit.programs.CommandLine;
import io.medseal.testkit.programs.Finished;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every command, by the launcher, with an environment that has a path, a home, a narrow terminal
 * and no colours, and nothing else. Each run has a copy of its own of a home in which two people
 * are logged in.
 */
@DisplayName("Where there is hardly anything around it,")
@EnabledOnOs(OS.LINUX)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SurroundingsIT {
  private static final String NEW_ACCOUNT =
      "medseal signup --server $SERVER --email n$N@hospital.test --name New --password-file password"
          + " --profile new --json | sed 's/.*\"recoveryCode\":\"\\([^\"]*\\)\".*/\\1/' >code; ";

  private static final String NEW_REPORT =
      "medseal upload $RECORD letter.txt --json |"
          + " sed 's/.*\"reports\":\\[{\"id\":\"\\([^\"]*\\)\".*/\\1/' >id; ";

  private static final Map<String, Line> LINES = lines();

  @TempDir static Path folder;
  private Clinic clinic;
  private Path launcher;
  private Path template;
  private String facts;
  private int runs;

  /**
   * How a command is tried.
   *
   * @param before what has to be done before, in the same home
   * @param command what follows {@code medseal}
   * @param code how it ends where nothing is in its way
   */
  private record Line(String before, String command, int code) {}

  private static Map<String, Line> lines() {
    Map<String, Line> lines = new LinkedHashMap<>();
    String login =
        "login --server $SERVER --email clerk@hospital.test --password-file password --profile";
    put(
        lines,
        "signup --server $SERVER --email s$N@hospital.test --name New --password-file"
            + " password --profile new");
    put(lines, login + " again");
    put(lines, "medseal " + login + " again >log; ", "logout --profile again", 0);
    put(lines, "lock --new-passphrase-file passphrase");
    put(
        lines,
        "medseal lock --new-passphrase-file passphrase >log; ",
        "unlock --for-good --passphrase-file passphrase",
        0);
    put(lines, "whoami");
    put(
        lines,
        NEW_ACCOUNT,
        "password --password-file password --new-password-file other --profile" + " new",
        0);
    put(
        lines,
        NEW_ACCOUNT,
        "recover --recovery-code-file code --new-password-file other --profile" + " new",
        0);
    put(lines, NEW_ACCOUNT, "renew --password-file password --profile new", 0);
    put(lines, NEW_ACCOUNT, "card --name Somebody --profile new", 0);
    put(lines, "usage");
    put(lines, "account export --to everything");
    put(lines, "sessions list");
    put(lines, "", "sessions end 01234567", ExitCode.NOT_FOUND.number());

    put(lines, "record create --patient 'New Patient'");
    put(lines, "record list --limit 5");
    put(lines, "record show $RECORD");
    put(lines, "medseal record create --patient P$N >log; ", "record correct P$N --patient Q$N", 0);
    put(lines, "medseal record create --patient P$N >log; ", "section add P$N Heart", 0);
    put(lines, "upload $RECORD letter.txt");
    put(lines, "uploads list");
    put(lines, "", "uploads resume 01234567", ExitCode.NOT_FOUND.number());
    put(lines, "", "uploads discard 01234567", ExitCode.NOT_FOUND.number());
    put(lines, "reports $RECORD");
    put(lines, "open $REPORT --out opened");
    put(lines, "verify $REPORT");
    put(lines, NEW_REPORT, "correct $(cat id) --title Corrected", 0);
    put(lines, NEW_REPORT, "delete $(cat id) --yes", 0);

    put(lines, "share $RECORD --with rao@hospital.test");
    put(
        lines,
        "medseal share $RECORD --with rao@hospital.test >log; ",
        "unshare $RECORD --with rao@hospital.test",
        0);
    put(
        lines,
        "medseal record create --patient P$N --profile rao >log;"
            + " medseal share P$N --with clerk@hospital.test --profile rao >log; ",
        "leave P$N",
        0);
    put(lines, "offers");
    put(lines, "offers accept rao@hospital.test");
    put(lines, "", "offers decline 01234567", ExitCode.NOT_FOUND.number());
    put(lines, "", "offers block 01234567", ExitCode.NOT_FOUND.number());
    put(lines, "access $RECORD");
    put(lines, "activity $RECORD");
    put(lines, "refresh");
    put(lines, "person rao@hospital.test");
    put(
        lines,
        "",
        "accept rao@hospital.test --safety-number '01234 56789 01234 56789 01234 56789'",
        ExitCode.UNTRUSTED.number());

    for (String kind : List.of("department", "institute")) {
      String made = "medseal " + kind + " create --name G$N >log; ";
      put(lines, kind + " create --name G$N");
      put(lines, kind + " list");
      put(lines, made, kind + " card G$N --specialty 394579002", 0);
      put(lines, made, kind + " show G$N", 0);
      put(lines, made, kind + " add G$N rao@hospital.test", 0);
      put(
          lines,
          made + "medseal " + kind + " add G$N rao@hospital.test >log; ",
          kind + " remove G$N rao@hospital.test",
          0);
    }
    String made = "medseal institute create --name G$N >log; ";
    put(lines, made, "institute endorse G$N rao@hospital.test --name 'Dr Rao'", 0);
    put(lines, made, "institute verify G$N", ExitCode.CONFLICT.number());
    put(
        lines,
        made,
        "institute confirm G$N --safety-number '01234 56789 01234 56789 01234 56789'",
        ExitCode.UNTRUSTED.number());
    put(
        lines,
        made + "medseal institute endorse G$N rao@hospital.test --name 'Dr Rao' >log; ",
        "institute withdraw G$N rao@hospital.test",
        0);

    put(lines, "keygen --out new.key");
    put(lines, "medseal keygen --out new.key >log; ", "seal letter.txt --to new.key.pub", 0);
    put(
        lines,
        "medseal keygen --out new.key >log; medseal seal letter.txt --to new.key.pub >log; ",
        "unseal letter.txt.sealed --key new.key --out opened.txt",
        0);

    put(
        lines,
        "",
        "serve --data $DATA",
        io.medseal.server.platform.start.ExitCode.DATA_IN_USE.number());
    put(lines, "check --data $DATA");
    put(lines, "backup --data $DATA --to backup");
    put(
        lines,
        "medseal backup --data $DATA --to backup >log; ",
        "restore --data restored --from backup",
        0);
    put(
        lines,
        "medseal backup --data $DATA --to backup >log;"
            + " medseal restore --data restored --from backup >log; ",
        "restored --data restored --taken 2026-01-01T00:00:00Z",
        0);
    put(lines, "invite --data $DATA");
    String noInstitute = " --data $DATA --institute " + "0".repeat(64);
    int none = io.medseal.server.platform.start.ExitCode.NO_SUCH_INSTITUTE.number();
    put(lines, "", "confirm" + noInstitute + " --name Riverside", none);
    put(lines, "", "unconfirm" + noInstitute, none);
    put(lines, "", "portal --server $SERVER --port $PORT", ExitCode.LOCAL_FILES.number());
    put(lines, "", "demo --data .", 1);
    put(lines, "help");
    return lines;
  }

  private static void put(Map<String, Line> lines, String command) {
    put(lines, "", command, 0);
  }

  private static void put(Map<String, Line> lines, String before, String command, int code) {
    String name =
        Entries.all().stream()
            .map(Entry::name)
            .filter(known -> (command + " ").startsWith(known + " "))
            .max(java.util.Comparator.comparingInt(String::length))
            .orElseThrow();
    assertThat(lines.put(name, new Line(before, command, code))).as(name).isNull();
  }

  static Stream<String> commands() {
    return LINES.keySet().stream();
  }

  @BeforeAll
  void prepare() throws Exception {
    clinic = Clinic.open(folder);
    launcher = Installed.in(folder.resolve("installed"));
    template = Files.createDirectories(folder.resolve("template"));
    facts =
        "SERVER="
            + clinic.uri()
            + " PORT="
            + clinic.uri().getPort()
            + " N=0"
            + " DATA='"
            + clinic.service().data()
            + "'; ";
    Path home = Files.createDirectories(template.resolve("home"));
    Path work = Files.createDirectories(template.resolve("work"));
    for (String secret : List.of("password", "other", "passphrase")) {
      Files.writeString(work.resolve(secret), "correct horse of a " + secret + "\n");
    }
    Files.writeString(work.resolve("letter.txt"), "A letter.\n");
    for (String who : List.of("clerk", "rao")) {
      ok(
          home,
          work,
          "medseal signup --server $SERVER --email "
              + who
              + "@hospital.test --name "
              + who
              + " --password-file password --profile "
              + (who.equals("clerk") ? "default" : who));
    }
    ok(home, work, "medseal person rao@hospital.test");
    ok(home, work, "medseal person clerk@hospital.test --profile rao");
    ok(home, work, "medseal offers accept rao@hospital.test");
    String record =
        ok(home, work, "medseal record create --patient 'Invented Patient' --json")
            .json()
            .get("id")
            .stringValue();
    String report =
        ok(home, work, "medseal upload " + record + " letter.txt --json")
            .json()
            .at("/reports/0/id")
            .stringValue();
    facts += "RECORD=" + record + " REPORT=" + report + "; ";
  }

  @AfterAll
  void close() {
    clinic.close();
  }

  private Finished ok(Path home, Path work, String line) throws Exception {
    Finished finished = shell(home, work, "", line);
    assertThat(finished.exitCode()).as(finished.err()).isZero();
    return finished;
  }

  /** Runs a line of the shell, in which {@code medseal} is the launcher. */
  private Finished shell(Path home, Path work, String by, String line) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
                "sh", "-c", facts + "medseal() { " + by + " '" + launcher + "' \"$@\"; }; " + line)
            .directory(work.toFile());
    builder.environment().clear();
    builder
        .environment()
        .putAll(
            Map.of(
                "PATH",
                System.getenv("PATH"),
                "HOME",
                home.toString(),
                "COLUMNS",
                "20",
                "NO_COLOR",
                "1"));
    Process process = builder.start();
    process.getOutputStream().close();
    return CommandLine.ended(process);
  }

  /** In a copy of the home and of the working folder, in which all that comes before is done. */
  private Finished run(Line line, String redirection) throws Exception {
    return run(line, prepared(line), "", redirection);
  }

  private Finished run(Line line, Path copy, String by, String redirection) throws Exception {
    return shell(
        copy.resolve("home"),
        copy.resolve("work"),
        by,
        "N=" + runs + "; medseal " + line.command() + redirection);
  }

  private Path prepared(Line line) throws Exception {
    Path copy = copied();
    Path home = copy.resolve("home");
    Finished before =
        shell(home, copy.resolve("work"), "", "N=" + runs + "; " + line.before() + ":");
    assertThat(before.exitCode()).as(line.before() + before.err()).isZero();
    return copy;
  }

  private Path copied() throws Exception {
    Path copy = folder.resolve("run-" + ++runs);
    assertThat(
            new ProcessBuilder("cp", "-r", "-p", template.toString(), copy.toString())
                .start()
                .waitFor())
        .isZero();
    return copy;
  }

  @Test
  @DisplayName("each command is tried here, and none that is not one")
  void all() {
    assertThat(LINES.keySet())
        .containsExactlyElementsOf(Entries.all().stream().map(Entry::name).toList());
  }

  @ParameterizedTest
  @MethodSource("commands")
  @DisplayName(
      "it does its work, and says so where its answer is lost: a full disk, no output at all")
  void bare(String name) throws Exception {
    Line line = LINES.get(name);
    Finished done = run(line, "");
    assertThat(done.exitCode()).as(done.err()).isEqualTo(line.code());
    said(name, done);
    assertThat(done.out()).doesNotContain("\033");
    boolean answers = !done.out().isEmpty() && line.code() == 0;
    for (String lost : List.of(" >/dev/full", " >&-")) {
      Finished unheard = run(line, lost);
      assertThat(unheard.exitCode())
          .as(lost + unheard.err())
          .isEqualTo(answers ? ExitCode.UNAVAILABLE.number() : line.code());
      said(name, unheard);
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  @DisplayName("a home that cannot be written is its failure, or none")
  void readOnlyHome(String name) throws Exception {
    Line line = LINES.get(name);
    Path copy = prepared(line);
    assertThat(
            new ProcessBuilder("chmod", "-R", "a-w", copy.resolve("home").toString())
                .start()
                .waitFor())
        .isZero();
    // Who may write everywhere gives that up for this command.
    String by =
        System.getProperty("user.name").equals("root")
            ? "setpriv --bounding-set=-dac_override --inh-caps=-dac_override --"
            : "";
    Finished done = run(line, copy, by, "");
    said(name, done);
    assertThat(done.exitCode()).as(done.err()).isIn(line.code(), ExitCode.LOCAL_FILES.number());
  }

  private static void said(String name, Finished finished) {
    assertThat(documented(name)).as(finished.err()).contains(finished.exitCode());
    assertThat(finished.err())
        .doesNotContain("\tat ", "Exception", "mistake in Medseal", "made a mistake", "\033");
    if (finished.exitCode() != 0) {
      List<String> lines = finished.err().lines().toList();
      assertThat(lines).isNotEmpty();
      assertThat(lines.getLast()).as(finished.err()).matches("(medseal: )?[A-Z].*[.)]");
      assertThat(lines.stream().filter(line -> line.startsWith("medseal: ")))
          .as(finished.err())
          .hasSizeLessThanOrEqualTo(1);
    }
  }

  /** Codes of the program, without the one for a mistake. */
  private static Set<Integer> documented(String name) {
    List<Integer> codes = new ArrayList<>();
    boolean cloud =
        Entries.all().stream()
            .anyMatch(entry -> entry.name().equals(name) && entry.group() == Group.CLOUD);
    if (cloud && !name.equals("portal")) {
      for (var code : io.medseal.server.platform.start.ExitCode.values()) {
        codes.add(code.number());
      }
    } else {
      for (ExitCode code : ExitCode.values()) {
        codes.add(code.number());
      }
    }
    return codes.stream().filter(code -> code != 70).collect(Collectors.toSet());
  }
}
