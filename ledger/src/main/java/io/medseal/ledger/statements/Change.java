package io.medseal.ledger.statements;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
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
      KeyringKind kind, PublicKeys keys, @Nullable KeyringId parent, List<NewMember> members)
      implements Change {
    public Create {
      require(kind, keys, members);
      if (kind.signs() != keys.canSign()) {
        throw new LedgerException.Malformed("signature keys belong to kinds that sign");
      }
      if ((kind == KeyringKind.SECTION) != (parent != null)) {
        throw new LedgerException.Malformed("a section, and only a section, has a parent");
      }
      members = List.copyOf(members);
    }

    @Override
    public String type() {
      return "create";
    }
  }

  /** A new generation. */
  record Rotate(int generation, PublicKeys keys, Bytes previousSecret, List<SealedSecret> envelopes)
      implements Change {
    public Rotate {
      require(keys, previousSecret, envelopes);
      requireGeneration(generation);
      Sealed.requireEnvelope(previousSecret);
      envelopes = List.copyOf(envelopes);
    }

    @Override
    public String type() {
      return "rotate";
    }
  }

  /** The new secret for one member. */
  record SealedSecret(KeyringId keyring, int generation, Bytes envelope) {
    public SealedSecret {
      require(keyring, envelope);
      requireGeneration(generation);
      Sealed.requireEnvelope(envelope);
    }
  }

  /** A member more, or another end for one that is there. */
  record AddMember(NewMember member) implements Change {
    public AddMember {
      require(member);
    }

    @Override
    public String type() {
      return "add-member";
    }
  }

  /** A member less, in all its roles. */
  record RemoveMember(KeyringId member) implements Change {
    public RemoveMember {
      require(member);
    }

    @Override
    public String type() {
      return "remove-member";
    }
  }

  /** One report's key for one keyring. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ShareReport(ReportId report, Recipient to, @Nullable Bytes note) implements Change {
    public ShareReport {
      require(report, to);
      if (note != null) {
        Sealed.requireNote(note);
      }
    }

    @Override
    public String type() {
      return "share-report";
    }
  }

  /** Whom a single report is shared with. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Recipient(KeyringId keyring, int generation, @Nullable Instant until, Bytes envelope) {
    public Recipient {
      require(keyring, envelope);
      requireGeneration(generation);
      Sealed.requireEnvelope(envelope);
    }
  }

  /** The end of a single report's share. */
  record UnshareReport(ReportId report, KeyringId from) implements Change {
    public UnshareReport {
      require(report, from);
    }

    @Override
    public String type() {
      return "unshare-report";
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
