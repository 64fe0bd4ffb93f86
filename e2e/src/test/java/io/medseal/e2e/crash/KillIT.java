package io.medseal.e2e.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.client.problems.ClientException;
import io.medseal.client.records.RecordView;
import io.medseal.client.reports.Progress;
import io.medseal.client.uploads.PendingUpload;
import io.medseal.client.uploads.Uploaded;
import io.medseal.e2e.mainjob.Ward;
import io.medseal.ledger.keyrings.Role;
import io.medseal.testkit.people.TestFiles;
import io.medseal.testkit.people.TestPerson;
import io.medseal.testkit.service.ServiceProcess;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("asked")
@DisplayName("M11: a service that is killed at random moments")
class KillIT {
  @TempDir Path folder;

  @Test
  @DisplayName("loses nothing that it acknowledged, 10 times")
  void tenTimes() {
    kill(10, 20261123);
  }

  @Test
  @DisplayName("loses nothing that it acknowledged, 100 times")
  void hundredTimes() {
    kill(100, System.nanoTime());
  }

  private void kill(int times, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    try (Ward ward = Ward.open(folder)) {
      TestPerson clerk = ward.signUp("clerk");
      TestPerson manager = ward.signUp("manager");
      RecordView record = Ward.record(clerk, "Invented Patient");
      Ward.share(clerk, record, manager, Role.MANAGER);
      Map<Uploaded, String> acknowledged = new LinkedHashMap<>();
      ConcurrentLinkedQueue<String> sections = new ConcurrentLinkedQueue<>();

      for (int round = 0; round < times; round++) {
        Path file =
            TestFiles.random(folder.resolve("in/" + round + ".bin"), 30_000_000, seed + round);
        String sha256 = TestFiles.sha256(file);
        String title = "Round " + round;
        ConcurrentLinkedQueue<Uploaded> uploaded = new ConcurrentLinkedQueue<>();
        AtomicBoolean stop = new AtomicBoolean();
        Thread upload =
            Thread.ofPlatform()
                .start(() -> tryOnce(() -> uploaded.add(Ward.upload(clerk, record, title, file))));
        String prefix = "Section " + round + ".";
        Thread append =
            Thread.ofPlatform()
                .start(
                    () -> {
                      for (int i = 0; !stop.get(); i++) {
                        String name = prefix + i;
                        tryOnce(
                            () -> {
                              manager.medseal().records().addSection(record.id(), name);
                              sections.add(name);
                            });
                      }
                    });
        sleep(random.nextInt(20, 900));
        ward.service().kill();
        stop.set(true);
        ward.service().startAgain();
        join(upload);
        join(append);

        for (PendingUpload pending : clerk.medseal().uploads().pending()) {
          uploaded.add(clerk.medseal().uploads().resume(pending.report(), Progress.NONE));
        }
        if (uploaded.isEmpty()) { // killed before the upload was announced
          uploaded.add(Ward.upload(clerk, record, title, file));
        }
        uploaded.forEach(report -> acknowledged.put(report, sha256));
      }

      acknowledged.forEach(
          (report, sha256) ->
              assertThat(ward.open(clerk, report.report()))
                  .extracting(TestFiles::sha256)
                  .as(report.title() + ", seed " + seed)
                  .containsExactly(sha256));
      List<String> kept =
          clerk.medseal().records().show(record.id()).sections().stream()
              .flatMap(section -> section.name().stream())
              .toList();
      assertThat(kept).as("seed " + seed).containsAll(sections);

      ward.service().stop();
      ServiceProcess.Finished check = ward.service().check();
      assertThat(check.exitCode()).as(check.output()).isZero();
    }
  }

  /** What the service did not acknowledge may fail, in a way that is declared. */
  private static void tryOnce(Runnable work) {
    try {
      work.run();
    } catch (ClientException _) {
      sleep(20);
    }
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
