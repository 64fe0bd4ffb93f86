package io.medseal.server.platform.origins;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Where callers are counted together: an IPv4 address, or the /64 of an IPv6 address, which is one
 * household's or one machine's to choose from.
 *
 * @param text as it is shown to people
 */
public record Origin(String text) {
  private static final int PREFIX_BYTES = 8;

  /** Of a request, after {@link ProxyFilter}. */
  public static Origin of(HttpServletRequest request) {
    return of(request.getRemoteAddr());
  }

  /** Of an address; what is none counts as one origin of its own. */
  static Origin of(String address) {
    Optional<InetAddress> parsed = Addresses.parse(address);
    if (parsed.isEmpty()) {
      return new Origin("unknown");
    }
    return parsed.get() instanceof Inet6Address v6
        ? new Origin(network(v6) + "/64")
        : new Origin(parsed.get().getHostAddress());
  }

  private static String network(Inet6Address address) {
    byte[] bytes = Arrays.copyOf(Arrays.copyOf(address.getAddress(), PREFIX_BYTES), 16);
    try {
      return InetAddress.getByAddress(bytes).getHostAddress().replaceFirst("(?::0)+$", "::");
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
