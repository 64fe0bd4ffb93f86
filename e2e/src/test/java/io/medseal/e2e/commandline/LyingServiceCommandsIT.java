package io.medseal.e2e.commandline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.ledger.statements.StrictJson;
import io.medseal.testkit.programs.CommandLine;
import io.medseal.testkit.programs.Finished;
import io.medseal.testkit.proxy.Answer;
import io.medseal.testkit.proxy.LyingProxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The command line before a service that lies")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LyingServiceCommandsIT {
  private static final String RECORDS = "/api/v1/records?";

  @TempDir static Path folder;
  private Clinic clinic;
  private LyingProxy proxy;
  private CommandLine clerk;
  private String record;

  @BeforeAll
  void open() {
    clinic = Clinic.open(folder);
    clerk = clinic.signUp("clerk");
    record = Clinic.record(clerk, "Ada Example");
    proxy = LyingProxy.before(clinic.uri());
    clerk = through(CommandLine.of("clerk", folder.resolve("elsewhere"), List.of()));
  }

  @BeforeEach
  void honest() {
    proxy.beHonest();
  }

  @AfterAll
  void close() {
    proxy.close();
    clinic.close();
  }

  private CommandLine through(CommandLine person) {
    Path password = person.secretFile("password", Clinic.PASSWORD);
    Clinic.done(
        person.run(
            "login",
            "--server",
            proxy.uri().toString(),
            "--email",
            person.email(),
            "--password-file",
            password.toString(),
            "--json"));
    return person;
  }

  @Test
  @DisplayName("prints no control character and no line of a problem's")
  void problem() {
    String told =
        StrictJson.mapper()
            .writeValueAsString(
                Map.of(
                    "type",
                    "urn:medseal:problem:statement-refused",
                    "title",
                    "\u001b[2J",
                    "status",
                    409,
                    "reason",
                    "\u001b[31mX\r\nLOGGED OUT"));
    proxy.lie(
        (request, honest) ->
            request.path().startsWith(RECORDS)
                ? new Answer(409, "application/problem+json", Map.of(), told.getBytes(UTF_8))
                : honest);

    Finished finished = clerk.run("record", "list");

    assertThat(finished.out()).isEmpty();
    assertThat(finished.err().lines()).hasSize(1);
    assertThat(finished.err()).matches("medseal: [\\x20-\\x7E]+\n").doesNotContain("LOGGED");
  }

  @Test
  @DisplayName("leaves a list that does not end")
  void endless() throws InterruptedException {
    proxy.lie(
        (request, honest) ->
            request.path().startsWith(RECORDS)
                ? honest.withBody(
                    honest.text().substring(0, honest.text().length() - 1)
                        + ",\"next\":\"0-"
                        + "0".repeat(64)
                        + "\"}")
                : honest);

    Process listing = clerk.start("record", "list");
    boolean ended = listing.waitFor(30, TimeUnit.SECONDS);
    if (!ended) {
      listing.destroyForcibly();
    }
    assertThat(ended).isTrue();
    Finished finished = CommandLine.ended(listing);
    assertThat(finished.exitCode()).isEqualTo(7);
    assertThat(finished.err()).contains("a list that does not end");
  }

  @Test
  @DisplayName("says of an answer without end that it is the service's")
  void tooLong() {
    CommandLine small =
        through(CommandLine.of("clerk", folder.resolve("small"), List.of("-Xmx96m")));
    byte[] long96 = ("{\"records\":[],\"x\":\"" + "a".repeat(96 << 20)).getBytes(UTF_8);
    proxy.lie(
        (request, honest) -> request.path().startsWith(RECORDS) ? honest.withBody(long96) : honest);

    Finished finished = small.run("record", "list");

    assertThat(finished.exitCode()).as(finished.err()).isEqualTo(7);
    assertThat(finished.err()).startsWith("medseal: What answers at 127.0.0.1:");
  }

  @Test
  @DisplayName("says once that a record is not listed any more, and never that there was none yet")
  void withheld() {
    String id = record.substring(0, 12);
    assertThat(clerk.run("record", "list").err()).isEmpty();
    proxy.lie(
        (request, honest) ->
            request.path().startsWith(RECORDS) ? honest.withBody("{\"records\":[]}") : honest);

    Finished first = clerk.run("record", "list");
    Finished second = clerk.run("record", "list");

    assertThat(first.err())
        .isEqualTo(
            "medseal: 1 record that was listed here before is not any more ("
                + id
                + "): your access to it ended, or the service withholds it.\n");
    assertThat(second.err()).isEmpty();
    assertThat(first.out() + second.out())
        .doesNotContain("yet")
        .contains("No record that this account may see now.");
  }
}
