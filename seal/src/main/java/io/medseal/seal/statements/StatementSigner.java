package io.medseal.seal.statements;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.statements.SignedObject;
import io.medseal.ledger.statements.Statement;
import io.medseal.ledger.statements.StatementCodec;
import io.medseal.seal.SealException;
import io.medseal.seal.keys.KeyringKeys;

/** Makes signed statements (spec/keyrings.md section 6). */
public final class StatementSigner {
  private StatementSigner() {}

  /**
   * The statement as it is appended to its chain.
   *
   * @param signer keys of the generation that the statement names as its signer's
   * @throws SealException.Malformed if it would be longer than {@link StatementCodec#MAX_BYTES}
   * @throws IllegalStateException if the keys do not sign
   */
  public static Bytes sign(Statement statement, KeyringKeys signer) {
    Bytes payload = StatementCodec.payload(statement);
    if (payload.size() + SignedObject.OVERHEAD > StatementCodec.MAX_BYTES) {
      throw new SealException.Malformed(
          "a statement of more than " + StatementCodec.MAX_BYTES + " bytes");
    }
    return signer.sign(SignedObject.Domain.STATEMENT, payload).encode();
  }
}
