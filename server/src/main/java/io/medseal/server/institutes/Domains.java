package io.medseal.server.institutes;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.protocol.institutes.Institutes.Method;
import jakarta.annotation.PreDestroy;
import java.security.NoSuchAlgorithmException;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Asks a domain which institute it names (spec/institutes.md). */
@Component
class Domains {
  static final String LABEL = "_medseal.";
  static final String PREFIX = "medseal-institute=";

  private final NameServer names;
  private final WellKnown wellKnown;

  @Autowired
  Domains(NameServer names) throws NoSuchAlgorithmException {
    this(names, new WellKnown(names, SSLContext.getDefault()));
  }

  Domains(NameServer names, WellKnown wellKnown) {
    this.names = names;
    this.wellKnown = wellKnown;
  }

  /** What a domain says of an institute. */
  sealed interface Word {
    /** It names this institute, and no other. */
    record Named(Method method) implements Word {}

    /** It names another institute, or several. */
    record Another() implements Word {}

    /** It says nothing, or does not answer. */
    record Nothing() implements Word {}
  }

  /** Asks it now; takes up to half a minute. */
  Word ask(String domain, KeyringId institute) {
    try {
      Set<String> named = named(domain);
      if (!named.isEmpty()) {
        return word(named, institute, Method.DNS);
      }
    } catch (NameServer.Silent _) {
      return new Word.Nothing(); // there may be records: the file does not speak in their place
    }
    return wellKnown
        .text(domain)
        .filter(Domains::isKeyring)
        .map(text -> word(Set.of(text), institute, Method.WELL_KNOWN))
        .orElseGet(Word.Nothing::new);
  }

  private Set<String> named(String domain) throws NameServer.Silent {
    return names.texts(LABEL + domain).stream()
        .filter(text -> text.startsWith(PREFIX))
        .map(text -> text.substring(PREFIX.length()))
        .collect(Collectors.toSet());
  }

  private static Word word(Set<String> named, KeyringId institute, Method method) {
    return named.equals(Set.of(institute.hex())) ? new Word.Named(method) : new Word.Another();
  }

  private static boolean isKeyring(String text) {
    return text.matches("[0-9a-f]{64}");
  }

  @PreDestroy
  void close() {
    wellKnown.close();
  }
}
