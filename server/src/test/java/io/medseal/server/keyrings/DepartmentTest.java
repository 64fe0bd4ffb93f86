package io.medseal.server.keyrings;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.ledger.envelopes.EnvelopeName;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.StrictJson;
import io.medseal.protocol.accounts.Accounts;
import io.medseal.protocol.keyrings.Statements;
import io.medseal.server.TestService;
import io.medseal.server.platform.start.Bounds;
import io.medseal.server.testing.Caller;
import io.medseal.server.testing.Person;
import io.medseal.server.testing.Ring;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("A department that grows and renews its keys")
class DepartmentTest {
  private static final Bounds ROOMY = new Bounds(1_000, 1_000, Long.MAX_VALUE / 2, 1_000_000);

  /** Keys, signatures and links of a rotation, as bytes that do not compress. */
  private static final long EACH_ROTATION = 6_000;

  @Test
  @DisplayName("has a short history: 40 members, 6 rotations")
  void few() throws Exception {
    grows(40, 6);
  }

  @Test
  @Tag("asked")
  @DisplayName("has a short history: 2,000 members, 100 rotations")
  void many() throws Exception {
    grows(2_000, 100);
  }

  private static void grows(int members, int rotations) throws Exception {
    try (TestService service = TestService.with(ROOMY)) {
      Person head = service.person("head");
      List<Person> doctors = new ArrayList<>();
      for (int i = 0; i < members; i++) {
        if (i % 90 == 89) { // as many as one origin may sign up in an hour
          service.clock().pass(Duration.ofHours(1));
        }
        doctors.add(service.person("doctor" + i));
      }
      for (Person person : List.of(head, doctors.getFirst(), doctors.get(1), doctors.getLast())) {
        logIn(service, person);
      }
      Ring department = Ring.owned(service.clock(), KeyringKind.DEPARTMENT, head.ring());
      head.append(department).good();
      for (Person doctor : doctors) {
        department.add(head.ring(), doctor.ring(), Role.READER, null);
        if (doctor.equals(doctors.getLast()) || doctors.indexOf(doctor) % 200 == 199) {
          head.append(department).good();
        }
      }
      Person oldest = doctors.getFirst();
      Person newest = doctors.getLast();
      long joined = bytes(newest, department, -1);
      for (int i = 0; i < rotations; i++) {
        department.rotate(head.ring());
        head.append(department).good();
      }
      long all = bytes(newest, department, -1);
      department.remove(head.ring(), doctors.get(1).ring());
      head.append(department).good();
      long left = bytes(newest, department, members + rotations);
      tell(members, rotations, joined, all, left);

      assertThat((all - joined) / rotations)
          .as("bytes of a rotation")
          .isLessThan(EACH_ROTATION + 2L * members);
      for (Person member : List.of(oldest, newest)) {
        assertThat(envelopes(member, department)).as("its own, for this generation").isEqualTo(1);
      }
      assertThat(envelopes(doctors.get(1), department)).as("who left").isZero();
    }
  }

  private static void logIn(TestService service, Person person) {
    Accounts.SessionOpened opened =
        Caller.anonymous(service.uri())
            .post("/api/v1/sessions", person.logIn())
            .as(Accounts.SessionOpened.class);
    person.use(new Caller(service.uri(), opened.token()));
  }

  private static void tell(int members, int rotations, long joined, long all, long left) {
    System.out.println(
        String.format(
            Locale.ROOT,
            "%d members, %d rotations: history %d bytes compressed, %d of them before the"
                + " rotations; what is new after one leaves %d",
            members,
            rotations,
            all,
            joined,
            left));
  }

  /** What travels for the statements behind {@code after}. */
  private static long bytes(Person reader, Ring ring, int after) throws Exception {
    Statements.Query query =
        new Statements.Query(
            List.of(new Statements.ChainQuery(ring.id(), after)), false, List.of());
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> answer =
          http.send(
              HttpRequest.newBuilder(reader.call().service().resolve("/api/v1/statements/query"))
                  .header("Authorization", "Bearer " + reader.call().token())
                  .header("Content-Type", "application/json")
                  .header("Accept-Encoding", "gzip")
                  .POST(
                      HttpRequest.BodyPublishers.ofByteArray(
                          StrictJson.mapper().writeValueAsBytes(query)))
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
      assertThat(answer.statusCode()).isEqualTo(200);
      return answer.body().length;
    }
  }

  private static int envelopes(Person member, Ring department) {
    EnvelopeName own =
        new EnvelopeName(department.id(), department.generation(), member.ring().id(), 1);
    return member
        .call()
        .post("/api/v1/envelopes/query", new Statements.EnvelopeQuery(List.of(own)))
        .as(Statements.Envelopes.class)
        .envelopes()
        .size();
  }
}
