package io.medseal.client.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.medseal.client.problems.ConnectionException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The proxies of the environment")
class EnvironmentProxiesTest {
  private static final Proxy HOSPITALS =
      new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("proxy.example", 3128));

  private static Proxy way(String to, String... variables) {
    Map<String, String> environment = new HashMap<>();
    for (int i = 0; i < variables.length; i += 2) {
      environment.put(variables[i], variables[i + 1]);
    }
    return EnvironmentProxies.of(environment).select(URI.create(to)).getFirst();
  }

  @Test
  @DisplayName("are those of the address's scheme, in capitals or not")
  void named() {
    for (String name : new String[] {"HTTPS_PROXY", "https_proxy"}) {
      for (String value : new String[] {"http://proxy.example:3128", "proxy.example:3128/"}) {
        assertThat(way("https://cloud.example/x", name, value)).isEqualTo(HOSPITALS);
      }
    }
    assertThat(way("http://cloud.example", "HTTP_PROXY", "http://proxy.example:3128"))
        .isEqualTo(HOSPITALS);
    assertThat(way("https://cloud.example", "HTTP_PROXY", "http://proxy.example:3128"))
        .isEqualTo(Proxy.NO_PROXY);
    assertThat(way("https://cloud.example", "HTTPS_PROXY", " ")).isEqualTo(Proxy.NO_PROXY);
  }

  @Test
  @DisplayName("are not asked for what NO_PROXY names")
  void exempt() {
    String[][] exempt = {
      {"https://cloud.example", "*"},
      {"https://cloud.example", "other.example, cloud.example"},
      {"https://cloud.example", "CLOUD.example:443"},
      {"https://cloud.example:8443", "cloud.example:8443"},
      {"https://a.cloud.example", ".cloud.example"},
      {"https://a.cloud.example", "*.cloud.example"},
      {"https://a.cloud.example", "cloud.example"},
      {"https://10.0.0.7", "10.0.0.7"},
      {"https://[2001:db8::1]", "2001:db8::1"},
    };
    for (String[] each : exempt) {
      assertThat(way(each[0], "HTTPS_PROXY", "http://proxy.example:3128", "NO_PROXY", each[1]))
          .as(each[0] + " " + each[1])
          .isEqualTo(Proxy.NO_PROXY);
    }
    String[][] asked = {
      {"https://cloud.example", "loud.example"},
      {"https://cloud.example", "cloud.example:8443"},
      {"https://cloud.example", "cloud.example.org,,"},
      {"https://cloud.example", "."},
    };
    for (String[] each : asked) {
      assertThat(way(each[0], "HTTPS_PROXY", "http://proxy.example:3128", "no_proxy", each[1]))
          .as(each[0] + " " + each[1])
          .isEqualTo(HOSPITALS);
    }
  }

  @Test
  @DisplayName("never see what is meant for a service on this computer, which is not encrypted")
  void loopback() {
    for (String here :
        new String[] {"http://localhost:8480", "http://127.0.0.1:8480", "http://[::1]:8480"}) {
      assertThat(way(here, "HTTP_PROXY", "http://proxy.example:3128")).isEqualTo(Proxy.NO_PROXY);
    }
  }

  @Test
  @DisplayName("are refused in a sentence where they are no HTTP proxies")
  void refused() {
    for (String other :
        new String[] {"socks5://proxy.example", "http://me:secret@proxy.example", "http://", "%"}) {
      assertThatExceptionOfType(ConnectionException.BadAddress.class)
          .as(other)
          .isThrownBy(() -> way("https://cloud.example", "HTTPS_PROXY", other))
          .withMessageStartingWith("The environment names a proxy that cannot be used");
    }
  }
}
