package io.medseal.seal.manifests;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.statements.Header;
import io.medseal.ledger.statements.StrictJson;
import io.medseal.seal.SealException;
import io.medseal.seal.bodies.BodyLayout;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a report holds (spec/bodies.md section 4). A manifest that exists has passed every check of
 * its own content; whether the author had the authority is the ledger's to say.
 *
 * @param section where the report was added
 * @param record the section's parent
 * @param via memberships used, from the author to the section; ends with the section
 * @param time when signed, to the millisecond
 * @param document FHIR description
 * @param files in the order of the pack; at least one
 * @param body what is stored
 */
public record Manifest(
    ReportId report,
    KeyringId record,
    KeyringId section,
    Author author,
    List<Header.Hop> via,
    Instant time,
    Document document,
    List<ManifestFile> files,
    Body body) {

  /**
   * Checks everything.
   *
   * @throws SealException.Malformed if anything does not fit
   */
  public Manifest {
    Objects.requireNonNull(report);
    Objects.requireNonNull(record);
    Objects.requireNonNull(author);
    Objects.requireNonNull(document);
    Objects.requireNonNull(body);
    via = List.copyOf(via);
    files = List.copyOf(files);
    if (!time.equals(time.truncatedTo(ChronoUnit.MILLIS))) {
      throw new SealException.Malformed("a manifest's time is in whole milliseconds");
    }
    if (via.isEmpty() || via.size() > Header.MAX_HOPS || !via.getLast().keyring().equals(section)) {
      throw new SealException.Malformed("a manifest's via has 1 to 6 hops and ends at its section");
    }
    if (document.has("date") && !document.date().equals(StrictJson.text(time))) {
      throw new SealException.Malformed("a document's date is its manifest's time");
    }
    checkFiles(files, body);
  }

  /**
   * Who added the report.
   *
   * @param generation whose keys verify the manifest
   * @param head of the author's chain as the author knew it
   * @param name for display until the author's card is known; never proof of anything
   */
  public record Author(
      KeyringId keyring, int generation, StatementHash head, Optional<String> name) {
    public Author {
      Objects.requireNonNull(keyring);
      Objects.requireNonNull(head);
      if (generation < 1) {
        throw new SealException.Malformed("generations count from 1");
      }
      if (name.isPresent() && name.get().length() > 200) {
        throw new SealException.Malformed("an author's name has at most 200 characters");
      }
    }
  }

  /**
   * The stored body.
   *
   * @param size of the pack, in bytes
   * @param parts SHA-256 of each part's ciphertext
   */
  public record Body(long size, List<Sha256> parts) {
    public Body {
      parts = List.copyOf(parts);
      if (parts.size() != new BodyLayout(size).parts()) {
        throw new SealException.Malformed("a body has as many parts as its size says");
      }
    }

    /** Where everything lies. */
    public BodyLayout layout() {
      return new BodyLayout(size);
    }
  }

  private static void checkFiles(List<ManifestFile> files, Body body) {
    if (files.isEmpty()) {
      throw new SealException.Malformed("a manifest has at least one file");
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
    if (end != body.size()) {
      throw new SealException.Malformed("the files' sizes do not add up to the body's");
    }
  }
}
