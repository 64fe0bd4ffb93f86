package io.medseal.server.keyrings;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.chains.Authority;
import io.medseal.ledger.chains.AuthorityCheck;
import io.medseal.ledger.chains.ChainResolver;
import io.medseal.ledger.chains.FormerAuthority;
import io.medseal.ledger.chains.VerifiedStates;
import io.medseal.ledger.envelopes.EnvelopeName;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.Header;
import io.medseal.ledger.statements.ReadStatement;
import io.medseal.ledger.statements.Sealed;
import io.medseal.ledger.statements.SignedObject;
import io.medseal.ledger.statements.Statement;
import io.medseal.protocol.keyrings.Statements;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.platform.db.Database;
import io.medseal.server.platform.http.ProblemException;
import io.medseal.server.platform.start.Restorations;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Takes back what this service had before it was restored from an older backup: statements, from
 * whoever has them, since each proves itself. They are verified as every reader verifies them, and
 * follow the newest that is here. What appending compares with the present (the clock, newest
 * heads) was compared when they were appended first, and cannot be again; in its place they have to
 * be of the time that was lost. A chain that does not fit is left as it is, and keeps no other one
 * from being taken.
 */
@Service
class GivingBack {
  private static final int TRIES = 5;

  /** Chains that lean on others that may not stand: so many times is begun anew without them. */
  private static final int ROUNDS = 5;

  private final Database database;
  private final Keyrings keyrings;
  private final Lanes lanes;
  private final StatementBudget budget;
  private final Restorations restorations;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  GivingBack(
      Database database,
      Keyrings keyrings,
      Lanes lanes,
      StatementBudget budget,
      Restorations restorations,
      ApplicationEventPublisher events,
      Clock clock) {
    this.database = database;
    this.keyrings = keyrings;
    this.lanes = lanes;
    this.budget = budget;
    this.restorations = restorations;
    this.events = events;
    this.clock = clock;
  }

  /** What somebody has of one chain, oldest first. */
  private record Given(KeyringId keyring, List<ReadStatement> statements) {
    static Given of(Statements.ChainGiven chain, List<Bytes> signatures) {
      List<ReadStatement> statements = new ArrayList<>();
      for (int i = 0; i < chain.statements().size(); i++) {
        Bytes payload = Bytes.of(chain.statements().get(i).getBytes(StandardCharsets.UTF_8));
        statements.add(
            ReadStatement.of(
                SignedObject.joined(payload, signatures.get(chain.signedBy().get(i)))));
      }
      return new Given(chain.keyring(), List.copyOf(statements));
    }
  }

  private record Plan(
      List<Appending.Grown> chains,
      List<EnvelopeRows.Row> envelopes,
      Map<KeyringId, Optional<StatementHash>> lookedAt) {
    List<Written> written() {
      return chains.stream().flatMap(grown -> grown.written().stream()).toList();
    }

    boolean isEmpty() {
      return chains.isEmpty() && envelopes.isEmpty();
    }
  }

  /**
   * Takes what is missing here and fits.
   *
   * @return where those of the chains stand now that the account may read
   * @throws ProblemException {@code denied} where nothing may be given back; as for an append where
   *     it is too much
   */
  Statements.Appended take(KeyringId account, Statements.GiveBack request) {
    if (restorations.span(clock.instant()).isEmpty()) {
      throw ProblemException.of(ProblemType.DENIED);
    }
    database.read(sql -> budget.require(sql, account, request));
    List<Given> given =
        request.chains().stream().map(chain -> Given.of(chain, request.signatures())).toList();
    request.envelopes().forEach(found -> Sealed.requireEnvelope(found.envelope()));
    for (int attempt = 0; attempt < TRIES; attempt++) {
      try (ChainStore.View view = keyrings.apart()) {
        Plan plan = plan(view, account, given, request.envelopes());
        // Bodies of reports that are deleted by it the sweeper removes.
        boolean taken =
            plan.isEmpty()
                || database.write(
                    sql -> {
                      budget.require(sql, account, request);
                      budget.requireShare(sql, account, plan.written(), plan.envelopes());
                      return write(sql, account, plan);
                    });
        if (taken) {
          return standing(account, given);
        }
      }
    }
    throw ProblemException.of(ProblemType.HEAD_MOVED);
  }

