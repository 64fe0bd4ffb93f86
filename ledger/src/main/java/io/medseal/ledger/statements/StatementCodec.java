package io.medseal.ledger.statements;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.StatementHash;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Statements to and from the bytes that are signed (spec/keyrings.md section 6). */
public final class StatementCodec {
  /** Longest statement, signatures included. */
  public static final int MAX_BYTES = 4 * 1024 * 1024;

  private static final JsonMapper JSON = StrictJson.mapper();
  private static final Set<String> HEADER =
      Set.of("keyring", "seq", "previous", "time", "signer", "via");
  private static final Map<String, Class<? extends Change>> CHANGES =
      Map.ofEntries(
          Map.entry("create", Change.Create.class),
          Map.entry("rotate", Change.Rotate.class),
          Map.entry("add-member", Change.AddMember.class),
          Map.entry("remove-member", Change.RemoveMember.class),
          Map.entry("share-report", Change.ShareReport.class),
          Map.entry("unshare-report", Change.UnshareReport.class),
          Map.entry("endorse", Change.Endorse.class),
          Map.entry("withdraw-endorsement", Change.WithdrawEndorsement.class),
          Map.entry("card", Change.PublishCard.class),
          Map.entry("profile", Change.SetProfile.class),
          Map.entry("close", Change.Close.class));

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
    if (object.payload().size() + SignedObject.OVERHEAD > MAX_BYTES) {
      throw new LedgerException.Malformed("a statement has at most 4 MiB");
    }
    try {
      JsonNode node = JSON.readTree(object.payload().toArray());
      if (!(node instanceof ObjectNode all)) {
        throw new LedgerException.Malformed("a statement is a JSON object");
      }
      JsonNode suite = all.remove("suite");
      if (suite == null || !suite.isInt()) {
        throw new LedgerException.Malformed("a statement names its suite");
      }
      if (suite.intValue() != 1) {
        throw new LedgerException.UnknownSuite(suite.intValue());
      }
      JsonNode version = all.remove("v");
      if (version == null || !version.isInt() || version.intValue() != 1) {
        throw new LedgerException.Malformed("a statement is of version 1");
      }
      JsonNode type = all.remove("type");
      Class<? extends Change> change =
          type == null || !type.isString() ? null : CHANGES.get(type.stringValue());
      if (change == null) {
        throw new LedgerException.Malformed("a statement of an unknown type");
      }
      ObjectNode header = JSON.createObjectNode();
      for (String member : HEADER) {
        JsonNode value = all.remove(member);
        if (value != null) {
          header.set(member, value);
        }
      }
      refuseNulls(all);
      refuseNulls(header);
      return new Statement(JSON.treeToValue(header, Header.class), JSON.treeToValue(all, change));
    } catch (JacksonException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof LedgerException known) {
          throw known;
        }
      }
      throw new LedgerException.Malformed("a statement's members are not those of its type");
    }
  }

  /** The name of a statement in the chain. */
  public static StatementHash hash(Bytes statement) {
    try {
      return StatementHash.of(MessageDigest.getInstance("SHA-256").digest(statement.toArray()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void refuseNulls(JsonNode node) {
    for (JsonNode child : node) {
      if (child.isNull()) {
        throw new LedgerException.Malformed("an absent member is left out, never null");
      }
      refuseNulls(child);
    }
  }
}
