package io.medseal.e2e.tampering;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.client.problems.ClientException;
import io.medseal.client.reports.OpenRequest;
import io.medseal.client.reports.OpenedFiles;
import io.medseal.client.reports.Progress;
import io.medseal.client.reports.ReportView;
import io.medseal.client.uploads.Uploaded;
import io.medseal.e2e.mainjob.Ward;
import io.medseal.testkit.people.TestFiles;
import io.medseal.testkit.people.TestPerson;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One person on two machines: on one they have just logged in for the first time, the other
 * remembers what it saw before. Each look is with a copy of the machine, so that none remembers
 * what a tampered service answered.
 */
final class Readers {
  private final Ward ward;
  private final TestPerson fresh;
  private final TestPerson remembering;
  private final Map<Uploaded, Seen> honest = new HashMap<>();
  private int copies;

  private record Seen(ReportView report, List<String> files) {}

  private Readers(Ward ward, TestPerson fresh, TestPerson remembering) {
    this.ward = ward;
    this.fresh = fresh;
    this.remembering = remembering;
  }

  /** What an honest service shows of these reports is what any other may show at most. */
  static Readers of(Ward ward, TestPerson person, Uploaded... reports) throws Exception {
    TestPerson fresh = person.onNewMachine(ward.folder().resolve("fresh"), ward.uri());
    Readers readers = new Readers(ward, fresh, person);
    for (Uploaded report : reports) {
      readers.honest.put(report, readers.look(person, report, ward.uri()).orElseThrow());
    }
    return readers;
  }

  /** Both open the report, and get exactly what was sealed. */
  void open(Uploaded report) throws Exception {
    assertThat(refusals(report, "nothing", ward.uri())).isEmpty();
  }

  /** Both are refused, and nothing is written. */
  void refused(Uploaded report, String what) throws Exception {
    refused(report, what, ward.uri());
  }

  /** The same, with the service at another address. */
  void refused(Uploaded report, String what, URI service) throws Exception {
    assertThat(refusals(report, what, service)).as("who was refused after " + what).hasSize(2);
  }

  /**
   * Each is refused and writes nothing, or gets exactly what was sealed.
   *
   * @return the refusals
   */
  List<ClientException> refusals(Uploaded report, String what, URI service) throws Exception {
    List<ClientException> refusals = new ArrayList<>();
    for (TestPerson person : List.of(fresh, remembering)) {
      refusal(person, report, what, service).ifPresent(refusals::add);
    }
    return refusals;
  }

  private Optional<ClientException> refusal(
      TestPerson person, Uploaded report, String what, URI service) throws Exception {
    try {
      Optional<Seen> seen = look(person, report, service);
      assertThat(seen).as("shown after " + what).contains(honest.get(report));
      return Optional.empty();
    } catch (ClientException e) {
      return Optional.of(e);
    }
  }

  private Optional<Seen> look(TestPerson person, Uploaded report, URI service) throws Exception {
    Path machine = ward.folder().resolve("copies").resolve(Integer.toString(copies++));
    Path into = ward.newFolder();
    try (TestPerson asking = person.copiedTo(machine, service)) {
      OpenedFiles opened =
          asking.medseal().reports().open(report.report(), OpenRequest.into(into), Progress.NONE);
      return Optional.of(
          new Seen(opened.report(), opened.files().stream().map(TestFiles::sha256).toList()));
    } catch (ClientException e) {
      assertThat(Ward.filesUnder(into)).as("files written").isZero();
      throw e;
    } finally {
      remove(machine);
      remove(into);
    }
  }

  private static void remove(Path folder) throws Exception {
    if (Files.exists(folder)) {
      try (Stream<Path> walk = Files.walk(folder)) {
        for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
