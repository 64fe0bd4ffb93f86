package io.medseal.bench.manifests;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.signatures.Signatures;
import io.medseal.ledger.statements.Header;
import io.medseal.ledger.statements.SignedObject;
import io.medseal.ledger.statements.StrictJson;
import io.medseal.seal.keys.KeyringKeys;
import io.medseal.seal.manifests.Contents;
import io.medseal.seal.manifests.ContentsSummary;
import io.medseal.seal.manifests.Document;
import io.medseal.seal.manifests.KeyCommitment;
import io.medseal.seal.manifests.Manifest;
import io.medseal.seal.manifests.ManifestCodec;
import io.medseal.seal.manifests.ManifestFile;
import io.medseal.seal.manifests.SealedContents;
import io.medseal.seal.manifests.SealedManifest;
import io.medseal.seal.secrets.GenerationSecret;
import io.medseal.seal.secrets.ReportKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The manifest of a study of 1,000 files, beside its two signatures and nothing else; and its
 * contents.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class ManifestBench {
  private static final int FILES = 1_000;
  private static final long FILE_BYTES = 520_000;
  private static final long PART_PLAINTEXT = 8_388_056;

  private final ReportId report = ReportId.of(new byte[ReportId.BYTES]);
  private final Sha256 hash = Sha256.of(new byte[Sha256.BYTES]);
  private KeyringKeys author;
  private ReportKey key;
  private Manifest manifest;
  private SignedObject signed;
  private Bytes sealed;
  private SealedContents contents;

  @Setup
  public void prepare() {
    try (GenerationSecret secret = GenerationSecret.random()) {
      author = KeyringKeys.derive(secret, KeyringKind.PERSON);
    }
    key = ReportKey.random();
    contents = SealedContents.seal(key, contents());
    manifest = manifest(contents.summary());
    signed = ManifestCodec.sign(manifest, author);
    sealed = SealedManifest.seal(key, report, signed);
  }

  @TearDown
  public void close() {
    author.close();
    key.close();
  }

  /** Written as JSON, signed, sealed. */
  @Benchmark
  public Bytes seal() {
    return SealedManifest.seal(key, report, ManifestCodec.sign(manifest, author));
  }

  @Benchmark
  public SignedObject rawSeal() {
    return author.sign(SignedObject.Domain.MANIFEST, signed.payload());
  }

  /** Opened, verified, read, every rule checked. */
  @Benchmark
  public Manifest open() {
    SealedManifest.Opened opened = SealedManifest.open(key, report, sealed);
    ManifestCodec.verify(opened.signed(), author.publicKeys());
    return opened.manifest();
  }

  /** Written as JSON, sealed, hashed. */
  @Benchmark
  public SealedContents sealContents() {
    return SealedContents.seal(key, contents());
  }

  /** Compared with the manifest, opened, read, every rule checked. */
  @Benchmark
  public Contents openContents() {
    return SealedContents.open(key, manifest, contents.bytes());
  }

  @Benchmark
  public boolean rawOpen() {
    return Signatures.verify(author.publicKeys(), SignedObject.Domain.MANIFEST, signed);
  }

  private Contents contents() {
    List<ManifestFile> files = new ArrayList<>();
    for (int i = 0; i < FILES; i++) {
      files.add(
          new ManifestFile(
              "series/IM" + i + ".dcm",
              "application/dicom",
              i * FILE_BYTES,
              FILE_BYTES,
              ManifestFile.Role.CONTENT));
    }
    List<Sha256> parts = new ArrayList<>();
    for (long at = 0; at < FILES * FILE_BYTES; at += PART_PLAINTEXT) {
      parts.add(hash);
    }
    return new Contents(report, files, parts);
  }

  private Manifest manifest(ContentsSummary summary) {
    KeyringId section = KeyringId.of(new byte[KeyringId.BYTES]);
    StatementHash head = new StatementHash("11".repeat(32));
    return new Manifest(
        report,
        section,
        section,
        new Manifest.Author(section, 1, head, Optional.of("Dr Example")),
        List.of(new Header.Hop(section, head)),
        Instant.parse("2026-11-23T12:00:00.000Z"),
        Document.of(
            StrictJson.mapper()
                .createObjectNode()
                .put("resourceType", "DocumentReference")
                .put("status", "current")
                .put("description", "A study")),
        KeyCommitment.of(key),
        new Manifest.Body(FILES * FILE_BYTES),
        summary);
  }
}
