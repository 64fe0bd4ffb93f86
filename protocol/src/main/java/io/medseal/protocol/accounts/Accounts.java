package io.medseal.protocol.accounts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bodies of {@code /accounts}, {@code /account} and {@code /sessions}. */
public final class Accounts {
  private Accounts() {}

  /**
   * Argon2id parameters of a password slot.
   *
   * @param salt 16 bytes
   * @param memoryKiB m
   * @param iterations t
   * @param parallelism p
   */
  public record PasswordParameters(Bytes salt, int memoryKiB, int iterations, int parallelism) {}

  /**
   * A slot as a client makes it.
   *
   * @param id chosen by the client, 16 bytes
   * @param slot 61 bytes (spec/accounts.md section 1)
   * @param authenticationKey 32 bytes; the service keeps only its hash
   * @param password parameters, for a password slot only
   * @param label what the owner calls it, sealed for the owner; passkeys only
   * @param credentialId the WebAuthn credential; passkeys only
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record NewSlot(
      Bytes id,
      SlotKind kind,
      Bytes slot,
      Bytes authenticationKey,
      @Nullable PasswordParameters password,
      @Nullable Bytes label,
      @Nullable Bytes credentialId) {}

  /** A slot as the service answers it to its signed-in owner. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Slot(
      Bytes id,
      SlotKind kind,
      Bytes slot,
      Instant created,
      @Nullable PasswordParameters password,
      @Nullable Bytes label,
      @Nullable Bytes credentialId) {}

  /**
   * {@code POST /accounts}.
   *
   * @param email in any form that has the canonical one (spec/accounts.md section 4)
   * @param statements the person's chain from its first statement
   * @param slots one password or passkey at least, and one recovery slot
   * @param invitation where the service wants one
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SignUp(
      String email, List<Bytes> statements, List<NewSlot> slots, @Nullable String invitation) {}

  /**
   * {@code POST /sessions/parameters}: before log-in.
   *
   * @param device as in {@link LogIn}
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ParametersQuery(String email, @Nullable String device) {}

  /**
   * {@code POST /sessions}.
   *
   * @param slotId which slot, where an account has several of a kind; null for the only one
   * @param device what this device was given when it logged in to this account before
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record LogIn(
      String email,
      SlotKind kind,
      Bytes authenticationKey,
      @Nullable Bytes slotId,
      @Nullable String device) {}

  /**
   * A session, answered once, to sign-up and log-in.
   *
   * @param token for the header {@code Authorization: Bearer}
   * @param slots the account's slots of the kind logged in with
   * @param device to be kept on this device, beyond log-out, and shown when it logs in again
   * @param notices what happened to the account since this device logged in last
   */
  public record SessionOpened(
      String token,
      Instant expires,
      String email,
      KeyringId keyring,
      List<Slot> slots,
      String device,
      List<Notice> notices) {}

  /** What an owner learns about their account. */
  public enum NoticeKind {
    LOG_IN_FAILED("log-in-failed"),
    NEW_DEVICE("new-device"),
    PASSWORD_CHANGED("password-changed"),
    PASSWORD_REMOVED("password-removed"),
    RECOVERY_CHANGED("recovery-changed"),
    PASSKEY_ADDED("passkey-added"),
    PASSKEY_REMOVED("passkey-removed"),
    KEYS_RENEWED("keys-renewed");

    private final String text;

    NoticeKind(String text) {
      this.text = text;
    }

    /** As written in JSON. */
    @JsonValue
    public String text() {
      return text;
    }
  }

  /**
   * Something that happened to an account.
   *
   * @param time of the last one of {@code count}
   * @param way the slot that was tried, or that proved who changed something
   * @param origin the address it came from, of IPv6 the /64
   * @param client what the program called itself
   * @param count how often on that day, for failed log-ins; else 1
   */
  public record Notice(
      Instant time, NoticeKind kind, SlotKind way, String origin, String client, int count) {}

  /** {@code GET /account/notices}: newest first. */
  public record Notices(List<Notice> notices) {}

  /** One of {@code GET /sessions}. */
  public record SessionSummary(
      String id, Instant created, Instant lastUsed, String client, boolean current) {}

  /** {@code GET /sessions}. */
  public record Sessions(List<SessionSummary> sessions) {}

  /** {@code GET /account}. */
  public record Account(String email, KeyringId keyring, Instant created, List<Slot> slots) {}

  /**
   * {@code PUT /account/slots}: replaces all slots, and appends to the person's chain in the same
   * step. Every other session ends.
   *
   * @param kind of the slot that proves who asks
   * @param authenticationKey of that slot
   * @param statements to append to the person's chain; usually none
   * @param envelopes those that the statements announce
   * @param decisions only with statements that renew the keyring: the account's decisions, sealed
   *     under the new generation; without them those of the old one are removed
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SlotsChange(
      SlotKind kind,
      Bytes authenticationKey,
      @Nullable Bytes slotId,
      List<Bytes> statements,
      List<Bytes> envelopes,
      List<NewSlot> slots,
      List<Bytes> kept,
      @Nullable Bytes decisions) {}

  /**
   * {@code GET /account/deletion}: what a deletion of the account would leave behind.
   *
   * @param owned records, institutes and departments that nobody else owns for good, and that
   *     others, reports or endorsements depend on: as long as there are any, the account stays; at
   *     most 100
   * @param memberships keyrings that the account is a member of itself; at most 1,000
   * @param alone those of which nobody else is an owner for good whose account goes on, whether or
   *     not this account ever took part in them; at most 1,000
   */
  public record LeftBehind(
      List<KeyringId> owned, List<KeyringId> memberships, List<KeyringId> alone) {}

  /**
   * {@code POST /account/deletion}: ends the account for good.
   *
   * @param kind of the slot that proves who asks
   * @param authenticationKey of that slot
   * @param slotId which slot, where there are several of a kind
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Deletion(SlotKind kind, Bytes authenticationKey, @Nullable Bytes slotId) {}

  /**
   * {@code GET} and {@code PUT /account/decisions}.
   *
   * @param document sealed for the account's owner (spec/accounts.md section 5); absent where
   *     nothing has been decided yet
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Decisions(@Nullable Bytes document) {}

  /** {@code POST /directory/query}. */
  public record DirectoryQuery(String email) {}

  /** The keyring that the service says belongs to an e-mail address. */
  public record DirectoryAnswer(String email, KeyringId keyring) {}
}
