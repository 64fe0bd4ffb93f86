package io.medseal.server.keyrings;

import io.medseal.ledger.chains.AuthorityCheck;
import io.medseal.ledger.chains.ChainVerifier;
import io.medseal.ledger.chains.VerifiedChain;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.Header;
import io.medseal.ledger.statements.NewMember;
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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Appends statements: verifies, compares heads, writes them and what is derived from them. */
@Component
class Appending {
  private final Clock clock;

  Appending(Clock clock) {
    this.clock = clock;
  }

  /**
   * Appends to one chain inside a transaction.
   *
   * @return what was written, with the states that came of it
   */
  List<VerifiedChain.Entry> append(
      JdbcClient sql, ChainStore.View view, KeyringId keyring, List<Bytes> statements) {
    if (statements.isEmpty()) {
      throw ProblemException.of(ProblemType.MALFORMED);
    }
    Optional<VerifiedChain> before = view.find(keyring);
    for (Bytes statement : statements) {
      checkNow(view, keyring, StatementCodec.parse(SignedObject.parse(statement)));
    }
    requireFollows(before, StatementCodec.parse(SignedObject.parse(statements.getFirst())));
    VerifiedChain after =
        before.isPresent()
            ? new ChainVerifier(view).append(before.get(), statements)
            : new ChainVerifier(view).verify(keyring, statements);
    int first = before.map(chain -> chain.entries().size()).orElse(0);
    List<VerifiedChain.Entry> written = after.entries().subList(first, after.entries().size());
    store(sql, before, after, written);
    view.put(after);
    return written;
  }

  private static void requireFollows(Optional<VerifiedChain> before, Statement first) {
    if (before.isEmpty()) {
      return;
    }
    KeyringState state = before.get().state();
    if (first.header().seq() != state.seq() + 1
        || !first.header().previous().equals(state.head())) {
      throw ProblemException.of(ProblemType.HEAD_MOVED);
    }
  }

  private void checkNow(ChainStore.View view, KeyringId keyring, Statement statement) {
    Header header = statement.header();
    Instant now = clock.instant();
    if (Duration.between(header.time(), now).abs().compareTo(AuthorityCheck.CLOCK_TOLERANCE) > 0) {
      throw ProblemException.clockSkew(now);
    }
    if (!header.signer().keyring().equals(keyring)) {
      requireNewest(view, header.signer().keyring(), header.signer().head());
    }
    for (Header.Hop hop : header.via()) {
      requireNewest(view, hop.keyring(), hop.head());
    }
    switch (statement.change()) {
      case Change.Create create -> create.members().forEach(member -> current(view, member));
      case Change.AddMember add -> current(view, add.member());
      case Change.Rotate rotate ->
          rotate.envelopes().forEach(e -> current(view, e.keyring(), e.generation()));
      case Change.ShareReport share -> current(view, share.to().keyring(), share.to().generation());
      case Change.RemoveMember _,
          Change.UnshareReport _,
          Change.Endorse _,
          Change.WithdrawEndorsement _,
          Change.PublishCard _,
          Change.SetProfile _,
          Change.Close _ -> {}
    }
  }

  private static void requireNewest(
      ChainStore.View view, KeyringId id, io.medseal.ledger.ids.StatementHash head) {
    boolean newest = view.find(id).map(chain -> chain.state().head().equals(head)).orElse(false);
    if (!newest) {
      throw ProblemException.of(ProblemType.HEAD_MOVED);
    }
  }

  private static void current(ChainStore.View view, NewMember member) {
    current(view, member.keyring(), member.generation());
  }

  private static void current(ChainStore.View view, KeyringId id, int generation) {
    boolean current =
        view.find(id).map(chain -> chain.state().current().number() == generation).orElse(false);
    if (!current) {
      throw ProblemException.of(ProblemType.STALE_SEAL);
    }
  }

  private static void store(
      JdbcClient sql,
      Optional<VerifiedChain> stored,
      VerifiedChain chain,
      List<VerifiedChain.Entry> written) {
    KeyringState state = chain.state();
    Projection before =
        stored
            .map(chainBefore -> Projection.of(chainBefore.state()))
            .orElseGet(() -> Projection.none(state.id()));
    if (stored.isEmpty()) {
      sql.sql(
              """
              insert into keyrings (id, kind, parent, seq, head, created)
              values (:id, :kind, :parent, :seq, :head, :created)""")
          .param("id", state.id().hex())
          .param("kind", state.kind().text())
          .param("parent", state.parent().map(KeyringId::hex).orElse(null))
          .param("seq", state.seq())
          .param("head", state.head().hex())
          .param("created", chain.entries().getFirst().state().time().toEpochMilli())
          .update();
    } else {
      sql.sql("update keyrings set seq = :seq, head = :head where id = :id")
          .param("id", state.id().hex())
          .param("seq", state.seq())
          .param("head", state.head().hex())
          .update();
    }
    for (VerifiedChain.Entry entry : written) {
      sql.sql(
              """
              insert into statements (keyring, seq, hash, object)
              values (:id, :seq, :hash, :object)""")
          .param("id", state.id().hex())
          .param("seq", entry.state().seq())
          .param("hash", entry.state().head().hex())
          .param("object", entry.bytes().base64Url())
          .update();
    }
    Projection.of(state).replace(before, sql);
  }
}
