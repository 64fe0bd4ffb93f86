package io.medseal.client.keyrings;

import io.medseal.client.problems.ConnectionException;
import io.medseal.client.problems.LocalFileException;
import io.medseal.client.problems.ServiceException;
import io.medseal.client.profiles.KeptEnvelopes;
import io.medseal.client.transport.Connection;
import io.medseal.ledger.chains.Announced;
import io.medseal.ledger.envelopes.Commitment;
import io.medseal.ledger.envelopes.EnvelopeName;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.protocol.keyrings.Statements;
import io.medseal.protocol.problems.ProblemType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The envelopes that this client has fetched. What it hands out is what a verified statement
 * announces; nothing else is believed.
 *
 * <p>Safe for use by several threads.
 */
final class EnvelopeBook {
  private static final int NAMES_A_QUERY = 200;

  private final Connection connection;
  private final KeptEnvelopes files;
  private final Map<EnvelopeName, Held> held = new HashMap<>();
  private final Set<EnvelopeName> kept = new HashSet<>();

  EnvelopeBook(Connection connection, KeptEnvelopes files) {
    this.connection = connection;
    this.files = files;
  }

  private record Held(Bytes envelope, List<Sha256> path) {
    boolean isOf(EnvelopeName name, Commitment commitment) {
      return commitment.isOf(name.recipient(), name.recipientGeneration(), envelope, path);
    }
  }

  /** Whether the service hands it out, and it is the one announced. */
  sealed interface Answer {
    /** The one announced. */
    record Right(Bytes envelope) implements Answer {}

    /** Not handed out. */
    record Missing() implements Answer {}

    /** Another one. */
    record Wrong() implements Answer {}
  }

  /** One envelope, fetched if need be. */
  synchronized Answer find(Announced announced) {
    EnvelopeName name = announced.name();
    Held found = held.get(name);
    if (found == null || !found.isOf(name, announced.commitment())) {
      held.remove(name); // perhaps sealed again since
      load(List.of(name));
      found = held.get(name);
    }
    if (found == null) {
      return new Answer.Missing();
    }
    if (!found.isOf(name, announced.commitment())) {
      return new Answer.Wrong();
    }
    if (kept.add(name)) {
      keep(
          name.keyring(),
          List.of(
              new KeptEnvelopes.Kept(
                  name.generation(),
                  name.recipient(),
                  name.recipientGeneration(),
                  found.envelope(),
                  found.path())));
    }
    return new Answer.Right(found.envelope());
  }

  /** To be given back to a service that loses them. */
  void keep(KeyringId keyring, List<KeptEnvelopes.Kept> envelopes) {
    try {
      files.add(keyring, envelopes);
    } catch (LocalFileException _) {
      // then another one may have them
    }
  }

  /** Fetches those that are not held yet, many at a time. What is not handed out is left out. */
  synchronized void load(Collection<EnvelopeName> names) {
    Set<EnvelopeName> wanted = new LinkedHashSet<>(names);
    wanted.removeAll(held.keySet());
    List<EnvelopeName> all = new ArrayList<>(wanted);
    for (int from = 0; from < all.size(); from += NAMES_A_QUERY) {
      fetch(all.subList(from, Math.min(all.size(), from + NAMES_A_QUERY)));
    }
  }

  /** Where that is too much at once, by halves; what is too much alone is left out alone. */
  private void fetch(List<EnvelopeName> names) {
    Statements.Envelopes answer;
    try {
      answer =
          connection.post(
              "/envelopes/query",
              new Statements.EnvelopeQuery(names),
              Statements.Envelopes.class,
              Connection.Repeat.ALLOWED);
    } catch (ServiceException e) {
      if (e.type() != ProblemType.ANSWER_TOO_LARGE) {
        throw e;
      }
      if (names.size() > 1) {
        fetch(names.subList(0, names.size() / 2));
        fetch(names.subList(names.size() / 2, names.size()));
      }
      return;
    }
    if (answer.envelopes() == null) {
      throw new ConnectionException.BadAnswer(
          connection.address().display(), "an answer of another form");
    }
    Set<EnvelopeName> asked = Set.copyOf(names);
    answer.envelopes().stream().filter(Objects::nonNull).forEach(found -> hold(asked, found));
  }

  /** What was not asked for, or is not whole, is as good as nothing. */
  private void hold(Set<EnvelopeName> asked, Statements.FoundEnvelope found) {
    boolean whole =
        found.keyring() != null
            && found.generation() > 0
            && found.recipient() != null
            && found.recipientGeneration() > 0
            && found.envelope() != null
            && found.path() != null
            && found.path().stream().allMatch(Objects::nonNull);
    if (whole) {
      EnvelopeName name =
          new EnvelopeName(
              found.keyring(), found.generation(), found.recipient(), found.recipientGeneration());
      if (asked.contains(name)) {
        held.put(name, new Held(found.envelope(), found.path()));
      }
    }
  }
}
