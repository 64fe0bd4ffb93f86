package io.medseal.server.platform.origins;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Puts the caller's address and protocol in the place of a trusted proxy's. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class ProxyFilter extends OncePerRequestFilter {
  private final TrustedProxies proxies;

  ProxyFilter(TrustedProxies proxies) {
    this.proxies = proxies;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<InetAddress> peer =
        proxies.none() ? Optional.empty() : Addresses.parse(request.getRemoteAddr());
    if (peer.isEmpty() || !proxies.trusts(peer.get())) {
      chain.doFilter(request, response);
      return;
    }
    chain.doFilter(
        new Forwarded(request, client(request, peer.get()).getHostAddress(), scheme(request)),
        response);
  }

  /**
   * A proxy sets one of the two headers, and passes on what its caller wrote into the other one. So
   * where both are there and name different callers, neither is believed.
   */
  private InetAddress client(HttpServletRequest request, InetAddress peer) {
    List<String> old = headers(request, "X-Forwarded-For");
    List<String> standard = headers(request, "Forwarded");
    InetAddress byOld = ForwardedFor.client(peer, ForwardedFor.nodesOfXForwardedFor(old), proxies);
    InetAddress byStandard =
        ForwardedFor.client(peer, ForwardedFor.nodesOfForwarded(standard), proxies);
    if (standard.isEmpty()) {
      return byOld;
    }
    return old.isEmpty() || byOld.equals(byStandard) ? byStandard : peer;
  }

  private static String scheme(HttpServletRequest request) {
    List<String> nodes = ForwardedFor.nodesOfXForwardedFor(headers(request, "X-Forwarded-Proto"));
    String last = nodes.isEmpty() ? "" : nodes.getLast();
    return last.equals("https") || last.equals("http") ? last : request.getScheme();
  }

  private static List<String> headers(HttpServletRequest request, String name) {
    return Collections.list(request.getHeaders(name));
  }

  private static final class Forwarded extends HttpServletRequestWrapper {
    private final String address;
    private final String scheme;

    private Forwarded(HttpServletRequest request, String address, String scheme) {
      super(request);
      this.address = address;
      this.scheme = scheme;
    }

    @Override
    public String getRemoteAddr() {
      return address;
    }

    @Override
    public String getRemoteHost() {
      return address;
    }

    @Override
    public String getScheme() {
      return scheme;
    }

    @Override
    public boolean isSecure() {
      return scheme.equals("https");
    }
  }
}
