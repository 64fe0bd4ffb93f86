package io.medseal.e2e.client;

import io.medseal.client.Medseal;
import io.medseal.client.demographics.Patient;
import io.medseal.client.people.Person;
import io.medseal.client.records.RecordView;
import io.medseal.client.reports.OpenRequest;
import io.medseal.client.reports.OpenedFiles;
import io.medseal.client.reports.Progress;
import io.medseal.client.reports.ReportEntry;
import io.medseal.client.reports.ReportQuery;
import io.medseal.client.reports.ReportView;
import io.medseal.client.sharing.Target;
import io.medseal.client.uploads.PlannedReport;
import io.medseal.client.uploads.UploadPlanner;
import io.medseal.client.uploads.UploadRequest;
import io.medseal.client.uploads.Uploaded;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.keyrings.Role;
import io.medseal.testkit.people.TestPerson;
import io.medseal.testkit.programs.CommandLine;
import io.medseal.testkit.programs.Finished;
import io.medseal.testkit.service.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A service and the people of one test, with what they do over and over. */
final class Scene implements AutoCloseable {
  private final Path folder;
  private final ServiceProcess service;
  private final List<TestPerson> people = new ArrayList<>();
  private int count;

  Scene(Path folder) {
    this(folder, List.of());
  }

  /** With further settings of the service. */
  Scene(Path folder, List<String> settings) {
    this.folder = folder;
    this.service = ServiceProcess.start(folder.resolve("service"), List.of(), settings);
  }

  ServiceProcess service() {
    return service;
  }

  /** Somebody new; the name is made unique. */
  TestPerson person(String name) {
    count++;
    String unique = name + count;
    TestPerson person = TestPerson.signUp(unique, folder.resolve(unique), service.uri());
    people.add(person);
    return person;
  }

  RecordView record(TestPerson owner) {
    count++;
    return owner.medseal().records().create(Patient.named("Invented Patient " + count));
  }

  /** As {@code by} finds {@code who}. */
  static Person found(TestPerson by, TestPerson who) {
    return by.medseal().people().find(who.email());
  }

  /** Shares, and the other side accepts. */
  static void share(TestPerson by, RecordView record, TestPerson with, Role role) {
    offer(by, record, with, role);
    with.medseal().offers().accept(record.id());
  }

  /** Shares; the other side has not been asked yet. */
  static void offer(TestPerson by, RecordView record, TestPerson with, Role role) {
    by.medseal()
        .sharing()
        .share(new Target.WholeRecord(record.id()), found(by, with), role, Optional.empty());
  }

  static void unshare(TestPerson by, RecordView record, TestPerson with) {
    by.medseal().sharing().unshare(new Target.WholeRecord(record.id()), found(by, with));
  }

  /** A file of that many bytes, the same for the same seed. */
  Path file(String name, int size, long seed) {
    byte[] content = new byte[size];
    new Random(seed).nextBytes(content);
    Path file = folder.resolve("files").resolve(name);
    try {
      Files.createDirectories(file.getParent());
      return Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static PlannedReport plan(Path file) {
    return UploadPlanner.plan(UploadRequest.of(List.of(file))).reports().getFirst();
  }

  static Uploaded upload(TestPerson by, RecordView record, Path file) {
    Medseal medseal = by.medseal();
    RecordView seen = medseal.records().show(record.id());
    KeyringId section = medseal.uploads().defaultSection(seen).id();
    return medseal.uploads().upload(section, plan(file), Progress.NONE);
  }

  /** Into a new folder. */
  OpenedFiles open(TestPerson by, ReportId report) {
    count++;
    return by.medseal()
        .reports()
        .open(report, OpenRequest.into(folder.resolve("opened" + count)), Progress.NONE);
  }

  /** What verifies, newest first. */
  static List<ReportView> listed(TestPerson by, RecordView record) {
    List<ReportView> views = new ArrayList<>();
    by.medseal()
        .reports()
        .each(
            ReportQuery.ofRecord(record.id()),
            entry -> {
              if (entry instanceof ReportEntry.Verified verified) {
                views.add(verified.report());
              }
            });
    return views;
  }

  /** The command line on another machine of that person, who has just logged in. */
  CommandLine commandLine(TestPerson person) {
    count++;
    CommandLine line = CommandLine.of("of-person-" + count, folder.resolve("machines"), List.of());
    Finished in =
        line.run(
            "login",
            "--server",
            service.uri().toString(),
            "--email",
            person.email(),
            "--password-file",
            line.secretFile("password", new String(person.password())).toString());
    if (in.exitCode() != 0) {
      throw new AssertionError(in.err());
    }
    return line;
  }

  Path folder() {
    return folder;
  }

  @Override
  public void close() {
    people.forEach(TestPerson::close);
    service.close();
  }
}
