package io.medseal.server.platform.origins;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What proxies wrote about whom they answer for; the nearest one wrote last. */
final class ForwardedFor {
  /** {@code 192.0.2.1}, {@code 192.0.2.1:80}, {@code 2001:db8::1}, {@code [2001:db8::1]:80}. */
  private static final Pattern NODE =
      Pattern.compile(
          "(?:\\[(?<v6>[^\\]]*)\\]|(?<v4>[0-9.]+))(?::\\d{1,5})?|(?<bare>[0-9A-Fa-f:.]+)");

  private ForwardedFor() {}

  /** The nodes of all {@code X-Forwarded-For} headers of a request, in their order. */
  static List<String> nodesOfXForwardedFor(List<String> headers) {
    return headers.stream().flatMap(header -> split(header, ',').stream()).toList();
  }

  /** The {@code for} of each element of all {@code Forwarded} headers (RFC 7239). */
  static List<String> nodesOfForwarded(List<String> headers) {
    return headers.stream()
        .flatMap(header -> split(header, ',').stream())
        .map(ForwardedFor::node)
        .toList();
  }

  /**
   * Who is behind the trusted ones: read from the right, the first that is not trusted. What stands
   * left of it is that caller's own word.
   */
  static InetAddress client(InetAddress peer, List<String> nodes, TrustedProxies proxies) {
    InetAddress client = peer;
    for (int i = nodes.size() - 1; i >= 0 && proxies.trusts(client); i--) {
      Optional<InetAddress> next = address(nodes.get(i));
      if (next.isEmpty()) {
        return client;
      }
      client = next.get();
    }
    return client;
  }

  private static String node(String element) {
    for (String pair : split(element, ';')) {
      int equals = pair.indexOf('=');
      if (equals > 0 && pair.substring(0, equals).strip().toLowerCase(Locale.ROOT).equals("for")) {
        return pair.substring(equals + 1).strip().replace("\"", "");
      }
    }
    return "";
  }

  private static Optional<InetAddress> address(String node) {
    Matcher form = NODE.matcher(node);
    if (!form.matches()) {
      return Optional.empty();
    }
    String v6 = form.group("v6");
    String v4 = form.group("v4");
    return Addresses.parse(v6 != null ? v6 : v4 != null ? v4 : form.group("bare"));
  }

  /** Splits at a separator outside of quotes. */
  private static List<String> split(String text, char separator) {
    List<String> pieces = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == separator && !quoted) {
        pieces.add(text.substring(start, i).strip());
        start = i + 1;
      }
    }
    pieces.add(text.substring(start).strip());
    return pieces;
  }
}
