package io.medseal.seal.manifests;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.statements.Header;
import io.medseal.seal.SealException;
import io.medseal.seal.bodies.BodyLayout;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a report is (spec/bodies.md section 4): what lists show, and what its contents, key and body
 * are verified with. A manifest that exists has passed every check of its own content; whether the
 * author had the authority is the ledger's to say.
 *
 * @param section where the report was added
 * @param record the section's parent
 * @param via memberships used, from the author to the section; ends with the section
 * @param time when signed, to the millisecond
 * @param document FHIR description
 * @param keyCommitment to the report key
 * @param body what is stored
 * @param contents what is sealed apart, and only fetched when the report is opened
 */
public record Manifest(
    ReportId report,
    KeyringId record,
    KeyringId section,
    Author author,
    List<Header.Hop> via,
    Instant time,
    Document document,
    KeyCommitment keyCommitment,
    Body body,
    ContentsSummary contents) {

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
    Objects.requireNonNull(keyCommitment);
    Objects.requireNonNull(body);
    Objects.requireNonNull(contents);
    via = List.copyOf(via);
    if (!time.equals(time.truncatedTo(ChronoUnit.MILLIS))) {
      throw new SealException.Malformed("a manifest's time is in whole milliseconds");
    }
    if (via.isEmpty() || via.size() > Header.MAX_HOPS || !via.getLast().keyring().equals(section)) {
      throw new SealException.Malformed("a manifest's via has 1 to 6 hops and ends at its section");
    }
    document.requireDate(time);
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
    /** Longest name, in UTF-16 code units. */
    public static final int MOST_OF_A_NAME = 200;

    public Author {
      Objects.requireNonNull(keyring);
      Objects.requireNonNull(head);
      if (generation < 1) {
        throw new SealException.Malformed("generations count from 1");
      }
      if (name.isPresent() && name.get().length() > MOST_OF_A_NAME) {
        throw new SealException.Malformed("an author's name has at most 200 characters");
      }
    }
  }

  /**
   * The stored body.
   *
   * @param layout where everything lies
   */
  public record Body(BodyLayout layout) {
    /** Of a pack of that many bytes. */
    public Body(long size) {
      this(new BodyLayout(size));
    }

    /** Of the pack, in bytes. */
    public long size() {
      return layout.size();
    }
  }
}
