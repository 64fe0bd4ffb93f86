package io.medseal.server.keyrings;

import io.medseal.ledger.chains.AuthorityCheck;
import io.medseal.ledger.chains.VerifiedStates;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.Header;
import io.medseal.ledger.statements.SignedObject;
import io.medseal.protocol.keyrings.SplitStatements;
import io.medseal.server.keyrings.kept.KeptStates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes what was verified, and what is derived from it, in the caller's transaction. */
final class ChainWriter {
  private ChainWriter() {}

  /** Whether the chains that something was verified against are still the newest. */
  static boolean unmoved(JdbcClient sql, Map<KeyringId, Optional<StatementHash>> lookedAt) {
    return lookedAt.entrySet().stream()
        .allMatch(
            entry ->
                sql.sql("select head from keyrings where id = :id")
                    .param("id", entry.getKey().hex())
                    .query(String.class)
                    .optional()
                    .equals(entry.getValue().map(StatementHash::hex)));
  }

  /**
   * Notes of the newest heads of when the newest statements are that name them, after everything is
   * written. What is put behind such a head later must not be so old that those hold no more.
   */
  static void noteNamed(JdbcClient sql, List<Appending.Grown> chains) {
    Map<Header.Hop, Instant> named = new LinkedHashMap<>();
    chains.forEach(
        grown ->
            grown.written().stream()
                .map(entry -> entry.statement().header())
                .forEach(
                    header ->
                        named(header)
                            .forEach(
                                hop ->
                                    named.merge(
                                        hop, header.time(), (a, b) -> a.isAfter(b) ? a : b))));
    named.forEach(
        (hop, time) ->
            sql.sql(
                    """
                    update keyrings set head_named = :time
                    where id = :id and head = :head and head_named < :time\
                    """)
                .param("id", hop.keyring().hex())
                .param("head", hop.head().hex())
                .param("time", time.toEpochMilli())
                .update());
  }

  /** The heads of other keyrings that a statement names. */
  static List<Header.Hop> named(Header header) {
    List<Header.Hop> named = new ArrayList<>(header.via());
    Header.Signer signer = header.signer();
    if (!signer.keyring().equals(header.keyring())) {
      named.add(new Header.Hop(signer.keyring(), signer.head()));
    }
    return named;
  }

  /** Whether a statement stands that would not hold if that one followed the keyring's newest. */
  static boolean wouldUndo(JdbcClient sql, Header next) {
    return sql.sql("select head_named from keyrings where id = :id")
        .param("id", next.keyring().hex())
        .query(Long.class)
        .optional()
        .map(Instant::ofEpochMilli)
        .filter(next.time().plus(AuthorityCheck.HEAD_TOLERANCE)::isBefore)
        .isPresent();
  }

  /** Writes what {@code account} brought. */
  static void write(
      JdbcClient sql, Appending.Grown grown, KeyringId account, Instant now, KeptStates states) {
    write(sql, grown, account, now, states, false);
  }

  /** Writes what {@code account} has given back, without the envelopes that it announces. */
  static void giveBack(
      JdbcClient sql, Appending.Grown grown, KeyringId account, Instant now, KeptStates states) {
    write(sql, grown, account, now, states, true);
    grown.written().forEach(entry -> EnvelopeRows.forgetReplaced(sql, entry));
  }

  private static void write(
      JdbcClient sql,
      Appending.Grown grown,
      KeyringId account,
      Instant now,
      KeptStates states,
      boolean returned) {
    VerifiedStates chain = grown.after();
    KeyringState state = chain.state();
    if (grown.before().isEmpty()) {
      sql.sql(
              """
              insert into keyrings (id, kind, parent, seq, head, created)
              values (:id, :kind, :parent, :seq, :head, :created)\
              """)
          .param("id", state.id().hex())
          .param("kind", state.kind().text())
          .param("parent", state.parent().map(KeyringId::hex).orElse(null))
          .param("seq", state.seq())
          .param("head", state.head().hex())
          .param("created", chain.state().created().toEpochMilli())
          .update();
    } else {
      sql.sql("update keyrings set seq = :seq, head = :head, head_named = 0 where id = :id")
          .param("id", state.id().hex())
          .param("seq", state.seq())
          .param("head", state.head().hex())
          .update();
    }
    append(sql, state.id(), grown.written(), account, now, returned);
    states.write(
        sql,
        chain,
        // What only removes goes on where there is no room: it waits for the next one.
        !ChainRoom.isRemoval(grown.written().stream().map(Written::read).toList()),
        grown.written().stream()
            .map(written -> new KeptStates.Appended(written.statement(), written.state()))
            .toList(),
        seq -> StoredStatements.one(sql, state.id(), seq).getFirst());
    Set<KeyringId> changed =
        grown.written().stream()
            .flatMap(written -> changed(written).stream())
            .collect(Collectors.toSet());
    Projection before =
        grown
            .before()
            .map(stored -> Projection.of(stored.state(), changed))
            .orElseGet(() -> Projection.none(state.id()));
    Projection.of(state, changed).replace(before, sql);
  }

  /** Whose rows a statement may change. */
  private static Collection<KeyringId> changed(Written written) {
    return switch (written.statement().change()) {
      case Change.Endorse endorse -> List.of(endorse.subject());
      case Change.WithdrawEndorsement withdraw -> List.of(withdraw.subject());
      case Change.Create _,
          Change.SetMember _,
          Change.RemoveMember _,
          Change.Leave _,
          Change.Rotate _,
          Change.DeleteReport _,
          Change.CorrectReport _,
          Change.PublishCard _,
          Change.SetProfile _,
          Change.Close _ ->
          written.changedMembers();
    };
  }

  /** The primary key (keyring, seq) refuses a second statement in the same place. */
  private static void append(
      JdbcClient sql,
      KeyringId keyring,
      List<Written> written,
      KeyringId account,
      Instant now,
      boolean returned) {
    for (Written entry : written) {
      sql.sql(
              """
              insert into statements
                (keyring, seq, hash, payload, signatures, signer, account, written, bytes, brought,
                 returned)
              values
                (:id, :seq, :hash, :payload, :signatures, :signer, :account, :now, :bytes,
                 :brought, :returned)\
              """)
          .param("id", keyring.hex())
          .param("seq", entry.state().seq())
          .param("hash", entry.state().head().hex())
          .param("payload", SplitStatements.payload(entry.read().bytes()))
          .param("signatures", signatures(sql, entry.read().object().signatures()))
          .param("signer", entry.statement().header().signer().keyring().hex())
          .param("account", account.hex())
          .param("now", now.toEpochMilli())
          .param("bytes", entry.read().bytes().size())
          .param("brought", entry.brought())
          .param("returned", returned ? 1 : 0)
          .update();
      EnvelopeRows.write(sql, entry);
    }
  }

  /** Kept once for all statements that were signed together; by what they are found. */
  private static String signatures(JdbcClient sql, Bytes signatures) {
    String id = SignedObject.digest(signatures).hex();
    sql.sql("insert into signatures (id, object) values (:id, :object) on conflict do nothing")
        .param("id", id)
        .param("object", signatures.base64Url())
        .update();
    return id;
  }
}
