package io.medseal.ledger.statements;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.StatementHash;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Statements to and from the bytes that are signed (spec/keyrings.md section 6). */
public final class StatementCodec {
  /** Longest statement, signatures included. */
  public static final int MAX_BYTES = 4 * 1024 * 1024;

  private static final JsonMapper JSON = StrictJson.mapper();

  private StatementCodec() {}

  /** The payload to sign. */
  public static Bytes payload(Statement statement) {
    ObjectNode node = JSON.createObjectNode();
    node.put("v", 1);
    node.put("suite", 1);
    node.put("type", statement.change().type());
    ObjectNode header = JSON.valueToTree(statement.header());
    ObjectNode change = JSON.valueToTree(statement.change());
    node.setAll(header);
    node.setAll(change);
    return Bytes.of(JSON.writeValueAsBytes(node));
  }

  /**
   * Reads a signed object's payload as a statement; verifies no signature.
   *
   * @throws LedgerException.Malformed if it is not one
   * @throws LedgerException.UnknownSuite if it names another suite
   */
  public static Statement parse(SignedObject object) {
    return parse(object.payload());
  }

  /**
   * Reads a payload without its signatures.
   *
   * @throws LedgerException.Malformed if it is no statement
   * @throws LedgerException.UnknownSuite if it names another suite
   */
  public static Statement parse(Bytes payload) {
    if (payload.size() + SignedObject.OVERHEAD > MAX_BYTES) {
      throw new LedgerException.Malformed("a statement has at most 4 MiB");
    }
    return Members.read(StrictJson.read(payload), StatementReader::statement);
  }

  /** The name of the statement of that payload in the chain. */
  public static StatementHash hashOfPayload(Bytes payload) {
    return StatementHash.of(SignedObject.digest(payload).bytes());
  }

  /**
   * The name of a statement in the chain: SHA-256 of its payload, whoever it was signed together
   * with. Of bytes that are no signed object it is SHA-256 of all of them.
   */
  public static StatementHash hash(Bytes statement) {
    Bytes payload;
    try {
      payload = SignedObject.parse(statement).payload();
    } catch (LedgerException _) {
      payload = statement;
    }
    return hashOfPayload(payload);
  }
}
