package io.medseal.ledger.chains;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.signatures.VerifiedOnce;
import io.medseal.ledger.statements.ReadStatement;
import io.medseal.ledger.statements.SignedObject;
import java.util.List;
import java.util.Optional;

/**
 * Verifies one chain of statements whose signers are known already (spec/keyrings.md section 9);
 * for many chains that lean on one another see {@link ChainResolver}.
 *
 * <p><b>Guarantees.</b> A {@link VerifiedChain} comes out only if every statement has the right
 * layout, follows the one before it, is signed by both keys of its signer, and says something that
 * the signer was allowed to say at the time. Every keyring that a statement leans on is looked up
 * in {@link Keyrings}, which therefore must itself hand out verified chains only.
 *
 * <p><b>Restrictions.</b> That a chain is the newest there is cannot be seen from the chain itself:
 * remember heads and compare ({@link RememberedHead}).
 *
 * <pre>{@code
 * VerifiedChain chain = new ChainVerifier(known).verify(id, statements);
 * KeyringState state = chain.state();
 * }</pre>
 */
public final class ChainVerifier {
  private final NamedHeads named;
  private final VerifiedOnce signatures = new VerifiedOnce(SignedObject.Domain.STATEMENT);

  /** Looks up signers and memberships in {@code keyrings}. */
  public ChainVerifier(Keyrings keyrings) {
    this.named = NamedHeads.of(keyrings);
  }

  /**
   * Verifies a whole chain.
   *
   * @param id the keyring asked for
   * @param statements oldest first, at least one
   * @throws LedgerException the first thing that is wrong
   */
  public VerifiedChain verify(KeyringId id, List<Bytes> statements) {
    return extend(ChainBuilder.ofChain(id, null), statements);
  }

  /**
   * Verifies what follows a chain that is verified already.
   *
   * @param more oldest first; a removal comes with its rotation
   * @throws LedgerException the first thing that is wrong
   */
  public VerifiedChain append(VerifiedChain chain, List<Bytes> more) {
    return extend(ChainBuilder.ofChain(chain.id(), chain), more);
  }

  /**
   * As {@link #append} or, where nothing is before them, {@link #verify}: for somebody who keeps no
   * statements.
   *
   * @param more that have been read
   */
  public VerifiedStates states(
      KeyringId id, Optional<VerifiedStates> before, List<ReadStatement> more) {
    ChainBuilder<VerifiedStates> builder = ChainBuilder.ofStates(id, before.orElse(null));
    for (ReadStatement read : more) {
      builder.add(builder.linked(read), named, signatures);
    }
    return builder.build();
  }

  private VerifiedChain extend(ChainBuilder<VerifiedChain> builder, List<Bytes> statements) {
    for (Bytes bytes : statements) {
      builder.add(builder.read(bytes), named, signatures);
    }
    return builder.build();
  }
}
