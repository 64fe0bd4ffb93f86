package io.medseal.ledger.chains;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.statements.ReadStatement;
import java.util.ArrayList;
import java.util.List;

/** What is kept of statements once they are verified. */
sealed interface Kept<C extends VerifiedStates> {

  /** What the state after a statement holds of bytes that it seals. */
  Bytes sealed(Bytes bytes);

  /** A statement was verified. */
  void add(ReadStatement read, KeyringState after);

  /** Those verified, with what was kept. */
  C build(List<KeyringState> states, long bytes);

  /** The statements too. */
  final class Everything implements Kept<VerifiedChain> {
    private final List<VerifiedChain.Entry> entries;

    Everything(List<VerifiedChain.Entry> before) {
      this.entries = new ArrayList<>(before);
    }

    @Override
    public Bytes sealed(Bytes bytes) {
      return bytes;
    }

    @Override
    public void add(ReadStatement read, KeyringState after) {
      entries.add(new VerifiedChain.Entry(read.bytes(), read.statement(), after));
    }

    @Override
    public VerifiedChain build(List<KeyringState> states, long bytes) {
      return new VerifiedChain(entries, bytes);
    }
  }

  /** Nothing but the states, and nothing in them that is sealed. */
  record States() implements Kept<VerifiedStates> {
    private static final Bytes NOTHING = Bytes.of(new byte[0]);

    @Override
    public Bytes sealed(Bytes bytes) {
      return NOTHING;
    }

    @Override
    public void add(ReadStatement read, KeyringState after) {
      // Its state is all that counts.
    }

    @Override
    public VerifiedStates build(List<KeyringState> states, long bytes) {
      return new VerifiedStates(states, bytes);
    }
  }
}
