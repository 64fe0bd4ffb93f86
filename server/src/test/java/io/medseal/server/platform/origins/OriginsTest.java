package io.medseal.server.platform.origins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

@DisplayName("Where a request comes from")
class OriginsTest {
  private static final String PROXIES = "10.0.0.7, 192.168.1.0/24, fd00::/8";

  @ParameterizedTest
  @DisplayName("is read from the right of X-Forwarded-For, past trusted proxies only")
  @CsvSource(
      delimiter = '|',
      value = {
        "10.0.0.7     | 203.0.113.9                           | 203.0.113.9",
        "10.0.0.7     | 198.51.100.1, 203.0.113.9             | 203.0.113.9",
        "10.0.0.7     | 198.51.100.1, 203.0.113.9, 192.168.1.4| 203.0.113.9",
        "fd00::1      | 203.0.113.9:4711                      | 203.0.113.9",
        "10.0.0.7     | [2001:db8::1]:443                     | 2001:db8:0:0:0:0:0:1",
        "::ffff:10.0.0.7 | 2001:db8::1                        | 2001:db8:0:0:0:0:0:1",
        "10.0.0.8     | 203.0.113.9                           | 10.0.0.8",
        "10.0.0.7     | 203.0.113.9, unknown                  | 10.0.0.7",
        "10.0.0.7     | 203.0.113.9, evil.example             | 10.0.0.7",
        "10.0.0.7     | 203.0.113.9,                          | 10.0.0.7",
        "10.0.0.7     | 203.0.113.999                         | 10.0.0.7",
        "10.0.0.7     | 192.168.1.4                           | 192.168.1.4",
      })
  void fromTheRight(String peer, String header, String client) throws Exception {
    assertThat(seen(peer, "X-Forwarded-For", header).getRemoteAddr()).isEqualTo(client);
  }

  @ParameterizedTest
  @DisplayName("is read from the right of Forwarded as well")
  @CsvSource(
      delimiter = '|',
      value = {
        "for=198.51.100.1, for=203.0.113.9;proto=https;by=10.0.0.7 | 203.0.113.9",
        "proto=https; For=\"[2001:db8::1]:4711\"                   | 2001:db8:0:0:0:0:0:1",
        "for=\"198.51.100.1, for=1.2.3.4\"                         | 10.0.0.7",
        "for=203.0.113.9, for=_hidden                              | 10.0.0.7",
        "for=203.0.113.9, proto=https                              | 10.0.0.7",
      })
  void forwarded(String header, String client) throws Exception {
    assertThat(seen("10.0.0.7", "Forwarded", header).getRemoteAddr()).isEqualTo(client);
  }

  @Test
  @DisplayName("is the proxy where both headers are there and contradict each other")
  void contradiction() throws Exception {
    HttpServletRequest seen =
        seen("10.0.0.7", "X-Forwarded-For", "203.0.113.9", "Forwarded", "for=198.51.100.1");
    assertThat(seen.getRemoteAddr()).isEqualTo("10.0.0.7");
    assertThat(
            seen("10.0.0.7", "X-Forwarded-For", "203.0.113.9", "Forwarded", "for=203.0.113.9")
                .getRemoteAddr())
        .isEqualTo("203.0.113.9");
  }

  @Test
  @DisplayName("joins several headers of one name in their order")
  void severalHeaders() throws Exception {
    assertThat(
            seen("10.0.0.7", "X-Forwarded-For", "198.51.100.1", "X-Forwarded-For", "203.0.113.9")
                .getRemoteAddr())
        .isEqualTo("203.0.113.9");
  }

  @Test
  @DisplayName("comes with the protocol that a trusted proxy names, and no other's")
  void protocol() throws Exception {
    assertThat(seen("10.0.0.7", "X-Forwarded-Proto", "https").isSecure()).isTrue();
    assertThat(seen("10.0.0.7", "X-Forwarded-Proto", "https, http").isSecure()).isFalse();
    assertThat(seen("10.0.0.7", "X-Forwarded-Proto", "gopher").getScheme()).isEqualTo("http");
    assertThat(seen("10.0.0.8", "X-Forwarded-Proto", "https").isSecure()).isFalse();
  }

  @ParameterizedTest
  @DisplayName("trusts no proxy that is not an address or a network, and never everybody")
  @ValueSource(
      strings = {
        "yes",
        "true",
        "proxy.example",
        "10.0.0.7,",
        ",",
        "10.0.0",
        "10.0.0.256",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/",
        "0.0.0.0/0",
        "::/0",
        "::ffff:10.0.0.0/104",
        "fd00::/129",
      })
  void refused(String proxies) {
    assertThatIllegalArgumentException().isThrownBy(() -> TrustedProxies.parse(proxies));
  }

  @Test
  @DisplayName("counts IPv6 by its /64, IPv4 by itself, mapped or not")
  void origins() {
    assertThat(Origin.of("2001:db8:1:2:3:4:5:6").text()).isEqualTo("2001:db8:1:2::/64");
    assertThat(Origin.of("fe80::1%2").text()).isEqualTo("fe80::/64");
    assertThat(Origin.of("::ffff:203.0.113.9")).isEqualTo(Origin.of("203.0.113.9"));
    assertThat(Origin.of("::1").text()).isEqualTo("0::/64");
    assertThat(List.of(Origin.of("proxy.example"), Origin.of("")))
        .containsOnly(new Origin("unknown"));
  }

  private static HttpServletRequest seen(String peer, String... headers) throws Exception {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");
    request.setRemoteAddr(peer);
    for (int i = 0; i < headers.length; i += 2) {
      request.addHeader(headers[i], headers[i + 1]);
    }
    AtomicReference<HttpServletRequest> seen = new AtomicReference<>();
    FilterChain chain = (passed, _) -> seen.set((HttpServletRequest) passed);
    new ProxyFilter(TrustedProxies.parse(PROXIES))
        .doFilter(request, new MockHttpServletResponse(), chain);
    return seen.get();
  }
}
