package io.medseal.protocol.activity;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.protocol.accounts.SignUpRule;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bodies of {@code /records/{id}/activity} and {@code /usage}. */
public final class Activity {
  private Activity() {}

  /** What happened. */
  public enum Kind {
    CREATED("created"),
    UPLOADED("uploaded"),
    SEEN("seen"),
    OPENED("opened"),
    CORRECTED("corrected"),
    DELETED("deleted"),
    MOVED_AWAY("moved-away"),
    MOVED_HERE("moved-here"),
    SHARED("shared"),
    UNSHARED("unshared"),
    LEFT("left"),
    ROTATED("rotated"),
    PROFILE_CHANGED("profile-changed"),
    CLOSED("closed"),
    REFUSED("refused");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** As written in JSON. */
    @JsonValue
    public String text() {
      return text;
    }
  }

  /**
   * One event.
   *
   * @param actor who did it
   * @param actorEmail the account's address, where the account has acted in the record of its own
   *     accord: signed something there but leaving, uploaded or opened
   * @param keyring the record or section it happened in
   * @param subject whom it was shared with or taken from
   * @param subjectEmail that account's address, likewise
   * @param role the role given, as in statements
   * @param until when a share ends
   * @param refused for {@link Kind#REFUSED}, what was asked for: {@code read}, {@code add}, …
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Event(
      String id,
      Instant time,
      Kind kind,
      KeyringId actor,
      @Nullable String actorEmail,
      KeyringId keyring,
      @Nullable ReportId report,
      @Nullable KeyringId subject,
      @Nullable String subjectEmail,
      @Nullable String role,
      @Nullable Instant until,
      @Nullable String refused) {}

  /**
   * {@code GET /records/{id}/activity?after=&limit=}, newest first.
   *
   * @param next for {@code after} of the next page; absent on the last
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record EventPage(List<Event> events, @Nullable String next) {}

  /**
   * {@code GET /usage}: the caller's account.
   *
   * @param storedBytes ciphertext of reports that the account has uploaded and that are stored now
   * @param inBytes bodies received from the account since it exists
   * @param outBytes bodies sent to it
   * @param requests answered to it, refused ones included
   */
  public record Usage(
      long storedBytes, long inBytes, long outBytes, long requests, Instant since) {}

  /**
   * {@code GET /service}: open to everyone.
   *
   * @param time of the service's clock
   * @param signUp who may make an account
   * @param restoration where the service was restored from a backup and takes back what it had
   *     since; absent else
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Service(
      String name,
      String version,
      Instant time,
      int partBytes,
      SignUpRule signUp,
      @Nullable Restoration restoration) {}

  /**
   * Of a service. Of several, the earliest backup and the latest restoration.
   *
   * @param taken the moment of the backup, or one before
   * @param restored when nothing more could be written to what was lost
   */
  public record Restoration(Instant taken, Instant restored) {}
}
