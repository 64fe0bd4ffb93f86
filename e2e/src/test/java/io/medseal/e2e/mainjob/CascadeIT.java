package io.medseal.e2e.mainjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medseal.client.groups.GroupView;
import io.medseal.client.problems.AccessException;
import io.medseal.client.problems.InputException;
import io.medseal.client.records.RecordView;
import io.medseal.client.sharing.Target;
import io.medseal.client.uploads.Uploaded;
import io.medseal.ledger.keyrings.Card;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.Role;
import io.medseal.testkit.people.TestFiles;
import io.medseal.testkit.people.TestPerson;
import io.medseal.testkit.proxy.LyingProxy;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("M4: after somebody has left a department")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CascadeIT {
  @TempDir static Path folder;
  private Ward ward;
  private TestPerson clerk;
  private TestPerson stays;
  private TestPerson leaves;
  private TestPerson laboratory;
  private GroupView department;
  private RecordView record;
  private Uploaded before;

  @BeforeAll
  void leave() {
    ward = Ward.open(folder);
    clerk = ward.signUp("clerk");
    stays = ward.signUp("stays");
    leaves = ward.signUp("leaves");
    laboratory = ward.signUp("laboratory");
    department =
        clerk
            .medseal()
            .groups()
            .create(KeyringKind.DEPARTMENT, new Card("Cardiology", Optional.empty()));
    for (TestPerson doctor : new TestPerson[] {stays, leaves}) {
      clerk
          .medseal()
          .groups()
          .setMember(department.id(), doctor.keyring(), Role.READER, Optional.empty());
      doctor.medseal().offers().accept(department.id());
    }
    record = Ward.record(clerk, "Invented Patient");
    clerk
        .medseal()
        .sharing()
        .share(
            new Target.WholeRecord(record.id()),
            clerk.medseal().people().byKeyring(department.id()),
            Role.READER,
            Optional.empty());
    Ward.share(clerk, record, laboratory, Role.CONTRIBUTOR);
    before = Ward.upload(clerk, record, "Before", file("before"));
    assertThat(ward.open(stays, before.report())).hasSize(1);
    assertThat(ward.open(leaves, before.report())).hasSize(1);

    clerk.medseal().groups().removeMember(department.id(), leaves.keyring());
  }

  @AfterAll
  void close() {
    ward.close();
  }

  @Test
  @DisplayName("nothing new is sealed to what that person may still know, by whoever uploads")
  void nothingNew() {
    Uploaded byContributor = Ward.upload(laboratory, record, "Laboratory", file("laboratory"));
    closedTo(leaves, byContributor);
    Uploaded byClerk = Ward.upload(clerk, record, "After", file("after"));
    closedTo(leaves, byClerk);
    Uploaded again = Ward.upload(laboratory, record, "Laboratory again", file("again"));
    closedTo(leaves, again);

    for (Uploaded report : new Uploaded[] {before, byContributor, byClerk, again}) {
      assertThat(ward.open(stays, report.report())).as(report.title()).hasSize(1);
      assertThat(ward.open(clerk, report.report())).as(report.title()).hasSize(1);
    }
  }

  private void closedTo(TestPerson who, Uploaded report) {
    assertThatThrownBy(() -> ward.open(who, report.report()))
        .isInstanceOf(InputException.NoSuch.class);
    try (LyingProxy cloud = LyingProxy.before(ward.uri());
        TestPerson helped = who.through(cloud.uri())) {
      cloud.askWith(clerk.sessionToken());
      assertThatThrownBy(() -> ward.open(helped, report.report()))
          .as(report.title() + ", with the cloud's help")
          .isInstanceOf(AccessException.NoKey.class);
    }
  }

  private Path file(String name) {
    return TestFiles.text(folder.resolve("in/" + name + ".txt"), name);
  }
}
