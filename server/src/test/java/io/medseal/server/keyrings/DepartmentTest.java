package io.medseal.server.keyrings;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.ledger.chains.ChainResolver;
import io.medseal.ledger.chains.VerifiedChain;
import io.medseal.ledger.chains.VerifiedStates;
import io.medseal.ledger.envelopes.EnvelopeName;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.StrictJson;
import io.medseal.protocol.accounts.Accounts;
import io.medseal.protocol.keyrings.SentChains;
import io.medseal.protocol.keyrings.SentPasts;
import io.medseal.protocol.keyrings.Statements;
import io.medseal.server.TestService;
import io.medseal.server.keyrings.kept.KeptStates;
import io.medseal.server.platform.db.Database;
import io.medseal.server.platform.start.Bounds;
import io.medseal.server.testing.Caller;
import io.medseal.server.testing.Person;
import io.medseal.server.testing.Ring;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("A department that grows and renews its keys")
class DepartmentTest {
  private static final Bounds ROOMY = new Bounds(1_000, 1_000, Long.MAX_VALUE / 2, 1_000_000);

  /** Keys, signatures and links of a rotation, as bytes that do not compress. */
  private static final long EACH_ROTATION = 6_000;

  /** Statements of one append. */
  private static final int AT_ONCE = 400;

  /** Whatever is behind it. */
  private static final int NEWCOMER = 40_000;

  @Test
  @DisplayName("has a short history: 40 members, 30 rotations, 20 changes")
  void few() throws Exception {
    grows(40, 30, 20);
  }

  @Test
  @Tag("asked")
  @DisplayName("has a short history: 2,000 members, 100 rotations, 10,000 changes")
  void many() throws Exception {
    grows(2_000, 100, 10_000);
  }

  private static void grows(int members, int rotations, int changes) throws Exception {
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
      later(newest, department);
      for (Person member : List.of(oldest, newest)) {
        assertThat(envelopes(member, department)).as("its own, for this generation").isEqualTo(1);
      }
      assertThat(envelopes(doctors.get(1), department)).as("who left").isZero();
      Person manager = doctors.get(2);
      logIn(service, manager);
      department.add(head.ring(), manager.ring(), Role.MANAGER, null);
      head.append(department).good();
      for (int i = 0; i < changes; i++) {
        department.add(manager.ring(), doctors.get(3).ring(), Role.READER, null);
        if (i % AT_ONCE == AT_ONCE - 1 || i == changes - 1) {
          manager.append(department).good();
        }
        if (i == changes / 2) { // others than owners have said enough until an owner speaks
          manager.append(department).good();
          department.change(head.ring(), new Change.PublishCard("Invented Ward", null, null));
          head.append(department).good();
        }
      }
      service.stop();
      service.start();
      Person leaver = doctors.get(4);
      for (Person person : List.of(head, manager, oldest, leaver)) {
        logIn(service, person);
      }
      goesOn(service, department, head, manager, leaver);
      Person fresh = service.person("fresh");
      department.add(manager.ring(), fresh.ring(), Role.READER, null);
      manager.append(department).good();
      tell("begun at the owner's last word, for who has just joined", fresh, department);
      department.change(head.ring(), new Change.PublishCard("Invented Ward", null, null));
      head.append(department).good();
      for (Person member : List.of(oldest, fresh)) {
        later(member, department);
        assertThat(envelopes(member, department)).as("its own, for this generation").isEqualTo(1);
      }
      assertThat(envelopes(leaver, department)).as("who left").isZero();
    }
  }

  /** Behind many changes: somebody leaves, keys are renewed, by who owns it and who manages it. */
  private static void goesOn(
      TestService service, Ring department, Person head, Person manager, Person leaver) {
    JdbcClient sql = service.part(Database.class).queries();
    try (ChainStore.View view =
        new ChainStore(
                new Lanes(),
                sql,
                LongChains.unbounded(),
                Optional.of(service.part(KeptStates.class)))
            .apart()) {
      VerifiedStates chain = view.find(department.id()).orElseThrow();
      System.out.println(
          String.format(
              Locale.ROOT,
              "verified after a start: the newest %d of %d statements",
              chain.states().size(),
              chain.size()));
      assertThat(chain.states()).hasSizeLessThan(3 * AT_ONCE);
    }
    department.leave(leaver.ring());
    leaver.append(department).good();
    for (Person by : List.of(manager, head)) {
      department.rotate(by.ring());
      by.append(department).good();
    }
  }

  private static void tell(String what, Person reader, Ring department) throws Exception {
    Statements.Query query =
        new Statements.Query(
            List.of(new Statements.ChainQuery(department.id(), -1)), true, List.of(), true);
    int bytes = post(reader, "/api/v1/statements/query", query).length;
    System.out.println(String.format(Locale.ROOT, "%s: %d bytes compressed", what, bytes));
  }

  /** A newcomer begins at the newest word of an owner, and sees what was before where it asks. */
  private static void later(Person newcomer, Ring department) throws Exception {
    KeyringId id = department.id();
    Statements.Query query =
        new Statements.Query(List.of(new Statements.ChainQuery(id, -1)), true, List.of(), true);
    byte[] compressed = post(newcomer, "/api/v1/statements/query", query);
    Statements.Chains answer = read(compressed, Statements.Chains.class);
    Map<KeyringId, List<Bytes>> objects = SentChains.objects(answer, Long.MAX_VALUE);
    VerifiedChain chain =
        ChainResolver.of(_ -> Optional.empty(), objects, SentChains.begun(answer))
            .find(id)
            .orElseThrow();
    assertThat(chain.from()).isGreaterThan(Beginning.LONG);
    assertThat(chain.state().head()).isEqualTo(department.head());
    assertThat(chain.state().member(newcomer.ring().id())).isPresent();
    assertThat(objects).as("no other people").hasSizeLessThan(4);

    Statements.PastsQuery asked =
        new Statements.PastsQuery(
            List.of(
                new Statements.PastQuery(
                    id,
                    chain.from(),
                    department.head(),
                    null,
                    List.of(),
                    List.of(department.generation() - 1))));
    byte[] pasts = post(newcomer, "/api/v1/statements/pasts", asked);
    VerifiedChain shown =
        chain.showing(
            SentPasts.past(read(pasts, Statements.Pasts.class).pasts().getFirst().past()));
    assertThat(shown.state().generation(department.generation() - 1)).isPresent();
    System.out.println(
        String.format(
            Locale.ROOT,
            "begun later at %d of %d: %d bytes compressed; a former generation %d",
            chain.from(),
            chain.state().seq(),
            compressed.length,
            pasts.length));
    assertThat(compressed.length).as("bytes for a newcomer").isLessThan(NEWCOMER);
  }

  private static <T> T read(byte[] compressed, Class<T> type) throws IOException {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
      return StrictJson.mapper().readValue(in, type);
    }
  }

  static void logIn(TestService service, Person person) {
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
    return post(reader, "/api/v1/statements/query", query).length;
  }

  private static byte[] post(Person reader, String path, Object query) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> answer =
          http.send(
              HttpRequest.newBuilder(reader.call().service().resolve(path))
                  .header("Authorization", "Bearer " + reader.call().token())
                  .header("Content-Type", "application/json")
                  .header("Accept-Encoding", "gzip")
                  .POST(
                      HttpRequest.BodyPublishers.ofByteArray(
                          StrictJson.mapper().writeValueAsBytes(query)))
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
      assertThat(answer.statusCode()).isEqualTo(200);
      return answer.body();
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
