package io.medseal.protocol.reports;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.Sha256;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Bodies of {@code /reports}. */
public final class Reports {
  /** So many parts' hashes are answered at once. */
  public static final int MOST_HASH_LISTS = 64;

  /** Header of {@code PUT /reports/{id}/parts/{index}}: the part's hash, hexadecimal. */
  public static final String PART_HASH = "Part-Hash";

  /**
   * The media type of {@link ReportPage} and {@link FoundReports}, which are compressed for who
   * accepts it: there is no text in them.
   */
  public static final String LIST_TYPE = "application/vnd.medseal.reports+json";

  private Reports() {}

  /**
   * {@code POST /reports}: announces an upload. Saying the same again is harmless.
   *
   * @param bodyBytes ciphertext length of the whole body
   * @param time of the client's clock, so that a wrong one is found before anything is sent
   */
  public record NewReport(ReportId report, KeyringId section, long bodyBytes, Instant time) {}

  /**
   * {@code GET /reports/{id}/parts}: which parts the service holds durably.
   *
   * @param complete the upload has been completed
   */
  public record Parts(ReportId report, long bodyBytes, boolean complete, List<Part> parts) {}

  /**
   * A part that is stored.
   *
   * @param index from 0
   * @param hash of its ciphertext (spec/bodies.md section 2)
   */
  public record Part(int index, Sha256 hash) {}

  /**
   * {@code POST /reports/{id}/complete}: the report becomes visible. Saying the same again is
   * harmless.
   *
   * @param time of the manifest; readers compare it with what its author signed
   * @param manifest sealed manifest (spec/bodies.md section 3)
   * @param envelopes the report key, for the section or, while it is stale, for its targets
   * @param moved whether the activity calls it moved here, and not uploaded
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Complete(
      Instant time, Bytes manifest, List<SealedKey> envelopes, @Nullable Boolean moved) {
    /** Of a report that was nowhere before. */
    public Complete(Instant time, Bytes manifest, List<SealedKey> envelopes) {
      this(time, manifest, envelopes, null);
    }
  }

  /** The report key sealed to one keyring. */
  public record SealedKey(KeyringId keyring, int generation, Bytes envelope) {}

  /**
   * A report as the service answers it.
   *
   * @param author the account's keyring that uploaded it; the manifest is the proof
   * @param time of the manifest, as the uploader said
   * @param bodyBytes ciphertext length
   * @param corrections how often it was corrected by now
   * @param envelopes those that the caller may be able to open
   * @param shares shares of the report through which the caller may open it, where it is not
   *     through the section
   */
  public record Report(
      ReportId report,
      KeyringId record,
      KeyringId section,
      KeyringId author,
      Instant created,
      Instant time,
      long bodyBytes,
      int corrections,
      Bytes manifest,
      List<SealedKey> envelopes,
      List<KeyringId> shares) {}

  /**
   * A report in a list.
   *
   * @param corrections how often it was corrected by now
   * @param index what the caller keeps of it (spec/accounts.md section 9): then the next two are
   *     left out
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ListedReport(
      ReportId report,
      KeyringId record,
      KeyringId section,
      KeyringId author,
      Instant created,
      Instant time,
      long bodyBytes,
      int corrections,
      List<KeyringId> shares,
      @Nullable Bytes index,
      @Nullable Bytes manifest,
      @Nullable List<SealedKey> envelopes) {

    /** The whole report; empty where the list has only what the caller keeps of it. */
    public Optional<Report> whole() {
      return manifest == null || envelopes == null
          ? Optional.empty()
          : Optional.of(
              new Report(
                  report,
                  record,
                  section,
                  author,
                  created,
                  time,
                  bodyBytes,
                  corrections,
                  manifest,
                  envelopes,
                  shares));
    }
  }

  /**
   * {@code GET /reports?record=&section=&after=&limit=}, newest first.
   *
   * @param next for {@code after} of the next page; absent on the last
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ReportPage(List<ListedReport> reports, @Nullable String next) {}

  /**
   * {@code POST /reports/query}: reports that the caller may open.
   *
   * @param reports by their ids: these are answered whole
   * @param prefixes by how their ids begin: these are answered by what the caller keeps of them, or
   *     only named
   */
  public record ReportQuery(List<ReportId> reports, List<String> prefixes) {}

  /**
   * What was found.
   *
   * @param complete whether it is all that was asked for
   */
  public record FoundReports(List<ListedReport> reports, boolean complete) {}

  /** {@code PUT /reports/index}: what the caller keeps of reports, sealed for itself. */
  public record ReportIndexChange(List<KeptReport> entries) {}

  /** What is kept of one report. */
  public record KeptReport(ReportId report, Bytes entry) {}
}
