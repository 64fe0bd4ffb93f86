package io.medseal.server.platform.connections;

import java.io.IOException;
import java.time.Duration;
import org.apache.coyote.Adapter;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/** Ends a connection whose request's head has not come in time. */
final class BoundedProcessor extends Http11Processor {
  /** From the first byte of a head to its last. */
  private static final long MOST_NANOS = Duration.ofSeconds(10).toNanos();

  private @Nullable SocketWrapperBase<?> waitingFor;
  private long since;

  BoundedProcessor(AbstractHttp11Protocol<?> protocol, Adapter adapter) {
    super(protocol, adapter);
  }

  @Override
  public SocketState service(SocketWrapperBase<?> socket) throws IOException {
    long now = System.nanoTime();
    boolean waited = socket.equals(waitingFor);
    if (waited && now - since > MOST_NANOS) {
      waitingFor = null;
      return SocketState.CLOSED;
    }
    SocketState state = super.service(socket);
    // LONG: the head is not whole yet, and the rest of it is waited for without a thread.
    if (state != SocketState.LONG) {
      waitingFor = null;
    } else if (!waited) {
      waitingFor = socket;
      since = System.nanoTime();
    }
    return state;
  }
}
