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
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every command, by the launcher, with an environment that has a path, a home, a narrow terminal
 * and no colours, and nothing else. Each run has a copy of its own of a home in which two people
 * are logged in. What has to be done before, and that an answer is lost, needs no process of its
 * own: that a process loses it is tried with a few commands, since it is noticed in one place for
 * all.
 */
@DisplayName("Where there is hardly anything around it,")
@EnabledOnOs(OS.LINUX)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SurroundingsIT {
  private static final String PASSWORD = " --password-file $W/password";
  private static final String NEW_ACCOUNT =
      "signup --server $SERVER --email n$N@hospital.test --name New --profile $P/new --json"
          + PASSWORD;
  private static final String NEW_RECORD = "record create --patient P$N";
  private static final String NEW_REPORT = "upload $RECORD $W/letter.txt --json";
  private static final String NUMBER = " --safety-number '01234 56789 01234 56789 01234 56789'";
  private static final Pattern WORD = Pattern.compile("'([^']*)'|[^ ]+");

  private static final Map<String, Line> LINES = lines();

  /** What cannot have done its work where the home cannot be written. */
  private static final Set<String> WRITES_AT_HOME =
      Set.of("signup", "login", "logout", "lock", "unlock", "recover", "account delete");

  @TempDir static Path folder;
  private final Map<String, String> facts = new HashMap<>();
  private Clinic clinic;
  private Path launcher;
  private Path template;
  private int runs;

  /**
   * How a command is tried.
   *
   * @param command what follows {@code medseal}: {@code $W} is the working folder, {@code $P} that
   *     of the profiles, {@code $N} a number that no other run has
   * @param code how it ends where nothing is in its way
   * @param before what has to be done before, in the same home
   */
  private record Line(String command, int code, List<String> before) {}

  /** A copy of the home and of the working folder. */
  private record Place(Path home, Path work, Map<String, String> facts) {
    Path profiles() {
      return home.resolve(".config/medseal");
    }
  }

  private static Map<String, Line> lines() {
    Map<String, Line> lines = new LinkedHashMap<>();
    String login =
        "login --server $SERVER --email clerk@hospital.test --profile $P/again" + PASSWORD;
    String lock = "lock --new-passphrase-file $W/passphrase";
    put(
        lines,
        "signup --server $SERVER --email s$N@hospital.test --name New --profile $P/new" + PASSWORD);
    put(lines, login);
    put(lines, "logout --profile $P/again", login);
    put(lines, lock);
    put(lines, "unlock --for-good --passphrase-file $W/passphrase", lock);
    put(lines, "whoami");
    String another = " --new-password-file $W/other --profile $P/new";
    put(lines, "password" + PASSWORD + another, NEW_ACCOUNT);
    put(lines, "recover --recovery-code-file $W/code" + another, NEW_ACCOUNT);
    put(lines, "renew --profile $P/new" + PASSWORD, NEW_ACCOUNT);
    put(lines, "card --name Somebody");
    put(lines, "usage");
    put(lines, "account export --to $W/everything.zip");
    put(
        lines,
        "account delete --really-delete n$N@hospital.test --profile $P/new" + PASSWORD,
        NEW_ACCOUNT);
    put(lines, "sessions list");
    add(lines, "sessions end 01234567", ExitCode.NOT_FOUND.number());

    put(lines, "record create --patient 'New Patient'");
    put(lines, "record list --limit 5");
    put(lines, "record show $RECORD");
    put(lines, "record correct P$N --patient Q$N", NEW_RECORD);
    put(lines, "section add P$N Heart", NEW_RECORD);
    put(lines, "upload $RECORD $W/letter.txt");
    put(lines, "uploads list");
    add(lines, "uploads resume 01234567", ExitCode.NOT_FOUND.number());
    add(lines, "uploads discard 01234567", ExitCode.NOT_FOUND.number());
    put(lines, "reports $RECORD");
    put(lines, "open $REPORT --out $W/opened");
    put(lines, "verify $REPORT");
    put(lines, "correct $MADE --title Corrected", NEW_REPORT);
    put(lines, "move $MADE --to P$N --yes", NEW_REPORT, NEW_RECORD);
    put(lines, "delete $MADE --yes", NEW_REPORT);

    String share = "share P$N --with rao@hospital.test";
    put(lines, share, NEW_RECORD);
    put(lines, "unshare P$N --with rao@hospital.test", NEW_RECORD, share);
    String rao = " --profile $P/rao";
    put(lines, "leave P$N", NEW_RECORD + rao, "share P$N --with clerk@hospital.test" + rao);
    put(lines, "offers");
    put(lines, "offers accept rao@hospital.test");
    add(lines, "offers decline 01234567", ExitCode.NOT_FOUND.number());
    add(lines, "offers block 01234567", ExitCode.NOT_FOUND.number());
    put(lines, "access $RECORD");
    put(lines, "late");
    add(lines, "late accept " + "0".repeat(64), ExitCode.NOT_FOUND.number());
    put(lines, "activity $RECORD");
    put(lines, "refresh");
    put(lines, "person rao@hospital.test");
    add(lines, "accept rao@hospital.test" + NUMBER, ExitCode.UNTRUSTED.number());

    for (String kind : List.of("department", "institute")) {
      String create = kind + " create --name G$N";
      String add = kind + " add G$N rao@hospital.test";
      put(lines, create);
      put(lines, kind + " list");
      put(lines, kind + " card G$N --specialty 394579002", create);
      put(lines, kind + " show G$N", create);
      put(lines, add, create);
      put(lines, kind + " remove G$N rao@hospital.test", create, add);
    }
    String create = "institute create --name G$N";
    String endorse = "institute endorse G$N rao@hospital.test --name 'Dr Rao'";
    put(lines, endorse, create);
    add(lines, "institute verify G$N", ExitCode.CONFLICT.number(), create);
    add(lines, "institute confirm G$N" + NUMBER, ExitCode.UNTRUSTED.number(), create);
    put(lines, "institute withdraw G$N rao@hospital.test", create, endorse);

    String keygen = "keygen --out $W/new.key";
    String seal = "seal $W/letter.txt --to $W/new.key.pub";
    put(lines, keygen);
    put(lines, seal, keygen);
    put(lines, "unseal $W/letter.txt.sealed --key $W/new.key --out $W/opened.txt", keygen, seal);

    add(
        lines,
        "serve --data $DATA",
        io.medseal.server.platform.start.ExitCode.DATA_IN_USE.number());
    put(lines, "check --data $DATA");
    put(lines, "backup --data $DATA --to $W/backup");
    put(lines, "restore --data $W/restored --from $BACKUP");
    put(
        lines,
        "restored --data $RESTORED --taken 2026-01-01T00:00:00Z --restored 2026-01-02T00:00:00Z");
    put(lines, "invite --data $DATA");
    String noInstitute = " --data $DATA --institute " + "0".repeat(64);
    int none = io.medseal.server.platform.start.ExitCode.NO_SUCH_INSTITUTE.number();
    add(lines, "confirm --name Riverside" + noInstitute, none);
    add(lines, "unconfirm" + noInstitute, none);
    add(lines, "portal --server $SERVER --port $PORT", ExitCode.CONFLICT.number());
    add(lines, "demo --data $W", 1);
    put(lines, "help");
    return lines;
  }

  private static void put(Map<String, Line> lines, String command, String... before) {
    add(lines, command, 0, before);
  }

  private static void add(Map<String, Line> lines, String command, int code, String... before) {
    String name = entry(command).name();
    assertThat(lines.put(name, new Line(command, code, List.of(before)))).as(name).isNull();
  }

  private static Entry entry(String command) {
    return Entries.all().stream()
        .filter(known -> (command + " ").startsWith(known.name() + " "))
        .max(Comparator.comparingInt(known -> known.name().length()))
        .orElseThrow();
  }

  static Stream<String> commands() {
    return LINES.keySet().stream();
  }

  @BeforeAll
  void prepare() throws Exception {
    clinic = Clinic.open(folder);
    launcher = Installed.in(folder.resolve("installed"));
    template = Files.createDirectories(folder.resolve("template"));
    facts.put("SERVER", clinic.uri().toString());
    facts.put("PORT", Integer.toString(clinic.uri().getPort()));
    facts.put("DATA", clinic.service().data().toString());
    facts.put("BACKUP", folder.resolve("backup").toString());
    facts.put("RESTORED", folder.resolve("restored").toString());
    Place place = place(template);
    Files.createDirectories(place.home());
    Files.createDirectories(place.work());
    for (String secret : List.of("password", "other", "passphrase")) {
      Files.writeString(place.work().resolve(secret), "correct horse of a " + secret + "\n");
    }
    Files.writeString(place.work().resolve("letter.txt"), "A letter.\n");
    for (String who : List.of("default", "rao")) {
      String name = who.equals("default") ? "clerk" : who;
      prepare(
          place,
          "signup --server $SERVER --email "
              + name
              + "@hospital.test --name "
              + name
              + " --profile $P/"
              + who
              + PASSWORD);
    }
    prepare(place, "person rao@hospital.test");
    prepare(place, "person clerk@hospital.test --profile $P/rao");
    prepare(place, "offers accept rao@hospital.test");
    facts.put(
        "RECORD",
        prepare(place, "record create --patient 'Invented Patient' --json")
            .json()
            .get("id")
            .stringValue());
    facts.put(
        "REPORT", prepare(place(template), NEW_REPORT).json().at("/reports/0/id").stringValue());
    prepare(place, "backup --data $DATA --to $BACKUP");
    prepare(place, "restore --data $RESTORED --from $BACKUP");
  }

  @AfterAll
  void close() {
    clinic.close();
  }

  private Place place(Path at) {
    Place place = new Place(at.resolve("home"), at.resolve("work"), new HashMap<>(facts));
    place.facts().put("N", Integer.toString(runs));
    place.facts().put("W", place.work().toString());
    place.facts().put("P", place.profiles().toString());
    return place;
  }

  /** A copy of the home and of the working folder, in which all that comes before is done. */
  private Place prepared(Line line) throws Exception {
    Path copy = folder.resolve("run-" + ++runs);
    done("cp", "-r", "-p", template.toString(), copy.toString());
    Place place = place(copy);
    for (String before : line.before()) {
      prepare(place, before);
    }
    return place;
  }

  private Finished prepare(Place place, String command) throws Exception {
    Finished done =
        program(command)
            ? launched(place, "", command, "")
            : inProcess(place).run(words(place, command));
    assertThat(done.exitCode()).as(command + ": " + done.err()).isZero();
    if (command.equals(NEW_ACCOUNT)) {
      Files.writeString(
          place.work().resolve("code"), done.json().get("recoveryCode").stringValue());
    } else if (command.equals(NEW_REPORT)) {
      place.facts().put("MADE", done.json().at("/reports/0/id").stringValue());
    }
    return done;
  }

  /** Whether the launcher starts another program for it. */
  private static boolean program(String command) {
    Entry entry = entry(command);
    return entry.group() == Group.CLOUD && !entry.name().equals("portal");
  }

  private static InProcess inProcess(Place place) {
    return new InProcess(place.profiles().resolve("default"));
  }

  private static String[] words(Place place, String command) {
    return WORD.matcher(command)
        .results()
        .map(word -> word.group(1) == null ? word.group() : word.group(1))
        .map(word -> filled(place, word))
        .toArray(String[]::new);
  }

  private static String filled(Place place, String word) {
    return Pattern.compile("\\$([A-Z]+)")
        .matcher(word)
        .replaceAll(name -> Matcher.quoteReplacement(place.facts().get(name.group(1))));
  }

  /** Runs a command by the launcher, in the environment. */
  private Finished launched(Place place, String by, String command, String redirection)
      throws Exception {
    List<String> line =
        new ArrayList<>(
            List.of(
                "sh", "-c", "exec " + by + " \"$@\" " + redirection, "sh", launcher.toString()));
    line.addAll(List.of(words(place, command)));
    ProcessBuilder builder = new ProcessBuilder(line).directory(place.work().toFile());
    builder.environment().clear();
    builder
        .environment()
        .putAll(
            Map.of(
                "PATH",
                System.getenv("PATH"),
                "HOME",
                place.home().toString(),
                "COLUMNS",
                "20",
                "NO_COLOR",
                "1"));
    Process process = builder.start();
    process.getOutputStream().close();
    return CommandLine.ended(process);
  }

  private static void done(String... command) throws Exception {
    assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
  }

  @Test
  @DisplayName("each command is tried here, and none that is not one")
  void all() {
    assertThat(LINES.keySet())
        .containsExactlyElementsOf(Entries.all().stream().map(Entry::name).toList());
  }

  /**
   * Each command stands in one of the two places in every build, and in both where it is asked for.
   */
  static Stream<String> half() {
    return commands().filter(name -> isInFirstHalf(name));
  }

  static Stream<String> otherHalf() {
    return commands().filter(name -> !isInFirstHalf(name));
  }

  private static boolean isInFirstHalf(String name) {
    return List.copyOf(LINES.keySet()).indexOf(name) % 2 == 0;
  }

  @ParameterizedTest
  @MethodSource("half")
  @DisplayName("it does its work, and says so where its answer is lost")
  void halfBare(String name) throws Exception {
    bare(name);
  }

  @ParameterizedTest
  @Tag("asked")
  @MethodSource("commands")
  @DisplayName("it does its work, and says so where its answer is lost: every command")
  void allBare(String name) throws Exception {
    bare(name);
  }

  private void bare(String name) throws Exception {
    Line line = LINES.get(name);
    Finished done = launched(prepared(line), "", line.command(), "");
    assertThat(done.exitCode()).as(done.err()).isEqualTo(line.code());
    said(name, done);
    assertThat(done.out()).doesNotContain("\033");
    Place place = prepared(line);
    Finished lost =
        program(name)
            ? launched(place, "", line.command(), ">/dev/full")
            : inProcess(place).runUnheard(words(place, line.command()));
    assertThat(lost.exitCode())
        .as(lost.err())
        .isEqualTo(done.out().isEmpty() ? line.code() : ExitCode.UNAVAILABLE.number());
    said(name, lost);
  }

  @ParameterizedTest
  @CsvSource({"signup,>/dev/full", "whoami,>/dev/full", "whoami,>&-", "help,>&-", "check,>&-"})
  @DisplayName("a process notices that its answer is lost: a full disk, no output at all")
  void lost(String name, String redirection) throws Exception {
    Line line = LINES.get(name);
    Finished lost = launched(prepared(line), "", line.command(), redirection);
    assertThat(lost.exitCode()).as(lost.err()).isEqualTo(ExitCode.UNAVAILABLE.number());
    said(name, lost);
  }

  @ParameterizedTest
  @MethodSource("otherHalf")
  @DisplayName("a home that cannot be written is its failure before anything is done, or none")
  void halfReadOnlyHome(String name) throws Exception {
    readOnlyHome(name);
  }

  @ParameterizedTest
  @Tag("asked")
  @MethodSource("commands")
  @DisplayName("a home that cannot be written is its failure, or none: every command")
  void allReadOnlyHome(String name) throws Exception {
    readOnlyHome(name);
  }

  private void readOnlyHome(String name) throws Exception {
    Line line = LINES.get(name);
    Place place = prepared(line);
    done("chmod", "-R", "a-w", place.home().toString());
    // Who may write everywhere gives that up for this command.
    String by =
        System.getProperty("user.name").equals("root")
            ? "setpriv --bounding-set=-dac_override --inh-caps=-dac_override --"
            : "";
    Finished done = launched(place, by, line.command(), "");
    done("chmod", "-R", "u+w", place.home().toString());
    said(name, done);
    int refused = ExitCode.LOCAL_FILES.number();
    if (WRITES_AT_HOME.contains(name)) {
      assertThat(done.exitCode()).as(done.err()).isEqualTo(refused);
    }
    if (done.exitCode() != line.code()) {
      assertThat(done.exitCode()).as(done.err()).isEqualTo(refused);
      Finished again = inProcess(place).run(words(place, line.command()));
      assertThat(again.exitCode()).as(again.err()).isEqualTo(line.code());
    }
  }

  private static void said(String name, Finished finished) {
    assertThat(documented(name)).as(finished.err()).contains(finished.exitCode());
    assertThat(finished.err())
        .doesNotContain("\tat ", "Exception", "mistake in Medseal", "made a mistake", "\033");
    if (finished.exitCode() != 0) {
      List<String> lines = finished.err().lines().toList();
      assertThat(lines).isNotEmpty();
      assertThat(lines.getLast()).as(finished.err()).matches("(medseal: )?[A-Z/].*[.)]");
      assertThat(lines.stream().filter(line -> line.startsWith("medseal: ")))
          .as(finished.err())
          .hasSizeLessThanOrEqualTo(1);
    }
  }

  /** Codes of the program, without the one for a mistake. */
  private static Set<Integer> documented(String name) {
    IntStream codes =
        program(name)
            ? Stream.of(io.medseal.server.platform.start.ExitCode.values())
                .mapToInt(io.medseal.server.platform.start.ExitCode::number)
            : Stream.of(ExitCode.values()).mapToInt(ExitCode::number);
    return codes.filter(code -> code != 70).boxed().collect(Collectors.toSet());
  }
}
