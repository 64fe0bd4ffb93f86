package io.medseal.seal.index;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.Capability;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.StrictJson;
import io.medseal.seal.SealException;
import io.medseal.seal.json.Members;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A record, section or share as its verified chain said.
 *
 * @param seq of the newest statement that was verified
 * @param head its hash
 * @param closed whether it was closed
 * @param takesPart whether it took part in what the person does (section 6)
 * @param capabilities what the person could do there
 * @param role of the person itself, where it was a direct member
 * @param soleOwner whether nobody else owned it
 * @param addedBy who made the person a direct member
 * @param addedByEmail the address that the service said of them
 * @param through members of it that the person came through
 * @param until when the person's way there ends
 * @param section of a share that took part: the section of its report; empty elsewhere
 * @param report of a share that took part: its report; empty elsewhere
 * @param note the text of its profile (keyrings.md section 5), where it opened
 */
public record IndexPart(
    KeyringId keyring,
    KeyringKind kind,
    int seq,
    StatementHash head,
    boolean closed,
    boolean takesPart,
    Set<Capability> capabilities,
    Optional<Role> role,
    boolean soleOwner,
    Optional<KeyringId> addedBy,
    Optional<String> addedByEmail,
    List<KeyringId> through,
    Optional<Instant> until,
    Optional<KeyringId> section,
    Optional<ReportId> report,
    Optional<String> note) {
  private static final KeyringKind[] KINDS = {
    KeyringKind.RECORD, KeyringKind.SECTION, KeyringKind.SHARE
  };

  public IndexPart {
    capabilities = Set.copyOf(capabilities);
    through = List.copyOf(through);
    boolean shares = kind == KeyringKind.SHARE && takesPart;
    if (section.isPresent() != shares || report.isPresent() != shares) {
      throw new SealException.Malformed(
          "a share that takes part, and nothing else, is of a report");
    }
  }

  static IndexPart read(Members members) {
    return new IndexPart(
        members.value("keyring", KeyringId::new),
        one(KINDS, KeyringKind::text, members.string("kind")),
        (int) members.integer("seq", 0, Integer.MAX_VALUE),
        members.value("head", StatementHash::new),
        members.bool("closed"),
        members.bool("takesPart"),
        capabilities(members),
        members.optionalString("role").map(text -> one(Role.values(), Role::text, text)),
        members.bool("soleOwner"),
        members.optionalValue("addedBy", KeyringId::new),
        members.optionalString("addedByEmail"),
        members.strings("through", KeyringId::new),
        members.optionalValue("until", StrictJson::time),
        members.optionalValue("section", KeyringId::new),
        members.optionalValue("report", ReportId::new),
        members.optionalString("note"));
  }

  void write(ObjectNode to) {
    to.put("keyring", keyring.hex());
    to.put("kind", kind.text());
    to.put("seq", seq);
    to.put("head", head.hex());
    to.put("closed", closed);
    to.put("takesPart", takesPart);
    ArrayNode can = to.putArray("capabilities");
    new TreeSet<>(capabilities).forEach(capability -> can.add(text(capability)));
    role.ifPresent(own -> to.put("role", own.text()));
    to.put("soleOwner", soleOwner);
    addedBy.ifPresent(by -> to.put("addedBy", by.hex()));
    addedByEmail.ifPresent(email -> to.put("addedByEmail", email));
    ArrayNode ways = to.putArray("through");
    through.forEach(way -> ways.add(way.hex()));
    until.ifPresent(end -> to.put("until", StrictJson.text(end)));
    section.ifPresent(around -> to.put("section", around.hex()));
    report.ifPresent(of -> to.put("report", of.hex()));
    note.ifPresent(text -> to.put("note", text));
  }

  private static Set<Capability> capabilities(Members members) {
    List<Capability> all =
        members.strings("capabilities", text -> one(Capability.values(), IndexPart::text, text));
    Set<Capability> set = all.stream().collect(Collectors.toSet());
    if (set.size() != all.size()) {
      throw new SealException.Malformed("a capability stands there twice");
    }
    return set;
  }

  private static String text(Capability capability) {
    return capability.name().toLowerCase(Locale.ROOT);
  }

  private static <T> T one(T[] alternatives, Function<T, String> text, String written) {
    return Stream.of(alternatives)
        .filter(known -> text.apply(known).equals(written))
        .findFirst()
        .orElseThrow(() -> new SealException.Malformed("none of " + Arrays.toString(alternatives)));
  }
}
