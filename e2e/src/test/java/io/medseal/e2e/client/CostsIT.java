package io.medseal.e2e.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.client.demographics.Patient;
import io.medseal.client.records.RecordView;
import io.medseal.e2e.mainjob.Ward;
import io.medseal.ledger.keyrings.Role;
import io.medseal.testkit.people.TestFiles;
import io.medseal.testkit.people.TestPerson;
import io.medseal.testkit.proxy.Exchange;
import io.medseal.testkit.proxy.LyingProxy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Requests and bytes of what people do, each with a budget. */
@DisplayName("What a person does costs, in requests and bytes,")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CostsIT {
  private static final int RECORDS = 60;
  private static final int PAGE = 50;

  @TempDir static Path folder;

  private Ward ward;
  private TestPerson clerk;
  private TestPerson doctor;
  private final List<RecordView> records = new ArrayList<>();

  @BeforeAll
  void fill() {
    ward = Ward.open(folder);
    clerk = ward.signUp("clerk");
    doctor = ward.signUp("doctor");
    for (int i = 0; i < RECORDS; i++) {
      records.add(clerk.medseal().records().create(Patient.named("Invented Patient " + i)));
      Ward.share(clerk, records.getLast(), doctor, Role.READER);
    }
  }

  @AfterAll
  void close() {
    ward.close();
  }

  private record Cost(int requests, long bytes) {}

  /** What a new process does, and what that takes; chains as they are compressed. */
  private Cost cost(TestPerson person, String what, java.util.function.Consumer<TestPerson> does) {
    try (LyingProxy proxy = LyingProxy.before(ward.uri());
        TestPerson asking = person.through(proxy.uri())) {
      does.accept(asking);
      List<Exchange> all = proxy.exchanges();
      long bytes =
          all.stream().mapToLong(one -> one.request().body().length + travelled(one)).sum();
      all.forEach(
          one ->
              System.out.println(
                  "  "
                      + one.request().method()
                      + " "
                      + one.request().path()
                      + " "
                      + one.request().body().length
                      + " + "
                      + travelled(one)));
      System.out.println(what + ": " + all.size() + " requests, " + bytes + " bytes");
      return new Cost(all.size(), bytes);
    }
  }

  private static long travelled(Exchange exchange) {
    byte[] body = exchange.answer().body();
    if (!exchange.request().path().equals("/api/v1/statements/query")) {
      return body.length;
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.size();
  }

  @Test
  @DisplayName("for a first page of records no more than 200 kB, once they have been read")
  void records() {
    Cost first = cost(doctor, "first page of " + RECORDS + " records, read", CostsIT::page);
    Cost again = cost(doctor, "first page of " + RECORDS + " records, again", CostsIT::page);
    assertThat(first.bytes() / PAGE).isLessThanOrEqualTo(26_000);
    assertThat(again.requests()).isLessThanOrEqualTo(10);
    assertThat(again.bytes()).isLessThanOrEqualTo(200_000);
  }

  private static void page(TestPerson asking) {
    assertThat(asking.medseal().records().newest(PAGE).records()).hasSize(PAGE);
  }

  @Test
  @DisplayName("for a new record and its first share no more than 100 kB")
  void creating() {
    Cost cost =
        cost(
            clerk,
            "a new record, shared",
            asking ->
                Ward.share(
                    asking,
                    asking.medseal().records().create(Patient.named("Invented Newcomer")),
                    doctor,
                    Role.READER));
    assertThat(cost.bytes()).isLessThanOrEqualTo(100_000);
  }

  @Test
  @DisplayName("for a report of a few bytes, to a patient by name, no more than 60 kB")
  void uploading() {
    Path file = TestFiles.text(folder.resolve("in/small.txt"), "abc");
    Cost cost =
        cost(
            clerk,
            "an upload of 3 bytes by name",
            asking ->
                Ward.upload(
                    asking, asking.medseal().records().find("Invented Patient 3"), "S", file));
    assertThat(cost.bytes()).isLessThanOrEqualTo(60_000);
  }
}
