package io.medseal.cli.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.cli.Cli;
import io.medseal.cli.Entries;
import io.medseal.cli.TestTerminal;
import io.medseal.cli.failures.ExitCode;
import io.medseal.client.profiles.Identity;
import io.medseal.client.profiles.Profile;
import io.medseal.client.profiles.ProfileStore;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.seal.secrets.GenerationSecret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("With a locked profile")
class LockedProfileTest {
  private static final String PASSPHRASE = "nine violet harbour lamps";

  @TempDir Path folder;

  @BeforeEach
  void lock() {
    try (GenerationSecret secret = GenerationSecret.random()) {
      profile()
          .logIn(
              new Identity(
                  URI.create("http://localhost:1"),
                  "asha@hospital.example",
                  new KeyringId("11".repeat(32)),
                  Optional.of("Asha Rao")),
              new Profile.Session("token-of-asha", Instant.parse("2036-11-23T12:00:00Z")),
              1,
              secret);
    }
    TestTerminal terminal = new TestTerminal().typing(PASSPHRASE, PASSPHRASE);
    assertThat(run(terminal, "lock")).isEqualTo(ExitCode.OK);
    assertThat(terminal.out()).startsWith("Locked.");
  }

  private Profile profile() {
    return ProfileStore.in(folder.resolve("asha"));
  }

  private ExitCode run(TestTerminal terminal, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--profile", folder.resolve("asha").toString()));
    return new Cli(terminal.terminal(), Entries.all()).run(all.toArray(String[]::new));
  }

  @Test
  @DisplayName("a command that needs the keys is refused in one sentence where nobody can be asked")
  void refused() {
    for (List<String> words :
        List.of(
            List.of("record", "list"),
            List.of("login", "--password-stdin"),
            List.of("renew", "--keys", "--password-stdin"),
            List.of("recover", "--recovery-code-stdin", "--password-stdin"),
            List.of("password", "--password-stdin"),
            List.of("logout", "--everywhere"),
            List.of("lock", "--change"),
            List.of("unlock"),
            List.of("unlock", "--for-good"))) {
      TestTerminal terminal = new TestTerminal();
      assertThat(run(terminal, words.toArray(String[]::new)))
          .as(words.toString())
          .isEqualTo(ExitCode.AUTHENTICATION);
      assertThat(terminal.err())
          .isEqualTo(
              "medseal: This profile is locked; use 'medseal unlock', or add --passphrase-file"
                  + " FILE.\n");
      assertThat(terminal.out()).isEmpty();
    }
  }

  @Test
  @DisplayName("a wrong passphrase is refused, typed or from a file, and changes nothing")
  void wrong() throws IOException {
    Path secret = folder.resolve("asha/secret.json");
    byte[] before = Files.readAllBytes(secret);
    TestTerminal typed = new TestTerminal().typing("nine violet harbour lamp");
    assertThat(run(typed, "record", "list")).isEqualTo(ExitCode.AUTHENTICATION);
    assertThat(typed.questions()).containsExactly("Passphrase of the profile 'asha': ");
    assertThat(typed.err())
        .isEqualTo("medseal: This is not the passphrase of the profile. Nothing was changed.\n");
    String file = Files.writeString(folder.resolve("other"), "nine violet\n").toString();
    assertThat(run(new TestTerminal(), "unlock", "--for-good", "--passphrase-file", file))
        .isEqualTo(ExitCode.AUTHENTICATION);
    assertThat(Files.readAllBytes(secret)).isEqualTo(before);
  }

  @Test
  @DisplayName("whoami needs no passphrase, and says that it is locked")
  void whoami() {
    TestTerminal text = new TestTerminal();
    assertThat(run(text, "whoami")).isEqualTo(ExitCode.OK);
    assertThat(text.out()).contains("asha@hospital.example").containsPattern("Keys +locked");
    TestTerminal json = new TestTerminal();
    assertThat(run(json, "whoami", "--json")).isEqualTo(ExitCode.OK);
    assertThat(json.out()).contains("\"locked\" : true");
    assertThat(text.questions()).isEmpty();
  }

  @Test
  @DisplayName("logging out needs no passphrase, and the lock goes with the keys")
  void logout() {
    TestTerminal terminal = new TestTerminal();
    assertThat(run(terminal, "logout")).isEqualTo(ExitCode.OK);
    assertThat(terminal.questions()).isEmpty();
    assertThat(profile().isLoggedIn()).isFalse();
    assertThat(profile().keyLock().isOn()).isFalse();
  }

  @Test
  @DisplayName("the passphrase is changed, and taken away for good, with the present one")
  void changed() {
    String fresh = "seven slow copper meadows";
    assertThat(run(new TestTerminal().typing(PASSPHRASE, fresh, fresh), "lock", "--change"))
        .isEqualTo(ExitCode.OK);
    assertThat(run(new TestTerminal().typing(PASSPHRASE), "unlock", "--for-good"))
        .isEqualTo(ExitCode.AUTHENTICATION);
    assertThat(profile().keyLock().isOpen()).isFalse();
    assertThat(run(new TestTerminal().typing(fresh), "unlock", "--for-good"))
        .isEqualTo(ExitCode.OK);
    assertThat(profile().keyLock().isOn()).isFalse();
    assertThat(run(new TestTerminal(), "unlock")).isEqualTo(ExitCode.CONFLICT);
  }

  @Test
  @DisplayName("it is unlocked for a minute at least and twelve hours at most")
  void times() {
    for (String bad : List.of("0m", "13h", "721m", "15", "1d", "-5m")) {
      assertThat(run(new TestTerminal().typing(PASSPHRASE), "unlock", "--for=" + bad))
          .as(bad)
          .isEqualTo(ExitCode.USAGE);
    }
    assertThat(run(new TestTerminal().typing(PASSPHRASE), "unlock", "--for", "1h", "--for-good"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(profile().keyLock().isOn()).isTrue();
  }
}
