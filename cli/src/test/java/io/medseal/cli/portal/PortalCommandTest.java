package io.medseal.cli.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.cli.Cli;
import io.medseal.cli.Entries;
import io.medseal.cli.TestTerminal;
import io.medseal.cli.failures.ExitCode;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("medseal portal")
class PortalCommandTest {
  private final TestTerminal terminal = new TestTerminal();

  private ExitCode run(String... args) {
    return new Cli(terminal.terminal(), Entries.all()).run(args);
  }

  @Test
  @DisplayName("refuses a cloud on another computer that is not asked over https")
  void plainHttp() {
    assertThat(run("portal", "--server", "http://medseal.example")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("begins with https://");
  }

  @Test
  @DisplayName("refuses what is no port, no address, no name")
  void badValues() {
    String[] cloud = {"portal", "--server", "https://medseal.example"};
    assertThat(run(cloud[0], cloud[1], cloud[2], "--port", "65536")).isEqualTo(ExitCode.USAGE);
    assertThat(run(cloud[0], cloud[1], cloud[2], "--name", "a/b")).isEqualTo(ExitCode.USAGE);
    assertThat(run(cloud[0], cloud[1], cloud[2], "--bind", "256.0.0.1")).isEqualTo(ExitCode.USAGE);
    assertThat(run("portal")).isEqualTo(ExitCode.USAGE);
  }

  @Test
  @DisplayName("says so where the port is taken")
  void taken() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(other.getLocalPort());
      assertThat(run("portal", "--server", "https://medseal.example", "--port", port))
          .isEqualTo(ExitCode.CONFLICT);
      assertThat(terminal.err()).contains("port " + port, "in use");
    }
  }
}
