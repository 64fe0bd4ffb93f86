package io.medseal.client.reports;

import io.medseal.client.problems.TrustException;
import io.medseal.client.transport.Connection;
import io.medseal.ledger.ids.Sha256;
import io.medseal.seal.manifests.ManifestFile;
import io.medseal.seal.suite.Digests;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Reads a whole report: every part is compared with what was signed, every file gets a SHA-256. */
final class ContentCheck {
  private final Connection connection;
  private final OpenedContents report;
  private final List<ManifestFile> files;
  private final MessageDigest digest = Digests.sha256();
  private final List<Check> found = new ArrayList<>();
  private int current;
  private long read;

  ContentCheck(Connection connection, OpenedContents report) {
    this.connection = connection;
    this.report = report;
    this.files = report.packed();
  }

  /**
   * Reads everything.
   *
   * @throws TrustException.ChangedParts at the first thing that is not as signed
   */
  void run(Consumer<Check> log, Progress progress) {
    long size = report.layout().size();
    int parts = report.parts().size();
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
        Check.passed(
            Check.Kind.PARTS, parts + " parts have the hashes that their author signed, and open"));
    found.forEach(log);
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
      String sha256 = Sha256.of(digest.digest()).hex();
      found.add(
          Check.passed(
              Check.Kind.FILE, file.name() + ", " + file.size() + " bytes, SHA-256 " + sha256));
      read = 0;
      current++;
    }
  }
}
