package io.medseal.protocol.keyrings;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.KeyringKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bodies of {@code /statements} and {@code /keyrings}. */
public final class Statements {
  private Statements() {}

  /**
   * {@code POST /statements}: all or nothing, in this order. Each first statement names the head it
   * follows; where that head has moved on, the answer is {@code head-moved} and nothing is written.
   */
  public record Append(List<ChainAppend> appends) {}

  /** Statements for one chain, oldest first. */
  public record ChainAppend(KeyringId keyring, List<Bytes> statements) {}

  /** The heads after an append, in the order of the request. */
  public record Appended(List<Head> heads) {}

  /** Where a chain stands. */
  public record Head(KeyringId keyring, int seq, StatementHash head) {}

  /**
   * {@code POST /statements/query}.
   *
   * @param closure also answer every chain that is needed to verify those asked for
   */
  public record Query(List<ChainQuery> keyrings, boolean closure) {}

  /**
   * One chain asked for.
   *
   * @param after leave out statements up to this seq; −1 for all. Chains that the closure adds are
   *     answered whole.
   */
  public record ChainQuery(KeyringId keyring, int after) {}

  /** Chains; those that do not exist or may not be read are left out. */
  public record Chains(List<Chain> chains) {}

  /** A chain's statements behind {@code after}, oldest first. */
  public record Chain(KeyringId keyring, int after, List<Bytes> statements) {}

  /**
   * A keyring that the caller is a member of, directly or through others.
   *
   * @param parent the record of a section, the section of a share
   * @param addedBy who made the caller a direct member; absent where it is none
   * @param addedByEmail the address of that account, which by this acted towards the caller; absent
   *     where it is the caller's own
   * @param through members of it that the caller may open or act through, at most 20
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record KeyringSummary(
      KeyringId keyring,
      KeyringKind kind,
      @Nullable KeyringId parent,
      int seq,
      StatementHash head,
      @Nullable KeyringId addedBy,
      @Nullable String addedByEmail,
      List<KeyringId> through) {
    public KeyringSummary {
      through = through == null ? List.of() : List.copyOf(through);
    }
  }

  /**
   * {@code GET /keyrings?kind=&after=&limit=}.
   *
   * @param next for {@code after} of the next page; absent on the last
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record KeyringPage(List<KeyringSummary> keyrings, @Nullable String next) {}

  /** A share, and the report that it shares. */
  public record ShareSummary(KeyringId keyring, ReportId report) {}

  /**
   * {@code GET /keyrings/{id}/shares?report=&after=&limit=}: shares of a section.
   *
   * @param next for {@code after} of the next page; absent on the last
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SharePage(List<ShareSummary> shares, @Nullable String next) {}

  /** {@code GET /keyrings/{id}/endorsements}: institutes whose chains endorse this keyring now. */
  public record Endorsers(List<KeyringId> institutes) {}
}
