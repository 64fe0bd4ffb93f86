package io.medseal.seal.index;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.statements.StrictJson;
import io.medseal.seal.SealException;
import io.medseal.seal.bodies.BodyLayout;
import io.medseal.seal.json.Members;
import io.medseal.seal.manifests.ContentsSummary;
import io.medseal.seal.manifests.Document;
import io.medseal.seal.manifests.Manifest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a person keeps of one report: what lists show of a manifest that they have verified
 * (spec/accounts.md section 9). It is the person's own word to their other devices: it opens
 * nothing.
 *
 * @param manifest SHA-256 of the sealed manifest
 * @param authorName what the author called themselves
 * @param time of the manifest
 * @param files how many have the role {@code content}
 * @param mediaTypes of these files
 * @param size of the pack, in bytes
 * @param document the manifest's
 * @param unawareSince the time of the first statement that the author did not know and should have
 * @param corrected what it says of itself by now
 */
public record ReportSummary(
    Sha256 manifest,
    KeyringId record,
    KeyringId section,
    KeyringId author,
    Optional<String> authorName,
    Instant time,
    Document document,
    int files,
    List<String> mediaTypes,
    long size,
    Optional<Instant> unawareSince,
    Optional<Corrected> corrected) {

  /**
   * The newest correction.
   *
   * @param by who signed it
   * @param number how many there were with this one, from 1
   * @param document in place of the manifest's
   */
  public record Corrected(KeyringId by, Instant time, int number, Document document) {}

  /**
   * Checks the form.
   *
   * @throws SealException.Malformed if it could not be a manifest's
   */
  public ReportSummary {
    mediaTypes = List.copyOf(mediaTypes);
    ContentsSummary.check(files, mediaTypes);
    new BodyLayout(size);
    if (authorName.isPresent() && authorName.get().length() > Manifest.Author.MOST_OF_A_NAME) {
      throw new SealException.Malformed("an author's name has at most 200 characters");
    }
  }

  /**
   * Of a manifest that has been verified.
   *
   * @param sealed SHA-256 of it as it was sealed
   * @param unawareSince what has to be said of it
   * @param corrected by the section's chain
   */
  public static ReportSummary of(
      Sha256 sealed,
      Manifest manifest,
      Optional<Instant> unawareSince,
      Optional<Corrected> corrected) {
    return new ReportSummary(
        sealed,
        manifest.record(),
        manifest.section(),
        manifest.author().keyring(),
        manifest.author().name(),
        manifest.time(),
        manifest.document(),
        manifest.contents().files(),
        manifest.contents().mediaTypes(),
        manifest.body().size(),
        unawareSince,
        corrected);
  }

  /** What it says of itself by now. */
  public Document shown() {
    return corrected.map(Corrected::document).orElse(document);
  }

  /** How often it was corrected. */
  public int corrections() {
    return corrected.map(Corrected::number).orElse(0);
  }

  static ReportSummary parse(byte[] json) {
    Members members = Members.parse(json, "the entry of a report");
    members.takeVersionAndSuite();
    Sha256 manifest = members.value("manifest", Sha256::new);
    KeyringId record = members.value("record", KeyringId::new);
    KeyringId section = members.value("section", KeyringId::new);
    Members author = members.members("author");
    KeyringId keyring = author.value("keyring", KeyringId::new);
    Optional<String> name = author.optionalString("name");
    author.end();
    Instant time = members.time("time");
    Document document = Document.of(members.object("document"));
    Members contents = members.members("contents");
    int files = (int) contents.integer("files", 0, Integer.MAX_VALUE);
    List<String> mediaTypes = contents.strings("mediaTypes", type -> type);
    contents.end();
    Members body = members.members("body");
    long size = body.size("size");
    body.end();
    Optional<Instant> unaware = members.optionalValue("unawareSince", StrictJson::time);
    Optional<Corrected> corrected =
        members.optionalMembers("corrected").map(ReportSummary::corrected);
    members.end();
    return new ReportSummary(
        manifest,
        record,
        section,
        keyring,
        name,
        time,
        document,
        files,
        mediaTypes,
        size,
        unaware,
        corrected);
  }

  private static Corrected corrected(Members members) {
    Corrected corrected =
        new Corrected(
            members.value("keyring", KeyringId::new),
            members.time("time"),
            (int) members.integer("number", 1, Integer.MAX_VALUE),
            Document.of(members.object("document")));
    members.end();
    return corrected;
  }

  byte[] json() {
    ObjectNode all = StrictJson.mapper().createObjectNode().put("v", 1).put("suite", 1);
    all.put("manifest", manifest.hex());
    all.put("record", record.hex());
    all.put("section", section.hex());
    ObjectNode by = all.putObject("author").put("keyring", author.hex());
    authorName.ifPresent(name -> by.put("name", name));
    all.put("time", StrictJson.text(time));
    all.set("document", document.toNode());
    ObjectNode contents = all.putObject("contents").put("files", files);
    ArrayNode types = contents.putArray("mediaTypes");
    mediaTypes.forEach(types::add);
    all.putObject("body").put("size", size);
    unawareSince.ifPresent(since -> all.put("unawareSince", StrictJson.text(since)));
    corrected.ifPresent(
        said ->
            all.putObject("corrected")
                .put("keyring", said.by().hex())
                .put("time", StrictJson.text(said.time()))
                .put("number", said.number())
                .set("document", said.document().toNode()));
    return StrictJson.mapper().writeValueAsBytes(all);
  }
}
