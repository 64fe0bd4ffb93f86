package io.medseal.e2e.commandline;

import static io.medseal.e2e.commandline.Clinic.done;
import static io.medseal.e2e.commandline.Clinic.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.cli.failures.ExitCode;
import io.medseal.testkit.people.TestFiles;
import io.medseal.testkit.programs.CommandLine;
import io.medseal.testkit.programs.Finished;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Other runs in every build; one again with {@code -Dmedseal.seed=…}, and longer ones with {@code
 * -Dmedseal.rounds=…}.
 */
@DisplayName("In random runs")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RandomRunsIT {
  private static final int ROUNDS = Integer.getInteger("medseal.rounds", 1);
  private static final Pattern NAMED =
      Pattern.compile("Left out: (\\d+) [^:\"]+: (.*?)(?: and (\\d+) more)?\\.");

  /** Lengths at which segments and parts end, and what lies about them. */
  private static final int[] EDGES = {1, 262_087, 262_088, 262_089, 524_217, 8_388_056, 8_388_057};

  private final long seed = Long.getLong("medseal.seed", System.nanoTime());
  private final SplittableRandom random = new SplittableRandom(seed);

  @TempDir static Path folder;
  private Clinic clinic;

  @BeforeAll
  void open() {
    System.out.println("RandomRunsIT runs with -Dmedseal.seed=" + seed);
    clinic = Clinic.open(folder);
  }

  @AfterAll
  void close() {
    clinic.close();
  }

  @Test
  @DisplayName(
      "what a confirmation says is what 'access' says afterwards; a refusal changes nothing")
  void confirmations() {
    InProcess clerk = clinic.signUpInProcess("clerk");
    List<String> others = new ArrayList<>();
    for (String name : List.of("ada", "rao", "omar")) {
      clinic.signUpInProcess(name);
      others.add(name + "@hospital.test");
    }
    done(clerk.run("department", "create", "--name", "Cardiology", "--json"));
    assertThat(clerk.run("department", "add", "Cardiology", others.getFirst()).exitCode()).isZero();
    others.add("Cardiology");
    String record =
        done(clerk.run("record", "create", "--patient", "Invented Patient", "--json"))
            .get("id")
            .stringValue();
    assertThat(clerk.run("section", "add", record, "Heart").exitCode()).isZero();
    Path letter = TestFiles.text(folder.resolve("letter.txt"), "letter");
    String report =
        done(clerk.run("upload", record, letter.toString(), "--section", "Heart", "--json"))
            .at("/reports/0/id")
            .stringValue();
    List<String> places =
        List.of(record, record + "/General", record + "/Heart", record + "/Heart/" + report);

    for (int i = 0; i < 60 * ROUNDS; i++) {
      String with = pick(others);
      List<String> words = new ArrayList<>(List.of("unshare", pick(places), "--with", with));
      if (random.nextInt(3) > 0) {
        words.set(0, "share");
        words.addAll(
            List.of(
                "--role",
                pick(List.of("reader", "contributor", "collaborator", "manager", "owner"))));
        if (random.nextBoolean()) {
          words.addAll(List.of("--until", "2099-0" + (1 + random.nextInt(9)) + "-15"));
        }
      }
      compare(clerk, record, words, random.nextBoolean());
    }
  }

  private void compare(InProcess clerk, String record, List<String> words, boolean spoken) {
    String what = "round with seed " + seed + ": " + String.join(" ", words);
    Set<String> before = ways(access(clerk, record));
    List<String> command = new ArrayList<>(words);
    if (!spoken) {
      command.add("--json");
    }
    Finished finished = clerk.run(command.toArray(String[]::new));
    List<JsonNode> access = access(clerk, record);
    if (finished.exitCode() != 0) {
      assertThat(finished.exitCode())
          .as(what + finished.err())
          .isIn(
              ExitCode.USAGE.number(),
              ExitCode.NOT_FOUND.number(),
              ExitCode.DENIED.number(),
              ExitCode.CONFLICT.number());
      assertThat(ways(access)).as(what + finished.err()).isEqualTo(before);
    } else if (spoken) {
      assertThat(finished.out().lines().toList()).as(what).isNotEmpty();
      assertThat(finished.out().lines()).as(what).allSatisfy(line -> holds(line, words, access));
    } else if (words.getFirst().equals("share")) {
      JsonNode said = finished.json();
      assertThat(direct(access, said.at("/with/keyring").stringValue(), said.get("target")))
          .as(what)
          .containsExactly(said.get("role").stringValue() + " " + text(said, "until"));
    } else {
      JsonNode said = finished.json();
      String who = said.at("/with/keyring").stringValue();
      for (JsonNode ended : said.get("ended")) {
        assertThat(direct(access, who, ended)).as(what).isEmpty();
      }
      Set<String> left = new TreeSet<>();
      said.get("remaining").forEach(each -> left.add(way(who, each)));
      assertThat(ways(access)).as(what).containsAll(left);
    }
  }

  /** A sentence for people, against what is so. */
  private static void holds(String line, List<String> words, List<JsonNode> access) {
    String with = words.get(3);
    Matcher given = Pattern.compile("(.*) is now (\\w+) of (.*?)(, until (.*))?\\.").matcher(line);
    Matcher ended = Pattern.compile("(.*) no longer has access to (.*)\\.").matcher(line);
    Matcher left = Pattern.compile("Still there: (\\w+) of (.*?)( through .*)?\\.").matcher(line);
    if (given.matches()) {
      assertThat(direct(access, with, given.group(3)))
          .containsExactly(given.group(2) + (given.group(4) == null ? "" : " with an end"));
      assertThat(Optional.ofNullable(given.group(5)))
          .isEqualTo(words.size() > 6 ? Optional.of(words.get(7)) : Optional.empty());
    } else if (ended.matches()) {
      assertThat(direct(access, with, ended.group(2))).isEmpty();
    } else {
      assertThat(left.matches()).as(line).isTrue();
      assertThat(access)
          .anySatisfy(
              entry -> {
                assertThat(isOf(entry, with)).isTrue();
                assertThat(entry.get("role").stringValue()).isEqualTo(left.group(1));
                assertThat(spoken(entry.get("target"))).isEqualTo(left.group(2));
                assertThat(entry.get("through").isEmpty()).isEqualTo(left.group(3) == null);
              });
    }
  }

  private static List<JsonNode> access(InProcess clerk, String record) {
    JsonNode answer = done(clerk.run("access", record, "--json")).get("access");
    return StreamSupport.stream(answer.spliterator(), false).toList();
  }

  private static Set<String> ways(List<JsonNode> access) {
    Set<String> ways = new TreeSet<>();
    access.forEach(entry -> ways.add(way(entry.get("keyring").stringValue(), entry)));
    return ways;
  }

  private static String way(String who, JsonNode entry) {
    return String.join(
        " ",
        who,
        entry.get("role").stringValue(),
        entry.get("target").toString(),
        texts(entry.get("through"), "keyring").toString());
  }

  private static List<String> direct(List<JsonNode> access, String keyring, JsonNode target) {
    return access.stream()
        .filter(entry -> entry.get("keyring").stringValue().equals(keyring))
        .filter(entry -> entry.get("target").equals(target) && entry.get("through").isEmpty())
        .map(entry -> entry.get("role").stringValue() + " " + text(entry, "until"))
        .toList();
  }

  private static List<String> direct(List<JsonNode> access, String with, String target) {
    return access.stream()
        .filter(entry -> isOf(entry, with) && entry.get("through").isEmpty())
        .filter(entry -> spoken(entry.get("target")).equals(target))
        .map(entry -> entry.get("role").stringValue() + (entry.has("until") ? " with an end" : ""))
        .toList();
  }

  private static boolean isOf(JsonNode entry, String with) {
    return with.equals(text(entry, "email")) || with.equals(text(entry, "cardName"));
  }

  private static String spoken(JsonNode target) {
    String whose = "the record of \"Invented Patient\"";
    if (target.has("report")) {
      return "report " + target.get("report").stringValue().substring(0, 8) + " of " + whose;
    }
    return target.has("section")
        ? "section \"" + target.get("sectionName").stringValue() + "\" of " + whose
        : whose;
  }

  private static String text(JsonNode object, String member) {
    return object.has(member) ? object.get(member).asString() : "";
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  @DisplayName(
      "what 'upload' left out and what it added is all there was, and 'open' writes the same bytes")
  void uploads() throws Exception {
    CommandLine clerk = clinic.signUp("uploader");
    String record = Clinic.record(clerk, "Invented Patient");
    for (int i = 0; i < 4 * ROUNDS; i++) {
      Tree tree = new Tree(Files.createDirectories(folder.resolve("tree-" + i)));
      tree.grow(tree.root, "", 3);
      tree.file(tree.root, "", "always.bin");
      boolean joined = random.nextBoolean();
      List<String> words =
          new ArrayList<>(List.of("upload", record, tree.root.toString(), "--json"));
      if (joined) {
        words.addAll(List.of("--title", "Joined " + i));
      }
      JsonNode said = done(clerk.run(words.toArray(String[]::new)));

      String what = "tree of seed " + seed + ": " + said;
      assertThat(leftOut(said.get("remarks"), tree)).as(what).isEqualTo(tree.leftOut);
      TreeMap<String, String> written = new TreeMap<>();
      for (JsonNode report : said.get("reports")) {
        Path out = folder.resolve("out-" + report.get("id").stringValue());
        JsonNode opened =
            done(
                clerk.run(
                    "open", report.get("id").stringValue(), "--out", out.toString(), "--json"));
        assertThat(opened.get("written")).as(what).hasSize(report.get("files").intValue());
        for (JsonNode file : opened.get("written")) {
          Path path = Path.of(file.stringValue());
          written.put(out.relativize(path).toString(), TestFiles.sha256(path));
        }
      }
      assertThat(written).as(what).isEqualTo(tree.files);
    }
  }

  /** How many there are, each of them named up to the tenth of a kind. */
  private static int leftOut(JsonNode remarks, Tree tree) {
    int count = 0;
    for (JsonNode remark : remarks) {
      if (remark.stringValue().endsWith("--whole-disc.")) {
        continue; // how to have them all the same
      }
      Matcher matcher = NAMED.matcher(remark.stringValue());
      assertThat(matcher.matches()).as(remark.stringValue()).isTrue();
      int more = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
      List<String> names = List.of(matcher.group(2).split(", ", -1));
      assertThat(names.size() + more).isEqualTo(Integer.parseInt(matcher.group(1)));
      assertThat(tree.names).containsAll(names);
      count += Integer.parseInt(matcher.group(1));
    }
    return count;
  }

  /** A folder with all that may lie in one. */
  private final class Tree {
    private final Path root;
    private final TreeMap<String, String> files = new TreeMap<>();
    private final Set<String> names = new TreeSet<>();
    private int leftOut;
    private int number;

    private Tree(Path root) {
      this.root = root;
    }

    /** Puts things into a folder whose name, from the root, is {@code at}. */
    private void grow(Path into, String at, int depth) throws Exception {
      if (random.nextInt(3) == 0) {
        Files.writeString(leave(into, at, "DICOMDIR"), "an index");
        Files.writeString(leave(into, at, "setup.exe"), "a program");
      }
      for (int left = 1 + random.nextInt(7); left > 0; left--) {
        number++;
        switch (random.nextInt(9)) {
          case 0 -> Files.writeString(leave(into, at, ".hidden" + number), "hidden");
          case 1 ->
              Files.writeString(
                  Files.createDirectory(leave(into, at, ".folder" + number)).resolve("in"), "in");
          case 2 -> Files.createSymbolicLink(leave(into, at, "link" + number), folder);
          case 3 -> Files.createSymbolicLink(leave(into, at, "lost" + number), Path.of("nowhere"));
          case 4 -> shell("mkfifo \"$0\"", leave(into, at, "pipe" + number));
          case 5 -> {
            leave(into, at, "Latin\uFFFD" + number);
            shell("echo x >\"$0/$(printf 'Latin\\353')" + number + "\"", into);
          }
          case 6 -> {
            if (depth > 0) {
              String name = "folder" + number;
              grow(Files.createDirectory(into.resolve(name)), at + name + "/", depth - 1);
            }
          }
          default -> file(into, at, "file" + number + ".bin");
        }
      }
    }

    private void file(Path into, String at, String name) {
      int size = random.nextInt(4) > 0 ? 1 + random.nextInt(5_000) : EDGES[random.nextInt(7)];
      Path file = TestFiles.random(into.resolve(name), size, random.nextLong());
      files.put(at + name, TestFiles.sha256(file));
    }

    private Path leave(Path into, String at, String name) {
      leftOut++;
      names.add("\"" + at + name + "\"");
      return name.indexOf('\uFFFD') < 0 ? into.resolve(name) : into;
    }

    private static void shell(String line, Path argument) throws Exception {
      assertThat(new ProcessBuilder("sh", "-c", line, argument.toString()).start().waitFor())
          .isZero();
    }
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
