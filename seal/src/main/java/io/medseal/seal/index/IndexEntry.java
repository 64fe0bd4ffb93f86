package io.medseal.seal.index;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.statements.StrictJson;
import io.medseal.seal.SealException;
import io.medseal.seal.json.Members;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a person keeps of one record (spec/accounts.md section 8). It is the person's own word to
 * their other devices: it gives nobody access.
 *
 * @param read whether it says what a list needs: else the chains have to be read each time
 * @param through the members of the record, or of something in it, that the service named
 * @param closed whether the record was closed
 * @param creator who made it; empty where its own chain was not to be read
 * @param created when; empty where its own chain was not to be read
 * @param sharedBy who let the person in, or the first of their groups; empty where that is nobody
 *     else
 * @param parts what the person saw of it, itself among them if it was seen
 */
public record IndexEntry(
    boolean read,
    List<KeyringId> through,
    boolean closed,
    Optional<KeyringId> creator,
    Optional<Instant> created,
    Optional<KeyringId> sharedBy,
    List<IndexPart> parts) {

  public IndexEntry {
    through = List.copyOf(through);
    parts = List.copyOf(parts);
    if (parts.stream().map(IndexPart::keyring).distinct().count() != parts.size()) {
      throw new SealException.Malformed("a keyring stands there twice");
    }
  }

  /** Says nothing but that the chains have to be read. */
  public static IndexEntry unread() {
    return new IndexEntry(
        false, List.of(), false, Optional.empty(), Optional.empty(), Optional.empty(), List.of());
  }

  /**
   * Reads the entry's text.
   *
   * @throws SealException.Malformed if it is not as spec/accounts.md section 8 says
   * @throws SealException.UnknownSuite if it is of another suite
   */
  static IndexEntry parse(byte[] json) {
    Members members = Members.parse(json, "the entry of a record");
    members.takeVersionAndSuite();
    IndexEntry entry =
        new IndexEntry(
            members.bool("read"),
            members.strings("through", KeyringId::new),
            members.bool("closed"),
            members.optionalValue("creator", KeyringId::new),
            members.optionalValue("created", StrictJson::time),
            members.optionalValue("sharedBy", KeyringId::new),
            members.array("parts", IndexPart::read));
    members.end();
    return entry;
  }

  /** The entry's text. */
  byte[] json() {
    ObjectNode all = StrictJson.mapper().createObjectNode().put("v", 1).put("suite", 1);
    all.put("read", read);
    ArrayNode ways = all.putArray("through");
    through.forEach(way -> ways.add(way.hex()));
    all.put("closed", closed);
    creator.ifPresent(by -> all.put("creator", by.hex()));
    created.ifPresent(time -> all.put("created", StrictJson.text(time)));
    sharedBy.ifPresent(by -> all.put("sharedBy", by.hex()));
    ArrayNode seen = all.putArray("parts");
    parts.forEach(part -> part.write(seen.addObject()));
    return StrictJson.mapper().writeValueAsBytes(all);
  }
}
