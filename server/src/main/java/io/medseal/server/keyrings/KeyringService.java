package io.medseal.server.keyrings;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.chains.Base;
import io.medseal.ledger.chains.Past;
import io.medseal.ledger.chains.Shower;
import io.medseal.ledger.chains.VerifiedStates;
import io.medseal.ledger.envelopes.EnvelopeName;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.Capability;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.ReadStatement;
import io.medseal.ledger.statements.Statement;
import io.medseal.ledger.states.StateDocument;
import io.medseal.ledger.states.StateReader;
import io.medseal.protocol.keyrings.SentPasts;
import io.medseal.protocol.keyrings.SplitStatements;
import io.medseal.protocol.keyrings.Statements;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.platform.db.Database;
import io.medseal.server.platform.http.Pages;
import io.medseal.server.platform.http.ProblemException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Appends to chains and answers them. */
@Service
class KeyringService {
  private static final int TRIES = 5;

  /** So many statements of one chain are answered together. */
  private static final int MOST_STATEMENTS = 40_000;

  /** Bytes of statements in one answer. */
  private static final long MOST_BYTES = 64L * 1024 * 1024;

  /** What is past is worked out in so many stretches for one answer. */
  private static final int MOST_STRETCHES = 32;

  /** Bytes of the states that are shown of the past in one answer. */
  private static final long MOST_SHOWN = 16L * 1024 * 1024;

  /** Refusals in these are written into the activity of a record. */
  private static final Set<KeyringKind> LOGGED =
      Set.of(KeyringKind.RECORD, KeyringKind.SECTION, KeyringKind.SHARE);

  private final Database database;
  private final Keyrings keyrings;
  private final Appending appending;
  private final StatementBudget budget;
  private final ApplicationEventPublisher events;

  KeyringService(
      Database database,
      Keyrings keyrings,
      Appending appending,
      StatementBudget budget,
      ApplicationEventPublisher events) {
    this.database = database;
    this.keyrings = keyrings;
    this.appending = appending;
    this.budget = budget;
    this.events = events;
  }

  /** A refusal to be written down, once the transaction that found it is over. */
  private static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient KeyringState keyring;
    private final RuntimeException answer;

