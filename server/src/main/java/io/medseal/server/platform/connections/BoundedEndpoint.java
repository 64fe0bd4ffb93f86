package io.medseal.server.platform.connections;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Optional;
import org.apache.tomcat.util.net.NioEndpoint;

/** Ends a new connection at once where its address has as many as it may have. */
final class BoundedEndpoint extends NioEndpoint {
  private static final int IPV6_NETWORK_BYTES = 8;

  private volatile int maxPerAddress = Integer.MAX_VALUE;

  void setMaxPerAddress(int most) {
    maxPerAddress = most;
  }

  @Override
  protected boolean setSocketOptions(SocketChannel socket) {
    if (isOneTooMany(socket)) {
      destroySocket(socket);
      return false;
    }
    return super.setSocketOptions(socket);
  }

  /** Counted anew each time: a count that is kept can be wrong for ever after one mistake. */
  private boolean isOneTooMany(SocketChannel socket) {
    if (maxPerAddress == Integer.MAX_VALUE) {
      return false;
    }
    Optional<byte[]> origin = origin(socket);
    return origin.isEmpty()
        || connections.keySet().stream()
                .filter(
                    other -> origin(other).filter(o -> Arrays.equals(o, origin.get())).isPresent())
                .count()
            >= maxPerAddress;
  }

  /** An IPv4 address; of an IPv6 one the /64, which is one household's to choose from. */
  private static Optional<byte[]> origin(SocketChannel socket) {
    try {
      if (socket.getRemoteAddress() instanceof InetSocketAddress remote) {
        InetAddress address = remote.getAddress();
        byte[] bytes = address.getAddress();
        return Optional.of(
            address instanceof Inet6Address ? Arrays.copyOf(bytes, IPV6_NETWORK_BYTES) : bytes);
      }
    } catch (IOException _) {
      // closed meanwhile
    }
    return Optional.empty();
  }
}
