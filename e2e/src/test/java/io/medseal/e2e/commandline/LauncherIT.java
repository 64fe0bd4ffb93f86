package io.medseal.e2e.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.cli.failures.ExitCode;
import io.medseal.testkit.programs.CommandLine;
import io.medseal.testkit.programs.Finished;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher as a script calls it that has hardly an environment. Words that are not ASCII are
 * written by the shell, byte by byte, so that nothing depends on the locale of these tests.
 */
@DisplayName("The launcher, without a locale")
@EnabledOnOs(OS.LINUX)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LauncherIT {
  private static final String ZOE = "\"$(printf 'Zo\\303\\253 M\\303\\274ller')\"";
  private static final String LETTER = "\"$(printf 'K\\303\\266ln.txt')\"";

  @TempDir static Path folder;
  private Clinic clinic;
  private Path home;
  private Path launcher;

  @BeforeAll
  void prepare() throws Exception {
    clinic = Clinic.open(folder);
    home = Files.createDirectories(folder.resolve("home"));
    launcher = Installed.in(folder.resolve("installed"));
    Files.writeString(home.resolve("password"), Clinic.PASSWORD + "\n");
    ok("signup " + account("zoe") + " --name " + ZOE + " --json");
  }

  @AfterAll
  void close() {
    clinic.close();
  }

  private String account(String name) {
    return "--server "
        + clinic.uri()
        + " --email "
        + name
        + "@hospital.test --profile "
        + name
        + " --password-file password";
  }

  /** Runs a line of the shell, in which {@code medseal} is the launcher. */
  private Finished shell(String line) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", "medseal() { '" + launcher + "' \"$@\"; }; " + line)
            .directory(home.toFile());
    builder.environment().clear();
    builder.environment().putAll(Map.of("PATH", System.getenv("PATH"), "HOME", home.toString()));
    return CommandLine.ended(builder.start());
  }

  private Finished ok(String command) throws Exception {
    Finished finished = shell("medseal " + command);
    assertThat(finished.exitCode()).as(finished.err()).isZero();
    return finished;
  }

  @Test
  @DisplayName("keeps names of patients and files as they are, and profiles below HOME")
  void names() throws Exception {
    String record =
        ok("record create --profile zoe --patient " + ZOE + " --json")
            .json()
            .get("id")
            .stringValue();
    assertThat(ok("record show --profile zoe " + ZOE + " --json").json().toString())
        .contains("Zoë Müller");
    assertThat(shell("echo hello >" + LETTER).exitCode()).isZero();
    ok("upload " + record + " " + LETTER + " --profile zoe");
    Finished opened =
        shell(
            "medseal open $(medseal reports --profile zoe | sed -n '2s/ .*//p') --profile zoe"
                + " --out opened && cat opened/"
                + LETTER);
    assertThat(opened.exitCode()).as(opened.err()).isZero();
    assertThat(opened.out()).endsWith("hello\n");
    assertThat(home.resolve(".config/medseal/zoe")).isDirectory();
  }

  @Test
  @DisplayName("refuses an argument that is not UTF-8, and stores nothing")
  void notText() throws Exception {
    Finished refused =
        shell("medseal record create --profile zoe --patient \"$(printf 'Latin\\353')\"");
    assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE.number());
    assertThat(refused.err()).contains("is not UTF-8 text, so nothing was done");
    assertThat(ok("record list --profile zoe").out()).doesNotContain("Latin");
  }

  @Test
  @DisplayName("takes no pipe for an empty file")
  void pipes() throws Exception {
    ok("record create --profile zoe --patient 'Piped Patient'");
    for (String line :
        new String[] {
          "echo important | medseal upload 'Piped Patient' /dev/stdin --profile zoe",
          "mkfifo p; medseal upload 'Piped Patient' p --profile zoe",
        }) {
      Finished refused = shell(line);
      assertThat(refused.exitCode()).as(line).isEqualTo(ExitCode.USAGE.number());
      assertThat(refused.err()).contains("is a pipe, not a file, so nothing was read from it.");
    }
    assertThat(ok("reports 'Piped Patient' --profile zoe --json").json().get("reports")).isEmpty();
    Finished redirected =
        shell(
            "echo important >f; medseal upload 'Piped Patient' /dev/stdin --profile zoe --json <f");
    assertThat(redirected.json().at("/reports/0/size").intValue()).isEqualTo(10);
  }

  @Test
  @DisplayName("fails where a recovery code cannot be written, and says how to get one")
  void outputFull() throws Exception {
    Finished lost = shell("medseal signup " + account("full") + " --name Full >/dev/full");
    assertThat(lost.exitCode()).isEqualTo(ExitCode.UNAVAILABLE.number());
    assertThat(lost.err())
        .endsWith(
            "medseal: You are signed up and logged in, but your recovery code could not be written"
                + " out; make another one with 'medseal renew'.\n");
    String renew = "medseal renew --profile full --password-file password";
    Finished again = shell(renew + " >/dev/full");
    assertThat(again.exitCode()).isEqualTo(ExitCode.UNAVAILABLE.number());
    assertThat(again.err()).contains("make another one with 'medseal renew'");
    assertThat(shell(renew + " --json").json().get("recoveryCode").stringValue()).isNotEmpty();
  }

  @Test
  @DisplayName("is what keeps names whole: started otherwise, the program refuses to work")
  void withoutLauncher() throws Exception {
    Finished refused =
        shell(
            "'"
                + Path.of(System.getProperty("java.home"), "bin", "java")
                + "' -jar '"
                + launcher.resolveSibling("cli/target/cli.jar")
                + "' record create --profile zoe --patient "
                + ZOE);
    assertThat(refused.exitCode()).isEqualTo(ExitCode.LOCAL_FILES.number());
    assertThat(refused.err()).contains("LC_ALL=C.UTF-8");
  }
}
