package io.medseal.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.statements.Change;
import io.medseal.server.institutes.ConfirmedInstitutes;
import io.medseal.server.platform.start.DataDirectory;
import io.medseal.server.platform.start.ExitCode;
import io.medseal.server.testing.Person;
import io.medseal.server.testing.Ring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The operator's confirmation of an institute")
class ConfirmTest {
  private static final KeyringId INSTITUTE = new KeyringId("3f".repeat(32));
  private static final String NAME = "Charité – Universitätsmedizin Berlin";

  @TempDir Path folder;

  @Test
  @DisplayName("is compared with its card, made and taken back while the service runs or not")
  void both() throws IOException {
    try (TestService service = TestService.fresh()) {
      Person head = service.person("head");
      Ring charite = institute(service, head);
      confirmedAndBack(service.data(), charite.id());

      service.stop();
      confirmedAndBack(service.data(), charite.id());
    }
  }

  private static void confirmedAndBack(Path data, KeyringId id) throws IOException {
    refused(
        data,
        id,
        "Charite",
        "The institute's card says \"" + NAME + "\", not \"Charite\"; nothing was confirmed.\n");
    for (String alike : List.of(NAME.replace(' ', '\u00A0'), "“" + NAME + "”", decomposed())) {
      refused(
          data,
          id,
          alike,
          "The institute's card says the same in other characters (quotation marks, blanks, or"
              + " accents); nothing was confirmed. Copy the name from 'medseal institute show "
              + id.hex()
              + " --json'.\n");
    }
    refused(data, INSTITUTE, NAME, "There is no institute with the keyring 3f3f3f3f3f3f here;");

    Ran confirmed = run("confirm", data, id, "--name", NAME);
    assertThat(confirmed.err()).isEmpty();
    assertThat(confirmed.code()).isEqualTo(ExitCode.OK);
    assertThat(confirmed.out())
        .isEqualTo(
            "Confirmed for as long as the institute's card says exactly \"" + NAME + "\".\n");
    assertThat(ConfirmedInstitutes.in(data).read().all().get(id).name()).isEqualTo(NAME);

    assertThat(run("unconfirm", data, id).code()).isEqualTo(ExitCode.OK);
    assertThat(ConfirmedInstitutes.in(data).read().all()).isEmpty();
    Ran again = run("unconfirm", data, id);
    assertThat(again.err()).endsWith(" was not confirmed; nothing was changed.\n");
    assertThat(again.out()).isEmpty();
    assertThat(again.code()).isEqualTo(ExitCode.NO_SUCH_INSTITUTE);
  }

  @Test
  @DisplayName("prints no other name than the card's")
  void printed() throws IOException {
    String name = "St Mary’s";
    try (TestService service = TestService.fresh()) {
      Person head = service.person("head");
      Ring ring = institute(service, head, name);
      refused(
          service.data(), ring.id(), "St Mary's", "The institute's card says the same in other");
      assertThat(run("confirm", service.data(), ring.id(), "--name", name).out())
          .isEqualTo(
              "Confirmed for as long as the institute's card says exactly the name given.\n");
    }
    Path data = folder.resolve("printed");
    DataDirectory.open(data).close();
    assertThat(run("confirm", data, INSTITUTE, "--name", name).out())
        .endsWith("it counts only while the card says exactly the name given.\n");
  }

  @Test
  @DisplayName("of what is no institute, of one that is closed or without a card, is refused")
  void others() throws IOException {
    try (TestService service = TestService.fresh()) {
      Person head = service.person("head");
      Ring unnamed = Ring.owned(service.clock(), KeyringKind.INSTITUTE, head.ring());
      head.append(unnamed).good();
      refused(service.data(), unnamed.id(), NAME, "The institute has no card yet;");
      refused(service.data(), head.ring().id(), NAME, "There is no institute");
      Ring closed = institute(service, head);
      closed.change(head.ring(), new Change.Close());
      head.append(closed).good();
      refused(service.data(), closed.id(), NAME, "There is no institute");
    }
  }

