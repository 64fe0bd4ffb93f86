package io.medseal.e2e.attacks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A connection that says what an attacker wants it to say, as slowly as it wants. */
final class RawConnection implements AutoCloseable {
  private final Socket socket = new Socket();

  /** From an address of this machine's own, for instance {@code 127.0.0.9}; ended in a minute. */
  RawConnection(String address, URI service) throws IOException {
    socket.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
    socket.setSoTimeout(60_000);
    try {
      socket.connect(new InetSocketAddress(service.getHost(), service.getPort()), 2_000);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** The first line of the answer, waited for; empty where the connection ends without. */
  String firstLine() throws IOException {
    String line =
        new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))
            .readLine();
    return line == null ? "" : line;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
