package io.medseal.server.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A request over a plain socket, sent as slowly as a test wants. */
public final class SlowRequest implements AutoCloseable {
  private final Socket socket;
  private final OutputStream out;

  private SlowRequest(Socket socket) throws IOException {
    this.socket = socket;
    this.out = socket.getOutputStream();
  }

  /** A connection from that address of this machine, for instance {@code 127.0.0.9}. */
  public static SlowRequest from(String address, URI service) {
    try {
      Socket socket = new Socket();
      socket.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
      socket.setSoTimeout(40_000);
      socket.connect(new InetSocketAddress(service.getHost(), service.getPort()), 10_000);
      return new SlowRequest(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A connection that has sent the head of a part's request, and nothing of the part. */
  public static SlowRequest part(Caller caller, String path, int bytes, byte[] digest) {
    return from("127.0.0.1", caller.service())
        .send(
            "PUT "
                + path
                + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + caller.token()
                + "\r\nContent-Type: application/octet-stream\r\nContent-Length: "
                + bytes
                + "\r\nContent-Digest: sha-256=:"
                + Base64.getEncoder().encodeToString(digest)
                + ":\r\n\r\n");
  }

  public SlowRequest send(String text) {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Sends some more. */
  public SlowRequest send(byte[] bytes) {
    try {
      out.write(bytes);
      out.flush();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The answer's head and what came with it; empty where the connection was ended without. */
  public String answer() {
    try {
      InputStream in = socket.getInputStream();
      byte[] bytes = new byte[16 * 1024];
      int read = in.read(bytes);
      return read < 0 ? "" : new String(bytes, 0, read, StandardCharsets.ISO_8859_1);
    } catch (IOException _) {
      return "";
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