  private Statements.Appended standing(KeyringId account, List<Given> given) {
    return database.read(
        sql -> {
          KeyringsNow now = keyrings.now(sql);
          Reading reading = new Reading(now);
          now.view().findAll(given.stream().map(Given::keyring).toList());
          return new Statements.Appended(
              given.stream()
                  .flatMap(one -> now.state(one.keyring()).stream())
                  .filter(state -> reading.mayRead(account, state))
                  .map(state -> new Statements.Head(state.id(), state.seq(), state.head()))
                  .toList());
        });
  }

  private Plan plan(
      ChainStore.View view,
      KeyringId account,
      List<Given> given,
      List<Statements.FoundEnvelope> envelopes) {
    view.findAll(given.stream().map(Given::keyring).toList());
    Map<KeyringId, List<ReadStatement>> missing = new LinkedHashMap<>();
    for (Given one : given) {
      List<ReadStatement> behind = missing(view, one);
      if (!behind.isEmpty() && mayBeLost(view, one.keyring(), behind)) {
        missing.put(one.keyring(), behind);
      }
    }
    Map<KeyringId, VerifiedStates> verified = verified(view, account, missing);
    List<Appending.Grown> chains =
        verified.values().stream()
            .sorted(Comparator.comparing(chain -> chain.state().kind()))
            .map(chain -> grown(view, chain, missing.get(chain.id())))
            .toList();
    Map<EnvelopeName, EnvelopeRows.Row> rows = new LinkedHashMap<>();
    for (Statements.FoundEnvelope found : envelopes) {
      Optional.ofNullable(verified.get(found.keyring()))
          .or(() -> of(given, found.keyring()).flatMap(view::find))
          .flatMap(
              chain ->
                  EnvelopeRows.announced(
                      chain.id(), number -> keyrings.store().generation(chain, number), found))
          .filter(row -> !EnvelopeRows.find(view.sql(), row.name()).equals(Optional.of(row)))
          .ifPresent(row -> rows.put(row.name(), row));
    }
    return new Plan(chains, List.copyOf(rows.values()), view.lookedAt());
  }

  private static Optional<KeyringId> of(List<Given> given, KeyringId keyring) {
    return given.stream().map(Given::keyring).filter(keyring::equals).findFirst();
  }

  /** What comes behind what is here; nothing where that is not the same chain. */
  private static List<ReadStatement> missing(ChainStore.View view, Given given) {
    Optional<KeyringState> here = view.find(given.keyring()).map(VerifiedStates::state);
    int next = here.map(state -> state.seq() + 1).orElse(0);
    int first = given.statements().getFirst().statement().header().seq();
    int behind = next - first;
    if (behind < 0 || behind >= given.statements().size()) {
      return List.of();
    }
    List<ReadStatement> missing = given.statements().subList(behind, given.statements().size());
    boolean follows =
        here.isEmpty()
            || missing.getFirst().statement().header().previous().equals(here.get().head());
    return follows ? List.copyOf(missing) : List.of();
  }

  /**
   * Whether the service may have had them, and lost them. A person's keys change with the slots of
   * the account alone: where there is one, they are as its slots are.
   */
  private boolean mayBeLost(
      ChainStore.View view, KeyringId keyring, List<ReadStatement> statements) {
    Instant now = clock.instant();
    boolean ownKeys =
        statements.stream()
            .map(read -> read.statement().change())
            .anyMatch(change -> change instanceof Change.Rotate || change instanceof Change.Close);
    return statements.stream()
            .map(read -> read.statement().header().time())
            .allMatch(time -> restorations.mayHaveLost(time, now).isPresent())
        && !(ownKeys && hasAccount(view.sql(), keyring));
  }

