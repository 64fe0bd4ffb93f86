package io.medseal.e2e.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medseal.client.Medseal;
import io.medseal.client.problems.ServiceException;
import io.medseal.client.profiles.ProfileStore;
import io.medseal.client.records.RecordView;
import io.medseal.client.reports.Progress;
import io.medseal.client.transport.Patience;
import io.medseal.client.uploads.UploadPlanner;
import io.medseal.client.uploads.UploadRequest;
import io.medseal.e2e.mainjob.Ward;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.testkit.people.TestFiles;
import io.medseal.testkit.people.TestPerson;
import io.medseal.testkit.proxy.LyingProxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A machine whose clock is wrong")
class ClocksIT {
  @TempDir Path folder;

  @Test
  @DisplayName("uploads nothing, and says by how much: a report signed by it would be lost later")
  void wrongClock() {
    try (Ward ward = Ward.open(folder);
        LyingProxy proxy = LyingProxy.before(ward.uri())) {
      TestPerson clerk = ward.signUp("clerk");
      RecordView record = Ward.record(clerk, "Invented Patient");
      Path file = TestFiles.text(folder.resolve("in/letter.txt"), "one");
      clerk.close();
      for (Duration off : List.of(Duration.ofDays(1), Duration.ofMinutes(-20))) {
        Clock clock = Clock.offset(Clock.systemUTC(), off);
        try (Medseal wrong =
            Medseal.connect(
                ProfileStore.at(folder.resolve("machines")).profile("clerk"),
                proxy.uri(),
                Patience.NORMAL,
                clock)) {
          var plan = UploadPlanner.plan(UploadRequest.of(List.of(file))).reports().getFirst();
          var section = record.sections().getFirst().id();
          assertThatThrownBy(() -> wrong.uploads().upload(section, plan, Progress.NONE))
              .isInstanceOfSatisfying(
                  ServiceException.class,
                  e -> {
                    assertThat(e.type()).isEqualTo(ProblemType.CLOCK_SKEW);
                    assertThat(e)
                        .hasMessageMatching(
                            "This computer's clock is (24 hours ahead of|20 minutes behind|19"
                                + " minutes behind) the service's\\. Set it right, then try"
                                + " again\\.");
                  });
          assertThat(wrong.uploads().pending()).as("nothing is begun").isEmpty();
        }
      }
      assertThat(proxy.exchanges())
          .as("nothing of the report is sent")
          .noneMatch(exchange -> exchange.request().is("POST", "/api/v1/reports.*"));
      clerk.restart(ward.uri());
      Ward.upload(clerk, record, "With the right time", file);
    }
  }
}
