package io.medseal.seal.manifests;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.PublicKeys;
import io.medseal.ledger.reports.ReportSizes;
import io.medseal.ledger.signatures.Signatures;
import io.medseal.ledger.statements.Header;
import io.medseal.ledger.statements.SignedObject;
import io.medseal.ledger.statements.StrictJson;
import io.medseal.seal.SealException;
import io.medseal.seal.json.Members;
import io.medseal.seal.keys.KeyringKeys;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Manifests to and from the bytes that are signed (spec/bodies.md section 4). */
public final class ManifestCodec {
  private ManifestCodec() {}

  /** The payload to sign with the domain {@code medseal/v1/manifest}. */
  public static Bytes payload(Manifest manifest) {
    ObjectNode node = StrictJson.mapper().createObjectNode();
    node.put("v", 1).put("suite", 1);
    node.put("report", manifest.report().hex());
    node.put("record", manifest.record().hex());
    node.put("section", manifest.section().hex());
    ObjectNode author =
        node.putObject("author")
            .put("keyring", manifest.author().keyring().hex())
            .put("generation", manifest.author().generation())
            .put("head", manifest.author().head().hex());
    manifest.author().name().ifPresent(name -> author.put("name", name));
    ArrayNode via = node.putArray("via");
    for (Header.Hop hop : manifest.via()) {
      via.addObject().put("keyring", hop.keyring().hex()).put("head", hop.head().hex());
    }
    node.put("time", StrictJson.text(manifest.time()));
    node.set("document", manifest.document().toNode());
    node.put("keyCommitment", manifest.keyCommitment().hex());
    node.putObject("body").put("size", manifest.body().size());
    ContentsSummary summary = manifest.contents();
    ObjectNode contents =
        node.putObject("contents")
            .put("sha256", summary.sha256().hex())
            .put("size", summary.size())
            .put("files", summary.files());
    ArrayNode types = contents.putArray("mediaTypes");
    summary.mediaTypes().forEach(types::add);
    return Bytes.of(StrictJson.mapper().writeValueAsBytes(node));
  }

  /**
   * Signs as the author.
   *
   * @param author keys of the generation that the manifest names
   */
  public static SignedObject sign(Manifest manifest, KeyringKeys author) {
    return author.sign(SignedObject.Domain.MANIFEST, payload(manifest));
  }

  /**
   * Verifies both signatures.
   *
   * @param author public keys of the generation that the manifest names, from a verified chain
   * @throws SealException.Tampered if one does not verify
   */
  public static void verify(SignedObject signed, PublicKeys author) {
    if (!Signatures.verify(author, SignedObject.Domain.MANIFEST, signed)) {
      throw new SealException.Tampered("the author's signatures do not verify");
    }
  }

  /**
   * Reads a payload and makes every check of its content. Verifies no signature: {@link #verify}
   * does.
   *
   * @throws SealException.Malformed if it is not a manifest, or one whose content does not fit
   * @throws SealException.UnknownSuite if it names another suite
   */
  public static Manifest parse(Bytes payload) {
    Members all = Members.parse(payload.toArray(), "a manifest");
    all.takeVersionAndSuite();
    ReportId report = all.value("report", ReportId::new);
    KeyringId record = all.value("record", KeyringId::new);
    KeyringId section = all.value("section", KeyringId::new);
    Members authorMembers = all.members("author");
    Manifest.Author author =
        new Manifest.Author(
            authorMembers.value("keyring", KeyringId::new),
            (int) authorMembers.integer("generation", 1, Integer.MAX_VALUE),
            authorMembers.value("head", StatementHash::new),
            authorMembers.optionalString("name"));
    authorMembers.end();
    var via =
        all.array(
            "via",
            hop ->
                new Header.Hop(
                    hop.value("keyring", KeyringId::new), hop.value("head", StatementHash::new)));
    var time = all.time("time");
    Document document = Document.of(all.object("document"));
    KeyCommitment commitment = all.value("keyCommitment", KeyCommitment::new);
    Members bodyMembers = all.members("body");
    Manifest.Body body = new Manifest.Body(bodyMembers.size("size"));
    bodyMembers.end();
    Members contentsMembers = all.members("contents");
    ContentsSummary contents =
        new ContentsSummary(
            contentsMembers.value("sha256", Sha256::new),
            (int) contentsMembers.integer("size", 1, ReportSizes.CONTENTS),
            (int) contentsMembers.integer("files", 0, Integer.MAX_VALUE),
            contentsMembers.strings("mediaTypes", type -> type));
    contentsMembers.end();
    all.end();
    return new Manifest(
        report, record, section, author, via, time, document, commitment, body, contents);
  }
}
