package io.medseal.client.keyrings;

import io.medseal.client.problems.ClientException;
import io.medseal.client.problems.ConnectionException;
import io.medseal.client.profiles.KnownReports;
import io.medseal.client.profiles.KnownReports.Known;
import io.medseal.client.profiles.Profile;
import io.medseal.client.transport.Connection;
import io.medseal.ledger.LedgerException;
import io.medseal.ledger.chains.AuthorityCheck;
import io.medseal.ledger.chains.VerifiedChain;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.ReadStatement;
import io.medseal.ledger.statements.StatementCodec;
import io.medseal.protocol.activity.Activity;
import io.medseal.protocol.keyrings.SentChains;
import io.medseal.protocol.keyrings.SplitStatements;
import io.medseal.protocol.keyrings.Statements;
import io.medseal.protocol.reports.Reports;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Gives a service that was restored from an older backup what it has lost and this computer has:
 * statements and envelopes, which the service verifies, and which it had before. Nothing is signed
 * for it, and nothing is believed because of it: whoever reads afterwards verifies and compares
 * with what was seen, as ever.
 */
public final class GivingBack {
  private static final int CHAINS_A_QUERY = 200;
  private static final int REPORTS_A_QUERY = 30;
  private static final int MOST_ROUNDS = 20;

  /** Of one request. */
  private static final int MOST_STATEMENTS = 500;

  private static final int MOST_ENVELOPES = 2_000;
  private static final long MOST_BYTES = 4L * 1024 * 1024;
  private static final long MOST_ANSWERED = 192L * 1024 * 1024;

  /** Of an envelope's path and name, roughly and at most. */
  private static final int PATH_BYTES = 600;

  private final Profile profile;
  private final Connection connection;

  /** Over a connection with a session. */
  public GivingBack(Profile profile, Connection connection) {
    this.profile = profile;
    this.connection = connection;
  }

  /**
   * What came of it.
   *
   * @param given how many keyrings have statements again that they lacked
   * @param lacking keyrings of which the service lacks statements still: what these lean on nobody
   *     has given back yet, or they cannot be given back
   * @param other keyrings in which, since the restoration, another change stands in the place of
   *     one that this computer has seen
   */
  public record Outcome(int given, List<KeyringId> lacking, List<KeyringId> other) {
    /** Nothing was, and nothing could be. */
    public static final Outcome NOTHING = new Outcome(0, List.of(), List.of());
  }

  /** The moment of the backup that the service was restored from, where it takes back. */
  public Optional<Instant> since() {
    return Optional.ofNullable(
            connection.anonymous().get("/service", Activity.Service.class).restoration())
        .map(Activity.Restoration::taken);
  }

  /** Whether this computer has anything that could be given back. */
  public boolean hasAny() {
    return !profile.chains().ids().isEmpty();
  }

