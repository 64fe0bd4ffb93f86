package io.medseal.seal.files;

import io.medseal.ledger.statements.StrictJson;
import io.medseal.seal.SealException;
import io.medseal.seal.bodies.BodyLayout;
import io.medseal.seal.json.Members;
import io.medseal.seal.manifests.FileNames;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What a sealed file says about its content (spec/bodies.md section 5).
 *
 * @param name of the file that was sealed: one path segment, safe to be used below a folder
 * @param size of its content in bytes
 * @param time when it was sealed, to the millisecond
 */
public record FileHeader(String name, long size, Instant time) {
  private static final JsonFactory JSON = new JsonFactory();

  /**
   * Checks all three.
   *
   * @throws SealException.Malformed if the name is not one path segment, or the size out of bounds
   */
  public FileHeader {
    Objects.requireNonNull(name);
    FileNames.check(name);
    if (name.contains("/")) {
      throw new SealException.Malformed("a sealed file's name is one path segment");
    }
    time = time.truncatedTo(ChronoUnit.MILLIS);
    size = new BodyLayout(size).size(); // in bounds
  }

  BodyLayout layout() {
    return new BodyLayout(size);
  }

  /** Written without binding, whose set-up would cost a short command more than all its keys. */
  byte[] json() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      out.writeStartObject()
          .writeNumberProperty("v", 1)
          .writeNumberProperty("suite", 1)
          .writeStringProperty("name", name)
          .writeNumberProperty("size", size)
          .writeStringProperty("time", StrictJson.text(time))
          .writeEndObject();
    }
    return bytes.toByteArray();
  }

  static FileHeader parse(byte[] json) {
    Members members = Members.parse(json, "a sealed file's header");
    members.takeVersionAndSuite();
    FileHeader header =
        new FileHeader(members.string("name"), members.size("size"), members.time("time"));
    members.end();
    return header;
  }
}
