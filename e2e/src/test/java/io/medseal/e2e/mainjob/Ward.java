package io.medseal.e2e.mainjob;

import io.medseal.client.demographics.Patient;
import io.medseal.client.records.RecordView;
import io.medseal.client.records.SectionView;
import io.medseal.client.reports.OpenRequest;
import io.medseal.client.reports.Progress;
import io.medseal.client.sharing.Target;
import io.medseal.client.uploads.UploadPlanner;
import io.medseal.client.uploads.UploadRequest;
import io.medseal.client.uploads.Uploaded;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.keyrings.Role;
import io.medseal.testkit.people.TestPerson;
import io.medseal.testkit.service.ServiceProcess;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One cloud and people around one record; what they do, in the words of the job. */
public final class Ward implements AutoCloseable {
  private final Path folder;
  private final ServiceProcess service;
  private final List<TestPerson> people = new ArrayList<>();
  private int opened;

  private Ward(Path folder, ServiceProcess service) {
    this.folder = folder;
    this.service = service;
  }

  /** A new cloud in {@code folder}. */
  public static Ward open(Path folder) {
    return new Ward(folder, ServiceProcess.start(folder.resolve("cloud")));
  }

  public ServiceProcess service() {
    return service;
  }

  public URI uri() {
    return service.uri();
  }

  public Path folder() {
    return folder;
  }

  /** Somebody signs up. */
  public TestPerson signUp(String name) {
    TestPerson person = TestPerson.signUp(name, folder.resolve("machines"), service.uri());
    people.add(person);
    return person;
  }

  /** A record with its first section. */
  public static RecordView record(TestPerson clerk, String patient) {
    return clerk.medseal().records().create(Patient.named(patient));
  }

  /** Uploads files as one report. */
  public static Uploaded upload(TestPerson who, RecordView record, String title, Path... files) {
    SectionView section = who.medseal().uploads().defaultSection(record);
    return upload(who, section.id(), title, files);
  }

  /** Uploads files as one report into that section. */
  public static Uploaded upload(TestPerson who, KeyringId section, String title, Path... files) {
    UploadRequest request =
        new UploadRequest(
            List.of(files),
            Optional.of(title),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return who.medseal()
        .uploads()
        .upload(section, UploadPlanner.plan(request).reports().getFirst(), Progress.NONE);
  }

  /** Shares the whole record without end; the other side accepts it. */
  public static void share(TestPerson from, RecordView record, TestPerson with, Role role) {
    from.medseal()
        .sharing()
        .share(
            new Target.WholeRecord(record.id()),
            from.medseal().people().find(with.email()),
            role,
            Optional.empty());
    with.medseal().offers().accept(record.id());
  }

  /** Ends the share of the whole record. */
  public static void unshare(TestPerson from, RecordView record, TestPerson with) {
    from.medseal()
        .sharing()
        .unshare(new Target.WholeRecord(record.id()), from.medseal().people().find(with.email()));
  }

  /** Opens a report into a new folder, and answers the files. */
  public List<Path> open(TestPerson who, ReportId report) {
    return who.medseal()
        .reports()
        .open(report, OpenRequest.into(newFolder()), Progress.NONE)
        .files();
  }

  /** A folder that does not exist yet, to open reports into. */
  public Path newFolder() {
    opened++;
    return folder.resolve("opened").resolve(Integer.toString(opened));
  }

  /** How many regular files lie under a folder, which need not exist. */
  public static long filesUnder(Path folder) throws Exception {
    if (!Files.exists(folder)) {
      return 0;
    }
    try (var walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).count();
    }
  }

  @Override
  public void close() {
    people.forEach(TestPerson::close);
    service.close();
  }
}
