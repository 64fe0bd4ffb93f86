package io.medseal.e2e.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.client.accounts.Accounts;
import io.medseal.client.problems.ClientException;
import io.medseal.client.profiles.KnownReports;
import io.medseal.client.records.RecordView;
import io.medseal.client.reports.Progress;
import io.medseal.client.uploads.PendingUpload;
import io.medseal.client.uploads.Uploaded;
import io.medseal.e2e.mainjob.Ward;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.keyrings.Role;
import io.medseal.testkit.people.TestFiles;
import io.medseal.testkit.people.TestPerson;
import io.medseal.testkit.service.ServiceProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two people work while the service is killed: one uploads, the other adds sections; a third one's
 * programs are killed while they upload and share. In some rounds the service is restored from a
 * backup that was made at their beginning. A seed that failed is printed, so that the same files
 * and moments can be tried again.
 */
@DisplayName("M11: a service, and programs, that are killed at random moments")
class KillIT {
  private static final int LEAST_FILE = 3_000_000;
  private static final int MOST_FILE = 26_000_000;
  private static final int LONGEST_RUN = 700;

  @TempDir Path folder;

  @Test
  @DisplayName("loses nothing that it acknowledged, 10 times")
  void tenTimes() throws Exception {
    kill(10, Long.getLong("medseal.seed", 20261125));
  }

  @Test
  @Tag("asked")
  @DisplayName("loses nothing that it acknowledged, 100 times")
  void hundredTimes() throws Exception {
    kill(100, System.nanoTime());
  }

  private void kill(int times, long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    try (Ward ward = Ward.open(folder);
        ExecutorService threads = Executors.newFixedThreadPool(2)) {
      TestPerson clerk = ward.signUp("clerk");
      TestPerson manager = ward.signUp("manager");
      RecordView uploads = Ward.record(clerk, "Invented Patient");
      RecordView appends = Ward.record(manager, "Invented Other");
      Ward.share(manager, appends, clerk, Role.READER);
      Killed nurse = Killed.signUp(ward, folder, clerk);
      Map<Uploaded, String> acknowledged = new LinkedHashMap<>();
      List<String> sections = new ArrayList<>(List.of("Before"));
      ward.service().stop();
      ward.service().startAgain();
      long begun = System.nanoTime();
      manager.medseal().records().addSection(appends.id(), sections.getFirst());
      // On a slow machine the kills come later, so that they still meet work that goes on; a
      // service
      // that has just started is slow everywhere.
      int pace = (int) Duration.ofNanos(System.nanoTime() - begun).toMillis();
      int longest = Math.max(LONGEST_RUN, 2 * pace);

      for (int round = 0; round < times; round++) {
        String title = "Round " + round;
        Path file =
            TestFiles.random(
                folder.resolve("in/" + round + ".bin"),
                random.nextInt(LEAST_FILE, MOST_FILE),
                seed + round);
        if (round % 5 == 2) {
          nurse.round(title, file, random, longest);
          Files.delete(file);
          continue;
        }
        Optional<Path> backup =
            round % 5 == 4
                ? Optional.of(Restoring.backup(ward.service(), folder))
                : Optional.empty();
        AtomicBoolean stop = new AtomicBoolean();
        Future<List<Uploaded>> upload = threads.submit(uploading(clerk, uploads, title, file));
        Future<List<String>> append = threads.submit(appending(manager, appends, title, stop));

        if (backup.isPresent()) {
          sections.addAll(append.get());
          List<ReportId> lost = upload.get().stream().map(Uploaded::report).toList();
          Restoring.restore(ward.service(), backup.get(), folder);
          assertThat(lost(manager)).as("seed " + seed).isEmpty();
          assertThat(lost(clerk)).as("seed " + seed).containsExactlyElementsOf(lost);
          nurse.logIn();
          Files.delete(file);
          continue;
        }
        Thread.sleep(random.nextInt(1, longest));
        ward.service().kill();
        stop.set(true);
        ward.service().startAgain();

        sections.addAll(append.get());
        List<Uploaded> uploaded = new ArrayList<>(upload.get());
        for (PendingUpload pending : clerk.medseal().uploads().pending()) {
          uploaded.add(clerk.medseal().uploads().resume(pending.report(), Progress.NONE));
        }
        if (uploaded.isEmpty()) { // killed before anything was begun
          uploaded.add(Ward.upload(clerk, uploads, title, file));
        }
        assertThat(uploaded).as("one report, seed " + seed).hasSize(1);
        acknowledged.put(uploaded.getFirst(), TestFiles.sha256(file));
        Files.delete(file);
      }

      allThere(ward, clerk, acknowledged, seed);
      assertThat(sections).as("acknowledged before and between kills").hasSizeGreaterThan(1);
      assertThat(names(manager, appends)).as("seed " + seed).containsAll(sections);
      nurse.findsAll(seed);
      ward.service().stop();
      ServiceProcess.Finished check = ward.service().check();
      assertThat(check.exitCode()).as(check.output() + ", seed " + seed).isZero();
      ward.service().startAgain();
      allThere(ward, clerk, acknowledged, seed);
    }
  }

  /** Logs in, gives back, and answers what is told to be lost. */
  private static List<ReportId> lost(TestPerson person) {
    Accounts accounts = person.medseal().accounts();
    accounts.logIn(person.email(), person.password());
    Accounts.GivenBack given = accounts.givenBack().orElseThrow();
    assertThat(given.problem()).isEmpty();
    assertThat(given.outcome().lacking()).isEmpty();
    assertThat(given.outcome().other()).isEmpty();
    return given.lost().stream().map(KnownReports.Known::report).toList();
  }

  private static void allThere(
      Ward ward, TestPerson clerk, Map<Uploaded, String> acknowledged, long seed) throws Exception {
    for (Map.Entry<Uploaded, String> entry : acknowledged.entrySet()) {
      List<Path> opened = ward.open(clerk, entry.getKey().report());
      assertThat(opened)
          .extracting(TestFiles::sha256)
          .as(entry.getKey().title() + ", seed " + seed)
          .containsExactly(entry.getValue());
      Files.delete(opened.getFirst());
    }
  }

  private static List<String> names(TestPerson manager, RecordView record) {
    return manager.medseal().records().show(record.id()).sections().stream()
        .flatMap(section -> section.name().stream())
        .toList();
  }

  /** Waits for a service that restarts; what it does not acknowledge may fail, as declared. */
  private static Callable<List<Uploaded>> uploading(
      TestPerson clerk, RecordView record, String title, Path file) {
    return () -> {
      try {
        return List.of(Ward.upload(clerk, record, title, file));
      } catch (ClientException _) {
        return List.of();
      }
    };
  }

  /** Adds sections until it is stopped or refused, and answers those that were acknowledged. */
  private static Callable<List<String>> appending(
      TestPerson manager, RecordView record, String prefix, AtomicBoolean stop) {
    return () -> {
      List<String> added = new ArrayList<>();
      try {
        for (int i = 0; !stop.get() && i < 4; i++) {
          String name = prefix + "." + i;
          manager.medseal().records().addSection(record.id(), name);
          added.add(name);
        }
      } catch (ClientException _) {
        // not acknowledged
      }
      return added;
    };
  }
}