  /**
   * Gives back what is of the time since then.
   *
   * @param since {@link #since}
   */
  public Outcome run(Instant since) {
    Map<KeyringId, Mine> all = recent(since.minus(AuthorityCheck.CLOCK_TOLERANCE));
    Map<KeyringId, Place> before = places(all);
    Map<KeyringId, Place> now = before;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      Map<KeyringId, Place> asked = now;
      if (!give(all, asked)) {
        break;
      }
      now = places(all);
      if (now.equals(asked)) {
        break;
      }
    }
    Map<KeyringId, Place> after = now;
    return new Outcome(
        (int) all.keySet().stream().filter(id -> !after.get(id).equals(before.get(id))).count(),
        all.keySet().stream().filter(id -> after.get(id).isBehind(all.get(id))).sorted().toList(),
        all.keySet().stream().filter(id -> after.get(id).isOther()).sorted().toList());
  }

  /** What this computer has of a chain, oldest first: all, or from a later statement on. */
  private record Mine(List<ReadStatement> statements, int recent) {
    int last() {
      return statements.getLast().statement().header().seq();
    }

    int first() {
      return statements.getFirst().statement().header().seq();
    }

    StatementHash hash(int seq) {
      return StatementCodec.hash(statements.get(seq - first()).bytes());
    }
  }

  /**
   * Where the service stands, compared with what is here.
   *
   * @param seq its newest statement that is also here; −1 where it has none, or none can be read
   */
  private record Place(int seq, boolean isOther) {
    boolean isBehind(Mine mine) {
      return !isOther && seq < mine.last();
    }
  }

  /** Chains in which something is of that time. */
  private Map<KeyringId, Mine> recent(Instant from) {
    Map<KeyringId, Mine> all = new LinkedHashMap<>();
    for (KeyringId id : profile.chains().ids()) {
      read(id)
          .filter(statements -> !statements.isEmpty())
          .ifPresent(
              statements -> {
                int recent = statements.size();
                while (recent > 0 && !time(statements.get(recent - 1)).isBefore(from)) {
                  recent--;
                }
                if (recent < statements.size()) {
                  all.put(id, new Mine(statements, recent));
                }
              });
    }
    return all;
  }

  private Optional<List<ReadStatement>> read(KeyringId id) {
    try {
      return Optional.of(ReadStatement.all(profile.chains().newest(id)));
    } catch (LedgerException | ClientException _) {
      return Optional.empty(); // a damaged file
    }
  }

  private static Instant time(ReadStatement read) {
    return read.statement().header().time();
  }

  private Map<KeyringId, Place> places(Map<KeyringId, Mine> all) {
    Map<KeyringId, Place> places = new HashMap<>();
    List<KeyringId> ids = List.copyOf(all.keySet());
    ids.forEach(id -> places.put(id, new Place(-1, false)));
    for (int from = 0; from < ids.size(); from += CHAINS_A_QUERY) {
      List<KeyringId> some = ids.subList(from, Math.min(ids.size(), from + CHAINS_A_QUERY));
      Statements.Chains answer =
          connection.post(
              "/statements/query",
              new Statements.Query(
                  some.stream()
                      .map(id -> new Statements.ChainQuery(id, all.get(id).last()))
                      .toList(),
                  false,
                  List.of()),
              Statements.Chains.class,
              Connection.Repeat.ALLOWED);
      try {
        Map<KeyringId, List<Bytes>> following = SentChains.objects(answer, MOST_ANSWERED);
        for (Statements.Chain chain : answer.chains()) {
          KeyringId id = chain.keyring();
          if (all.containsKey(id)) {
            places.put(id, place(all.get(id), chain, following.getOrDefault(id, List.of())));
          }
        }
      } catch (LedgerException _) {
        throw new ConnectionException.BadAnswer(
            connection.address().display(), "an answer of another form");
      }
    }
    return places;
  }

  private static Place place(Mine mine, Statements.Chain chain, List<Bytes> following) {
    if (chain.seq() > mine.last()) {
      return new Place(mine.last(), !follows(mine, following));
    }
    if (chain.seq() < mine.first()) {
      return new Place(chain.seq(), false);
    }
    return new Place(chain.seq(), !mine.hash(chain.seq()).equals(chain.head()));
  }

  private static boolean follows(Mine mine, List<Bytes> following) {
    return following.isEmpty()
        || ReadStatement.of(following.getFirst())
            .statement()
            .header()
            .previous()
            .equals(mine.hash(mine.last()));
  }

  /** Sends what is missing, once; whether there was anything. */
  private boolean give(Map<KeyringId, Mine> all, Map<KeyringId, Place> places) {
    boolean any = false;
    Request request = new Request();
    for (Map.Entry<KeyringId, Mine> entry : all.entrySet()) {
      Given given = given(entry.getKey(), entry.getValue(), places.get(entry.getKey()));
      if (given.statements().isEmpty()) {
        continue;
      }
      any = true;
      if (!request.hasRoomFor(given)) {
        request.send(connection);
        request = new Request();
      }
      request.add(given);
    }
    if (!request.isEmpty()) {
      request.send(connection);
    }
    return any;
  }

  /** Of one chain, in one request. */
  private record Given(
      KeyringId keyring, List<ReadStatement> statements, List<Statements.FoundEnvelope> envelopes) {
    long bytes() {
      return statements.stream().mapToLong(read -> read.bytes().size()).sum()
          + envelopes.stream().mapToLong(one -> one.envelope().size() + PATH_BYTES).sum();
    }
  }

  /** Nothing where there is nothing that the service lacks, as far as it can be seen from here. */
  private Given given(KeyringId id, Mine mine, Place place) {
    List<Statements.FoundEnvelope> envelopes =
        place.isOther()
            ? List.of()
            : profile.envelopes().read(id).stream()
                .limit(MOST_ENVELOPES)
                .map(
                    kept ->
                        new Statements.FoundEnvelope(
                            id,
                            kept.generation(),
                            kept.recipient(),
                            kept.recipientGeneration(),
                            kept.envelope(),
                            kept.path()))
                .toList();
    if (place.isBehind(mine)) {
      int from = Math.max(mine.recent(), place.seq() + 1 - mine.first());
      List<ReadStatement> missing = mine.statements().subList(from, mine.statements().size());
      return new Given(id, missing.subList(0, piece(missing)), envelopes);
    }
    // Its envelopes may be lacking, though another computer has given the statements back.
    return new Given(
        id, envelopes.isEmpty() ? List.of() : List.of(mine.statements().getLast()), envelopes);
  }

  /**
   * How many go into one request: a removal, and the renewal that ends what is due after it, stay
   * together.
   */
  private static int piece(List<ReadStatement> missing) {
    int end = Math.min(MOST_STATEMENTS, missing.size());
    while (end < missing.size() && end > 1 && belongsBefore(missing.get(end))) {
      end--;
    }
    return end;
  }

  private static boolean belongsBefore(ReadStatement read) {
    Change change = read.statement().change();
    return change instanceof Change.Rotate || change instanceof Change.RemoveMember;
  }

  /** What is sent at once. */
  private static final class Request {
    private final List<Given> all = new ArrayList<>();

    boolean isEmpty() {
      return all.isEmpty();
    }

    boolean hasRoomFor(Given more) {
      return all.isEmpty()
          || (all.stream().mapToInt(one -> one.statements().size()).sum() + more.statements().size()
                  <= MOST_STATEMENTS
              && all.stream().mapToInt(one -> one.envelopes().size()).sum()
                      + more.envelopes().size()
                  <= MOST_ENVELOPES
              && all.stream().mapToLong(Given::bytes).sum() + more.bytes() <= MOST_BYTES);
    }

    void add(Given given) {
      all.add(given);
    }

    void send(Connection connection) {
      List<Bytes> signatures =
          all.stream()
              .flatMap(one -> one.statements().stream())
              .map(read -> read.object().signatures())
              .distinct()
              .toList();
      Map<Bytes, Integer> places = new HashMap<>();
      signatures.forEach(one -> places.put(one, places.size()));
      connection.post(
          "/statements/returned",
          new Statements.GiveBack(
              all.stream()
                  .map(
                      one ->
                          new Statements.ChainGiven(
                              one.keyring(),
                              one.statements().stream()
                                  .map(read -> SplitStatements.payload(read.bytes()))
                                  .toList(),
                              one.statements().stream()
                                  .map(read -> places.get(read.object().signatures()))
                                  .toList()))
                  .toList(),
              signatures,
              all.stream().flatMap(one -> one.envelopes().stream()).toList()),
          Statements.Appended.class,
          Connection.Repeat.ALLOWED);
    }
  }

  /**
   * Reports that this computer knows, that were added since then, are not there any more, and that
   * nobody deleted. Each is told once.
   */
  public List<Known> lost(Instant since) {
    Instant from = since.minus(AuthorityCheck.CLOCK_TOLERANCE);
    KnownReports known = profile.reports();
    List<Known> candidates =
        known.all().stream().filter(one -> !one.added().isBefore(from)).toList();
    Set<ReportId> there = new HashSet<>();
    for (int at = 0; at < candidates.size(); at += REPORTS_A_QUERY) {
      List<ReportId> some =
          candidates.subList(at, Math.min(candidates.size(), at + REPORTS_A_QUERY)).stream()
              .map(Known::report)
              .toList();
      connection
          .post(
              "/reports/query",
              new Reports.ReportQuery(some, List.of()),
              Reports.FoundReports.class,
              Connection.Repeat.ALLOWED)
          .reports()
          .forEach(found -> there.add(found.report()));
    }
    List<Known> missing = candidates.stream().filter(one -> !there.contains(one.report())).toList();
    if (missing.isEmpty()) {
      return List.of();
    }
    TrustedChains chains = new TrustedChains(profile, connection);
    chains.load(missing.stream().map(Known::section).collect(Collectors.toSet()));
    List<Known> lost =
        missing.stream().filter(one -> isShownWithout(chains.find(one.section()), one)).toList();
    known.forget(lost.stream().map(Known::report).toList());
    return lost;
  }

  /** Where its section is not shown, access may have ended. */
  private static boolean isShownWithout(Optional<VerifiedChain> section, Known report) {
    return section.filter(chain -> chain.state().deletion(report.report()).isEmpty()).isPresent();
  }
}
