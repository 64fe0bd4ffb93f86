package io.medseal.server.keyrings;

import io.medseal.ledger.chains.AuthorityCheck;
import io.medseal.ledger.chains.ChainVerifier;
import io.medseal.ledger.chains.VerifiedStates;
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
import java.util.stream.IntStream;
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
  record Grown(
      Optional<VerifiedStates> before, VerifiedStates after, List<ReadStatement> statements) {
    List<Written> written() {
      int first = after.states().size() - statements.size();
      return IntStream.range(0, statements.size())
          .mapToObj(i -> new Written(statements.get(i), after.states().get(first + i)))
          .toList();
    }
  }

  /**
   * Appends to one chain of {@code view}.
   *
   * @throws ProblemException if it is not the newest head that the statements follow, or a head or
   *     generation that they name is not the newest, or their time is not now
   * @throws io.medseal.ledger.LedgerException if they do not verify
   */
  Grown append(ChainStore.View view, KeyringId keyring, List<ReadStatement> statements) {
    Optional<VerifiedStates> before = view.find(keyring);
    List<Statement> said = statements.stream().map(ReadStatement::statement).toList();
    requireFollows(before, said.getFirst());
    ChainRoom.require(new KeyringsNow(view, clock.instant()), keyring, before, statements);
    for (Statement statement : said) {
      requireNow(statement.header());
      requireNewestHeads(view, keyring, statement.header());
      requireCurrentGenerations(view, statement.change());
    }
    // Looked up here: what verifies has no business with the database.
    said.forEach(statement -> view.findAll(named(statement.header())));
    VerifiedStates after =
        lanes.verify(
            statements.size(), () -> new ChainVerifier(view).states(keyring, before, statements));
    view.put(after);
    return new Grown(before, after, statements);
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

  private static void requireCurrentGenerations(ChainStore.View view, Change change) {
    switch (change) {
      case Change.Create create ->
          create
              .members()
              .forEach(member -> requireCurrent(view, member.keyring(), member.generation()));
      case Change.SetMember set ->
          requireCurrent(view, set.member().keyring(), set.member().generation());
      case Change.Rotate rotate ->
          rotate.envelopes().forEach(one -> requireCurrent(view, one.keyring(), one.generation()));
      case Change.RemoveMember _,
          Change.Leave _,
          Change.DeleteReport _,
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