  @Test
  @DisplayName("says plainly that nothing was compared where the database is not at hand")
  void elsewhere() throws IOException {
    Path data = folder.resolve("data");
    DataDirectory.open(data).close();
    Ran noted = run("confirm", data, INSTITUTE, "--name", NAME);
    assertThat(noted.out())
        .startsWith("Noted, but not compared with the institute's card")
        .endsWith("it counts only while the card says exactly \"" + NAME + "\".\n");
    assertThat(noted.code()).isEqualTo(ExitCode.OK);
    assertThat(ConfirmedInstitutes.in(data).read().all()).containsOnlyKeys(INSTITUTE);
    Files.writeString(data.resolve("medseal.db"), "no database");
    Ran unreadable = run("confirm", data, INSTITUTE, "--name", "Another");
    assertThat(unreadable.code()).isEqualTo(ExitCode.DATA_UNUSABLE);
    assertThat(unreadable.err().lines()).hasSize(1);
    assertThat(ConfirmedInstitutes.in(data).read().all().get(INSTITUTE).name()).isEqualTo(NAME);
  }

  @Test
  @DisplayName("wants an institute, a name on one line, and data that is there")
  void refused() throws IOException {
    Path data = folder.resolve("data");
    DataDirectory.open(data).close();
    assertThat(run("confirm", data, INSTITUTE).code()).isEqualTo(ExitCode.USAGE);
    for (String name : List.of("two\nlines", "two\rlines", "", "  ", "tab\tbed")) {
      Ran refused = run("confirm", data, INSTITUTE, "--name", name);
      assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
      assertThat(refused.err()).contains("--name wants the name");
    }
    assertThat(data.resolve("confirmed-institutes")).doesNotExist();
    assertThat(run("unconfirm", data, INSTITUTE, "--name", NAME).code()).isEqualTo(ExitCode.USAGE);
    Ran noId =
        Ran.of("confirm", "--data", data.toString(), "--name", NAME, "--institute", "3f2a9c1d");
    assertThat(noId.err()).contains("64 digits");
    assertThat(run("confirm", folder.resolve("none"), INSTITUTE, "--name", NAME).code())
        .isEqualTo(ExitCode.DATA_UNUSABLE);
    assertThat(run("confirm", data, INSTITUTE, "--name", NAME).code()).isEqualTo(ExitCode.OK);
    Files.writeString(data.resolve("confirmed-institutes"), "damaged\n", StandardOpenOption.APPEND);
    Ran damaged = run("confirm", data, INSTITUTE, "--name", NAME);
    assertThat(damaged.code()).isEqualTo(ExitCode.DATA_UNUSABLE);
    assertThat(damaged.err()).contains("Line 2 of the file confirmed-institutes");
    assertThat(ConfirmedInstitutes.in(data).read().all()).containsOnlyKeys(INSTITUTE);
    assertThat(ConfirmedInstitutes.in(data).read().damaged()).containsExactly(2);
  }

  private static String decomposed() {
    return Normalizer.normalize(NAME, Normalizer.Form.NFD);
  }

  private static Ring institute(TestService service, Person owner) {
    return institute(service, owner, NAME);
  }

  private static Ring institute(TestService service, Person owner, String name) {
    Ring ring = Ring.owned(service.clock(), KeyringKind.INSTITUTE, owner.ring());
    ring.change(owner.ring(), new Change.PublishCard(name, null));
    owner.append(ring).good();
    return ring;
  }

  private static void refused(Path data, KeyringId id, String name, String sentence)
      throws IOException {
    Ran refused = run("confirm", data, id, "--name", name);
    assertThat(refused.err()).startsWith(sentence);
    assertThat(refused.err().lines()).hasSize(1);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.code()).isEqualTo(ExitCode.NO_SUCH_INSTITUTE);
    assertThat(ConfirmedInstitutes.in(data).read().all()).isEmpty();
  }

  private static Ran run(String command, Path data, KeyringId id, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("--data", data.toString(), "--institute", id.hex()));
    arguments.addAll(List.of(more));
    return Ran.of(arguments.toArray(String[]::new));
  }
}
