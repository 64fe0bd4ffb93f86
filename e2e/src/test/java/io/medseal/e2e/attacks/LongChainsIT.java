package io.medseal.e2e.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medseal.client.Medseal;
import io.medseal.client.demographics.Patient;
import io.medseal.client.problems.ServiceException;
import io.medseal.client.records.RecordView;
import io.medseal.client.sharing.Sharing;
import io.medseal.client.sharing.Target;
import io.medseal.e2e.client.Stranger;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.Role;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.testkit.people.TestPerson;
import io.medseal.testkit.service.ServiceProcess;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A stranger's histories are as long as they can be; the service has 256 MB of memory. */
@DisplayName("M13: beside histories without end")
class LongChainsIT {
  /** Of a statement of 6 KiB. */
  private static final int SHORT_NOTE = 2_000;

  /** As short as one can be: shorter than any rotation. */
  private static final int SHORTEST_NOTE = 1_197;

  /** Of a statement of 85 KiB. */
  private static final int LONG_NOTE = 60_000;

  private static final int AT_ONCE = 3;

  @TempDir Path folder;

  @Test
  @Timeout(300)
  @DisplayName("every request is answered beside a chain of 1,000 statements, which is read again")
  void longChain() throws Exception {
    one(1_000);
  }

  @Test
  @Tag("asked")
  @Timeout(1_200)
  @DisplayName("every request is answered beside a chain of 6,000 statements, which is read again")
  void longestChain() throws Exception {
    one(6_000);
  }

  @Test
  @Tag("asked")
  @Timeout(300)
  @DisplayName("four histories of 20 MB, all asked for at once by several people, end no process")
  void several() throws Exception {
    many(4, 240);
  }

  @Test
  @Tag("asked")
  @Timeout(1_200)
  @DisplayName("six histories of 42 MB, all asked for at once by several people, end no process")
  void severalOfTheLongest() throws Exception {
    many(6, 500);
  }

  @Test
  @Tag("asked")
  @Timeout(300)
  @DisplayName("a manager who fills a record's history, and renews it on and on, is still removed")
  void greedyManager() throws Exception {
    try (ServiceProcess service = service(20_000);
        TestPerson owner = person("owner", service);
        TestPerson greedy = person("greedy", service);
        Stranger manager = new Stranger(greedy, service.uri())) {
      RecordView record = owner.medseal().records().create(Patient.named("Invented Patient"));
      Sharing sharing = owner.medseal().sharing();
      Target whole = new Target.WholeRecord(record.id());
      sharing.share(
          whole, owner.medseal().people().find(greedy.email()), Role.MANAGER, Optional.empty());
      fill(manager, record.id());
      assertThatThrownBy(() -> manager.rotateWithJunk(record.id()))
          .isInstanceOfSatisfying(
              ServiceException.class, e -> assertThat(e.type()).isEqualTo(ProblemType.CHAIN_FULL));

      sharing.unshare(whole, owner.medseal().people().byKeyring(greedy.keyring()));
      assertThat(sharing.reached(whole, greedy.keyring())).isEmpty();
      assertThat(owner.medseal().records().list()).hasSize(1);
      owner.medseal().records().addSection(record.id(), "Afterwards");
    }
  }

  @Test
  @Tag("asked")
  @Timeout(300)
  @DisplayName("a reader whose own history is endless disables only the reader, and is removed")
  void endlessReader() throws Exception {
    try (ServiceProcess service = service(20_000);
        TestPerson victim = person("victim", service);
        TestPerson greedy = person("greedy", service);
        Stranger stranger = new Stranger(greedy, service.uri())) {
      RecordView record = victim.medseal().records().create(Patient.named("Invented Patient"));
      Sharing sharing = victim.medseal().sharing();
      sharing.share(
          new Target.WholeRecord(record.id()),
          victim.medseal().people().find(greedy.email()),
          Role.READER,
          Optional.empty());
      fill(stranger, greedy.keyring());
      HttpResponse<InputStream> answer = query(service.uri(), victim, List.of(record.id()));
      assertThat(answer.statusCode()).isEqualTo(413);

      try (TestPerson elsewhere = victim.onNewMachine(folder.resolve("new"), service.uri())) {
        Medseal medseal = elsewhere.medseal();
        assertThat(medseal.records().list()).hasSize(1);
        medseal
            .sharing()
            .unshare(
                new Target.WholeRecord(record.id()), medseal.people().byKeyring(greedy.keyring()));
      }
      assertThat(query(service.uri(), victim, List.of(record.id())).statusCode()).isEqualTo(200);
    }
  }

  /** Until not even a short statement has room. */
  private static void fill(Stranger stranger, KeyringId keyring) {
    for (int batch : List.of(50, 5, 1)) {
      while (lengthened(stranger, keyring, batch, LONG_NOTE)) {
        // more
      }
    }
    while (lengthened(stranger, keyring, 1, SHORTEST_NOTE)) {
      // more
    }
  }

  private static boolean lengthened(Stranger stranger, KeyringId keyring, int batch, int note) {
    try {
      stranger.lengthen(keyring, batch, note);
      return true;
    } catch (ServiceException e) {
      assertThat(e.type()).isEqualTo(ProblemType.CHAIN_FULL);
      return false;
    }
  }

