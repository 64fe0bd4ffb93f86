package io.medseal.testkit.dns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** Answers on a free port of the loopback address what it was told, and that there is no more. */
public final class DnsServer implements AutoCloseable {
  private static final int LONGEST = 4_096;
  private static final int LASTS_SECONDS = 60;

  private final DatagramSocket socket;
  private final Map<Name, List<Record>> zone = new ConcurrentHashMap<>();
  private final Map<Name, Integer> asked = new ConcurrentHashMap<>();
  private volatile boolean silent;
  private volatile boolean failing;

  private DnsServer(DatagramSocket socket) {
    this.socket = socket;
  }

  /** Starts one that knows no name. */
  public static DnsServer start() {
    try {
      DnsServer server =
          new DnsServer(
              new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
      Thread.ofPlatform().name("dns").daemon().start(server::serve);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it answers. */
  public InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  /** From now on the name has these texts, and nothing else. */
  public void texts(String name, String... texts) {
    Name at = name(name);
    zone.put(
        at,
        Arrays.stream(texts)
            .map(text -> (Record) new TXTRecord(at, DClass.IN, LASTS_SECONDS, text))
            .toList());
  }

  /** From now on the host has these addresses, of the fourth version, and nothing else. */
  public void address(String host, InetAddress... addresses) {
    Name at = name(host);
    zone.put(
        at,
        Arrays.stream(addresses)
            .map(address -> (Record) new ARecord(at, DClass.IN, LASTS_SECONDS, address))
            .toList());
  }

  /** How often somebody asked for addresses of the fourth version of a host. */
  public int askedForAddress(String host) {
    return asked.getOrDefault(name(host), 0);
  }

  /** From now on there is no such name. */
  public void forget(String name) {
    zone.remove(name(name));
  }

  /** From now on it answers nothing, or again. */
  public void silent(boolean now) {
    silent = now;
  }

  /** From now on it answers that it has failed, or again. */
  public void failing(boolean now) {
    failing = now;
  }

  @Override
  public void close() {
    socket.close();
  }

  private void serve() {
    byte[] buffer = new byte[LONGEST];
    while (!socket.isClosed()) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      try {
        socket.receive(packet);
        if (!silent) {
          byte[] answer =
              answer(new Message(Arrays.copyOf(packet.getData(), packet.getLength()))).toWire();
          socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
        }
      } catch (IOException _) {
        // closed, or no question: the next one
      }
    }
  }

  private Message answer(Message question) {
    Message answer = new Message(question.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.getHeader().setFlag(Flags.RA);
    Record wanted = question.getQuestion();
    answer.addRecord(wanted, Section.QUESTION);
    if (wanted.getType() == Type.A) {
      asked.merge(wanted.getName(), 1, Integer::sum);
    }
    List<Record> known = zone.get(wanted.getName());
    if (failing) {
      answer.getHeader().setRcode(Rcode.SERVFAIL);
    } else if (known == null) {
      answer.getHeader().setRcode(Rcode.NXDOMAIN);
    } else {
      known.stream()
          .filter(record -> record.getType() == wanted.getType())
          .forEach(record -> answer.addRecord(record, Section.ANSWER));
    }
    return answer;
  }

  private static Name name(String text) {
    return Name.fromConstantString(text + ".");
  }
}
