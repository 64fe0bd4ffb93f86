package io.medseal.e2e.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.cli.Cli;
import io.medseal.cli.Entries;
import io.medseal.cli.failures.ExitCode;
import io.medseal.cli.terminal.Terminal;
import io.medseal.ledger.statements.StrictJson;
import io.medseal.testkit.people.TestFiles;
import io.medseal.testkit.proxy.ToxicProxy;
import io.medseal.testkit.service.ServiceProcess;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * People upload, open and share with the command line, each command with its own connections, over
 * a network that fails at random. The seed is printed: the same faults come in the same order, but
 * not at the same moments.
 */
@DisplayName("M11: a network that fails at random")
class BadNetworkIT {
  private static final int PEOPLE = 3;

  /** A standstill is waited for this long, in each of the few steps of a command. */
  private static final Duration LIMIT = Duration.ofMinutes(4);

  @TempDir Path folder;

  @Test
  @DisplayName("loses nothing acknowledged, hangs nobody and is told in a sentence: 15 seconds")
  void briefly() throws Exception {
    run(Duration.ofSeconds(15), Long.getLong("medseal.seed", 20261130), false);
  }

  @Test
  @Tag("asked")
  @DisplayName("loses nothing acknowledged, hangs nobody and is told in a sentence: 5 minutes")
  void fiveMinutes() throws Exception {
    run(Duration.ofMinutes(5), Long.getLong("medseal.seed", System.nanoTime()), true);
  }

  /** What a command printed, and how it ended. */
  private record Ended(ExitCode code, String out, String err, Duration took) {
    JsonNode json() {
      return StrictJson.mapper().readTree(out);
    }
  }

  /** Somebody, and what was acknowledged to them. */
  private final class Person {
    private final Path home;
    private final String email;
    private final Map<String, String> reports = new LinkedHashMap<>();
    private final Map<ExitCode, Integer> codes = new EnumMap<>(ExitCode.class);
    private String record = "";
    private Optional<String> role = Optional.empty();
    private Duration longest = Duration.ZERO;

    Person(int number) {
      this.home = folder.resolve("person" + number);
      this.email = "person" + number + "@hospital.test";
    }

