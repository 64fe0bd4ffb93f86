package io.medseal.server.platform.origins;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** The reverse proxies whose word on a caller's address and protocol is taken. */
public final class TrustedProxies {
  /** Nobody's word is taken: the peer is the caller. */
  public static final TrustedProxies NONE = new TrustedProxies(List.of());

  private final List<Network> networks;

  private TrustedProxies(List<Network> networks) {
    this.networks = List.copyOf(networks);
  }

  /**
   * Addresses and networks such as {@code 10.0.0.7, 192.168.1.0/24, fd00::/8}, separated by commas.
   *
   * @throws IllegalArgumentException with a sentence if one of them is none, or is everybody
   */
  public static TrustedProxies parse(String text) {
    List<Network> networks = new ArrayList<>();
    for (String entry : text.isBlank() ? new String[0] : text.split(",", -1)) {
      networks.add(network(entry.strip()));
    }
    return new TrustedProxies(networks);
  }

  private static Network network(String entry) {
    int slash = entry.indexOf('/');
    String written = slash < 0 ? entry : entry.substring(0, slash);
    InetAddress address = Addresses.parse(written).orElseThrow(() -> none(entry));
    int longest = address.getAddress().length * 8;
    if (slash < 0) {
      return new Network(address, longest);
    }
    String bits = entry.substring(slash + 1);
    // An IPv4 network written inside of IPv6 would have another length than it seems to have.
    boolean readable = bits.matches("\\d{1,3}") && (longest == 128) == written.contains(":");
    if (!readable || Integer.parseInt(bits) > longest) {
      throw none(entry);
    }
    if (Integer.parseInt(bits) == 0) {
      throw new IllegalArgumentException(
          "'" + entry + "' is everybody, and whoever is trusted can name any address");
    }
    return new Network(address, Integer.parseInt(bits));
  }

  private static IllegalArgumentException none(String entry) {
    return new IllegalArgumentException("'" + entry + "' is neither an address nor a network");
  }

  /** Whether this is one of them. */
  public boolean trusts(InetAddress address) {
    return networks.stream().anyMatch(network -> network.contains(address));
  }

  boolean none() {
    return networks.isEmpty();
  }
}
