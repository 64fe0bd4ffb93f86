package io.medseal.server.keyrings;

import io.medseal.ledger.chains.Announced;
import io.medseal.ledger.chains.AuthorityCheck;
import io.medseal.ledger.chains.ChainVerifier;
import io.medseal.ledger.chains.VerifiedStates;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.Header;
import io.medseal.ledger.statements.ReadStatement;
import io.medseal.ledger.statements.Statement;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.platform.http.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Verifies what somebody wants to append, against the chains as they are now. Writes nothing. */
@Component
class Appending {
  private final Lanes lanes;
  private final Clock clock;

  Appending(Lanes lanes, Clock clock) {
    this.lanes = lanes;
    this.clock = clock;
  }

  /**
   * A chain that grew.
   *
   * @param before empty for a new one
   */
  record Grown(Optional<VerifiedStates> before, VerifiedStates after, List<Written> written) {}

  /**
   * Appends to one chain of {@code view}.
   *
   * @param envelopes those that the statements announce
   * @throws ProblemException if it is not the newest head that the statements follow, or a head or
   *     generation that they name is not the newest, or their time is not now
   * @throws io.medseal.ledger.LedgerException if they do not verify
   */
  Grown append(
      ChainStore.View view,
      KeyringId keyring,
      List<ReadStatement> statements,
      List<Bytes> envelopes) {
    Optional<VerifiedStates> before = view.find(keyring);
    List<Statement> said = statements.stream().map(ReadStatement::statement).toList();
    requireFollows(before, said.getFirst());
    ChainRoom.require(new KeyringsNow(view, clock.instant()), keyring, before, statements);
    for (Statement statement : said) {
      requireNow(statement.header());
      requireNewestHeads(view, keyring, statement.header());
    }
    // Looked up here: what verifies has no business with the database.
    said.forEach(statement -> view.findAll(named(statement.header())));
    VerifiedStates after =
        lanes.verify(
            statements.size(), () -> new ChainVerifier(view).states(keyring, before, statements));
    List<Written> written = written(after, statements, envelopes);
    written.forEach(entry -> requireCurrentGenerations(view, entry));
    view.put(after);
    return new Grown(before, after, written);
  }

  /** Each with the keyring after it, and with its share of what was brought along. */
  private static List<Written> written(
      VerifiedStates after, List<ReadStatement> statements, List<Bytes> envelopes) {
    int first = after.states().size() - statements.size();
    List<Written> written = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < statements.size(); i++) {
      ReadStatement read = statements.get(i);
      KeyringState state = after.states().get(first + i);
      List<Announced> announced = Announced.by(read.statement().change(), state);
      int to = Math.min(envelopes.size(), from + announced.size());
      written.add(
          new Written(read, state, EnvelopeRows.of(announced, envelopes.subList(from, to))));
      from = to;
    }
    if (from < envelopes.size()) {
      throw ProblemException.of(ProblemType.MALFORMED);
    }
    return written;
  }

  private static List<KeyringId> named(Header header) {
    List<KeyringId> named = new ArrayList<>();
    named.add(header.signer().keyring());
    header.via().forEach(hop -> named.add(hop.keyring()));
    return named;
  }

  private static void requireFollows(Optional<VerifiedStates> before, Statement first) {
    if (before.isPresent()) {
      KeyringState state = before.get().state();
      if (first.header().seq() != state.seq() + 1
          || !first.header().previous().equals(state.head())) {
        throw ProblemException.of(ProblemType.HEAD_MOVED);
      }
    }
  }

  private void requireNow(Header header) {
    Instant now = clock.instant();
    if (Duration.between(header.time(), now).abs().compareTo(AuthorityCheck.CLOCK_TOLERANCE) > 0) {
      throw ProblemException.clockSkew(now);
    }
  }

  private static void requireNewestHeads(ChainStore.View view, KeyringId keyring, Header header) {
    if (!header.signer().keyring().equals(keyring)) {
      requireNewest(view, header.signer().keyring(), header.signer().head());
    }
    for (Header.Hop hop : header.via()) {
      requireNewest(view, hop.keyring(), hop.head());
    }
  }

  private static void requireNewest(ChainStore.View view, KeyringId id, StatementHash head) {
    if (view.find(id).filter(chain -> chain.state().head().equals(head)).isEmpty()) {
      throw ProblemException.of(ProblemType.HEAD_MOVED);
    }
  }

  private static void requireCurrentGenerations(ChainStore.View view, Written written) {
    switch (written.statement().change()) {
      case Change.Create create ->
          create
              .members()
              .forEach(member -> requireCurrent(view, member.keyring(), member.generation()));
      case Change.SetMember set ->
          requireCurrent(view, set.member().keyring(), set.member().generation());
      case Change.Rotate _ ->
          written
              .state()
              .current()
              .sealedTo()
              .forEach((member, given) -> requireCurrent(view, member, given.generation()));
      case Change.RemoveMember _,
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

  private static void requireCurrent(ChainStore.View view, KeyringId id, int generation) {
    if (view.find(id).filter(chain -> chain.state().current().number() == generation).isEmpty()) {
      throw ProblemException.of(ProblemType.STALE_SEAL);
    }
  }
}
