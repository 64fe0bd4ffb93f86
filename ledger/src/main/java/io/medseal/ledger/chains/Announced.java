package io.medseal.ledger.chains;

import io.medseal.ledger.envelopes.Commitment;
import io.medseal.ledger.envelopes.EnvelopeName;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.Generation;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.NewMember;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * An envelope that a statement announces (spec/keyrings.md section 4).
 *
 * @param commitment what the statement says of it
 */
public record Announced(EnvelopeName name, Commitment commitment) {

  /**
   * All that a statement announces, in the order in which they are brought along: of members in the
   * order in which the statement names them; of a rotation the way back first, then those for
   * members in the order of their ids.
   *
   * @param after the keyring after that statement
   */
  public static List<Announced> by(Change change, KeyringState after) {
    return switch (change) {
      case Change.Create create ->
          create.members().stream().flatMap(member -> forMember(member, after)).toList();
      case Change.SetMember set -> forMember(set.member(), after).toList();
      case Change.Rotate _ -> ofGeneration(after.id(), after.current());
      case Change.RemoveMember _,
          Change.Leave _,
          Change.DeleteReport _,
          Change.CorrectReport _,
          Change.Endorse _,
          Change.WithdrawEndorsement _,
          Change.PublishCard _,
          Change.SetProfile _,
          Change.Close _ ->
          List.of();
    };
  }

  /** All that lead into any generation of a keyring, each member's newest. */
  public static Stream<Announced> all(KeyringState state) {
    return state.generations().all().stream()
        .flatMap(generation -> ofGeneration(state.id(), generation).stream());
  }

  /** The way from a generation of that keyring to the one that it leads back to. */
  public static Announced wayBack(
      KeyringId keyring, Generation from, Generation.Previous previous) {
    return new Announced(
        new EnvelopeName(keyring, previous.generation(), keyring, from.number()),
        previous.secret());
  }

  /** The envelope of a generation of that keyring for somebody that it was sealed to. */
  public static Announced to(
      KeyringId keyring, Generation generation, KeyringId recipient, Generation.SealedTo sealed) {
    return new Announced(
        new EnvelopeName(keyring, generation.number(), recipient, sealed.generation()),
        sealed.envelope());
  }

  private static Stream<Announced> forMember(NewMember member, KeyringState after) {
    return member.envelope() == null
        ? Stream.empty()
        : Stream.of(
            new Announced(
                new EnvelopeName(
                    after.id(), after.current().number(), member.keyring(), member.generation()),
                Commitment.alone(member.envelope())));
  }

  private static List<Announced> ofGeneration(KeyringId keyring, Generation made) {
    List<Announced> all = new ArrayList<>();
    made.previous().ifPresent(previous -> all.add(wayBack(keyring, made, previous)));
    new TreeMap<>(made.sealedTo())
        .forEach((recipient, given) -> all.add(to(keyring, made, recipient, given)));
    return all;
  }
}