    private Refusal(KeyringState keyring, RuntimeException answer) {
      super(null, null, false, false);
      this.keyring = keyring;
      this.answer = answer;
    }
  }

  /** What is to be appended to one chain, read once for all attempts. */
  private record Said(KeyringId keyring, List<ReadStatement> statements, List<Bytes> envelopes) {
    /** What every statement is signed by comes with it, and nothing else does. */
    private static List<Said> of(Statements.Append request) {
      SplitStatements split = SplitStatements.of(request.signatures());
      List<Said> all = new ArrayList<>();
      for (Statements.ChainAppend append : request.appends()) {
        all.add(
            new Said(
                append.keyring(),
                ReadStatement.all(split.objects(append.statements())),
                append.envelopes()));
      }
      if (!split.isExact()) {
        throw ProblemException.of(ProblemType.MALFORMED);
      }
      return all;
    }
  }

  private record Plan(
      List<Appending.Grown> chains, Map<KeyringId, Optional<StatementHash>> lookedAt) {}

  /**
   * Appends all or nothing. Everything is verified while no connection is held; the transaction
   * then only compares the heads of all that was looked at.
   */
  Statements.Appended append(KeyringId account, Statements.Append request) {
    database.read(sql -> budget.require(sql, account, request));
    List<Said> said = Said.of(request);
    for (int attempt = 0; attempt < TRIES; attempt++) {
      try (ChainStore.View chains = keyrings.apart()) {
        Plan plan = plan(keyrings.now(chains), account, said);
        List<Written> written =
            plan.chains().stream().flatMap(grown -> grown.written().stream()).toList();
        Database.Work<Optional<Statements.Appended>> work =
            sql -> {
              budget.require(sql, account, request);
              budget.requireShare(sql, account, written);
              return write(sql, account, plan);
            };
        Optional<Statements.Appended> appended =
            ChainRoom.isRemoval(written.stream().map(Written::read).toList())
                ? database.writeEvenIfFull(work)
                : database.write(work);
        if (appended.isPresent()) {
          plan.chains()
              .forEach(
                  grown -> {
                    keyrings.store().keep(grown.after());
                    events.publishEvent(new StatementsKept(grown.written()));
                  });
          return appended.get();
        }
      } catch (Refusal refusal) {
        refused(account, refusal.keyring, "change");
        throw refusal.answer;
      }
    }
    throw ProblemException.of(ProblemType.HEAD_MOVED);
  }

  /**
   * Chains that the account may read. Their statements are looked up when the answer is written, so
   * that it is never in memory whole.
   */
  Statements.Chains query(KeyringId account, Statements.Query query) {
    Asked asked = new Asked(query);
    List<KeyringState> hidden = new ArrayList<>();
    Map<KeyringId, Beginning> begun = new HashMap<>();
    Set<KeyringId> around = new HashSet<>();
    List<VerifiedStates> chains =
        database.read(
            sql -> {
              hidden.clear();
              begun.clear();
              KeyringsNow now = keyrings.now(sql);
              around.addAll(now.withGroups(account));
              List<VerifiedStates> readable = new ArrayList<>();
              for (VerifiedStates chain : found(now, asked.ids())) {
                if (new Reading(now).mayRead(account, chain.state())) {
                  readable.add(chain);
                } else {
                  hidden.add(chain.state());
                }
              }
              if (!query.closure()) {
                readable.forEach(chain -> begin(asked, chain, begun));
                return readable;
              }
              return List.copyOf(
                  Reading.closure(
                          now.view(),
                          readable,
                          chain ->
                              begin(asked, chain, begun).map(beginning -> beginning.leansOn(sql)))
                      .values());
            });
    hidden.forEach(keyring -> refused(account, keyring, "read"));
    chains.forEach(chain -> around.add(chain.id()));
    return answer(chains, asked, begun, around);
  }

  private static List<VerifiedStates> found(KeyringsNow now, Collection<KeyringId> ids) {
    now.view().findAll(ids);
    return ids.stream().map(now.view()::find).flatMap(Optional::stream).toList();
  }

  private static Optional<Beginning> begin(
      Asked asked, VerifiedStates chain, Map<KeyringId, Beginning> begun) {
    if (!asked.knowsLater(chain.id())) {
      return Optional.empty();
    }
    Optional<Beginning> beginning = Beginning.of(chain);
    if (asked.of(chain.id()).after() == -1) {
      beginning.ifPresent(one -> begun.put(chain.id(), one));
    }
    return beginning;
  }

  /** What somebody asks for, and has. */
  private static final class Asked {
    private final boolean begun;
    private final List<KeyringId> ids;
    private final Map<KeyringId, Statements.ChainQuery> all = new LinkedHashMap<>();

    Asked(Statements.Query query) {
      this.begun = query.begun();
      query.keyrings().forEach(asked -> all.put(asked.keyring(), asked));
      this.ids = List.copyOf(all.keySet());
      query.held().forEach(held -> all.putIfAbsent(held.keyring(), held));
    }

    /** Of the chains that are asked for by their ids. */
    List<KeyringId> ids() {
      return ids;
    }

    Statements.ChainQuery of(KeyringId id) {
      return all.getOrDefault(id, new Statements.ChainQuery(id, -1));
    }

    /** Whether that chain may be begun later, or its people asked for by themselves. */
    boolean knowsLater(KeyringId id) {
      return begun && of(id).form() != Statements.Form.WHOLE;
    }
  }

  /**
   * Of each chain what the asker does not have. One is answered however long.
   *
   * @param around of whom something is shown where a chain is begun later
   */
  private Statements.Chains answer(
      List<VerifiedStates> chains,
      Asked asked,
      Map<KeyringId, Beginning> begun,
      Set<KeyringId> around) {
    List<Statements.Chain> answers = new ArrayList<>();
    ChainStore store = keyrings.store();
    StoredSignatures signatures = store.signatures();
    long bytes = 0;
    int answered = 0;
    for (VerifiedStates chain : chains) {
      Statements.ChainQuery one = asked.of(chain.id());
      Beginning beginning = begun.get(chain.id());
      Optional<Base> base =
          beginning == null
              ? Optional.empty()
              : store.past(
                  () ->
                      beginning.base(
                          one.form() == Statements.Form.SHOWN,
                          around,
                          Optional.ofNullable(one.seen()),
                          store));
      KeyringState newest = chain.state();
      int behind = base.isPresent() ? beginning.seq() - 1 : one.after();
      requireFits(newest.seq() - (long) behind <= MOST_STATEMENTS);
      StoredStatements statements =
          store.statements(chain.id(), behind).until(newest.seq() - behind);
      answers.add(
          new Statements.Chain(
              chain.id(),
              behind,
              newest.seq(),
              newest.head(),
              statements.payloads(),
              signatures.add(statements),
              base.map(shown -> SentPasts.of(shown, signatures::placeOf)).orElse(null)));
      bytes += statements.bytes() + base.map(shown -> shown.state().size()).orElse(0);
      answered += statements.isEmpty() ? 0 : 1;
      requireFits(bytes <= (answered > 1 ? MOST_BYTES : ChainRoom.LONGEST_WHOLE));
    }
    return new Statements.Chains(answers, signatures);
  }

  private static void requireFits(boolean fits) {
    if (!fits) {
      throw ProblemException.of(ProblemType.ANSWER_TOO_LARGE);
    }
  }

  /** What is past of chains that the account may read. */
  Statements.Pasts pasts(KeyringId account, Statements.PastsQuery query) {
    List<KeyringState> hidden = new ArrayList<>();
    Map<KeyringId, VerifiedStates> chains =
        database.read(
            sql -> {
              hidden.clear();
              KeyringsNow now = keyrings.now(sql);
              Map<KeyringId, VerifiedStates> readable = new HashMap<>();
              Set<KeyringId> ids =
                  query.pasts().stream()
                      .map(Statements.PastQuery::keyring)
                      .collect(Collectors.toCollection(LinkedHashSet::new));
              for (VerifiedStates chain : found(now, ids)) {
                if (!new Reading(now).mayRead(account, chain.state())) {
                  hidden.add(chain.state());
                } else if (StateReader.canBegin(chain.state().kind())) {
                  readable.put(chain.id(), chain);
                }
              }
              return readable;
            });
    hidden.forEach(keyring -> refused(account, keyring, "read"));
    return new Statements.Pasts(pasts(query.pasts(), chains));
  }

  private List<Statements.Past> pasts(
      List<Statements.PastQuery> asked, Map<KeyringId, VerifiedStates> chains) {
    ChainStore store = keyrings.store();
    Map<KeyringId, Shower> showers = new HashMap<>();
    Set<ChainStore.Stretch> stretches = new HashSet<>();
    List<Statements.Past> pasts = new ArrayList<>();
    long bytes = 0;
    for (Statements.PastQuery one : asked) {
      VerifiedStates chain = chains.get(one.keyring());
      if (chain == null) {
        continue;
      }
      Shower shower = showers.computeIfAbsent(chain.id(), _ -> store.shower(chain));
      StateDocument.Part part = new StateDocument.Part(false, one.ids(), one.generations());
      Optional<Past> past =
          store.past(
              () -> shower.past(one.head(), Optional.ofNullable(one.at()), one.base(), part));
      past.ifPresent(shown -> pasts.add(new Statements.Past(chain.id(), SentPasts.of(shown))));
      past.flatMap(shown -> store.stretch(chain, shown)).ifPresent(stretches::add);
      requireFits(stretches.size() <= MOST_STRETCHES);
      bytes += past.map(Past::state).map(Bytes::size).orElse(0);
      requireFits(bytes <= MOST_SHOWN);
    }
    return pasts;
  }

  /** Envelopes that the account may open, by their names. */
  Statements.Envelopes envelopes(KeyringId account, List<EnvelopeName> names) {
    return database.read(
        sql -> {
          KeyringsNow now = keyrings.now(sql);
          now.view().findAll(names.stream().map(EnvelopeName::keyring).distinct().toList());
          return new Statements.Envelopes(
              names.stream()
                  .filter(name -> isFor(now, account, name))
                  .map(name -> EnvelopeRows.find(sql, name))
                  .flatMap(Optional::stream)
                  .map(
                      row ->
                          new Statements.FoundEnvelope(
                              row.name().keyring(),
                              row.name().generation(),
                              row.name().recipient(),
                              row.name().recipientGeneration(),
                              row.envelope(),
                              row.path()))
                  .toList());
        });
  }

  /** Whose it is, or who opens it, and may open the keyring still. */
  private static boolean isFor(KeyringsNow now, KeyringId account, EnvelopeName name) {
    return now.actsAs(account, name.recipient()) && now.actsAs(account, name.keyring());
  }

  /**
   * A page of a section's shares, for whoever manages it.
   *
   * @param report only those of this report, null for all
   */
  Statements.SharePage shares(
      KeyringId account,
      KeyringId section,
      @Nullable ReportId report,
      @Nullable KeyringId after,
      int most) {
    return database.read(
        sql -> {
          KeyringsNow now = keyrings.now(sql);
          Set<Capability> mine = now.capabilities(account, section);
          boolean isSection =
              now.state(section).filter(state -> state.kind() == KeyringKind.SECTION).isPresent();
          if (mine.isEmpty() || !isSection) {
            throw ProblemException.of(ProblemType.NOT_FOUND);
          }
          if (!mine.contains(Capability.MANAGE)) {
            throw ProblemException.of(ProblemType.DENIED);
          }
          List<Statements.ShareSummary> found =
              sql.sql(
                      """
                      select keyring, report from shares
                      where section = :section and (:report = '' or report = :report)
                        and keyring > :after
                      order by keyring limit :limit\
                      """)
                  .param("section", section.hex())
                  .param("report", report == null ? "" : report.hex())
                  .param("after", after == null ? "" : after.hex())
                  .param("limit", most + 1)
                  .query(
                      (row, _) ->
                          new Statements.ShareSummary(
                              new KeyringId(row.getString(1)), new ReportId(row.getString(2))))
                  .list();
          return new Statements.SharePage(
              Pages.first(found, most), Pages.next(found, most, last -> last.keyring().hex()));
        });
  }

  private Plan plan(KeyringsNow now, KeyringId account, List<Said> all) {
    Reading reading = new Reading(now);
    List<Appending.Grown> chains = new ArrayList<>();
    for (Said said : all) {
      requireReadable(reading, now, account, said);
      said.statements().forEach(read -> requireOwnWord(reading, now, account, read.statement()));
      chains.add(grow(now, said));
    }
    return new Plan(chains, now.view().lookedAt());
  }

  private Appending.Grown grow(KeyringsNow now, Said said) {
    try {
      return appending.append(now.view(), said.keyring(), said.statements(), said.envelopes());
    } catch (LedgerException.NoAuthority | LedgerException.ExpiredMember e) {
      throw now.state(said.keyring()).<RuntimeException>map(on -> new Refusal(on, e)).orElse(e);
    }
  }

  /**
   * A chain that the account may not read is, to it, not there; nor is what it would be part of.
   */
  private static void requireReadable(
      Reading reading, KeyringsNow now, KeyringId account, Said said) {
    Optional<KeyringState> keyring = now.state(said.keyring());
    if (keyring.isPresent()) {
      requireReadable(reading, account, keyring.get());
      return;
    }
    Change first = said.statements().getFirst().statement().change();
    if (!(first instanceof Change.Create create)) {
      throw ProblemException.of(ProblemType.NOT_FOUND);
    }
    if (create.parent() != null) {
      KeyringState parent =
          now.state(create.parent()).orElseThrow(() -> ProblemException.of(ProblemType.NOT_FOUND));
      requireReadable(reading, account, parent);
    }
  }

  private static void requireReadable(Reading reading, KeyringId account, KeyringState keyring) {
    if (!reading.mayRead(account, keyring)) {
      throw new Refusal(keyring, ProblemException.of(ProblemType.NOT_FOUND));
    }
  }

  /**
   * Nobody brings another's statements here, a person's own keys change with its slots only, and
   * nobody gives anything to a keyring that it may not read: as a member of something of the
   * account's own, a foreign record's chain would become readable to it.
   */
  private static void requireOwnWord(
      Reading reading, KeyringsNow now, KeyringId account, Statement statement) {
    KeyringId signer = statement.header().signer().keyring();
    boolean ownKeys =
        statement.header().keyring().equals(account)
            && (statement.change() instanceof Change.Rotate
                || statement.change() instanceof Change.Close);
    boolean self =
        statement.change() instanceof Change.Create create && create.kind().madeByItself();
    if (ownKeys || self || !now.actsAs(account, signer)) {
      throw ProblemException.of(ProblemType.DENIED);
    }
    for (KeyringId recipient : recipients(statement.change())) {
      boolean parent =
          statement.change() instanceof Change.Create create && recipient.equals(create.parent());
      if (!parent
          && now.state(recipient).filter(state -> reading.mayRead(account, state)).isEmpty()) {
        throw ProblemException.of(ProblemType.STALE_SEAL);
      }
    }
  }

  /** Whom it makes a member of something, or speaks for. */
  static List<KeyringId> recipients(Change change) {
    return switch (change) {
      case Change.Create create ->
          create.members().stream().map(member -> member.keyring()).toList();
      case Change.SetMember set -> List.of(set.member().keyring());
      case Change.Endorse endorse -> List.of(endorse.subject());
      case Change.Rotate _,
          Change.RemoveMember _,
          Change.Leave _,
          Change.DeleteReport _,
          Change.CorrectReport _,
          Change.WithdrawEndorsement _,
          Change.PublishCard _,
          Change.SetProfile _,
          Change.Close _ ->
          List.of();
    };
  }

  private Optional<Statements.Appended> write(JdbcClient sql, KeyringId account, Plan plan) {
    if (!ChainWriter.unmoved(sql, plan.lookedAt())) {
      return Optional.empty();
    }
    List<Statements.Head> heads = new ArrayList<>();
    for (Appending.Grown grown : plan.chains()) {
      keyrings.write(sql, grown, account);
      events.publishEvent(new StatementsWritten(sql, grown.written(), false));
      heads.add(head(grown.after().state()));
    }
    ChainWriter.noteNamed(sql, plan.chains());
    return Optional.of(new Statements.Appended(heads));
  }

  private static Statements.Head head(KeyringState state) {
    return new Statements.Head(state.id(), state.seq(), state.head());
  }

  private void refused(KeyringId account, KeyringState keyring, String what) {
    if (LOGGED.contains(keyring.kind())) {
      database.writeEvenIfFull(
          sql -> {
            events.publishEvent(new KeyringRefused(sql, account, keyring, what));
            return true;
          });
    }
  }
}
