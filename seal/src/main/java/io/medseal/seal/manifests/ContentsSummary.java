package io.medseal.seal.manifests;

import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.reports.ReportSizes;
import io.medseal.seal.SealException;
import java.util.List;
import java.util.Objects;

/**
 * What a manifest says of the report's contents: enough to verify them, and what lists show.
 *
 * @param sha256 of the sealed contents
 * @param size of the sealed contents, in bytes
 * @param files how many have the role {@code content}
 * @param mediaTypes of these files, in the order in which they first appear; at most {@value
 *     #MOST_TYPES}, further ones are left out
 */
public record ContentsSummary(Sha256 sha256, int size, int files, List<String> mediaTypes) {
  /** So many media types stand in a manifest. */
  public static final int MOST_TYPES = 8;

  /**
   * Checks the form.
   *
   * @throws SealException.Malformed if a number or type is none
   */
  public ContentsSummary {
    Objects.requireNonNull(sha256);
    mediaTypes = List.copyOf(mediaTypes);
    if (size < 1 || size > ReportSizes.CONTENTS) {
      throw new SealException.Malformed("a manifest's contents have a size");
    }
    check(files, mediaTypes);
  }

  /**
   * Checks what lists show of it.
   *
   * @throws SealException.Malformed if a number or type is none
   */
  public static void check(int files, List<String> mediaTypes) {
    if (files < 0) {
      throw new SealException.Malformed("a manifest's contents have a number of files");
    }
    if (mediaTypes.size() > MOST_TYPES
        || mediaTypes.stream().distinct().count() != mediaTypes.size()) {
      throw new SealException.Malformed("a manifest names at most 8 media types, each once");
    }
    mediaTypes.forEach(ManifestFile::checkMediaType);
  }

  /** Of contents that have been sealed. */
  static ContentsSummary of(Contents contents, Sha256 sha256, int size) {
    return new ContentsSummary(
        sha256, size, Math.toIntExact(contents.shown().count()), types(contents));
  }

  /**
   * Compares with what stands in opened contents.
   *
   * @throws SealException.Malformed if the author signed one thing and sealed another
   */
  void check(Contents contents) {
    if (contents.shown().count() != files || !types(contents).equals(mediaTypes)) {
      throw new SealException.Malformed("a manifest says of its contents what is not so");
    }
  }

  private static List<String> types(Contents contents) {
    return contents.shown().map(ManifestFile::mediaType).distinct().limit(MOST_TYPES).toList();
  }
}
