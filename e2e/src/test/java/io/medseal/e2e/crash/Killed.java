package io.medseal.e2e.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.e2e.mainjob.Ward;
import io.medseal.testkit.people.TestFiles;
import io.medseal.testkit.people.TestPerson;
import io.medseal.testkit.programs.CommandLine;
import io.medseal.testkit.programs.Finished;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import tools.jackson.databind.JsonNode;

/** Somebody whose programs are killed while they work. */
final class Killed {
  /** Until a program of the command line begins to work. */
  private static final int START_MILLIS = 300;

  private final CommandLine line;
  private final TestPerson other;
  private final Path folder;
  private final Map<String, String> uploaded = new LinkedHashMap<>();
  private String record = "";
  private String role = "reader";

  private Killed(CommandLine line, TestPerson other, Path folder) {
    this.line = line;
    this.other = other;
    this.folder = folder;
  }

  /** With a record, which is shared with somebody. */
  static Killed signUp(Ward ward, Path folder, TestPerson other) {
    CommandLine line = CommandLine.of("nurse", folder.resolve("killed"), List.of());
    Killed nurse = new Killed(line, other, folder);
    nurse.good(
        "signup",
        "--server",
        ward.uri().toString(),
        "--email",
        line.email(),
        "--name",
        "Invented nurse",
        "--password-file",
        line.secretFile("password", "correct horse of a nurse").toString(),
        "--json");
    nurse.record =
        nurse
            .good("record", "create", "--patient", "Invented Third", "--json")
            .json()
            .get("id")
            .stringValue();
    return nurse;
  }

  void logIn() {
    good("login", "--password-file", line.home().resolve("password").toString());
  }

  /** An upload and a share are killed, and begun again. */
  void round(String title, Path file, SplittableRandom random, int longest) throws Exception {
    kill(
        random.nextInt(START_MILLIS + longest),
        "upload",
        record,
        file.toString(),
        "--title",
        title);
    String[] upload = {"upload", record, file.toString(), "--title", title, "--json"};
    List<String> before = titled(title);
    assertThat(before).as("at most once").hasSizeLessThanOrEqualTo(1);
    if (before.isEmpty()) {
      good(upload); // goes on where it was killed
    }
    List<String> after = titled(title);
    assertThat(after).as("once").hasSize(1);
    uploaded.put(after.getFirst(), TestFiles.sha256(file));

    role = role.equals("reader") ? "manager" : "reader";
    String[] share = {"share", record, "--with", other.email(), "--role", role, "--json"};
    kill(random.nextInt(START_MILLIS + longest), share);
    good(share);
    assertThat(role()).isEqualTo(role);
  }

  void findsAll(long seed) throws Exception {
    for (Map.Entry<String, String> report : uploaded.entrySet()) {
      Path into = folder.resolve("nurse").resolve(report.getKey());
      good("open", report.getKey(), "--out", into.toString());
      try (var files = Files.walk(into)) {
        assertThat(files.filter(Files::isRegularFile))
            .extracting(TestFiles::sha256)
            .as("seed " + seed)
            .containsExactly(report.getValue());
      }
    }
    if (!uploaded.isEmpty()) {
      assertThat(role()).as("seed " + seed).isEqualTo(role);
    }
  }

  private void kill(int millis, String... command) throws Exception {
    Process process = line.start(command);
    Thread.sleep(millis);
    process.destroyForcibly().waitFor();
  }

  private List<String> titled(String title) {
    List<String> ids = new ArrayList<>();
    for (JsonNode report : good("reports", record, "--json").json().get("reports")) {
      if (report.get("title").asString().equals(title)) {
        ids.add(report.get("id").stringValue());
      }
    }
    return ids;
  }

  /** Of the other one. */
  private String role() {
    for (JsonNode entry : good("access", record, "--json").json().get("access")) {
      if (entry.toString().contains(other.email())) {
        return entry.get("role").stringValue();
      }
    }
    return "";
  }

  private Finished good(String... command) {
    Finished finished = line.run(command);
    assertThat(finished.exitCode()).as(String.join(" ", command) + ": " + finished.err()).isZero();
    return finished;
  }
}