  private static boolean hasAccount(JdbcClient sql, KeyringId keyring) {
    return sql.sql("select count(*) from accounts where keyring = :keyring")
            .param("keyring", keyring.hex())
            .query(Integer.class)
            .single()
        > 0;
  }

  /** Those that verify, and may stand. */
  private Map<KeyringId, VerifiedStates> verified(
      ChainStore.View view, KeyringId account, Map<KeyringId, List<ReadStatement>> missing) {
    Map<KeyringId, List<ReadStatement>> left = new LinkedHashMap<>(missing);
    // Looked up here: what verifies has no business with the database.
    view.findAll(named(left));
    for (int round = 0; round < ROUNDS; round++) {
      Map<KeyringId, VerifiedStates> verified = resolve(view, left);
      Set<KeyringId> refused = new HashSet<>(left.keySet());
      Standing standing = new Standing(view, account, verified);
      verified.keySet().stream()
          .filter(id -> standing.mayStand(id, left.get(id)))
          .forEach(refused::remove);
      if (refused.isEmpty()) {
        return verified;
      }
      left.keySet().removeAll(refused);
    }
    return Map.of();
  }

  private static Set<KeyringId> named(Map<KeyringId, List<ReadStatement>> chains) {
    Set<KeyringId> named = new LinkedHashSet<>();
    chains
        .values()
        .forEach(
            statements ->
                statements.forEach(
                    read -> {
                      Statement statement = read.statement();
                      named.add(statement.header().signer().keyring());
                      statement.header().via().stream()
                          .map(Header.Hop::keyring)
                          .forEach(named::add);
                      named.addAll(KeyringService.recipients(statement.change()));
                    }));
    return named;
  }

  private Map<KeyringId, VerifiedStates> resolve(
      ChainStore.View view, Map<KeyringId, List<ReadStatement>> chains) {
    Map<KeyringId, List<Bytes>> bytes = new LinkedHashMap<>();
    chains.forEach(
        (id, statements) -> bytes.put(id, statements.stream().map(ReadStatement::bytes).toList()));
    int count = chains.values().stream().mapToInt(List::size).sum();
    return lanes.verify(
        count,
        () -> {
          ChainResolver<VerifiedStates> resolver = ChainResolver.ofStates(view::find, bytes);
          Map<KeyringId, VerifiedStates> verified = new TreeMap<>();
          for (KeyringId id : bytes.keySet()) {
            try {
              resolver.find(id).ifPresent(chain -> verified.put(id, chain));
            } catch (LedgerException _) {
              // left as it is
            }
          }
          return verified;
        });
  }

  private static Appending.Grown grown(
      ChainStore.View view, VerifiedStates after, List<ReadStatement> statements) {
    int first = after.states().size() - statements.size();
    List<Written> written = new ArrayList<>();
    for (int i = 0; i < statements.size(); i++) {
      written.add(new Written(statements.get(i), after.states().get(first + i), List.of()));
    }
    return new Appending.Grown(view.find(after.id()), after, written);
  }

  /** What holds beside the signatures, for chains as they would be. */
  private final class Standing {
    private final ChainStore.View view;
    private final KeyringId account;
    private final Map<KeyringId, VerifiedStates> verified;
    private final KeyringsNow now;
    private final FormerAuthority former = new FormerAuthority(this::find);

    Standing(ChainStore.View view, KeyringId account, Map<KeyringId, VerifiedStates> verified) {
      this.view = view;
      this.account = account;
      this.verified = verified;
      this.now = keyrings.now(view);
    }

    /**
     * Whether there is room, nothing that stands is undone by it, nobody says what they lost the
     * right to since the restoration, and nothing is made a member that the account may not read:
     * as a member of something of its own, a foreign record's chain would become readable to it.
     */
    boolean mayStand(KeyringId id, List<ReadStatement> statements) {
      try {
        ChainRoom.require(now, id, view.find(id), statements);
      } catch (ProblemException _) {
        return false;
      }
      return !ChainWriter.wouldUndo(view.sql(), statements.getFirst().statement().header())
          && isStillSaid(id, statements)
          && statements.stream()
              .map(ReadStatement::statement)
              .allMatch(said -> givesToKnown(said.change()) && !deletesLater(said));
    }

