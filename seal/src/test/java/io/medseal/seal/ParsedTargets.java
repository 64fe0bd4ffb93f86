package io.medseal.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.PublicKeys;
import io.medseal.ledger.statements.SignedObject;
import io.medseal.ledger.statements.StrictJson;
import io.medseal.seal.bodies.BodyLayout;
import io.medseal.seal.files.CraftedFile;
import io.medseal.seal.files.FileHeader;
import io.medseal.seal.files.OfflineSecretKey;
import io.medseal.seal.files.Progress;
import io.medseal.seal.files.SealedFile;
import io.medseal.seal.keys.KeyringKeys;
import io.medseal.seal.manifests.Contents;
import io.medseal.seal.manifests.ContentsCodec;
import io.medseal.seal.manifests.Document;
import io.medseal.seal.manifests.Manifest;
import io.medseal.seal.manifests.ManifestCodec;
import io.medseal.seal.manifests.ManifestFile;
import io.medseal.seal.manifests.Manifests;
import io.medseal.seal.manifests.SealedManifest;
import io.medseal.seal.manifests.TwoKeys;
import io.medseal.seal.secrets.GenerationSecret;
import io.medseal.seal.secrets.ReportKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** What stands inside sealed objects, written by one who may seal: the seal does not protect. */
final class ParsedTargets {
  private final Path folder;
  private final ReportKey reportKey = ReportKey.random();
  private final KeyringKeys author =
      KeyringKeys.derive(GenerationSecret.random(), KeyringKind.PERSON);
  private final PublicKeys authorKeys = author.publicKeys();
  private final ObjectNode manifest = Manifests.exampleJson();
  private final ObjectNode contents = Manifests.contentsJson();
  private final Manifest example = Manifests.example(reportKey);
  private final SignedObject signed = ManifestCodec.sign(example, author);
  private final SignedObject another =
      author.sign(SignedObject.Domain.STATEMENT, ManifestCodec.payload(example));
  private final Bytes sealed = SealedManifest.seal(reportKey, Manifests.REPORT, signed);
  private final OfflineSecretKey holder = OfflineSecretKey.random();
  private final byte[] content = Mutations.content(100, 9);
  private final ObjectNode header =
      (ObjectNode)
          StrictJson.mapper()
              .readTree(
                  """
                  {"v":1,"suite":1,"name":"scan.pdf","size":100,"time":"2026-11-23T12:00:00.000Z"}""");

  /** In a folder of its own. */
  ParsedTargets(Path folder) {
    this.folder = folder;
  }

  List<Target> all() {
    return List.of(
        new Target("a manifest", Set.of("malformed", "unknown-suite"), this::manifest),
        new Target("contents", Set.of("malformed", "unknown-suite"), this::contents),
        new Target(
            "a sealed manifest",
            Set.of("malformed", "unknown-suite", "wrong-key", "tampered"),
            this::sealed),
        new Target(
            "a signed object in a sealed manifest",
            Set.of("malformed", "unknown-suite", "tampered"),
            this::signed),
        new Target(
            "a sealed file's header",
            Set.of("malformed", "unknown-suite", "truncated", "tampered"),
            this::header));
  }

  private boolean manifest(Mutations mutations) {
    byte[] payload = new JsonEdits(mutations).edited(manifest);
    Manifest read = ManifestCodec.parse(Bytes.of(payload));
    assertThat(read.via().getLast().keyring()).isEqualTo(read.section());
    // what others may put into a document or a display name is kept, and need not be writable
    Manifest ours = withOurTexts(read);
    assertThat(ManifestCodec.parse(ManifestCodec.payload(ours))).isEqualTo(ours);
    return true;
  }

  private boolean contents(Mutations mutations) {
    Contents read = ContentsCodec.parse(Bytes.of(new JsonEdits(mutations).edited(contents)));
    long end = 0;
    for (ManifestFile file : read.files()) {
      assertStaysBelow(file.name());
      assertThat(file.offset()).isEqualTo(end);
      end += file.size();
    }
    assertThat(read.size()).isEqualTo(end);
    assertThat(read.parts()).hasSize(new BodyLayout(end).parts());
    assertThat(ContentsCodec.parse(ContentsCodec.write(read))).isEqualTo(read);
    return true;
  }

  private boolean sealed(Mutations mutations) {
    byte[] changed = mutations.changed(sealed.toArray(), signed.encode().toArray());
    assertThat(SealedManifest.open(reportKey, Manifests.REPORT, Bytes.of(changed)).signed())
        .isEqualTo(signed);
    assertThat(Bytes.of(changed)).isEqualTo(sealed);
    return true;
  }

  /** Sealed under the right key: what verifies is what the author signed. */
  private boolean signed(Mutations mutations) {
    byte[] changed = mutations.changed(signed.encode().toArray(), another.encode().toArray());
    SignedObject opened =
        SealedManifest.open(
                reportKey,
                Manifests.REPORT,
                TwoKeys.sealAnything(reportKey, Manifests.REPORT, changed))
            .signed();
    assertThat(opened.encode()).isEqualTo(Bytes.of(changed));
    ManifestCodec.verify(opened, authorKeys);
    assertThat(opened.payload()).isEqualTo(signed.payload());
    return true;
  }

  private boolean header(Mutations mutations) throws IOException {
    String json = new String(new JsonEdits(mutations).edited(header), StandardCharsets.UTF_8);
    Path in =
        Files.write(
            folder.resolve("in"),
            CraftedFile.seal(List.of(holder.publicKey()), Manifests.REPORT, json, content)
                .toArray());
    Path out = folder.resolve("out");
    try {
      FileHeader read = SealedFile.unseal(in, out, holder, Progress.NONE);
      assertStaysBelow(read.name());
      assertThat(read.name()).doesNotContain("/");
      assertThat(read.size()).isEqualTo(content.length);
    } catch (SealException e) {
      assertThat(folder).isDirectoryNotContaining(path -> !path.equals(in));
      throw e;
    }
    assertThat(Files.readAllBytes(out)).isEqualTo(content);
    Files.delete(out);
    return true;
  }

  private static void assertStaysBelow(String name) {
    assertThat(name.getBytes(StandardCharsets.UTF_8).length).isBetween(1, 1_024);
    assertThat(name.chars()).noneMatch(c -> Character.isISOControl(c) || c == '\\');
    assertThat(Arrays.asList(name.split("/", -1))).doesNotContain("", ".", "..");
  }

  private Manifest withOurTexts(Manifest read) {
    ObjectNode plain = (ObjectNode) manifest.get("document").deepCopy();
    plain.remove("date");
    Manifest.Author by = read.author();
    return new Manifest(
        read.report(),
        read.record(),
        read.section(),
        new Manifest.Author(
            by.keyring(),
            by.generation(),
            by.head(),
            by.name().map(name -> "length " + name.length())),
        read.via(),
        read.time(),
        Document.of(plain),
        read.keyCommitment(),
        read.body(),
        read.contents());
  }
}
