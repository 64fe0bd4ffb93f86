package io.medseal.ledger.statements;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.Bytes;

/** A statement of the right layout, with its bytes; nothing else about it is known. */
public record ReadStatement(Bytes bytes, SignedObject object, Statement statement) {

  /**
   * Reads one.
   *
   * @throws LedgerException.Malformed if it has another layout
   * @throws LedgerException.UnknownSuite if it is of another suite
   */
  public static ReadStatement of(Bytes bytes) {
    SignedObject object = SignedObject.parse(bytes);
    return new ReadStatement(bytes, object, StatementCodec.parse(object));
  }
}
