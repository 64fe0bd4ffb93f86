package io.medseal.ledger.keyrings;

import java.util.Optional;

/** What the statements of a section say of one of its reports: at least one of both. */
public record ReportStanding(Optional<Deletion> deletion, Optional<Correction> correction) {
  /** Of which nothing was said. */
  public static final ReportStanding NONE = new ReportStanding(Optional.empty(), Optional.empty());

  /** The same, deleted. */
  public ReportStanding deleted(Deletion said) {
    return new ReportStanding(Optional.of(said), correction);
  }

  /** The same, corrected. */
  public ReportStanding corrected(Correction said) {
    return new ReportStanding(deletion, Optional.of(said));
  }
}
