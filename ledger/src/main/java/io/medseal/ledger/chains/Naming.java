package io.medseal.ledger.chains;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.Named;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.Header;
import io.medseal.ledger.statements.NewMember;
import io.medseal.ledger.statements.Statement;
import io.medseal.ledger.states.StateHash;
import io.medseal.ledger.trees.Trie;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a statement names of other keyrings, none of which ever goes back in one chain. */
final class Naming {
  private final @Nullable KeyringState before;
  private final Statement statement;
  private final BiFunction<KeyringId, StatementHash, HeadPlace> heads;
  private Trie<KeyringId, Named> named;

  /**
   * @param before the keyring before that statement
   * @param heads where the heads stand that it names
   */
  Naming(
      @Nullable KeyringState before,
      Statement statement,
      BiFunction<KeyringId, StatementHash, HeadPlace> heads) {
    this.before = before;
    this.statement = statement;
    this.heads = heads;
    this.named = before == null ? StateHash.NAMED.empty() : before.named();
  }

  /** What all statements have named, this one as far as it was noted. */
  Trie<KeyringId, Named> named() {
    return named;
  }

  /** The signer's head and those of the way. */
  void noteHeads() {
    Header header = statement.header();
    if (!header.signer().keyring().equals(header.keyring())) {
      noteHead(header.signer().keyring(), header.signer().head());
    }
    header.via().forEach(hop -> noteHead(hop.keyring(), hop.head()));
  }

  /** The generations that something is sealed to. */
  void noteSeals() {
    Map<KeyringId, Integer> current = new HashMap<>();
    Header.Signer signer = statement.header().signer();
    current.put(signer.keyring(), signer.generation());
    for (Header.Hop hop : statement.header().via()) {
      current.put(hop.keyring(), heads.apply(hop.keyring(), hop.head()).generation());
    }
    seals()
        .forEach(
            seal -> {
              if (current.getOrDefault(seal.keyring(), seal.generation()) != seal.generation()) {
                throw new LedgerException.StaleGeneration(
                    "a statement seals to another generation than at the head that it names");
              }
              noteGeneration(seal.keyring(), headOf(seal.keyring()), seal.generation());
            });
  }

  private void noteHead(KeyringId keyring, StatementHash head) {
    HeadPlace place = heads.apply(keyring, head);
    if (headOf(keyring).orElse(-1) > place.seq()) {
      throw new LedgerException.NoAuthority(
          "a statement leans on an older head than one before it");
    }
    noteGeneration(keyring, OptionalInt.of(place.seq()), place.generation());
  }

  private OptionalInt headOf(KeyringId keyring) {
    Named before = named.get(keyring);
    return before == null ? OptionalInt.empty() : before.head();
  }

  private void noteGeneration(KeyringId keyring, OptionalInt head, int generation) {
    Named before = named.get(keyring);
    if (before != null && before.generation() > generation) {
      throw new LedgerException.StaleGeneration(
          "a statement names an older generation than one before it");
    }
    named = named.plus(keyring, new Named(head, generation));
  }

  private record Seal(KeyringId keyring, int generation) {
    static Seal of(NewMember member) {
      return new Seal(member.keyring(), member.generation());
    }
  }

  private Stream<Seal> seals() {
    return switch (statement.change()) {
      case Change.Create create -> create.members().stream().map(Seal::of);
      case Change.SetMember set -> Stream.of(Seal.of(set.member()));
      case Change.Rotate rotate ->
          seals(
              rotate.envelopes().generations(),
              before == null ? Set.of() : before.openers(statement.header().time()));
      case Change.RemoveMember _,
          Change.Leave _,
          Change.DeleteReport _,
          Change.CorrectReport _,
          Change.Endorse _,
          Change.WithdrawEndorsement _,
          Change.PublishCard _,
          Change.SetProfile _,
          Change.Close _ ->
          Stream.empty();
    };
  }

  /** In the order of ids. Another number of generations than of members is an invalid change. */
  private static Stream<Seal> seals(List<Integer> generations, Set<KeyringId> openers) {
    Iterator<Integer> each = generations.iterator();
    return openers.size() == generations.size()
        ? openers.stream().map(opener -> new Seal(opener, each.next()))
        : Stream.empty();
  }
}
