package io.medseal.cli.portal;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names by which browsers may call this portal. A page of somebody else's cannot use it by
 * pointing a name of its own here (DNS rebinding), nor by sending requests across origins.
 *
 * @param authorities host, and port where browsers would say it, in lower case
 */
record KnownNames(Set<String> authorities) {
  KnownNames {
    authorities = Set.copyOf(authorities);
  }

  /** This computer's own names with that port, and further ones with or without it. */
  static KnownNames of(int port, Collection<String> further) {
    Set<String> all = new HashSet<>();
    for (String host : List.of("localhost", "127.0.0.1", "[::1]")) {
      all.add(host + ":" + port);
    }
    for (String host : further) {
      all.add(host.toLowerCase(Locale.ROOT));
      all.add(host.toLowerCase(Locale.ROOT) + ":" + port);
    }
    if (port == 80) {
      all.addAll(List.of("localhost", "127.0.0.1", "[::1]"));
    }
    return new KnownNames(all);
  }

  /**
   * Whether a request comes from a page of this portal, or from no page at all.
   *
   * @param host the header of that name, null where it is missing; so with the others
   */
  boolean admit(@Nullable String host, @Nullable String origin, @Nullable String fetchSite) {
    return host != null
        && authorities.contains(host.toLowerCase(Locale.ROOT))
        && (origin == null || isOurs(origin.toLowerCase(Locale.ROOT)))
        && (fetchSite == null || fetchSite.equals("same-origin") || fetchSite.equals("none"));
  }

  private boolean isOurs(String origin) {
    return authorities.stream()
        .anyMatch(name -> origin.equals("http://" + name) || origin.equals("https://" + name));
  }
}
