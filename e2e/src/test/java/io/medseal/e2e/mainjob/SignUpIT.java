package io.medseal.e2e.mainjob;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.client.demographics.Patient;
import io.medseal.client.records.RecordView;
import io.medseal.testkit.people.TestPerson;
import io.medseal.testkit.service.ServiceProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A clerk")
class SignUpIT {
  @TempDir Path folder;

  @Test
  @DisplayName("signs up, makes a record and finds it again after a restart of both sides")
  void recordsLast() {
    try (ServiceProcess service = ServiceProcess.start(folder);
        TestPerson clerk = TestPerson.signUp("clerk", folder.resolve("clerk"), service.uri())) {
      RecordView made = clerk.medseal().records().create(Patient.named("Invented Patient"));

      service.stop();
      service.startAgain();
      clerk.restart(service.uri());

      assertThat(clerk.medseal().records().list()).containsExactly(made);
    }
  }
}
