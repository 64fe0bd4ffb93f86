package io.medseal.e2e.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.client.demographics.Patient;
import io.medseal.client.problems.ClientException;
import io.medseal.client.records.RecordView;
import io.medseal.testkit.people.TestPerson;
import io.medseal.testkit.service.ServiceProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One free account and strangers take what they can get, from a service with 256 MB of memory. */
@DisplayName("M13: while others take all that they can get")
class GreedyIT {
  private static final int UPLOADS = 256;

  /** Of 16 MiB each: nearly as much as the memory. */
  private static final int CONTENTS = 14;

  @TempDir Path folder;

  @Test
  @Timeout(240)
  @DisplayName("every request of another account is answered, and the process lives")
  void answered() throws Exception {
    attack(1_000, Duration.ofSeconds(4), 0);
  }

  @Test
  @Tag("asked")
  @Timeout(900)
  @DisplayName("at least a third of the quiet count of another account's requests is answered")
  void asMany() throws Exception {
    attack(8_000, Duration.ofSeconds(60), 1 / 3.0);
  }

  private void attack(int connections, Duration each, double share) throws Exception {
    try (ServiceProcess service =
            ServiceProcess.start(
                folder.resolve("service"),
                List.of("-Xmx256m", "-XX:+ExitOnOutOfMemoryError"),
                List.of());
        TestPerson victim = person("victim", service);
        TestPerson greedy = person("greedy", service)) {
      RecordView record = greedy.medseal().records().create(Patient.named("Invented Patient"));
      Bystander.watched("warming up", victim, () -> Thread.sleep(each.toMillis() / 2));
      double quiet = Bystander.watched("quiet", victim, () -> Thread.sleep(each.toMillis()));
      Bystander.watched("contents", victim, () -> contents(service, greedy, record));
      double uploads =
          Bystander.watched("slow uploads", victim, () -> upload(service, greedy, record, each));
      double heads =
          Bystander.watched("slow heads", victim, () -> drip(service, connections, each));
      double words = Bystander.watched("statements", victim, () -> say(greedy, record, each));
      assertThat(uploads).isGreaterThanOrEqualTo(share * quiet);
      assertThat(heads).isGreaterThanOrEqualTo(share * quiet);
      assertThat(words).isGreaterThanOrEqualTo(share * quiet);
      victim.medseal().records().create(Patient.named("Another Invented Patient"));
    }
  }

  private TestPerson person(String name, ServiceProcess service) {
    return TestPerson.signUp(name, folder.resolve(name), service.uri());
  }

  /** Sends the largest contents many times at once, the last byte of all of them at the end. */
  private static void contents(ServiceProcess service, TestPerson greedy, RecordView record)
      throws IOException, InterruptedException {
    String id = announced(service, greedy, record, 1_000);
    byte[] most = new byte[16 * 1024 * 1024];
    most[0] = 1;
    List<RawConnection> open = new ArrayList<>();
    try {
      for (int i = 0; i < CONTENTS; i++) {
        RawConnection connection = new RawConnection("127.0.3." + (1 + i), service.uri());
        open.add(connection);
        connection.send(
            String.join(
                "\r\n",
                "PUT /api/v1/reports/" + id + "/contents HTTP/1.1",
                "Host: localhost",
                "Authorization: Bearer " + greedy.sessionToken(),
                "Content-Type: application/octet-stream",
                "Content-Length: " + most.length,
                "",
                ""));
        connection.send(Arrays.copyOf(most, most.length - 1));
      }
      for (RawConnection connection : open) {
        connection.send(new byte[1]);
      }
      for (RawConnection connection : open) {
        assertThat(connection.firstLine()).startsWith("HTTP/1.1 ");
      }
    } finally {
      for (RawConnection connection : open) {
        connection.close();
      }
    }
  }

  private static String announced(
      ServiceProcess service, TestPerson greedy, RecordView record, long bytes)
      throws IOException, InterruptedException {
    String id = HexFormat.of().formatHex(random(16));
    String section = record.sections().getFirst().id().hex();
    String body =
        "{\"report\":\"%s\",\"section\":\"%s\",\"bodyBytes\":%d,\"time\":\"%s\"}"
            .formatted(
                id, section, bytes, Instant.now().truncatedTo(ChronoUnit.SECONDS).plusMillis(1));
    int status = post(service.uri().resolve("/api/v1/reports"), greedy.sessionToken(), body);
    assertThat(status).isEqualTo(200);
    return id;
  }

  /** Begins many parts and never ends them. */
  private static void upload(
      ServiceProcess service, TestPerson greedy, RecordView record, Duration how)
      throws IOException, InterruptedException {
    String id = announced(service, greedy, record, UPLOADS * 8L * 1024 * 1024);
    List<RawConnection> open = new ArrayList<>();
    try {
      String hash = HexFormat.of().formatHex(random(32));
      for (int i = 0; i < UPLOADS; i++) {
        RawConnection connection = new RawConnection("127.0.1." + (1 + i % 8), service.uri());
        open.add(connection);
        connection.send(
            String.join(
                "\r\n",
                "PUT /api/v1/reports/" + id + "/parts/" + i + " HTTP/1.1",
                "Host: localhost",
                "Authorization: Bearer " + greedy.sessionToken(),
                "Content-Type: application/octet-stream",
                "Content-Length: 8388608",
                "Part-Hash: " + hash,
                "",
                "slow"));
      }
      Thread.sleep(how.toMillis());
    } finally {
      for (RawConnection connection : open) {
        connection.close();
      }
    }
  }

  /** Opens many connections from many addresses, whose heads never end. */
  private static void drip(ServiceProcess service, int connections, Duration how)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + how.toNanos();
    List<RawConnection> open = new ArrayList<>();
    try {
      for (int i = 0; i < connections && System.nanoTime() < end; i++) {
        try {
          RawConnection connection = new RawConnection("127.0.2." + (1 + i % 3), service.uri());
          open.add(connection);
          connection.send("GET /api/v1/service HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
        } catch (IOException _) {
          // refused, as it should be
        }
      }
      while (System.nanoTime() < end) {
        for (RawConnection connection : open) {
          try {
            connection.send("x");
          } catch (IOException _) {
            // ended, as it should be
          }
        }
        Thread.sleep(1_000);
      }
    } finally {
      for (RawConnection connection : open) {
        connection.close();
      }
    }
  }

  /** Makes sections as fast as it can. */
  private static void say(TestPerson greedy, RecordView record, Duration how) {
    long end = System.nanoTime() + how.toNanos();
    try {
      for (int i = 0; System.nanoTime() < end; i++) {
        greedy.medseal().records().addSection(record.id(), "Section " + i);
      }
    } catch (ClientException _) {
      // refused, as it should be after so many
    }
  }

  private static int post(URI to, String token, String json)
      throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(to)
              .version(HttpClient.Version.HTTP_1_1)
              .header("Authorization", "Bearer " + token)
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(json))
              .build();
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new SplittableRandom().nextBytes(bytes);
    return bytes;
  }
}
