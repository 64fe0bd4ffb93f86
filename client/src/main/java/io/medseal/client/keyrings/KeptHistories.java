package io.medseal.client.keyrings;

import io.medseal.client.problems.LocalFileException;
import io.medseal.client.profiles.KeptChains;
import io.medseal.ledger.LedgerException;
import io.medseal.ledger.chains.ChainResolver;
import io.medseal.ledger.chains.VerifiedChain;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.statements.Header;
import io.medseal.ledger.statements.SignedObject;
import io.medseal.ledger.statements.StatementCodec;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Chains as this computer kept them, verified again from their first statement: where a query may
 * go on, and nothing more. What does not verify is let go.
 */
final class KeptHistories {
  private static final int MOST_AT_ONCE = 200;

  private final KeptChains files;
  private final Map<KeyringId, VerifiedChain> verified = new HashMap<>();
  private final Map<KeyringId, Integer> written = new HashMap<>();
  private final Set<KeyringId> looked = new HashSet<>();

  KeptHistories(KeptChains files) {
    this.files = files;
  }

  Optional<VerifiedChain> find(KeyringId id) {
    return Optional.ofNullable(verified.get(id));
  }

  Set<KeyringId> ids() {
    return verified.keySet();
  }

  Collection<VerifiedChain> all() {
    return verified.values();
  }

  /**
   * Reads what was kept of these, and of what is around them.
   *
   * @param known chains that this client has verified already
   */
  void read(Collection<KeyringId> ids, Function<KeyringId, Optional<VerifiedChain>> known) {
    Map<KeyringId, List<Bytes>> found = new HashMap<>();
    Deque<KeyringId> open = new ArrayDeque<>(ids);
    while (!open.isEmpty() && found.size() < MOST_AT_ONCE) {
      KeyringId id = open.pop();
      if (known.apply(id).isPresent() || !looked.add(id)) {
        continue;
      }
      List<Bytes> statements = read(id);
      if (!statements.isEmpty()) {
        found.put(id, statements);
        leansOn(id, statements).forEach(open::add);
      }
    }
    if (!found.isEmpty()) {
      verify(found, known);
      found.keySet().stream()
          .flatMap(id -> find(id).stream())
          .forEach(chain -> read(around(chain), known));
    }
  }

  /** Keeps what this client has verified. */
  void keep(VerifiedChain chain) {
    KeyringId id = chain.id();
    int seq = chain.state().seq();
    verified.remove(id);
    looked.add(id);
    if (written.getOrDefault(id, -1) >= seq) {
      return;
    }
    try {
      files.write(id, chain.entries().stream().map(VerifiedChain.Entry::bytes).toList());
      written.put(id, seq);
    } catch (LocalFileException _) {
      // It is fetched again the next time.
    }
  }

  private void verify(
      Map<KeyringId, List<Bytes>> found, Function<KeyringId, Optional<VerifiedChain>> known) {
    ChainResolver<VerifiedChain> resolver =
        ChainResolver.of(id -> known.apply(id).or(() -> find(id)), found);
    for (KeyringId id : found.keySet()) {
      try {
        VerifiedChain chain = resolver.find(id).orElseThrow();
        verified.put(id, chain);
        written.put(id, chain.state().seq());
      } catch (LedgerException _) {
        forget(id);
      }
    }
  }

  private List<Bytes> read(KeyringId id) {
    try {
      return files.read(id);
    } catch (LocalFileException _) {
      return List.of();
    }
  }

  private void forget(KeyringId id) {
    try {
      files.forget(id);
    } catch (LocalFileException _) {
      // It does not verify the next time, either.
    }
  }

  private Stream<KeyringId> leansOn(KeyringId id, List<Bytes> statements) {
    try {
      return statements.stream()
          .map(one -> StatementCodec.parse(SignedObject.parse(one)).header())
          .flatMap(KeptHistories::leansOn)
          .toList()
          .stream();
    } catch (LedgerException _) {
      forget(id);
      return Stream.empty();
    }
  }

  private static Stream<KeyringId> leansOn(Header header) {
    return Stream.concat(
        Stream.of(header.signer().keyring()), header.via().stream().map(Header.Hop::keyring));
  }

  private static Set<KeyringId> around(VerifiedChain chain) {
    Set<KeyringId> around = new HashSet<>(chain.state().members().keySet());
    chain.state().parent().ifPresent(around::add);
    return around;
  }
}
