package io.medseal.seal.manifests;

import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.reports.ReportSizes;
import io.medseal.seal.SealException;
import io.medseal.seal.bodies.BodyLayout;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A report's table of contents: what is only needed when the report is opened (spec/bodies.md
 * section 4). Contents that exist have passed every check of their own.
 *
 * @param files in the order of the pack; at least one
 * @param parts the hash of each part of the body
 */
public record Contents(ReportId report, List<ManifestFile> files, List<Sha256> parts) {
  /**
   * Checks everything.
   *
   * @throws SealException.Malformed if anything does not fit
   */
  public Contents {
    Objects.requireNonNull(report);
    files = List.copyOf(files);
    parts = List.copyOf(parts);
    if (files.isEmpty()) {
      throw new SealException.Malformed("a report has at least one file");
    }
    Set<String> names = new HashSet<>();
    long end = 0;
    for (ManifestFile file : files) {
      if (file.offset() != end) {
        throw new SealException.Malformed("a file begins where the one before it ends");
      }
      end = file.offset() + file.size(); // both below 2^53, and end is an offset checked next
      if (!names.add(file.name().toLowerCase(Locale.ROOT))) {
        throw new SealException.Malformed("two files of one name");
      }
    }
    checkStudy(files);
    if (parts.size() != new BodyLayout(end).parts()) {
      throw new SealException.Malformed("a body has as many parts as its size says");
    }
  }

  /** The study index stands behind everything that it may speak of (spec/bodies.md section 7). */
  private static void checkStudy(List<ManifestFile> files) {
    for (int index = 0; index < files.size(); index++) {
      ManifestFile file = files.get(index);
      boolean last = index > 0 && index == files.size() - 1;
      if (file.role() == ManifestFile.Role.STUDY
          && (!last || file.size() < 1 || file.size() > ReportSizes.STUDY)) {
        throw new SealException.Malformed(
            "a study index is the last of several files, of at most 16 MiB");
      }
    }
  }

  /** The study index, where the author made one. */
  public Optional<ManifestFile> study() {
    return Optional.of(files.getLast()).filter(file -> file.role() == ManifestFile.Role.STUDY);
  }

  /** Of all files, in bytes. */
  public long size() {
    return files.getLast().offset() + files.getLast().size();
  }

  /** The files that are findings of their own. */
  Stream<ManifestFile> shown() {
    return files.stream().filter(file -> file.role() == ManifestFile.Role.CONTENT);
  }
}
