package io.medseal.seal.manifests;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.statements.StrictJson;
import io.medseal.seal.SealException;
import io.medseal.seal.json.Members;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Contents to and from the bytes that are sealed (spec/bodies.md section 4). */
public final class ContentsCodec {
  private ContentsCodec() {}

  /** The bytes to seal. */
  public static Bytes write(Contents contents) {
    ObjectNode node = StrictJson.mapper().createObjectNode();
    node.put("v", 1).put("suite", 1);
    node.put("report", contents.report().hex());
    ArrayNode files = node.putArray("files");
    for (ManifestFile file : contents.files()) {
      files
          .addObject()
          .put("name", file.name())
          .put("mediaType", file.mediaType())
          .put("offset", file.offset())
          .put("size", file.size())
          .put("role", file.role().text());
    }
    ArrayNode parts = node.putArray("parts");
    contents.parts().forEach(part -> parts.add(part.hex()));
    return Bytes.of(StrictJson.mapper().writeValueAsBytes(node));
  }

  /**
   * Reads what {@link #write} wrote and makes every check of its content.
   *
   * @throws SealException.Malformed if it is none, or does not fit together
   * @throws SealException.UnknownSuite if it names another suite
   */
  public static Contents parse(Bytes text) {
    Members all = Members.parse(text.toArray(), "a report's contents");
    all.takeVersionAndSuite();
    ReportId report = all.value("report", ReportId::new);
    List<ManifestFile> files =
        all.array(
            "files",
            file ->
                new ManifestFile(
                    file.string("name"),
                    file.string("mediaType"),
                    file.size("offset"),
                    file.size("size"),
                    ManifestFile.Role.of(file.string("role"))));
    List<Sha256> parts = all.strings("parts", Sha256::new);
    all.end();
    return new Contents(report, files, parts);
  }
}
