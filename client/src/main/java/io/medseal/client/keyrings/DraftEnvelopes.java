package io.medseal.client.keyrings;

import static java.util.Objects.requireNonNull;

import io.medseal.client.profiles.KeptEnvelopes;
import io.medseal.ledger.chains.Announced;
import io.medseal.ledger.envelopes.Commitment;
import io.medseal.ledger.envelopes.EnvelopeName;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.PublicKeys;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.Statement;
import io.medseal.ledger.trees.MerkleTree;
import io.medseal.seal.envelopes.Binding;
import io.medseal.seal.envelopes.Envelopes;
import io.medseal.seal.secrets.GenerationSecret;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Envelopes in the making: sealed here, announced by the statements of one draft, and brought along
 * with them.
 */
public final class DraftEnvelopes {
  private final Map<EnvelopeName, Bytes> made = new HashMap<>();

  /**
   * Seals a keyring's secret to somebody.
   *
   * @param keys of the recipient, in the generation that {@code name} says
   * @return what a statement says of it
   */
  public Sha256 seal(PublicKeys keys, EnvelopeName name, GenerationSecret secret) {
    Bytes envelope = Envelopes.seal(keys, Binding.of(name), secret);
    made.put(name, envelope);
    return Commitment.leaf(name.recipient(), name.recipientGeneration(), envelope);
  }

  /**
   * Seals a new generation to its members.
   *
   * @param members who may open, in the order of their ids
   */
  public Change.MembersEnvelopes sealAll(
      KeyringId keyring, int generation, List<KeyringState> members, GenerationSecret secret) {
    List<Integer> generations = new ArrayList<>();
    List<Sha256> leaves = new ArrayList<>();
    for (KeyringState to : members) {
      int number = to.current().number();
      generations.add(number);
      leaves.add(
          seal(
              to.current().keys(), new EnvelopeName(keyring, generation, to.id(), number), secret));
    }
    return new Change.MembersEnvelopes(generations, MerkleTree.of(leaves).root());
  }

  /** Those that a statement announces, as they are brought along. */
  public List<Bytes> announcedBy(Statement statement, KeyringState after) {
    return Announced.by(statement.change(), after).stream()
        .map(announced -> requireNonNull(made.get(announced.name())))
        .toList();
  }

  /** The same, each as the service will hand it out. */
  List<KeptEnvelopes.Kept> withPaths(Statement statement, KeyringState after) {
    List<Announced> announced = Announced.by(statement.change(), after);
    List<KeptEnvelopes.Kept> all = new ArrayList<>();
    while (all.size() < announced.size()) {
      int from = all.size();
      all.addAll(ofTree(announced.subList(from, from + announced.get(from).commitment().size())));
    }
    return all;
  }

  private List<KeptEnvelopes.Kept> ofTree(List<Announced> announced) {
    List<Sha256> leaves = new ArrayList<>();
    for (Announced one : announced) {
      EnvelopeName name = one.name();
      leaves.add(
          Commitment.leaf(
              name.recipient(), name.recipientGeneration(), requireNonNull(made.get(name))));
    }
    MerkleTree tree = MerkleTree.of(leaves);
    List<KeptEnvelopes.Kept> all = new ArrayList<>();
    for (int i = 0; i < announced.size(); i++) {
      EnvelopeName name = announced.get(i).name();
      all.add(
          new KeptEnvelopes.Kept(
              name.generation(),
              name.recipient(),
              name.recipientGeneration(),
              requireNonNull(made.get(name)),
              tree.path(i)));
    }
    return all;
  }
}
