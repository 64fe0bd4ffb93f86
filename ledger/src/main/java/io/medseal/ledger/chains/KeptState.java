package io.medseal.ledger.chains;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.statements.Header;
import io.medseal.ledger.statements.StatementCodec;
import io.medseal.ledger.states.StateDocument;
import io.medseal.ledger.states.StateHash;
import io.medseal.ledger.states.StateReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * What somebody who has verified a chain keeps of it, to go on from there without verifying again
 * what led to it: the state after a statement, and what a {@link Shower} needs.
 *
 * <p><b>Restrictions.</b> It is its writer's own note, and no proof: whoever reads one must know
 * that it is what was written for just that statement.
 *
 * <p>Bytes: how long all statements are together (8); how long the state document is (4), and the
 * document, whole; number and signer of the newest statement that the chain can be begun at (4 +
 * 32; −1 and zeros where there is none); then for each owner that was made, number and signer of
 * the statement, and the owner (4 + 32 + 32).
 */
public final class KeptState {
  private static final int NONE = -1;
  private static final long FIXED_BYTES = 8_000;
  private static final long MEMBER_BYTES = 130;
  private static final long ENDORSEMENT_BYTES = 200;
  private static final long NAMED_BYTES = 50;

  private KeptState() {}

  /**
   * Of the newest state of a chain that can be begun later.
   *
   * @param statements its signed objects by number
   */
  public static Bytes write(VerifiedStates chain, IntFunction<Bytes> statements) {
    KeyringState state = Shower.withNote(chain, chain.state(), statements);
    byte[] document = StateDocument.write(state, StateDocument.Part.WHOLE).toArray();
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(written)) {
      out.writeLong(chain.bytes());
      out.writeInt(document.length);
      out.write(document);
      write(chain.grown().steps(), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Bytes.of(written.toByteArray());
  }

  private static void write(OwnerSteps steps, DataOutputStream out) throws IOException {
    Optional<OwnerSteps.Step> newest = steps.newest();
    out.writeInt(newest.map(OwnerSteps.Step::seq).orElse(NONE));
    out.write(newest.map(step -> step.signer().bytes()).orElse(new byte[KeyringId.BYTES]));
    for (Map.Entry<KeyringId, ? extends List<OwnerSteps.Step>> owner :
        new TreeMap<>(steps.made()).entrySet()) {
      for (OwnerSteps.Step step : owner.getValue()) {
        out.writeInt(step.seq());
        out.write(step.signer().bytes());
        out.write(owner.getKey().bytes());
      }
    }
  }

  /**
   * A chain that is gone on with behind that statement.
   *
   * @param kept what was written for that statement
   * @param payload of that statement
   * @param earlier where is found what was before that state
   * @throws LedgerException if it has another layout, or is of another state than the statement
   *     says
   */
  public static VerifiedStates read(
      Bytes kept, KeyringId id, Bytes payload, Function<KeyringState, Earlier> earlier) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(kept.toArray()))) {
      long bytes = in.readLong();
      KeyringState state = state(in, id, payload);
      OwnerSteps steps = steps(in);
      return new VerifiedStates(
          VerifiedStates.Grown.kept(state, steps, earlier.apply(state)), bytes);
    } catch (IOException _) {
      throw new LedgerException.Malformed("a kept state ends too early");
    }
  }

  /** The state alone, as {@link #read}. */
  public static KeyringState state(Bytes kept, KeyringId id, Bytes payload) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(kept.toArray()))) {
      in.readLong();
      return state(in, id, payload);
    } catch (IOException _) {
      throw new LedgerException.Malformed("a kept state ends too early");
    }
  }

  /** About how long one of that state is; it takes no longer to say so, however large it is. */
  public static long length(KeyringState state) {
    return FIXED_BYTES
        + MEMBER_BYTES * (state.members().size() + (long) state.current().sealedTo().size())
        + ENDORSEMENT_BYTES * state.endorsements().size()
        + NAMED_BYTES * state.named().size();
  }

  private static KeyringState state(DataInputStream in, KeyringId id, Bytes payload)
      throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new LedgerException.Malformed("a kept state ends too early");
    }
    byte[] document = in.readNBytes(length);
    Header header = StatementCodec.parse(payload).header();
    KeyringState state =
        StateReader.readOwn(
            Bytes.of(document),
            id,
            header.seq(),
            StatementCodec.hashOfPayload(payload),
            header.time());
    if (!header.keyring().equals(id)
        || state.before().size() != header.seq()
        || !StateHash.of(state).equals(header.state())) {
      throw new LedgerException.BrokenChain("another state than its statement says");
    }
    return state;
  }

  private static OwnerSteps steps(DataInputStream in) throws IOException {
    int newest = in.readInt();
    KeyringId signer = id(in);
    PMap<KeyringId, PVector<OwnerSteps.Step>> made = HashTreePMap.empty();
    while (in.available() > 0) {
      OwnerSteps.Step step = new OwnerSteps.Step(in.readInt(), id(in));
      KeyringId owner = id(in);
      made = made.plus(owner, made.getOrDefault(owner, TreePVector.empty()).plus(step));
    }
    return new OwnerSteps(
        made, newest == NONE ? Optional.empty() : Optional.of(new OwnerSteps.Step(newest, signer)));
  }

  private static KeyringId id(DataInputStream in) throws IOException {
    byte[] bytes = new byte[KeyringId.BYTES];
    in.readFully(bytes);
    return KeyringId.of(bytes);
  }
}
