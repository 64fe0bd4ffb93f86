package io.medseal.client.transport;

import io.medseal.client.problems.ConnectionException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where a service is: {@code https://host[:port]}, or {@code http://} on this computer.
 *
 * @param base without a trailing slash
 */
public record ServiceAddress(URI base) {
  private static final Pattern LOOPBACK_LITERAL =
      Pattern.compile("127(\\.\\d{1,3}){3}|\\[?(0*:)*0*1\\]?");

  /**
   * Checks an address.
   *
   * @throws ConnectionException.BadAddress for anything that a session's token must not be sent to
   *     in the clear, or that is not an address
   */
  public static ServiceAddress of(URI address) {
    String scheme = address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
    if (!(scheme.equals("https") || scheme.equals("http"))
        || address.getHost() == null
        || address.getUserInfo() != null
        || address.getQuery() != null
        || address.getFragment() != null) {
      throw new ConnectionException.BadAddress(
          "A service's address looks like https://medseal.example or http://localhost:8480.");
    }
    if (scheme.equals("http") && !isLoopback(address.getHost())) {
      throw new ConnectionException.BadAddress(
          "A service on another computer needs an address that begins with https://.");
    }
    String text = address.toString();
    return new ServiceAddress(
        URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text));
  }

  /** Host and port, for messages. */
  public String display() {
    return base.getAuthority();
  }

  URI api(String path) {
    return URI.create(base + "/api/v1" + path);
  }

  /** One value in an address's query. */
  public static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  static boolean isLoopback(String host) {
    if (host.equalsIgnoreCase("localhost")) {
      return true;
    }
    if (!LOOPBACK_LITERAL.matcher(host).matches()) {
      return false;
    }
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException _) {
      return false;
    }
  }
}
