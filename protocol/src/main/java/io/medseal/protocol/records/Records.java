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
   * @param changed when something happened there last that the caller may know, its reports among
   *     it: milliseconds, and another number after each change
   * @param revision grows with every change of the keyrings that the caller sees of it
   * @param through empty where the caller sees nothing of it any more; else the caller itself,
   *     where it is a member of the record or of something in it, and those of its groups that are
   * @param index what the account has kept of the record at this revision (spec/accounts.md section
   *     8); absent where it has kept nothing, or at an older revision only
   * @param keyrings what the caller sees of the record, itself among it if it is seen; absent where
   *     {@code index} is there and was not asked for by id
   * @param partial whether there may be others that could not be looked at now; absent where not
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record RecordEntry(
      KeyringId record,
      long changed,
      long revision,
      List<KeyringId> through,
      @Nullable Bytes index,
      @Nullable List<Statements.KeyringSummary> keyrings,
      @Nullable Boolean partial) {}

  /**
   * {@code GET /records?unindexed=&since=&wait=&after=&limit=}: those in which something happened
   * last come first; with {@code since} those that changed after it, in the order in which they
   * did, and those that are none of the caller's any more; with {@code wait} as soon as there are
   * some, or without any after 25 seconds.
   *
   * @param next for {@code after} of the next page; absent on the last
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record RecordPage(List<RecordEntry> records, @Nullable String next) {}

  /**
   * {@code POST /records/query}.
   *
   * @param records those with these ids
   * @param prefixes those whose ids begin so, in hexadecimal digits
   * @param tags those that the account keeps under these tags
   * @param ground what entries depend on besides their records, as it is now
   * @param indexed whether those asked for by their ids are answered as a list answers them: by
   *     what the account keeps of them, where that still holds
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record RecordQuery(
      List<KeyringId> records,
      List<String> prefixes,
      List<Sha256> tags,
      @Nullable Sha256 ground,
      @Nullable Boolean indexed) {}

  /**
   * What was found; what does not exist, or may not be seen, is left out.
   *
   * @param complete whether all that was asked for is here, and what the account keeps of every
   *     record was written since its name may have changed, on this ground: else a tag may have
   *     missed one
   */
  public record FoundRecords(List<RecordEntry> records, boolean complete) {}

  /** {@code PUT /records/index}: what the account keeps of records, in place of what it kept. */
  public record IndexChange(List<KeptEntry> entries) {}

  /**
   * What an account keeps of one record.
   *
   * @param revision that the service named before what is in it was read
   * @param tag what it is found by, which says nothing to the service
   * @param ground what it depends on besides the record; absent where it depends on nothing else
   * @param entry sealed (spec/accounts.md section 8)
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record KeptEntry(
      KeyringId record, long revision, Sha256 tag, @Nullable Sha256 ground, Bytes entry) {}
}