    /**
     * Rights that ended since the restoration would otherwise work for as long as it is open: what
     * they were used for could be dated back.
     */
    private boolean isStillSaid(KeyringId id, List<ReadStatement> statements) {
      List<KeyringState> states = find(id).orElseThrow().states();
      int first = states.size() - statements.size();
      for (int i = 0; i < statements.size(); i++) {
        Statement said = statements.get(i).statement();
        KeyringState before = first + i == 0 ? null : states.get(first + i - 1);
        Instant then = restorations.mayHaveLost(said.header().time(), now.at()).orElse(Instant.MAX);
        if (former.isLost(said, before, then, now.at())) {
          return false;
        }
      }
      return true;
    }

    /** Whether it deletes a report that was not there yet when it was signed. */
    private boolean deletesLater(Statement said) {
      return said.change() instanceof Change.DeleteReport deleted
          && view.sql()
                  .sql("select count(*) from reports where id = :id and created > :time")
                  .param("id", deleted.report().hex())
                  .param(
                      "time",
                      said.header().time().plus(AuthorityCheck.CLOCK_TOLERANCE).toEpochMilli())
                  .query(Integer.class)
                  .single()
              > 0;
    }

    private boolean givesToKnown(Change change) {
      for (KeyringId recipient : KeyringService.recipients(change)) {
        boolean parent =
            change instanceof Change.Create create && recipient.equals(create.parent());
        if (!parent && find(recipient).filter(chain -> mayRead(chain.state())).isEmpty()) {
          return false;
        }
      }
      return true;
    }

    private Optional<VerifiedStates> find(KeyringId id) {
      return Optional.ofNullable(verified.get(id)).or(() -> view.find(id));
    }

    private boolean mayRead(KeyringState state) {
      return switch (state.kind()) {
        case PERSON, SERVICE, INSTITUTE, DEPARTMENT -> true;
        case RECORD, SECTION, SHARE, LINK, CLAIM ->
            verified.containsKey(state.id())
                ? isMember(state) || isMaker(state)
                : new Reading(now).mayRead(account, state);
      };
    }

    /** A link or claim has no members; whoever made something else may have been removed. */
    private boolean isMaker(KeyringState state) {
      return (state.kind() == KeyringKind.LINK || state.kind() == KeyringKind.CLAIM)
          && state.creator().equals(account);
    }

    /** By this request and the account's groups: the tables do not know these chains yet. */
    private boolean isMember(KeyringState state) {
      Set<KeyringId> around = new HashSet<>(now.withGroups(account));
      for (Optional<KeyringId> up = Optional.of(state.id());
          up.isPresent();
          up = up.flatMap(this::find).flatMap(chain -> chain.state().parent())) {
        around.add(up.get());
      }
      return !new Authority(
              id -> verified.containsKey(id) || around.contains(id) ? find(id) : Optional.empty())
          .capabilities(account, state.id(), now.at())
          .isEmpty();
    }
  }

  private boolean write(JdbcClient sql, KeyringId account, Plan plan) {
    boolean moved =
        !ChainWriter.unmoved(sql, plan.lookedAt())
            || plan.chains().stream()
                .map(grown -> grown.written().getFirst().statement().header())
                .anyMatch(next -> ChainWriter.wouldUndo(sql, next));
    if (moved) {
      return false;
    }
    for (Appending.Grown grown : plan.chains()) {
      keyrings.giveBack(sql, grown, account);
      events.publishEvent(new StatementsWritten(sql, grown.written(), true));
    }
    ChainWriter.noteNamed(sql, plan.chains());
    plan.envelopes().forEach(row -> EnvelopeRows.giveBack(sql, row, account, clock.instant()));
    return true;
  }
}
