package io.medseal.server.platform.connections;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.tomcat.util.net.NioEndpoint;

/** Ends a new connection at once where its address has as many as it may have. */
final class BoundedEndpoint extends NioEndpoint {
  private static final int IPV6_NETWORK_BYTES = 8;

  private volatile int maxPerAddress = Integer.MAX_VALUE;
  private volatile Predicate<InetAddress> exempt = _ -> false;

  /** The most of one address, but for those addresses that are exempt. */
  void setMaxPerAddress(int most, Predicate<InetAddress> exempt) {
    this.exempt = exempt;
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
    Optional<InetAddress> address = address(socket);
    if (address.filter(exempt).isPresent()) {
      return false;
    }
    Optional<byte[]> origin = address.map(BoundedEndpoint::origin);
    return origin.isEmpty()
        || connections.keySet().stream()
                .filter(
                    other ->
                        address(other)
                            .filter(o -> Arrays.equals(origin(o), origin.get()))
                            .isPresent())
                .count()
            >= maxPerAddress;
  }

  private static Optional<InetAddress> address(SocketChannel socket) {
    try {
      if (socket.getRemoteAddress() instanceof InetSocketAddress remote) {
        return Optional.of(remote.getAddress());
      }
    } catch (IOException _) {
      // closed meanwhile
    }
    return Optional.empty();
  }

  /** An IPv4 address; of an IPv6 one the /64, which is one household's to choose from. */
  private static byte[] origin(InetAddress address) {
    byte[] bytes = address.getAddress();
    return address instanceof Inet6Address ? Arrays.copyOf(bytes, IPV6_NETWORK_BYTES) : bytes;
  }
}
