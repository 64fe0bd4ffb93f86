package io.medseal.ledger.chains;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.statements.ReadStatement;
import org.pcollections.PVector;

/** What is kept of statements once they are verified. */
sealed interface Kept<C extends VerifiedStates> {

  /** What the state after a statement holds of bytes that it seals. */
  Bytes sealed(Bytes bytes);

  /** A statement was verified. */
  void add(ReadStatement read, KeyringState after);

  /** Those verified, with what was kept. */
  C build(VerifiedStates.Grown grown, long bytes);

  /** The statements too. */
  final class Everything implements Kept<VerifiedChain> {
    private PVector<VerifiedChain.Entry> entries;

    Everything(PVector<VerifiedChain.Entry> before) {
      this.entries = before;
    }

    @Override
    public Bytes sealed(Bytes bytes) {
      return bytes;
    }

    @Override
    public void add(ReadStatement read, KeyringState after) {
      entries = entries.plus(new VerifiedChain.Entry(read.bytes(), read.statement(), after));
    }

    @Override
    public VerifiedChain build(VerifiedStates.Grown grown, long bytes) {
      return new VerifiedChain(grown, entries, bytes);
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
    public VerifiedStates build(VerifiedStates.Grown grown, long bytes) {
      return new VerifiedStates(grown, bytes);
    }
  }
}
