package io.medseal.server.reports;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.Sha256;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.platform.http.ProblemException;
import org.jspecify.annotations.Nullable;

/** The header {@code Part-Hash} (spec/http-api.md, "Upload"). */
final class PartHash {
  private PartHash() {}

  static Sha256 of(@Nullable String header) {
    try {
      return new Sha256(header == null ? "" : header.strip());
    } catch (LedgerException _) {
      throw ProblemException.of(ProblemType.MALFORMED);
    }
  }
}
