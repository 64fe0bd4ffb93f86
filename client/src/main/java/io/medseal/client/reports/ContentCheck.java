package io.medseal.client.reports;

import io.medseal.client.problems.TrustException;
import io.medseal.client.transport.Connection;
import io.medseal.ledger.ids.Sha256;
import io.medseal.seal.manifests.ManifestFile;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a whole report and compares every part and file with what was signed. */
final class ContentCheck {
  private final Connection connection;
  private final OpenedReport report;
  private final List<ManifestFile> files;
  private final MessageDigest digest = FolderWriter.sha256();
  private final List<Check> found = new ArrayList<>();
  private int current;
  private long read;
  private @Nullable TrustException different;

  ContentCheck(Connection connection, OpenedReport report) {
    this.connection = connection;
    this.report = report;
    this.files = report.manifest().files();
  }

  /**
   * Reads everything.
   *
   * @throws TrustException.ChangedParts at the first thing that is not as signed
   */
  void run(Consumer<Check> log, Progress progress) {
    long size = report.manifest().body().size();
    int parts = report.manifest().body().parts().size();
    long[] done = {0};
    progress.at(0, size);
    new PartStream(connection, report)
        .read(
            0,
            parts - 1,
            (_, plaintext) -> {
              done[0] += plaintext.remaining();
              take(plaintext);
              progress.at(done[0], size);
            });
    finishWhole();
    log.accept(
        Check.passed(Check.Kind.PARTS, parts + " parts match their signed SHA-256 and open"));
    found.forEach(log);
    if (different != null) {
      throw different;
    }
  }

  private void take(ByteBuffer plaintext) {
    while (plaintext.hasRemaining()) {
      finishWhole();
      int length = (int) Math.min(files.get(current).size() - read, plaintext.remaining());
      digest.update(plaintext.slice(plaintext.position(), length));
      plaintext.position(plaintext.position() + length);
      read += length;
    }
  }

  private void finishWhole() {
    while (current < files.size() && read == files.get(current).size()) {
      ManifestFile file = files.get(current);
      if (Sha256.of(digest.digest()).equals(file.sha256())) {
        found.add(
            Check.passed(
                Check.Kind.FILE,
                file.name() + ", " + file.size() + " bytes, SHA-256 " + file.sha256().hex()));
      } else if (different == null) {
        different =
            new TrustException.ChangedParts(
                ReportVerifier.brief(report.id()), "file " + file.name(), "tampered", null);
      }
      read = 0;
      current++;
    }
  }
}
