package io.medseal.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.server.platform.start.DataDirectory;
import io.medseal.server.platform.start.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

@DisplayName("The service does not start, and says why in one sentence,")
class StartTest {
  @TempDir private Path folder;

  @Test
  @DisplayName("on a data directory of a newer version")
  void newerLayout() throws IOException {
    Path data = made();
    Files.writeString(data.resolve("version"), (DataDirectory.VERSION + 1) + "\n");
    refused(
        ExitCode.DATA_NEWER,
        "The data directory "
            + data
            + " was written by a newer version of Medseal (layout 2, this one reads 1). Start that version.",
        "--data",
        data.toString());
    assertThat(Ran.of("check", "--data", data.toString()).code()).isEqualTo(ExitCode.DATA_NEWER);
  }

  @Test
  @DisplayName("on a database of a newer version")
  void newerTables() throws Exception {
    Path data;
    try (TestService service = TestService.fresh()) {
      service.stop();
      data = folder.resolve("tables");
      FileSystemUtils.copyRecursively(service.data(), data);
      service.start();
    }
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + data.resolve("medseal.db"));
        Statement sql = connection.createStatement()) {
      sql.execute(
          """
          insert into flyway_schema_history (installed_rank, version, description, type, script,
            installed_by, execution_time, success)
          values (99, '99', 'later', 'SQL', 'V99__later.sql', 'later', 1, 1)\
          """);
    }
    refused(
        ExitCode.DATA_NEWER,
        "The database was written by a newer version of Medseal. Start that version.",
        "--data",
        data.toString());
  }

  @Test
  @DisplayName("while another one uses its data directory")
  void second() {
    try (TestService first = TestService.fresh()) {
      refused(
          ExitCode.DATA_IN_USE,
          "Another Medseal process is using the data directory " + first.data() + ".",
          "--data",
          first.data().toString());
    }
  }

  @Test
  @DisplayName("on a directory with other files, a damaged one, or something that is none")
  void unusable() throws IOException {
    Path foreign = Files.createDirectory(folder.resolve("foreign"));
    Files.writeString(foreign.resolve("letter.txt"), "not ours");
    refused(
        ExitCode.DATA_UNUSABLE,
        foreign + " holds other files and is no Medseal data directory. Choose an empty one.",
        "--data",
        foreign.toString());
    Path damaged = made();
    Files.write(damaged.resolve("service-secret"), new byte[3]);
    refused(
        ExitCode.DATA_UNUSABLE,
        "The file " + damaged.resolve("service-secret") + " is damaged.",
        "--data",
        damaged.toString());
    Path file = Files.writeString(folder.resolve("file"), "a file");
    Ran ran = Ran.of("serve", "--data", file.toString());
    assertThat(ran.code()).isEqualTo(ExitCode.DATA_UNUSABLE);
    assertThat(ran.err().lines()).hasSize(1);
  }

  @Test
  @DisplayName("with a setting that is unknown or has no meaning, in its arguments or its file")
  void settings() throws IOException {
    refused(ExitCode.USAGE, "There is no option --prot here.", "--prot", "1");
    refused(ExitCode.USAGE, "--port wants a value.", "--port");
    refused(
        ExitCode.SETTINGS, "The setting port wants a number from 0 to 65535.", "--port", "65536");
    refused(
        ExitCode.SETTINGS,
        "The setting forward-headers wants addresses or networks of reverse proxies, for instance"
            + " 10.0.0.7, 192.168.1.0/24; 'yes' is neither an address nor a network.",
        "--forward-headers",
        "10.0.0.7, yes");
    refused(
        ExitCode.SETTINGS,
        "The setting sign-up is one of open, invitation and closed.",
        "--sign-up",
        "yes");
    for (String bad : List.of("dns.example", "10.0.0.53:0x35", "10.0.0.53:99999", "fd00::53")) {
      refused(
          ExitCode.SETTINGS,
          bad.endsWith("99999")
              ? "The setting name-server wants a number from 0 to 65535."
              : "The setting name-server wants an address, for instance 10.0.0.53 or"
                  + " [fd00::53]:53.",
          "--name-server",
          bad);
    }
    refused(
        ExitCode.SETTINGS,
        "The setting database begins with jdbc:postgresql: or is empty.",
        "--database",
        "jdbc:h2:mem");
    refused(
        ExitCode.SETTINGS,
        "A password does not belong into the setting database: use a file.",
        "--database",
        "jdbc:postgresql://localhost/medseal?password=secret");
    Path file = folder.resolve("medseal.properties");
    Files.writeString(file, "prot=8480\n");
    refused(
        ExitCode.SETTINGS,
        "There is no setting prot (in " + file + ").",
        "--config",
        file.toString());
    refused(
        ExitCode.SETTINGS,
        "The settings file " + folder.resolve("none") + " can't be read.",
        "--config",
        folder.resolve("none").toString());
    Ran command = Ran.of("sreve");
    assertThat(command.code()).isEqualTo(ExitCode.USAGE);
    assertThat(command.err())
        .isEqualTo(
            "Say serve, check, backup, restore, restored, invite, confirm or unconfirm; --help tells more.\n");
  }

  @Test
  @DisplayName(
      "on a port that is in use or an address that is not this computer's, and lets go of its data")
  void address() throws IOException {
    Path data = folder.resolve("data");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Ran ran =
          Ran.of(
              "serve",
              "--data",
              data.toString(),
              "--management-port",
              "0",
              "--port",
              Integer.toString(taken.getLocalPort()));
      assertThat(ran.err())
          .contains("Medseal can't listen on 127.0.0.1 port " + taken.getLocalPort());
      assertThat(ran.code()).isEqualTo(ExitCode.UNAVAILABLE);
    }
    DataDirectory.open(data).close();
  }

  @Test
  @DisplayName("when asked for help, which is about that command alone")
  void help() {
    for (String command : List.of("serve", "check", "invite", "confirm", "unconfirm")) {
      Ran help = Ran.of(command, "--help");
      assertThat(help.code()).isEqualTo(ExitCode.OK);
      assertThat(help.out())
          .startsWith("medseal " + command + " ")
          .contains(
              "\nExample:\n  medseal " + command,
              "\nExit codes:\n",
              "0  what was asked for is done")
          .doesNotContainPattern("(?m)^medseal (?!" + command + " )");
      assertThat(help.out().contains("forward-headers")).isEqualTo(command.equals("serve"));
    }
    assertThat(Ran.of("confirm", "--help").out()).contains("there is no such institute");
    assertThat(Ran.of("--help").out())
        .contains("medseal confirm --data DIR", "medseal serve", "'medseal COMMAND --help'");
  }

  private Path made() {
    Path data = folder.resolve("made");
    DataDirectory.open(data).close();
    return data;
  }

  private static void refused(ExitCode code, String sentence, String... options) {
    List<String> arguments = new ArrayList<>(List.of("serve"));
    arguments.addAll(List.of(options));
    Ran ran = Ran.of(arguments.toArray(String[]::new));
    assertThat(ran.err()).isEqualTo(sentence + "\n");
    assertThat(ran.out()).isEmpty();
    assertThat(ran.code()).isEqualTo(code);
  }
}
