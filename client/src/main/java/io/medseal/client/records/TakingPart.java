package io.medseal.client.records;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.seal.index.IndexPart;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What of some records takes part in what the person does: what each keyring is and is of, by its
 * chain, as that was read now or kept before.
 */
public final class TakingPart {
  private final Map<KeyringId, List<IndexPart>> parts;

  TakingPart(Map<KeyringId, List<IndexPart>> parts) {
    this.parts = parts;
  }

  /** Whether that is a section of that record, and takes part. */
  public boolean isSection(KeyringId record, KeyringId section) {
    return of(record)
        .anyMatch(part -> part.kind() == KeyringKind.SECTION && part.keyring().equals(section));
  }

  /** Whether one of these is a share of that report, which lies in that section, and takes part. */
  public boolean isShared(
      KeyringId record, KeyringId section, ReportId report, Collection<KeyringId> shares) {
    return of(record)
        .anyMatch(
            part ->
                shares.contains(part.keyring())
                    && part.section().equals(Optional.of(section))
                    && part.report().equals(Optional.of(report)));
  }

  private Stream<IndexPart> of(KeyringId record) {
    return parts.getOrDefault(record, List.of()).stream().filter(IndexPart::takesPart);
  }
}
