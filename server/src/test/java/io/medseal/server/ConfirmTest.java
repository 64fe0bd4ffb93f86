package io.medseal.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.server.institutes.ConfirmedInstitutes;
import io.medseal.server.platform.start.DataDirectory;
import io.medseal.server.platform.start.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
  @DisplayName("is made and taken back while a service uses the data")
  void both() throws IOException {
    Path data = folder.resolve("data");
    try (DataDirectory used = DataDirectory.open(data)) {
      assertThat(used).isNotNull();
      Ran confirmed = run("confirm", data, "--name", NAME);
      assertThat(confirmed.code()).as(confirmed.err()).isEqualTo(ExitCode.OK);
      assertThat(confirmed.out())
          .isEqualTo("Confirmed for as long as it is called so: " + NAME + "\n");
      assertThat(ConfirmedInstitutes.in(data).read().all().get(INSTITUTE).name()).isEqualTo(NAME);
      assertThat(run("unconfirm", data).code()).isEqualTo(ExitCode.OK);
      assertThat(ConfirmedInstitutes.in(data).read().all()).isEmpty();
    }
  }

  @Test
  @DisplayName("wants an institute, a name on one line, and data that is there")
  void refused() throws IOException {
    Path data = folder.resolve("data");
    DataDirectory.open(data).close();
    assertThat(run("confirm", data).code()).isEqualTo(ExitCode.USAGE);
    for (String name : List.of("two\nlines", "two\rlines", "", "  ", "tab\tbed")) {
      Ran refused = run("confirm", data, "--name", name);
      assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
      assertThat(refused.err()).contains("--name wants the name");
    }
    assertThat(data.resolve("confirmed-institutes")).doesNotExist();
    assertThat(run("unconfirm", data, "--name", NAME).code()).isEqualTo(ExitCode.USAGE);
    Ran noId =
        Ran.of("confirm", "--data", data.toString(), "--name", NAME, "--institute", "3f2a9c1d");
    assertThat(noId.err()).contains("64 digits");
    assertThat(run("confirm", folder.resolve("none"), "--name", NAME).code())
        .isEqualTo(ExitCode.DATA_UNUSABLE);
    assertThat(run("confirm", data, "--name", NAME).code()).isEqualTo(ExitCode.OK);
    Files.writeString(data.resolve("confirmed-institutes"), "damaged\n", StandardOpenOption.APPEND);
    Ran damaged = run("confirm", data, "--name", NAME);
    assertThat(damaged.code()).isEqualTo(ExitCode.DATA_UNUSABLE);
    assertThat(damaged.err()).contains("Line 2 of the file confirmed-institutes");
    assertThat(ConfirmedInstitutes.in(data).read().all()).containsOnlyKeys(INSTITUTE);
    assertThat(ConfirmedInstitutes.in(data).read().damaged()).containsExactly(2);
  }

  private static Ran run(String command, Path data, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("--data", data.toString(), "--institute", INSTITUTE.hex()));
    arguments.addAll(List.of(more));
    return Ran.of(arguments.toArray(String[]::new));
  }
}
