package io.medseal.seal.statements;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.statements.SignedObject;
import io.medseal.ledger.statements.Statement;
import io.medseal.ledger.statements.StatementCodec;
import io.medseal.seal.SealException;
import io.medseal.seal.keys.KeyringKeys;
import java.util.ArrayList;
import java.util.List;

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

  /**
   * The same statements, signed together by as few signatures as may be: their hashes stay.
   *
   * @param statements signed, in the order in which they will be appended
   * @param signer whose keys every one of them names
   */
  public static List<Bytes> together(List<Bytes> statements, KeyringKeys signer) {
    List<Bytes> signed = new ArrayList<>();
    for (int from = 0; from < statements.size(); from += SignedObject.MAX_TOGETHER) {
      List<Bytes> payloads =
          statements
              .subList(from, Math.min(statements.size(), from + SignedObject.MAX_TOGETHER))
              .stream()
              .map(statement -> SignedObject.parse(statement).payload())
              .toList();
      signer
          .signTogether(SignedObject.Domain.STATEMENT, payloads)
          .forEach(object -> signed.add(object.encode()));
    }
    return signed;
  }
}
