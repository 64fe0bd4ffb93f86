package io.medseal.testkit.proxy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A bad network between a client and the service, on the loopback address: it passes bytes on as
 * they are until it is told what goes wrong. What it is told about connections goes for those that
 * are there, or for the next ones, as each method says.
 */
public final class ToxicProxy implements AutoCloseable {
  private static final int BUFFER = 16 * 1024;
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *([0-9]+)\r\n");

  private final URI service;
  private final ServerSocket server;
  private final List<Link> links = new CopyOnWriteArrayList<>();
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong silentIn = new AtomicLong(Long.MAX_VALUE);
  private final AtomicLong resetIn = new AtomicLong(Long.MAX_VALUE);
  private final AtomicLong cutIn = new AtomicLong(Long.MAX_VALUE);
  private volatile Duration latency = Duration.ZERO;

  private ToxicProxy(URI service, ServerSocket server) {
    this.service = service;
    this.server = server;
  }

  /** A network in front of {@code service}, on a free port. */
  public static ToxicProxy before(URI service) {
    try {
      ServerSocket server = new ServerSocket();
      server.setReceiveBufferSize(BUFFER);
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      ToxicProxy proxy = new ToxicProxy(service, server);
      Thread.ofVirtual().start(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a client is given as the service's address. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** How many connections have been made to it. */
  public int connections() {
    return connections.get();
  }

  /** How many bytes have come for the service. */
  public long sent() {
    return sent.get();
  }

  /** From now on, each 16 KiB take that long each way. */
  public void latency(Duration each) {
    this.latency = each;
  }

  /**
   * The next connection answers this, and closes.
   *
   * @param head status line and header fields: {@code "429 Too Many Requests\r\nRetry-After: 2"}
   */
  public void answer(String head) {
    answers.add(head);
  }

  /**
   * After that many bytes to the service, the connections that are there then pass nothing on any
   * more, and nobody is told. Others work.
   */
  public void goSilentAfter(long bytes) {
    silentIn.set(bytes);
  }

  /** After that many bytes to the service, the connection that carries them is reset, once. */
  public void resetAfter(long bytes) {
    resetIn.set(bytes);
  }

  /** After that many bytes to the client, the connection that carries them ends, once. */
  public void cutAnswerAfter(long bytes) {
    cutIn.set(bytes);
  }

  /** From now on nothing goes wrong; connections that are silent stay so. */
  public void heal() {
    latency = Duration.ZERO;
    answers.clear();
    silentIn.set(Long.MAX_VALUE);
    resetIn.set(Long.MAX_VALUE);
    cutIn.set(Long.MAX_VALUE);
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    links.forEach(Link::end);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        connections.incrementAndGet();
        String answer = answers.poll();
        if (answer != null) {
          Thread.ofVirtual().start(() -> answer(client, answer));
        } else {
          pass(client);
        }
      } catch (IOException _) {
        // It was closed, or the service is away: the client sees what a client sees.
      }
    }
  }

  private void pass(Socket client) throws IOException {
    Socket upstream = new Socket();
    try {
      upstream.connect(new InetSocketAddress(service.getHost(), service.getPort()));
    } catch (IOException e) {
      client.close();
      throw e;
    }
    Link link = new Link(client, upstream);
    links.add(link);
    Thread.ofVirtual().start(link::toService);
    Thread.ofVirtual().start(link::toClient);
  }

  private static void answer(Socket client, String head) {
    try (client) {
      InputStream in = client.getInputStream();
      ByteArrayOutputStream request = new ByteArrayOutputStream();
      while (!request.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
        int next = in.read();
        if (next < 0) {
          return;
        }
        request.write(next);
      }
      Matcher length = LENGTH.matcher(request.toString(StandardCharsets.ISO_8859_1));
      in.skipNBytes(length.find() ? Long.parseLong(length.group(1)) : 0);
      String answer = "HTTP/1.1 " + head + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
      client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
      client.getOutputStream().flush();
    } catch (IOException _) {
      // the client has gone
    }
  }

  /** Whether this is the moment, by a countdown of bytes that then stands still. */
  private static boolean isOver(AtomicLong countdown, int bytes) {
    long before = countdown.getAndUpdate(left -> left == Long.MAX_VALUE ? left : left - bytes);
    if (before != Long.MAX_VALUE && before - bytes <= 0) {
      countdown.set(Long.MAX_VALUE);
      return true;
    }
    return false;
  }

  private final class Link {
    private final Socket client;
    private final Socket upstream;
    private volatile boolean silent;

    Link(Socket client, Socket upstream) {
      this.client = client;
      this.upstream = upstream;
    }

    void toService() {
      pump(client, upstream, true);
    }

    void toClient() {
      pump(upstream, client, false);
    }

    private void pump(Socket from, Socket to, boolean toService) {
      byte[] buffer = new byte[BUFFER];
      try {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        int got = in.read(buffer);
        while (got >= 0) {
          Thread.sleep(latency);
          sent.addAndGet(toService ? got : 0);
          if (toService && isOver(silentIn, got)) {
            links.forEach(link -> link.silent = true);
          }
          if (silent) {
            return; // both sockets stay open
          }
          if (toService && isOver(resetIn, got)) {
            client.setSoLinger(true, 0);
            end();
            return;
          }
          if (!toService && isOver(cutIn, got)) {
            end();
            return;
          }
          out.write(buffer, 0, got);
          got = in.read(buffer);
        }
        end();
      } catch (IOException _) {
        if (!silent) {
          end();
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }

    void end() {
      try (client;
          upstream) {
        links.remove(this);
      } catch (IOException _) {
        // closed already
      }
    }
  }
}