  private void one(int statements) throws Exception {
    try (ServiceProcess service = service(2 * statements);
        TestPerson victim = person("victim", service);
        TestPerson greedy = person("greedy", service);
        Stranger stranger = new Stranger(greedy, service.uri())) {
      Bystander.watched(
          "a chain of " + statements + " statements",
          victim,
          () -> stranger.endless(victim.keyring(), statements, SHORT_NOTE));
      // Whoever accepts it reads all of it, more than once.
      victim.medseal().offers().welcome(greedy.keyring());
      Bystander.watched("reading it", greedy, () -> victim.medseal().records().list());
      victim.medseal().records().create(Patient.named("Another Invented Patient"));
    }
  }

  private void many(int chains, int statements) throws Exception {
    List<KeyringId> made = new ArrayList<>();
    try (ServiceProcess service = service(20 * chains * statements);
        TestPerson victim = person("victim", service);
        TestPerson greedy = person("greedy", service);
        TestPerson bystander = person("bystander", service);
        Stranger stranger = new Stranger(greedy, service.uri())) {
      for (int i = 0; i < chains; i++) {
        made.add(stranger.endless(victim.keyring(), statements, LONG_NOTE));
      }
      service.kill();
      service.startAgain();
      Bystander.watched(
          chains + " chains of " + statements + " long statements",
          bystander,
          () -> atOnce(service.uri(), List.of(victim, greedy), made));
      HttpResponse<InputStream> all = query(service.uri(), victim, made);
      assertThat(all.statusCode()).isEqualTo(413);
      assertThat(text(all)).contains("answer-too-large");
      HttpResponse<InputStream> list = list(service.uri(), victim);
      assertThat(list.statusCode()).isEqualTo(200);
      assertThat(text(list)).contains(hex(made));
      for (KeyringId one : made) {
        HttpResponse<InputStream> answer = query(service.uri(), victim, List.of(one));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(length(answer)).isGreaterThan((long) statements * LONG_NOTE * 4 / 3);
      }
      // The SDK asks for all of them, is told that it is too much, and asks for fewer.
      assertThat(victim.medseal().offers().waiting().offers()).hasSize(chains);
      assertThat(victim.medseal().troubles()).isEmpty();
      victim.medseal().records().create(Patient.named("Another Invented Patient"));
      assertThat(victim.medseal().records().list()).hasSize(1);
    }
  }

  /** Lists, and histories in one question and in many, by several people at the same time. */
  private static void atOnce(URI service, List<TestPerson> people, List<KeyringId> chains)
      throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> answers = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        for (TestPerson person : people) {
          answers.add(threads.submit(() -> status(list(service, person))));
          answers.add(threads.submit(() -> status(query(service, person, chains))));
          for (KeyringId chain : chains) {
            answers.add(threads.submit(() -> status(query(service, person, List.of(chain)))));
          }
        }
      }
      for (Future<Integer> answer : answers) {
        assertThat(answer.get()).isIn(200, 413, 429, 503);
      }
    }
  }

  private static HttpResponse<InputStream> list(URI service, TestPerson person) throws Exception {
    return send(person, HttpRequest.newBuilder(service.resolve("/api/v1/keyrings")).GET());
  }

  private static HttpResponse<InputStream> query(
      URI service, TestPerson person, List<KeyringId> chains) throws Exception {
    String asked =
        chains.stream()
            .map(chain -> "{\"keyring\":\"%s\",\"after\":-1}".formatted(chain.hex()))
            .collect(Collectors.joining(",", "{\"closure\":true,\"held\":[],\"keyrings\":[", "]}"));
    return send(
        person,
        HttpRequest.newBuilder(service.resolve("/api/v1/statements/query"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(asked)));
  }

  private static HttpResponse<InputStream> send(TestPerson person, HttpRequest.Builder request)
      throws Exception {
    return HttpClient.newHttpClient()
        .send(
            request
                .version(HttpClient.Version.HTTP_1_1)
                .header("Authorization", "Bearer " + person.sessionToken())
                .build(),
            HttpResponse.BodyHandlers.ofInputStream());
  }

  private static int status(HttpResponse<InputStream> answer) throws Exception {
    length(answer);
    return answer.statusCode();
  }

  private static long length(HttpResponse<InputStream> answer) throws Exception {
    try (InputStream body = answer.body()) {
      return body.transferTo(OutputStream.nullOutputStream());
    }
  }

  private static String text(HttpResponse<InputStream> answer) throws Exception {
    return new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static List<String> hex(List<KeyringId> keyrings) {
    return keyrings.stream().map(KeyringId::hex).toList();
  }

  private ServiceProcess service(int statementsPerHour) throws Exception {
    return ServiceProcess.start(
        folder.resolve("service"),
        List.of("-Xmx256m", "-XX:+ExitOnOutOfMemoryError"),
        List.of("--statements-per-hour", String.valueOf(statementsPerHour)));
  }

  private TestPerson person(String name, ServiceProcess service) {
    return TestPerson.signUp(name, folder.resolve(name), service.uri());
  }
}
