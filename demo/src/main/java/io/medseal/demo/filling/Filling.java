package io.medseal.demo.filling;

import io.medseal.client.Medseal;
import io.medseal.client.demographics.Patient;
import io.medseal.client.demographics.PatientIdentifier;
import io.medseal.client.people.Person;
import io.medseal.client.records.RecordView;
import io.medseal.client.records.SectionView;
import io.medseal.client.reports.Progress;
import io.medseal.client.sharing.Target;
import io.medseal.client.uploads.Codes;
import io.medseal.client.uploads.PlannedReport;
import io.medseal.client.uploads.UploadPlanner;
import io.medseal.client.uploads.UploadRequest;
import io.medseal.client.uploads.Uploaded;
import io.medseal.demo.folder.DemoFolder;
import io.medseal.demo.hospital.DemoHospital;
import io.medseal.demo.reports.DemoReport;
import io.medseal.demo.reports.DemoReports;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.Card;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.Role;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Fills a new cloud. */
public final class Filling {
  /** How long the cardiologist may read. */
  public static final Duration CARDIOLOGIST_READS = Duration.ofDays(90);

  private final DemoFolder folder;
  private final LogIns logIns;
  private final Consumer<String> say;
  private final Map<Persona, Medseal> people = new HashMap<>();

  /**
   * For a folder whose cloud is empty.
   *
   * @param say is told of each step that is done, in one line
   */
  public Filling(DemoFolder folder, URI cloud, Consumer<String> say) {
    this.folder = folder;
    this.logIns = new LogIns(folder, cloud);
    this.say = say;
  }

  /** Fills it; the files are drawn meanwhile. */
  public void run(List<DemoReport> reports) throws IOException, InterruptedException {
    // Daemons, so that whoever stops the demo does not wait for a drawing.
    try (ExecutorService drawer =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory())) {
      try {
        Map<DemoReport, Future<Path>> drawn = new HashMap<>();
        for (DemoReport report : reports) {
          drawn.put(report, drawer.submit(() -> draw(report)));
        }
        for (Persona persona : Persona.values()) {
          people.put(persona, logIns.signUp(persona));
        }
        say.accept(people.size() + " people have signed up");
        foundInstitute();
        RecordView record = makeRecord();
        share(record);
        upload(record, reports, drawn);
        folder.note("record", record.id().hex());
      } finally {
        drawer.shutdownNow();
      }
    } finally {
      people.values().forEach(Medseal::close);
    }
  }

  private Path draw(DemoReport report) throws IOException {
    Path into = folder.files().resolve(report.folder());
    report.drawing().into(into);
    return into;
  }

  private void foundInstitute() {
    Medseal administrator = people.get(Persona.ADMINISTRATOR);
    KeyringId institute =
        administrator
            .groups()
            .create(KeyringKind.INSTITUTE, new Card(DemoHospital.NAME, Optional.empty()))
            .id();
    for (Persona persona : Persona.values()) {
      if (persona.isStaff()) {
        Person person = administrator.people().find(persona.email());
        administrator
            .groups()
            .endorse(
                institute,
                person.keyring(),
                persona.person(),
                persona.specialty(),
                Optional.empty(),
                Optional.empty());
      }
    }
    say.accept("The institute vouches for its staff");
  }

  private RecordView makeRecord() {
    Medseal clerk = people.get(Persona.CLERK);
    RecordView record =
        clerk
            .records()
            .create(
                new Patient(
                    DemoHospital.PATIENT.name(),
                    Optional.of(DemoHospital.PATIENT.born()),
                    List.of(
                        new PatientIdentifier(
                            "https://hospital.demo.invalid/patients",
                            DemoHospital.PATIENT.identifier()))));
    clerk.records().addSection(record.id(), DemoReports.CARDIOLOGY);
    clerk.records().addSection(record.id(), DemoReports.RADIOLOGY);
    return clerk.records().show(record.id());
  }

  private void share(RecordView record) {
    Medseal clerk = people.get(Persona.CLERK);
    clerk
        .sharing()
        .share(
            new Target.WholeRecord(record.id()),
            clerk.people().find(Persona.PATIENT.email()),
            Role.OWNER,
            Optional.empty());
    clerk
        .sharing()
        .share(
            new Target.OneSection(record.id(), section(record, DemoReports.CARDIOLOGY)),
            clerk.people().find(Persona.CARDIOLOGIST.email()),
            Role.READER,
            Optional.of(Instant.now().plus(CARDIOLOGIST_READS)));
    clerk
        .sharing()
        .share(
            new Target.OneSection(record.id(), section(record, DemoReports.RADIOLOGY)),
            clerk.people().find(Persona.RADIOLOGIST.email()),
            Role.READER,
            Optional.empty());
    accept(Persona.PATIENT, record.id());
    accept(Persona.CARDIOLOGIST, section(record, DemoReports.CARDIOLOGY));
    accept(Persona.RADIOLOGIST, section(record, DemoReports.RADIOLOGY));
    say.accept("The record is shared with the patient and two doctors, who have accepted it");
  }

  private void accept(Persona persona, KeyringId shared) {
    people.get(persona).offers().accept(shared);
  }

  private void upload(
      RecordView record, List<DemoReport> reports, Map<DemoReport, Future<Path>> drawn)
      throws IOException, InterruptedException {
    Medseal clerk = people.get(Persona.CLERK);
    for (DemoReport report : reports) {
      UploadRequest request =
          new UploadRequest(
              List.of(finished(drawn.get(report))),
              Optional.of(report.title()),
              Optional.of(Codes.type(report.type())),
              report.specialty().map(Codes::specialty),
              Optional.of(report.date()),
              Optional.empty());
      for (PlannedReport planned : UploadPlanner.plan(request).reports()) {
        Uploaded uploaded =
            clerk.uploads().upload(section(record, report.section()), planned, Progress.NONE);
        folder.note("report." + report.folder(), uploaded.report().hex());
        say.accept(
            uploaded.title()
                + ": "
                + (uploaded.files() == 1 ? "1 file" : uploaded.files() + " files")
                + ", "
                + size(uploaded.bytes()));
      }
    }
  }

  private static KeyringId section(RecordView record, String name) {
    return record.sections().stream()
        .filter(section -> section.name().equals(Optional.of(name)))
        .map(SectionView::id)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the record has no section " + name));
  }

  private static Path finished(Future<Path> drawing) throws IOException, InterruptedException {
    try {
      return drawing.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IllegalStateException("a file could not be drawn", e.getCause());
    }
  }

  private static String size(long bytes) {
    return bytes < 1_000_000
        ? Math.max(1, bytes / 1000) + " kB"
        : String.format(java.util.Locale.ROOT, "%.1f MB", bytes / 1e6);
  }
}
