package io.medseal.ledger.statements;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.PublicKeys;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a statement changes (spec/keyrings.md section 6). */
public sealed interface Change {

  /** As written in the member {@code type}. */
  String type();

  /** The first statement of every chain. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Create(
      KeyringKind kind,
      PublicKeys keys,
      @Nullable KeyringId parent,
      List<NewMember> members,
      @Nullable ReportId report,
      @Nullable Bytes envelope)
      implements Change {
    /** Of anything but a share. */
    public Create(
        KeyringKind kind, PublicKeys keys, @Nullable KeyringId parent, List<NewMember> members) {
      this(kind, keys, parent, members, null, null);
    }

    public Create {
      require(kind, keys, members);
      if (kind.signs() != keys.canSign()) {
        throw new LedgerException.Malformed("signature keys belong to kinds that sign");
      }
      if (kind.parentKind().isPresent() != (parent != null)) {
        throw new LedgerException.Malformed("a section or share, and nothing else, has a parent");
      }
      boolean share = kind == KeyringKind.SHARE;
      if (share != (report != null) || share != (envelope != null)) {
        throw new LedgerException.Malformed("a share, and nothing else, names a report and key");
      }
      if (envelope != null) {
        Sealed.requireEnvelope(envelope);
      }
      members = List.copyOf(members);
    }

    @Override
    public String type() {
      return "create";
    }
  }

  /**
   * A new generation.
   *
   * @param previousGeneration the newest that the signer can open
   * @param previousSecret leaf of the envelope with that generation's secret, sealed to the new one
   * @param envelopes those for the members that may open
   */
  record Rotate(
      int generation,
      PublicKeys keys,
      int previousGeneration,
      Sha256 previousSecret,
      MembersEnvelopes envelopes)
      implements Change {
    public Rotate {
      require(keys, previousSecret, envelopes);
      requireGeneration(generation);
      requireGeneration(previousGeneration);
    }

    @Override
    public String type() {
      return "rotate";
    }
  }

  /**
   * The new secret for every member that may open, in the order of their ids.
   *
   * @param generations of each member, which its envelope is sealed to
   * @param root of the tree of the envelopes
   */
  record MembersEnvelopes(List<Integer> generations, Sha256 root) {
    public MembersEnvelopes {
      require(generations, root);
      generations = List.copyOf(generations);
      generations.forEach(Change::requireGeneration);
    }
  }

  /** A member's one role, in place of what it had before. */
  record SetMember(NewMember member) implements Change {
    public SetMember {
      require(member);
    }

    @Override
    public String type() {
      return "set-member";
    }
  }

  /** A member less. */
  record RemoveMember(KeyringId member) implements Change {
    public RemoveMember {
      require(member);
    }

    @Override
    public String type() {
      return "remove-member";
    }
  }

  /** The signer is a member no longer. */
  record Leave() implements Change {
    @Override
    public String type() {
      return "leave";
    }
  }

  /**
   * The end of a report of this section.
   *
   * @param moved it was added anew elsewhere before, as whoever signs says; where, nobody says here
   */
  record DeleteReport(ReportId report, @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean moved)
      implements Change {
    public DeleteReport {
      require(report);
    }

    /** Of one that was added nowhere else. */
    public DeleteReport(ReportId report) {
      this(report, false);
    }

    @Override
    public String type() {
      return "delete-report";
    }
  }

  /**
   * What a report of this section says of itself, in place of what it said before.
   *
   * @param correction sealed with the report's key
   */
  record CorrectReport(ReportId report, Bytes correction) implements Change {
    public CorrectReport {
      require(report, correction);
      Sealed.requireCorrection(correction);
    }

    @Override
    public String type() {
      return "correct-report";
    }
  }

  /** An institute says who somebody is. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Endorse(
      KeyringId subject,
      String name,
      @Nullable String specialty,
      @Nullable String licence,
      @Nullable Instant until)
      implements Change {
    public Endorse {
      require(subject, name);
      requirePublicText(name, specialty, licence);
    }

    @Override
    public String type() {
      return "endorse";
    }
  }

  /** An institute takes its word back. */
  record WithdrawEndorsement(KeyringId subject) implements Change {
    public WithdrawEndorsement {
      require(subject);
    }

    @Override
    public String type() {
      return "withdraw-endorsement";
    }
  }

  /**
   * A public name.
   *
   * @param domain of an institute, which it says is its own
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record PublishCard(String name, @Nullable String specialty, @Nullable String domain)
      implements Change {
    /** Without a domain. */
    public PublishCard(String name, @Nullable String specialty) {
      this(name, specialty, null);
    }

    public PublishCard {
      require(name);
      requirePublicText(name, specialty);
      if (domain != null && !DomainNames.isDomainName(domain)) {
        throw new LedgerException.Malformed("a domain is a DNS name in lower-case A-labels");
      }
    }

    @Override
    public String type() {
      return "card";
    }
  }

  /** Sealed demographics. */
  record SetProfile(Bytes note) implements Change {
    public SetProfile {
      require(note);
      Sealed.requireNote(note);
    }

    @Override
    public String type() {
      return "profile";
    }
  }

  /** The last statement. */
  record Close() implements Change {
    @Override
    public String type() {
      return "close";
    }
  }

  private static void require(@Nullable Object... values) {
    for (Object value : values) {
      if (value == null) {
        throw new LedgerException.Malformed("a required member is missing");
      }
    }
  }

  private static void requireGeneration(int generation) {
    if (generation < 1) {
      throw new LedgerException.Malformed("generations are counted from 1");
    }
  }

  private static void requirePublicText(@Nullable String... values) {
    for (String value : values) {
      if (value != null && !isPublicText(value)) {
        throw new LedgerException.Malformed(
            "a public text has 1 to 200 characters, no control characters, and is not all spaces");
      }
    }
  }

  private static boolean isPublicText(String text) {
    return text.codePointCount(0, text.length()) <= 200
        && text.codePoints().anyMatch(c -> c != ' ')
        && text.codePoints()
            .noneMatch(
                c ->
                    Character.isISOControl(c)
                        || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
  }
}
