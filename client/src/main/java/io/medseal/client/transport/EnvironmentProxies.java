package io.medseal.client.transport;

import io.medseal.client.problems.ConnectionException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The proxies that the environment names: {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code
 * NO_PROXY}, in capitals or not. Where it names none, Java's own settings count.
 *
 * <p><b>Restrictions.</b> Services on this computer are asked directly, always: what is not
 * encrypted never leaves it. A proxy is an HTTP proxy; what goes through it to a service stays
 * encrypted to the service.
 */
public final class EnvironmentProxies extends ProxySelector {
  private final Map<String, String> environment;

  private EnvironmentProxies(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** Those of an environment. */
  public static ProxySelector of(Map<String, String> environment) {
    return new EnvironmentProxies(environment);
  }

  /**
   * The way to an address.
   *
   * @throws ConnectionException.BadAddress if the environment names what is no HTTP proxy
   */
  @Override
  public List<Proxy> select(URI uri) {
    if (ServiceAddress.isLoopback(uri.getHost()) || isExempt(uri)) {
      return List.of(Proxy.NO_PROXY);
    }
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    Optional<String> named = variable(scheme + "_proxy");
    return named.isPresent()
        ? List.of(proxy(named.get()))
        : Optional.ofNullable(ProxySelector.getDefault())
            .map(own -> own.select(uri))
            .orElse(List.of(Proxy.NO_PROXY));
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {
    // The request fails, and says so.
  }

  private Optional<String> variable(String name) {
    return Stream.of(name, name.toUpperCase(Locale.ROOT))
        .flatMap(each -> Optional.ofNullable(environment.get(each)).stream())
        .filter(value -> !value.isBlank())
        .map(String::strip)
        .findFirst();
  }

  private static Proxy proxy(String text) {
    URI address = uri(text);
    if (!"http".equalsIgnoreCase(address.getScheme())
        || address.getHost() == null
        || address.getUserInfo() != null) {
      throw new ConnectionException.BadAddress(
          "The environment names a proxy that cannot be used; it looks like"
              + " http://proxy.hospital.example:3128, without a password.");
    }
    int port = address.getPort() < 0 ? 80 : address.getPort();
    return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(address.getHost(), port));
  }

  private static URI uri(String text) {
    try {
      return URI.create(text.contains("://") ? text : "http://" + text);
    } catch (IllegalArgumentException _) {
      return URI.create("unknown:proxy");
    }
  }

  /** By {@code *}, by name, or by the end of a name, each with a port or not. */
  private boolean isExempt(URI uri) {
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    int port = uri.getPort() < 0 ? defaultPort(uri) : uri.getPort();
    return variable("no_proxy").stream()
        .flatMap(list -> Stream.of(list.split("[,\\s]+")))
        .map(entry -> entry.toLowerCase(Locale.ROOT))
        .anyMatch(entry -> matches(entry, host, port));
  }

  private static boolean matches(String entry, String host, int port) {
    int colon = entry.lastIndexOf(':');
    boolean withPort =
        colon > 0 && entry.substring(colon + 1).matches("[0-9]{1,5}") && !isIpv6(entry);
    if (withPort && !entry.substring(colon + 1).equals(Integer.toString(port))) {
      return false;
    }
    String name = withPort ? entry.substring(0, colon) : entry;
    String domain = name.replaceFirst("^\\*?\\.", "");
    return name.equals("*")
        || (!domain.isEmpty()
            && (host.equals(domain)
                || host.equals("[" + domain + "]")
                || host.endsWith("." + domain)));
  }

  private static boolean isIpv6(String entry) {
    return !entry.startsWith("[") && entry.indexOf(':') != entry.lastIndexOf(':');
  }

  private static int defaultPort(URI uri) {
    return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
  }
}
