package io.medseal.ledger.chains;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.statements.ReadStatement;
import io.medseal.ledger.states.StateDocument;
import io.medseal.ledger.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A chain of the world as somebody shows it from a later statement on, honestly or not.
 *
 * @param statements from that which it is begun at
 * @param remembered what the one who is shown it has seen of it before
 */
public record Begun(
    KeyringId keyring, Base base, List<Bytes> statements, Optional<RememberedHead> remembered) {

  /** As a service would show it, at the best place. */
  public static Begun best(World world, KeyringId keyring, StateDocument.Part part) {
    VerifiedChain chain = world.chain(keyring);
    return of(
        world,
        keyring,
        part,
        Shower.beginning(chain).orElseThrow(),
        chain.grown().steps().line().orElseThrow());
  }

  /** At that statement, by that line, whether or not they lead there. */
  public static Begun of(
      World world, KeyringId keyring, StateDocument.Part part, int base, List<Integer> line) {
    List<Bytes> all = world.raw(keyring);
    Base shown = shower(world, keyring).base(base, line, part, Optional.empty());
    return new Begun(keyring, shown, all.subList(base, all.size()), Optional.empty());
  }

  /** With what is past at a head that has been seen, as a service would show it. */
  public Begun seen(World world, StatementHash head) {
    VerifiedChain chain = world.chain(keyring);
    StateDocument.Part signers =
        StateDocument.Part.of(
            chain.states().stream()
                .flatMap(state -> state.members().keySet().stream())
                .distinct()
                .toList());
    return with(
        base ->
            new Base(base.line(), base.state(), List.of(past(world, head, signers).orElseThrow())));
  }

  /** What is past at a head, for somebody who begins it here. */
  public Optional<Past> past(World world, StatementHash head, StateDocument.Part part) {
    return shower(world, keyring).past(head, Optional.empty(), seq(), part);
  }

  private static Shower shower(World world, KeyringId keyring) {
    VerifiedChain chain = world.chain(keyring);
    return new Shower(chain, new HeldChain(chain, world.raw(keyring)));
  }

  /** The number of the statement that it is begun at. */
  public int seq() {
    return ReadStatement.of(statements.getFirst()).statement().header().seq();
  }

  public Begun remembering(RememberedHead head) {
    return new Begun(keyring, base, statements, Optional.of(head));
  }

  public Begun with(UnaryOperator<Base> other) {
    return new Begun(keyring, other.apply(base), statements, remembered);
  }

  public Begun with(List<Bytes> others) {
    return new Begun(keyring, base, others, remembered);
  }

  /** With another document, of which it says nothing. */
  public Begun withState(UnaryOperator<byte[]> change) {
    return with(
        base ->
            new Base(base.line(), Bytes.of(change.apply(base.state().toArray())), base.pasts()));
  }

  /** With one step of the line changed. */
  public Begun withStep(int index, UnaryOperator<Base.Shown> change) {
    return with(
        base -> {
          List<Base.Shown> line = new ArrayList<>(base.line());
          line.set(index, change.apply(line.get(index)));
          return new Base(line, base.state(), base.pasts());
        });
  }

  /** A path with one hash changed. */
  public static List<Sha256> bent(List<Sha256> path) {
    List<Sha256> bent = new ArrayList<>(path);
    byte[] first = bent.getFirst().bytes();
    first[0] ^= 1;
    bent.set(0, Sha256.of(first));
    return bent;
  }

  /** Verified, with the chains of the world. */
  public VerifiedChain verify(World world) {
    VerifiedChain chain =
        ChainResolver.of(
                id -> id.equals(keyring) ? Optional.empty() : world.find(id),
                Map.of(keyring, statements),
                Map.of(keyring, base))
            .find(keyring)
            .orElseThrow();
    remembered.ifPresent(head -> head.check(chain));
    return chain;
  }
}