    Ended run(String... arguments) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      Terminal terminal =
          new Terminal(
              InputStream.nullInputStream(),
              new PrintStream(out, false, StandardCharsets.UTF_8),
              new PrintStream(err, false, StandardCharsets.UTF_8),
              false,
              false,
              _ -> Optional.empty(),
              Map.of("MEDSEAL_PROFILE", home.resolve("profile").toString()),
              ZoneOffset.UTC);
      Instant begun = Instant.now();
      ExitCode code = new Cli(terminal, Entries.all()).run(arguments);
      Duration took = Duration.between(begun, Instant.now());
      longest = took.compareTo(longest) > 0 ? took : longest;
      codes.merge(code, 1, Integer::sum);
      return new Ended(
          code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8), took);
    }

    /** That must do its work. */
    Ended good(String... arguments) {
      Ended ended = run(arguments);
      assertThat(ended.code()).as(ended.err()).isEqualTo(ExitCode.OK);
      return ended;
    }

    /** That may fail, as what fails because of the network does. */
    Optional<Ended> tried(String... arguments) {
      Ended ended = run(arguments);
      String what = String.join(" ", arguments) + ": " + ended.err();
      assertThat(ended.took()).as(what).isLessThan(LIMIT);
      if (ended.code() == ExitCode.OK) {
        return Optional.of(ended);
      }
      assertThat(ended.code()).as(what).isEqualTo(ExitCode.UNAVAILABLE);
      assertThat(ended.err().lines().toList()).as(what).hasSize(1);
      assertThat(ended.err()).startsWith("medseal: ").endsWith(".\n");
      return Optional.empty();
    }

    void signUp(String server) throws Exception {
      Files.createDirectories(home);
      Path password = Files.writeString(home.resolve("password"), "correct horse of everybody\n");
      if (Files.getFileStore(home).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
      }
      good(
          "signup",
          "--server",
          server,
          "--email",
          email,
          "--name",
          "Invented",
          "--password-file",
          password.toString(),
          "--json");
      record =
          good("record", "create", "--patient", "Invented Patient", "--json")
              .json()
              .get("id")
              .stringValue();
    }

    void work(SplittableRandom random, Person other, Instant until) throws Exception {
      for (int i = 0; Instant.now().isBefore(until); i++) {
        switch (random.nextInt(4)) {
          case 0, 1 -> upload(random, i);
          case 2 -> {
            if (!reports.isEmpty()) {
              List<String> known = List.copyOf(reports.keySet());
              open(known.get(random.nextInt(known.size())), false);
            }
          }
          default -> {
            String given = random.nextBoolean() ? "reader" : "manager";
            role = Optional.empty(); // it is not known what became of it, if it fails
            if (tried("share", record, "--with", other.email, "--role", given, "--json")
                .isPresent()) {
              role = Optional.of(given);
            }
          }
        }
      }
    }

    private void upload(SplittableRandom random, int number) {
      Path file =
          TestFiles.random(
              home.resolve("in/" + number + ".bin"),
              random.nextInt(10_000, random.nextInt(4) == 0 ? 12_000_000 : 400_000),
              random.nextLong());
      tried("upload", record, file.toString(), "--title", "Report " + number, "--json")
          .ifPresent(
              ended ->
                  reports.put(
                      ended.json().get("reports").get(0).get("id").stringValue(),
                      TestFiles.sha256(file)));
    }

    private void open(String report, boolean must) throws Exception {
      Path into = Files.createTempDirectory(home, "opened").resolve("here");
      String[] words = {"open", report, "--out", into.toString(), "--json"};
      Optional<Ended> opened = must ? Optional.of(good(words)) : tried(words);
      if (opened.isPresent()) {
        try (var files = Files.walk(into)) {
          List<Path> all = files.filter(Files::isRegularFile).toList();
          assertThat(all).hasSize(1);
          assertThat(TestFiles.sha256(all.getFirst())).as(report).isEqualTo(reports.get(report));
          Files.delete(all.getFirst());
        }
      } else {
        assertThat(into)
            .as("nothing is left of what failed")
            .satisfiesAnyOf(
                path -> assertThat(path).doesNotExist(),
                path -> assertThat(path).isEmptyDirectory());
      }
    }

    /** Once the network works. */
    void finds(Person other) throws Exception {
      for (String report : List.copyOf(reports.keySet())) {
        open(report, true);
      }
      for (JsonNode pending : good("uploads", "list", "--json").json().get("uploads")) {
        good("uploads", "resume", pending.get("report").stringValue());
      }
      if (role.isPresent()) {
        assertThat(good("access", record, "--json").out())
            .contains(other.email)
            .contains("\"" + role.get() + "\"");
      }
      good("share", record, "--with", other.email, "--role", "reader", "--json");
    }
  }

  private void run(Duration time, long seed, boolean silences) throws Exception {
    System.out.println("BadNetworkIT: -Dmedseal.seed=" + seed);
    SplittableRandom random = new SplittableRandom(seed);
    try (ServiceProcess service = ServiceProcess.start(folder.resolve("cloud"));
        ToxicProxy network = ToxicProxy.before(service.uri());
        ExecutorService threads = Executors.newFixedThreadPool(PEOPLE)) {
      List<Person> people = new ArrayList<>();
      for (int i = 0; i < PEOPLE; i++) {
        Person person = new Person(i);
        person.signUp(network.uri().toString());
        people.add(person);
      }
      Instant until = Instant.now().plus(time);
      List<Future<?>> work = new ArrayList<>();
      for (int i = 0; i < PEOPLE; i++) {
        Person person = people.get(i);
        Person other = people.get((i + 1) % PEOPLE);
        SplittableRandom own = random.split();
        Callable<Boolean> job =
            () -> {
              person.work(own, other, until);
              return true;
            };
        work.add(threads.submit(job));
      }
      int faults = 0;
      while (Instant.now().isBefore(until)) {
        Thread.sleep(random.nextInt(50, 600));
        fault(network, random, silences);
        faults++;
      }
      network.heal();
      for (Future<?> one : work) {
        one.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
      }
      for (int i = 0; i < PEOPLE; i++) {
        people.get(i).finds(people.get((i + 1) % PEOPLE));
      }
      people.forEach(
          person ->
              System.out.println(
                  "BadNetworkIT: "
                      + person.codes
                      + ", "
                      + person.reports.size()
                      + " reports, longest command "
                      + person.longest.toMillis()
                      + " ms"));
      System.out.println("BadNetworkIT: " + faults + " faults");
      assertThat(people.stream().mapToInt(person -> person.reports.size()).sum()).isPositive();
      service.stop();
      ServiceProcess.Finished check = service.check();
      assertThat(check.exitCode()).as(check.output() + ", seed " + seed).isZero();
    }
  }

  private static void fault(ToxicProxy network, SplittableRandom random, boolean silences) {
    switch (random.nextInt(silences ? 12 : 11)) {
      case 0, 1 -> network.resetAfter(random.nextInt(1, 2_000_000));
      case 2, 3 -> network.cutAnswerAfter(random.nextInt(1, 500_000));
      case 4 -> network.answer("429 Slow" + (random.nextBoolean() ? "\r\nRetry-After: 1" : ""));
      case 5 -> network.answer("502 Bad");
      case 6 -> network.answer("503 Away" + (random.nextBoolean() ? "\r\nRetry-After: 1" : ""));
      case 7 -> network.answer("504 Late");
      case 8 -> network.latency(Duration.ofMillis(random.nextInt(1, 40)));
      case 9, 10 -> network.latency(Duration.ZERO);
      default -> network.goSilentAfter(random.nextInt(1, 1_000_000));
    }
  }
}
