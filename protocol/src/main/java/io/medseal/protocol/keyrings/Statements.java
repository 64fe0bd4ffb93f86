package io.medseal.protocol.keyrings;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import io.medseal.ledger.envelopes.EnvelopeName;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.KeyringKind;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Bodies of {@code /statements} and {@code /keyrings}. */
public final class Statements {
  /** The media type of {@link Chains}, which is compressed for who accepts it. */
  public static final String CHAINS_TYPE = "application/vnd.medseal.chains+json";

  private Statements() {}

  /**
   * {@code POST /statements}: all or nothing, in this order. Each first statement names the head it
   * follows; where that head has moved on, the answer is {@code head-moved} and nothing is written.
   *
   * @param signatures of these statements and of no others, each once for all that were signed
   *     together (spec/README.md section 3)
   */
  public record Append(List<ChainAppend> appends, List<Bytes> signatures) {}

  /**
   * Statements for one chain, oldest first.
   *
   * @param statements their payloads
   * @param envelopes those that the statements announce, in that order: of members in the order of
   *     the statement; of a rotation the way back, then those for members in the order of their ids
   */
  public record ChainAppend(KeyringId keyring, List<String> statements, List<Bytes> envelopes) {}

  /** The heads after an append, in the order of the request. */
  public record Appended(List<Head> heads) {}

  /** Where a chain stands. */
  public record Head(KeyringId keyring, int seq, StatementHash head) {}

  /**
   * {@code POST /statements/returned}: what a service had before it was restored from an older
   * backup (spec/http-api.md, Giving back).
   *
   * @param signatures of these statements, and perhaps of others that were signed together with
   *     them
   * @param envelopes that these chains announce, in any order; as many as the caller has
   */
  public record GiveBack(
      List<ChainGiven> chains, List<Bytes> signatures, List<FoundEnvelope> envelopes) {}

  /**
   * Statements of one chain, oldest first, without a gap; the service may have the first of them.
   *
   * @param statements their payloads
   * @param signedBy for each, which of the request's signatures are its own, from 0
   */
  public record ChainGiven(KeyringId keyring, List<String> statements, List<Integer> signedBy) {}

  /**
   * {@code POST /statements/query}.
   *
   * @param closure also answer every chain that is needed to verify those asked for
   * @param held what the caller has of chains that the closure may add
   * @param begun whether long chains of which the caller has nothing may be begun later
   *     (spec/keyrings.md section 12), and the closure leaves out their people
   */
  public record Query(
      List<ChainQuery> keyrings, boolean closure, List<ChainQuery> held, boolean begun) {
    /** Of chains from their first statement on. */
    public Query(List<ChainQuery> keyrings, boolean closure, List<ChainQuery> held) {
      this(keyrings, closure, held, false);
    }
  }

  /**
   * One chain asked for, or held.
   *
   * @param after leave out statements up to this seq; −1 for all
   * @param seen the newest head that the caller remembers, where it has nothing else
   * @param form in what form it is answered from its beginning; {@link Form#LATER} where absent
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ChainQuery(
      KeyringId keyring, int after, @Nullable StatementHash seen, @Nullable Form form) {
    /** From there on. */
    public ChainQuery(KeyringId keyring, int after) {
      this(keyring, after, null, null);
    }
  }

  /** How a chain is answered of which the caller has nothing. */
  public enum Form {
    /** Begun later where it is long, showing what concerns the caller and what is asked for. */
    LATER("later"),
    /** Begun later where it is long, showing every member and endorsement. */
    SHOWN("shown"),
    /** From the first statement on. */
    WHOLE("whole");

    private final String text;

    Form(String text) {
      this.text = text;
    }

    /** As written. */
    @JsonValue
    public String text() {
      return text;
    }
  }

  /**
   * Chains; those that do not exist or may not be read are left out.
   *
   * @param signatures of all statements in them, each once for all that were signed together
   */
  public record Chains(List<Chain> chains, List<Bytes> signatures) {}

  /**
   * A chain's statements behind {@code after}, oldest first, and where it stands: whoever asks
   * behind what they hold learns by it that the service holds less, or something else there.
   *
   * @param seq of the newest statement that the service has of this chain
   * @param head the hash of that statement
   * @param statements their payloads; none where {@code after} is not before {@code seq}
   * @param signedBy for each, which of the answer's signatures are its own, from 0
   * @param begun with what the chain is begun at the first of {@code statements}; absent where they
   *     follow what the caller has, or are all
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Chain(
      KeyringId keyring,
      int after,
      int seq,
      StatementHash head,
      List<String> statements,
      List<Integer> signedBy,
      @Nullable Begun begun) {
    public Chain {
      Objects.requireNonNull(head);
    }

    /** That is not begun later. */
    public Chain(
        KeyringId keyring,
        int after,
        int seq,
        StatementHash head,
        List<String> statements,
        List<Integer> signedBy) {
      this(keyring, after, seq, head, statements, signedBy, null);
    }
  }

  /**
   * What a chain is begun with (spec/keyrings.md section 12).
   *
   * @param line the owners' line, without the statement that the chain is begun at
   * @param state the state document of that statement
   * @param seen what is past at the head that the caller remembers; absent where it told none, or
   *     one that is not before the beginning
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Begun(List<LineStatement> line, Bytes state, @Nullable ShownPast seen) {}

  /**
   * A statement of an owners' line.
   *
   * @param statement its payload
   * @param signedBy which of the answer's signatures are its own
   * @param path to the root of the tree of the statements before the beginning
   */
  public record LineStatement(String statement, int signedBy, List<Sha256> path) {}

  /**
   * What held after a statement of a chain that is begun later (spec/keyrings.md section 12).
   *
   * @param statement its payload
   * @param path of its hash; empty where it is not before the beginning
   * @param next the payload of the one after it; absent where that is the one that the chain is
   *     begun at, and where {@code path} is empty
   * @param nextPath of the next one's hash, likewise
   * @param state the state document
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ShownPast(
      String statement,
      List<Sha256> path,
      @Nullable String next,
      List<Sha256> nextPath,
      Bytes state) {}

  /** {@code POST /statements/pasts}: at most 200. */
  public record PastsQuery(List<PastQuery> pasts) {}

  /**
   * What held after a statement, for somebody who begins the chain later.
   *
   * @param base the number of the statement at which the caller begins the chain
   * @param head of which statement
   * @param at instead after the last statement that is not after that time, nor before {@code head}
   * @param ids keyrings of which is shown what they are in that state; at most 100
   * @param generations numbers of former generations that are shown; at most 100
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record PastQuery(
      KeyringId keyring,
      int base,
      StatementHash head,
      @Nullable Instant at,
      List<KeyringId> ids,
      List<Integer> generations) {}

  /** Those that are there and may be read, in the order of the query. */
  public record Pasts(List<Past> pasts) {}

  /** What is past of one chain. */
  public record Past(KeyringId keyring, ShownPast past) {}

  /** {@code POST /envelopes/query}. */
  public record EnvelopeQuery(List<EnvelopeName> envelopes) {}

  /** Envelopes; those that are not there, or not for the caller, are left out. */
  public record Envelopes(List<FoundEnvelope> envelopes) {}

  /**
   * One envelope, by its name.
   *
   * @param path from its leaf to the root that the statement announces
   */
  public record FoundEnvelope(
      KeyringId keyring,
      int generation,
      KeyringId recipient,
      int recipientGeneration,
      Bytes envelope,
      List<Sha256> path) {}

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
   * {@code GET /keyrings?kind=&after=&limit=}; of several kinds where it is given several times.
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
