package io.medseal.client.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.medseal.client.problems.ConnectionException;
import java.net.URI;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A service's address")
class ServiceAddressTest {
  private static ServiceAddress of(String address) {
    return ServiceAddress.of(URI.create(address));
  }

  @ParameterizedTest
  @DisplayName("is one with https, or one with http on this computer")
  @ValueSource(
      strings = {
        "https://medseal.example",
        "https://medseal.example:8443",
        "https://medseal.example/base",
        "HTTPS://medseal.example",
        "http://localhost:8480",
        "http://LOCALHOST",
        "http://127.0.0.1",
        "http://127.9.9.9:1",
        "http://[::1]:8480",
        "http://[0:0:0:0:0:0:0:1]"
      })
  void accepted(String address) {
    assertThat(of(address).base()).isEqualTo(URI.create(address));
  }

  @ParameterizedTest
  @DisplayName("is refused with http on another computer, whatever its name looks like")
  @ValueSource(
      strings = {
        "http://medseal.example",
        "http://localhost.example",
        "http://127.0.0.1.example",
        "http://127.0.0.999",
        "http://128.0.0.1",
        "http://10.0.0.1",
        "http://0.0.0.0",
        "http://1",
        "http://[::2]",
        "http://[::ffff:10.0.0.1]",
        "http://localhost.",
        "http://[::]"
      })
  void clearText(String address) {
    assertThatExceptionOfType(ConnectionException.BadAddress.class)
        .isThrownBy(() -> of(address))
        .withMessageContaining("https://");
  }

  @ParameterizedTest
  @DisplayName("is refused where it is none, or holds more than one")
  @ValueSource(
      strings = {
        "medseal.example",
        "ftp://medseal.example",
        "file:///etc/passwd",
        "https:medseal.example",
        "https:///x",
        "https://user:secret@medseal.example",
        "https://medseal.example?x=1",
        "https://medseal.example#x",
        "//medseal.example",
        "jar:https://medseal.example"
      })
  void none(String address) {
    assertThatExceptionOfType(ConnectionException.BadAddress.class).isThrownBy(() -> of(address));
  }

  @Test
  @DisplayName("leads to the interface below it, with or without a slash at its end")
  void api() {
    assertThat(of("https://medseal.example/").api("/status"))
        .isEqualTo(of("https://medseal.example").api("/status"))
        .isEqualTo(URI.create("https://medseal.example/api/v1/status"));
    assertThat(of("https://medseal.example:8443/x").display()).isEqualTo("medseal.example:8443");
  }

  @Test
  @DisplayName("takes values in its query that can't say anything else")
  void encoded() {
    assertThat(ServiceAddress.encoded("a&b=c d/é#?")).isEqualTo("a%26b%3Dc+d%2F%C3%A9%23%3F");
  }
}
