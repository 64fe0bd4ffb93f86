package io.medseal.protocol.records;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.protocol.keyrings.Statements;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bodies of {@code /records}. */
public final class Records {
  private Records() {}

  /**
   * A record of which the caller may see something.
   *
   * @param revision grows with every change of the keyrings that the caller sees of it
   * @param through the caller itself, where it is a member of the record or of something in it, and
   *     those of its groups that are
   * @param index what the account has kept of the record at this revision (spec/accounts.md section
   *     8); absent where it has kept nothing, or at an older revision only
   * @param keyrings what the caller sees of the record, itself among it if it is seen; absent where
   *     {@code index} is there and was not asked for by id
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Entry(
      KeyringId record,
      long revision,
      List<KeyringId> through,
      @Nullable Bytes index,
      @Nullable List<Statements.KeyringSummary> keyrings) {}

  /**
   * {@code GET /records?unindexed=&after=&limit=}: those in which something happened last come
   * first.
   *
   * @param next for {@code after} of the next page; absent on the last
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Page(List<Entry> records, @Nullable String next) {}

  /**
   * {@code POST /records/query}.
   *
   * @param records those with these ids
   * @param prefixes those whose ids begin so, in hexadecimal digits
   * @param tags those that the account keeps under these tags
   */
  public record Query(List<KeyringId> records, List<String> prefixes, List<Sha256> tags) {}

  /**
   * What was found; what does not exist, or may not be seen, is left out.
   *
   * @param complete whether the account keeps something of every record, as it is now: else a tag
   *     may have missed one
   */
  public record Found(List<Entry> records, boolean complete) {}

  /** {@code PUT /records/index}: what the account keeps of records, in place of what it kept. */
  public record Change(List<Kept> entries) {}

  /**
   * What an account keeps of one record.
   *
   * @param revision that the service named before what is in it was read
   * @param tag what it is found by, which says nothing to the service
   * @param entry sealed (spec/accounts.md section 8)
   */
  public record Kept(KeyringId record, long revision, Sha256 tag, Bytes entry) {}
}
