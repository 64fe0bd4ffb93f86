package io.medseal.server.keyrings;

import io.medseal.ledger.chains.AuthorityCheck;
import io.medseal.ledger.chains.ChainVerifier;
import io.medseal.ledger.chains.VerifiedChain;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.Header;
import io.medseal.ledger.statements.SignedObject;
import io.medseal.ledger.statements.Statement;
import io.medseal.ledger.statements.StatementCodec;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.platform.http.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Verifies what somebody wants to append, against the chains as they are now. Writes nothing. */
@Component
class Appending {
  private final Clock clock;

  Appending(Clock clock) {
    this.clock = clock;
  }

  /**
   * A chain that grew.
   *
   * @param before empty for a new one
   */
  record Grown(Optional<VerifiedChain> before, VerifiedChain after) {
    List<VerifiedChain.Entry> written() {
      int first = before.map(chain -> chain.entries().size()).orElse(0);
      return after.entries().subList(first, after.entries().size());
    }
  }

  /**
   * Appends to one chain of {@code view}.
   *
   * @throws ProblemException if it is not the newest head that the statements follow, or a head or
   *     generation that they name is not the newest, or their time is not now
   * @throws io.medseal.ledger.LedgerException if they do not verify
   */
  Grown append(ChainStore.View view, KeyringId keyring, List<Bytes> statements) {
    Optional<VerifiedChain> before = view.find(keyring);
    List<Statement> parsed =
        statements.stream()
            .map(statement -> StatementCodec.parse(SignedObject.parse(statement)))
            .toList();
    requireFollows(before, parsed.getFirst());
    for (Statement statement : parsed) {
      requireNow(statement.header());
      requireNewestHeads(view, keyring, statement.header());
      requireCurrentGenerations(view, statement.change());
    }
    ChainVerifier verifier = new ChainVerifier(view);
    VerifiedChain after =
        before.isPresent()
            ? verifier.append(before.get(), statements)
            : verifier.verify(keyring, statements);
    view.put(after);
    return new Grown(before, after);
  }

  private static void requireFollows(Optional<VerifiedChain> before, Statement first) {
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
