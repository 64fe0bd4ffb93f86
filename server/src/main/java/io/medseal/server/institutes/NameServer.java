package io.medseal.server.institutes;

import io.medseal.server.platform.start.Settings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;

/** Asks the domain name system: that of this computer, or the server of the settings. */
@Component
class NameServer {
  private static final Duration WAIT = Duration.ofSeconds(4);
  private static final long IN_ALL_SECONDS = 8;
  private static final int MOST_ALIASES = 8;

  private final LookupSession session;

  @Autowired
  NameServer(Settings settings) {
    this(settings.nameServer());
  }

  NameServer(@Nullable InetSocketAddress server) {
    Resolver resolver = server == null ? new ExtendedResolver() : new SimpleResolver(server);
    resolver.setTimeout(WAIT);
    // Names are asked whole, without this computer's search list, and always anew.
    session =
        LookupSession.builder().resolver(resolver).ndots(0).maxRedirects(MOST_ALIASES).build();
  }

  /** It did not answer, or not in a way that tells anything. */
  static final class Silent extends Exception {
    private static final long serialVersionUID = 1L;

    Silent(Throwable cause) {
      super("the domain name system does not answer", cause);
    }
  }

  /** The texts at a name; none where there is no such name. */
  List<String> texts(String name) throws Silent {
    List<String> texts = new ArrayList<>();
    for (Record found : ask(name, Type.TXT)) {
      if (found instanceof TXTRecord text) {
        texts.add(String.join("", text.getStrings()));
      }
    }
    return texts;
  }

  /** The addresses of a host; none where it has none. */
  List<InetAddress> addresses(String host) throws Silent {
    List<InetAddress> addresses = new ArrayList<>();
    for (int type : new int[] {Type.A, Type.AAAA}) {
      for (Record found : ask(host, type)) {
        switch (found) {
          case ARecord four -> addresses.add(four.getAddress());
          case AAAARecord six -> addresses.add(six.getAddress());
          default -> {}
        }
      }
    }
    return addresses;
  }

  private List<Record> ask(String name, int type) throws Silent {
    try {
      return session
          .lookupAsync(Name.fromString(name, Name.root), type)
          .toCompletableFuture()
          .get(IN_ALL_SECONDS, TimeUnit.SECONDS)
          .getRecords();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof NoSuchDomainException
          || e.getCause() instanceof NoSuchRRSetException) {
        return List.of();
      }
      throw new Silent(e);
    } catch (TextParseException | TimeoutException e) {
      throw new Silent(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Silent(e);
    }
  }
}
