package io.medseal.e2e.commandline;

import static io.medseal.e2e.commandline.Clinic.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.cli.failures.ExitCode;
import io.medseal.testkit.programs.CommandLine;
import io.medseal.testkit.programs.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A locked profile of the command line")
@EnabledOnOs(value = OS.LINUX, disabledReason = "no private folder in memory elsewhere")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LockedProfileIT {
  @TempDir static Path folder;
  private Path runtime;
  private Clinic clinic;

  @BeforeAll
  void open() throws IOException {
    runtime = Files.createTempDirectory(Path.of("/dev/shm"), "medseal-test");
    clinic = Clinic.open(folder);
  }

  @AfterAll
  void close() throws IOException {
    clinic.close();
    try (var all = Files.walk(runtime)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  @Test
  @DisplayName("opens for a while for all commands, stays locked through a renewal, and logs out")
  void journey() throws IOException {
    CommandLine clerk = clinic.signUp("clerk");
    String password = clerk.home().resolve("password").toString();
    String passphrase = clerk.secretFile("passphrase", "nine violet harbour lamps").toString();
    ok(clerk.run("lock", "--new-passphrase-file", passphrase));
    assertThat(stored(clerk)).contains("\"sealed\"").doesNotContain("\"secret\"", "\"token\"");
    done(clerk.run("record", "list", "--json", "--passphrase-file", passphrase));

    Finished nowhere = clerk.run("unlock", "--passphrase-file", passphrase);
    assertThat(nowhere.exitCode()).isEqualTo(ExitCode.LOCAL_FILES.number());
    assertThat(nowhere.err()).contains("$XDG_RUNTIME_DIR");

    clerk.environment("XDG_RUNTIME_DIR", runtime.toString());
    done(clerk.run("unlock", "--for", "1h", "--json", "--passphrase-file", passphrase));
    assertThat(runtime.resolve("medseal")).isNotEmptyDirectory();
    done(clerk.run("record", "create", "--patient", "Invented Patient", "--json"));
    done(clerk.run("renew", "--keys", "--password-file", password, "--json"));
    assertThat(stored(clerk))
        .contains("\"generation\":2", "\"sealed\"")
        .doesNotContain("\"secret\"", "\"token\"");
    assertThat(done(clerk.run("record", "list", "--json")).get("records")).hasSize(1);

    ok(clerk.run("lock"));
    assertThat(runtime.resolve("medseal")).isEmptyDirectory();
    assertThat(done(clerk.run("whoami", "--json")).get("locked").booleanValue()).isTrue();
    done(
        clerk.run("login", "--password-file", password, "--passphrase-file", passphrase, "--json"));
    assertThat(stored(clerk)).contains("\"sealed\"");

    done(clerk.run("unlock", "--json", "--passphrase-file", passphrase));
    ok(clerk.run("logout"));
    assertThat(runtime.resolve("medseal")).isEmptyDirectory();
    assertThat(profile(clerk).resolve("secret.json")).doesNotExist();
  }

  private static void ok(Finished finished) {
    assertThat(finished.exitCode()).as(finished.err()).isZero();
  }

  private static Path profile(CommandLine who) {
    return who.home().resolve("clerk");
  }

  private static String stored(CommandLine who) throws IOException {
    return Files.readString(profile(who).resolve("secret.json"));
  }
}
