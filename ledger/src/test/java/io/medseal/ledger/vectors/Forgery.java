package io.medseal.ledger.vectors;

import io.medseal.ledger.chains.Base;
import io.medseal.ledger.chains.Begun;
import io.medseal.ledger.chains.Past;
import io.medseal.ledger.chains.VerifiedChain;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.Card;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.Member;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.Header;
import io.medseal.ledger.statements.SignedObject;
import io.medseal.ledger.statements.Statement;
import io.medseal.ledger.statements.StatementCodec;
import io.medseal.ledger.states.StateDocument;
import io.medseal.ledger.states.StateHash;
import io.medseal.ledger.trees.MerkleTree;
import io.medseal.ledger.world.World;
import java.util.List;
import java.util.Optional;

/** What somebody who was an owner once can sign, together with the service. */
final class Forgery {
  private static final List<Integer> LINE = List.of(0, 3, 4);

  private Forgery() {}

  /** A chain begun behind {@code end}, in which {@code former} is an owner still. */
  static Begun begun(World world, KeyringId keyring, KeyringId former, KeyringState end) {
    VerifiedChain chain = world.chain(keyring);
    Member owner = chain.states().get(4).member(former).orElseThrow();
    KeyringState forged = withOwner(end, owner, world);
    Statement statement =
        new Statement(
            new Header(
                keyring,
                forged.seq(),
                end.head(),
                forged.time(),
                world.signer(former),
                List.of(),
                StateHash.of(forged)),
            new Change.PublishCard("Ward 4", null));
    Bytes signed = world.signAsIs(statement, world.keys(former));
    MerkleTree tree =
        MerkleTree.of(
            chain.states().subList(0, forged.seq()).stream()
                .map(state -> MerkleTree.leaf(state.head().bytes()))
                .toList());
    List<Base.Shown> line =
        LINE.stream()
            .map(seq -> new Base.Shown(world.raw(keyring).get(seq), tree.path(seq)))
            .toList();
    Base base = new Base(line, StateDocument.write(forged, StateDocument.Part.WHOLE), List.of());
    StateDocument.Part signers = StateDocument.Part.of(List.of(former));
    Begun begun = new Begun(keyring, base, List.of(signed), Optional.empty());
    return begun.with(
        same ->
            new Base(same.line(), same.state(), List.of(past(world, chain, end, tree, signers))));
  }

  private static KeyringState withOwner(KeyringState end, Member owner, World world) {
    return new KeyringState(
        end.id(),
        end.kind(),
        end.creator(),
        end.created(),
        end.parent(),
        end.shared(),
        end.generations(),
        end.members().plus(owner.keyring(), owner),
        end.lastingOwners() + 1,
        end.endorsements(),
        end.reports(),
        end.named(),
        Optional.of(new Card("Ward 4", Optional.empty())),
        end.profile(),
        false,
        false,
        end.former(),
        end.history(),
        end.seq() + 1,
        StatementCodec.hash(Bytes.of(new byte[1])),
        world.now());
  }

  /** What an honest service would show of the past. */
  private static Past past(
      World world,
      VerifiedChain chain,
      KeyringState state,
      MerkleTree tree,
      StateDocument.Part part) {
    return new Past(
        SignedObject.parse(world.raw(chain.id()).get(state.seq())).payload(),
        tree.path(state.seq()),
        Optional.empty(),
        List.of(),
        StateDocument.write(state, part));
  }
}
