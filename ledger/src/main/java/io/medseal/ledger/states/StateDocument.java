package io.medseal.ledger.states;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.keyrings.Card;
import io.medseal.ledger.keyrings.Generation;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.PublicKeys;
import io.medseal.ledger.trees.History;
import io.medseal.ledger.trees.MerkleTree;
import io.medseal.ledger.trees.Trie;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A keyring's state, whole or in part, as it is shown to somebody who does not verify all that led
 * to it (spec/keyrings.md section 12). {@link StateReader} reads it.
 */
public final class StateDocument {
  /** Longest one. */
  public static final int MAX_BYTES = 4 * 1024 * 1024;

  private StateDocument() {}

  /**
   * What is shown of a state, beside what every document has.
   *
   * @param everything every member, endorsement and recipient
   * @param ids else what there is of these, or that there is nothing
   * @param generations numbers of former generations
   */
  public record Part(
      boolean everything, Collection<KeyringId> ids, Collection<Integer> generations) {
    /** Every member, endorsement and recipient; no former generation. */
    public static final Part WHOLE = new Part(true, List.of(), List.of());

    /** What there is of these. */
    public static Part of(Collection<KeyringId> ids) {
      return new Part(false, ids, List.of());
    }

    /** Showing those too. */
    public Part with(Collection<KeyringId> more) {
      return new Part(everything, Stream.concat(ids.stream(), more.stream()).toList(), generations);
    }

    <V> Trie<KeyringId, V> of(Trie<KeyringId, V> trie) {
      return everything ? trie : trie.showing(ids);
    }

    Generation of(Generation generation) {
      return everything ? generation : generation.showing(ids);
    }
  }

  /** Where the former generations of a keyring are. */
  public interface Formers {
    /** That one, as it was when the next one came. */
    Generation former(int number);

    /** The path of that one in the tree of the first so many. */
    List<Sha256> formerPath(int size, int number);
  }

  /**
   * Writes one.
   *
   * @param state whole, with the bytes of its profile's note; of an institute, department or record
   * @throws LedgerException.NotShown if {@code state} does not show itself what is to be shown
   */
  public static Bytes write(KeyringState state, Part part) {
    return write(state, part, new Held(state));
  }

  /**
   * As {@link #write(KeyringState, Part)}.
   *
   * @param formers where those are found that {@code state} does not hold
   */
  public static Bytes write(KeyringState state, Part part, Formers formers) {
    if (!StateReader.canBegin(state.kind())) {
      throw new IllegalArgumentException("a chain of this kind is not begun later");
    }
    return Bytes.of(StateHash.bytes(out -> write(state, part, formers, out)));
  }

  /** A generation, shown whole. */
  public static Bytes write(Generation generation) {
    return Bytes.of(StateHash.bytes(out -> write(generation, out)));
  }

  /** In the state itself. */
  private record Held(KeyringState state) implements Formers {
    @Override
    public Generation former(int number) {
      return state.generation(number).orElseThrow();
    }

    @Override
    public List<Sha256> formerPath(int size, int number) {
      return MerkleTree.of(
              state.generations().all().subList(0, size).stream()
                  .map(generation -> MerkleTree.leaf(StateHash.generation(generation)))
                  .toList())
          .path(number - 1);
    }
  }

  private static void write(KeyringState state, Part part, Formers formers, DataOutputStream out)
      throws IOException {
    out.writeByte(state.kind().code());
    out.writeByte(StateHash.flags(state));
    out.write(state.creator().bytes());
    out.writeLong(state.created().toEpochMilli());
    out.writeByte(state.card().isPresent() ? 1 : 0);
    if (state.card().isPresent()) {
      Card card = state.card().get();
      StateHash.writeText(out, Optional.of(card.name()));
      StateHash.writeText(out, card.specialty());
      StateHash.writeText(out, card.domain());
    }
    out.writeInt(state.profile().map(KeyringState.Profile::generation).orElse(0));
    if (state.profile().isPresent()) {
      byte[] note = state.profile().get().note().toArray();
      out.writeInt(note.length);
      out.write(note);
    }
    write(part.of(state.current()), out);
    writePeaks(state.former(), out);
    writeFormer(state, part, formers, out);
    out.writeInt(state.members().size());
    out.writeInt(state.lastingOwners());
    part.of(state.members()).write(out);
    part.of(state.endorsements()).write(out);
    part.of(state.named()).write(out);
    out.writeInt(state.before().size());
    writePeaks(state.before(), out);
  }

  private static void writeFormer(
      KeyringState state, Part part, Formers formers, DataOutputStream out) throws IOException {
    int current = state.current().number();
    List<Integer> shown =
        part.generations().stream()
            .distinct()
            .filter(number -> number >= 1 && number < current)
            .sorted(Comparator.reverseOrder())
            .toList();
    out.writeShort(shown.size());
    for (int number : shown) {
      write(part.of(formers.former(number)), out);
      List<Sha256> path = formers.formerPath(current - 1, number);
      out.writeByte(path.size());
      for (Sha256 hash : path) {
        out.write(hash.bytes());
      }
    }
  }

  private static void write(Generation generation, DataOutputStream out) throws IOException {
    out.writeInt(generation.number());
    PublicKeys keys = generation.keys();
    out.write(keys.hpke().toArray());
    if (keys.ed25519() != null && keys.mlDsa65() != null) {
      out.write(keys.ed25519().toArray());
      out.write(keys.mlDsa65().toArray());
    }
    out.writeInt(generation.previous().map(Generation.Previous::generation).orElse(0));
    out.write(
        generation
            .previous()
            .map(previous -> previous.secret().root().bytes())
            .orElse(new byte[Sha256.BYTES]));
    out.write(generation.announcedBy().bytes());
    generation.sealedTo().write(out);
  }

  private static void writePeaks(History history, DataOutputStream out) throws IOException {
    for (Sha256 peak : history.peaks()) {
      out.write(peak.bytes());
    }
  }
}
