package io.medseal.server.platform.origins;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads addresses as they are written: no name is ever looked up. */
final class Addresses {
  private static final Pattern V4 = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}");
  private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  private Addresses() {}

  /** The address that a text is; an IPv4 address mapped into IPv6 is the IPv4 address. */
  static Optional<InetAddress> parse(String text) {
    int zone = text.indexOf('%');
    String bare = zone < 0 ? text : text.substring(0, zone);
    if (!V4.matcher(bare).matches() && !V6.matcher(bare).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(bare));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
