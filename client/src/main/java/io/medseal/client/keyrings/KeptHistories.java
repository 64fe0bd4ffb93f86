package io.medseal.client.keyrings;

import io.medseal.client.problems.LocalFileException;
import io.medseal.client.profiles.KeptChains;
import io.medseal.ledger.LedgerException;
import io.medseal.ledger.chains.VerifiedChain;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.Header;
import io.medseal.ledger.statements.NewMember;
import io.medseal.ledger.statements.ReadStatement;
import io.medseal.ledger.statements.Statement;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What this computer kept of chains: put before what the service answers, as if the service had
 * sent it all, and verified with it from the first statement. Nothing is handed out, concluded or
 * refused from it alone. Where the two do not fit, what was kept is let go, and the service is
 * asked for the whole.
 */
final class KeptHistories {
  /** Chains that are read or written together; the profile keeps some more. */
  private static final int MOST_AT_ONCE = 400;

  /** Of what is read. */
  private static final long MOST_BYTES = 32L * 1024 * 1024;

  private final KeptChains files;
  private final Map<KeyringId, List<Bytes>> read = new HashMap<>();
  private final Map<KeyringId, Integer> written = new HashMap<>();
  private final Set<KeyringId> looked = new HashSet<>();
  private final Set<KeyringId> used = new HashSet<>();

  KeptHistories(KeptChains files) {
    this.files = files;
  }

  /**
   * Before these are asked for: reads what was kept of them, and of what comes along with them; not
   * what is known already.
   */
  void read(Collection<KeyringId> ids, Set<KeyringId> known) {
    used.clear();
    Deque<KeyringId> open = new ArrayDeque<>(ids);
    long bytes = read.values().stream().mapToLong(KeptHistories::bytes).sum();
    while (!open.isEmpty() && read.size() < MOST_AT_ONCE && bytes < MOST_BYTES) {
      KeyringId id = open.remove();
      if (known.contains(id) || !looked.add(id)) {
        continue;
      }
      List<Bytes> statements = file(id);
      if (!statements.isEmpty() && named(id, statements, open)) {
        bytes += bytes(statements);
        read.put(id, statements);
        written.put(id, statements.size() - 1);
      }
    }
  }

  /** The sequence number of the newest statement that was kept; −1 where none was. */
  int seq(KeyringId id) {
    return read.getOrDefault(id, List.of()).size() - 1;
  }

  /** What was kept, to stand before what was answered. */
  List<Bytes> use(KeyringId id) {
    used.add(id);
    return read.getOrDefault(id, List.of());
  }

  Set<KeyringId> ids() {
    return Set.copyOf(read.keySet());
  }

  /** Lets go what was used since the last reading; whether there was anything. */
  boolean letGo() {
    boolean any = !used.isEmpty();
    used.forEach(this::forget);
    return any;
  }

  /** These are known by now; keeps what is new of them, unless they are too many. */
  void keep(Collection<VerifiedChain> chains) {
    Map<KeyringId, List<Bytes>> longer = new HashMap<>();
    Map<KeyringId, List<Bytes>> rests = new HashMap<>();
    for (VerifiedChain chain : chains) {
      KeyringId id = chain.id();
      int seq = chain.state().seq();
      read.remove(id);
      looked.add(id);
      if (written.getOrDefault(id, -1) < seq && chains.size() <= MOST_AT_ONCE) {
        // What is begun later is short to fetch again: its rest is only there to be given back.
        (chain.from() == 0 ? longer : rests)
            .put(id, chain.entries().stream().map(VerifiedChain.Entry::bytes).toList());
        written.put(id, seq);
      }
    }
    try {
      files.write(longer, rests);
    } catch (LocalFileException _) {
      // They are fetched again the next time.
    }
  }

  private static long bytes(List<Bytes> statements) {
    return statements.stream().mapToLong(Bytes::size).sum();
  }

  private List<Bytes> file(KeyringId id) {
    try {
      return files.read(id);
    } catch (LocalFileException _) {
      return List.of();
    }
  }

  private void forget(KeyringId id) {
    read.remove(id);
    written.remove(id);
    try {
      files.forget(id);
    } catch (LocalFileException _) {
      // It does not fit the next time, either.
    }
  }

  /** Finds what else these statements name; whether they are statements at all. */
  private boolean named(KeyringId id, List<Bytes> statements, Collection<KeyringId> named) {
    try {
      ReadStatement.all(statements).forEach(one -> addNamed(one.statement(), named));
      return true;
    } catch (LedgerException _) {
      forget(id);
      return false;
    }
  }

  private static void addNamed(Statement statement, Collection<KeyringId> named) {
    named.add(statement.header().signer().keyring());
    statement.header().via().stream().map(Header.Hop::keyring).forEach(named::add);
    switch (statement.change()) {
      case Change.Create create -> {
        create.members().stream().map(NewMember::keyring).forEach(named::add);
        if (create.parent() != null) {
          named.add(create.parent());
        }
      }
      case Change.SetMember set -> named.add(set.member().keyring());
      case Change.Rotate _,
          Change.RemoveMember _,
          Change.Leave _,
          Change.DeleteReport _,
          Change.CorrectReport _,
          Change.Endorse _,
          Change.WithdrawEndorsement _,
          Change.PublishCard _,
          Change.SetProfile _,
          Change.Close _ -> {}
    }
  }
}
