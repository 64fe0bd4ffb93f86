package io.medseal.server.platform.connections;

import java.net.InetAddress;
import java.util.function.Predicate;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;

/**
 * Tomcat's HTTP/1.1 with two bounds that it lacks: connections of one address, and the time that a
 * request's head may take however it drips (its own time limit begins anew with every byte).
 */
public final class BoundedProtocol extends Http11NioProtocol {
  private final BoundedEndpoint endpoint;

  /** Without a bound on connections of one address until one is set; made by Tomcat, by name. */
  public BoundedProtocol() {
    this(new BoundedEndpoint());
  }

  private BoundedProtocol(BoundedEndpoint endpoint) {
    super(endpoint);
    this.endpoint = endpoint;
  }

  void setMaxConnectionsPerAddress(int most, Predicate<InetAddress> exempt) {
    endpoint.setMaxPerAddress(most, exempt);
  }

  @Override
  protected Processor createProcessor() {
    return new BoundedProcessor(this, getAdapter());
  }
}
