package io.medseal.seal.vectors;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.statements.StrictJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.node.ObjectNode;

/** A vector in the making. Written only if its file does not exist. */
final class Draft {
  private static final String OURS =
      "Medseal's Java module seal, io.medseal.seal.vectors.MakeVectors";

  private final Path folder;
  private final String operation;
  private final String spec;

  /** For the cases of one operation. */
  Draft(String folder, String operation, String spec) {
    this.folder = VectorsTest.root().resolve(folder);
    this.operation = operation;
    this.spec = spec;
  }

  /** A good case; its output is what our code answers. */
  void ok(String name, Consumer<ObjectNode> input) {
    write(name, "ok", "", OURS, input);
  }

  /** A good case whose literals somebody else made. */
  void okFrom(String madeBy, String name, Consumer<ObjectNode> input) {
    write(name, "ok", "", madeBy, input);
  }

  /** A bad case. */
  void bad(String name, String expect, String fault, Consumer<ObjectNode> input) {
    write(name, expect, fault, OURS, input);
  }

  private void write(
      String name, String expect, String fault, String madeBy, Consumer<ObjectNode> input) {
    Path file = folder.resolve(name + ".json");
    if (Files.exists(file)) {
      return;
    }
    ObjectNode all = StrictJson.mapper().createObjectNode();
    all.put("name", name).put("spec", spec).put("operation", operation).put("expect", expect);
    if (!fault.isEmpty()) {
      all.put("fault", fault);
    }
    all.put("madeBy", madeBy);
    input.accept(all.putObject("input"));
    try {
      Files.createDirectories(folder);
      save(file, all);
      if (expect.equals("ok")) {
        all.set("output", Operations.run(Case.read(file)));
        save(file, all);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void save(Path file, ObjectNode all) throws IOException {
    Files.writeString(
        file,
        StrictJson.mapper()
                .writer()
                .with(SerializationFeature.INDENT_OUTPUT)
                .writeValueAsString(all)
            + "\n");
  }

  /** Bytes that are the same at each run. */
  static byte[] fixed(String label, int length) {
    byte[] out = new byte[length];
    for (int i = 0; i < length; i += 32) {
      byte[] block = io.medseal.seal.suite.Digests.sha256("medseal/vector/" + label + "/" + i / 32);
      System.arraycopy(block, 0, out, i, Math.min(32, length - i));
    }
    return out;
  }

  static String base64(byte[] bytes) {
    return Bytes.of(bytes).base64Url();
  }

  static Bytes flipped(Bytes original, int offset) {
    byte[] changed = original.toArray();
    changed[offset] ^= 1;
    return Bytes.of(changed);
  }

  static Bytes cut(Bytes original, int length) {
    return Bytes.of(java.util.Arrays.copyOf(original.toArray(), length));
  }

  static Bytes ofSuite2(Bytes original) {
    byte[] changed = original.toArray();
    changed[0] = 2;
    return Bytes.of(changed);
  }
}
